"""The pages in WARC files.

Python reads them: Daft ends a damaged file where the damage is without a word, and reads no record whose headers are
in small letters.
"""

import datetime
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import pyarrow as pa

from glossary.errors import reason
from translate.corpus import places, web_response
from translate.corpus.web_response import ResponseError
from translate.errors import CorpusError

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("url", pa.string()),
        ("date", pa.timestamp("us", "UTC")),
        ("text", pa.large_binary()),
        ("format", pa.string()),
        ("read_error", pa.string()),
    ]
)
# Bytes and rows of a table.
_SIZE = 16 << 20
_ROWS = 1000
_READ = 1 << 18
# The head of a response is in the beginning of a record; no page is as large as a record may be.
_BEGINNING = 1 << 16
_LARGEST = 64 << 20
_LONGEST_LINE = 1 << 16
_PACKED = b"\x1f\x8b"
_BEGIN = b"WARC/"
# A member of a packed file, one with a name or a comment too.
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")


class _DamageError(Exception):
    """A record is not as its headers say, or its file ends within it."""


def tables(name: str) -> Iterator[pa.Table]:
    """The pages of a file as tables of some at once, each with the columns of `SCHEMA`.

    They are what servers answered with 200 and HTML, and HTML that was stored otherwise. A page that is damaged has no
    text, and `read_error` says why; so has a row for each damaged place of the file. Raises `CorpusError` for a file
    that cannot be read, or is none.
    """
    rows: list[dict[str, Any]] = []
    size = 0
    try:
        with places.opened(name) as file:
            for row in pages(file, name):
                rows.append(row)
                size += len(row["text"] or b"")
                if size > _SIZE or len(rows) == _ROWS:
                    yield pa.Table.from_pylist(rows, SCHEMA)
                    rows, size = [], 0
    except OSError as error:
        raise CorpusError(f"{name}: cannot be read: {reason(error)}") from error
    if rows:
        yield pa.Table.from_pylist(rows, SCHEMA)


def pages(file: BinaryIO, name: str) -> Iterator[dict[str, Any]]:
    """The same page by page, of an open file."""
    beginning = file.read(len(_BEGIN))
    file.seek(0)
    if beginning and not beginning.startswith((_PACKED, _BEGIN)):
        raise CorpusError(f"{name}: no WARC file: it does not begin with WARC/, nor as a packed file")
    source = _Source(_unpacked(file) if beginning.startswith(_PACKED) else _plain(file))
    number = 0
    while True:
        number += 1
        row: dict[str, Any] = dict.fromkeys(SCHEMA.names)
        try:
            headers = _headers(source)
            if headers is None:
                return
            row |= _named(headers)
            text = _page(source, headers)
            if text is None:
                continue
            row |= {"text": text, "format": "html"}
        except ResponseError as error:
            row |= {"read_error": f"{name}: record {number}: {error}", "format": "html"}
        except _DamageError as error:
            row |= {"read_error": f"{name}: record {number}: {error}", "format": "html"}
            source.resume()
        yield row


def _headers(source: "_Source") -> dict[str, str] | None:
    """The headers of the next record, their names in small letters; None at the end of the file."""
    while (line := source.line()) in (b"\r\n", b"\n"):
        pass
    if not line:
        return None
    if not line.startswith(_BEGIN):
        raise _DamageError("damaged: there is no record where one should begin; what is up to the next one is left out")
    headers: dict[str, str] = {}
    while (line := source.line()) not in (b"\r\n", b"\n"):
        if not line:
            raise _DamageError("the file ends in the headers of a record")
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    if not headers.get("content-length", "").isdecimal():
        raise _DamageError("damaged: the record does not say how long it is; what is up to the next one is left out")
    return headers


def _named(headers: Mapping[str, str]) -> dict[str, Any]:
    """What the headers of a record say of a page."""
    try:
        date = datetime.datetime.fromisoformat(headers.get("warc-date", ""))
        date = date if date.tzinfo else date.replace(tzinfo=datetime.UTC)
    except ValueError:
        date = None
    return {
        "id": headers.get("warc-record-id", "").strip("<>") or None,
        "url": headers.get("warc-target-uri", "").strip("<>") or None,
        "date": date,
    }


def _page(source: "_Source", headers: Mapping[str, str]) -> bytes | None:
    """The page of a record, whose block is read; None for one that has no page."""
    left = int(headers["content-length"])
    beginning = source.take(min(left, _BEGINNING))
    left -= len(beginning)
    kind = headers.get("warc-type", "").lower()
    identified = headers.get("warc-identified-payload-type", "")
    told: ResponseError | None = None
    head = None
    try:
        if kind == "response":
            head = web_response.head(beginning, identified)
        elif kind == "resource":
            head = web_response.stored(headers.get("content-type", "") or identified)
    except ResponseError as error:
        told = error
    if head is None or not head.is_page or left > _LARGEST:
        source.skip(left)
        if head is not None and head.is_page:
            raise ResponseError(f"the page has over {_LARGEST:,} bytes")
        if told:
            raise told
        return None
    return web_response.page(head, beginning[head.length :] + source.take(left))


# --- Bytes ---


def _plain(file: BinaryIO) -> Iterator[bytes | None]:
    while data := file.read(_READ):
        yield data


def _unpacked(file: BinaryIO) -> Iterator[bytes | None]:
    """The data of a packed file, piece by piece; None where some are lost, and what follows begins with a record."""
    held = b""
    while held or (held := file.read(_READ)):
        member = zlib.decompressobj(wbits=31)
        begun = False
        while True:
            try:
                data = member.decompress(held, _READ)
            except zlib.error:
                # What is not taken up by the damage is looked through for the next member.
                held = _next_member(held[1:] if not begun else held, file)
                yield None
                break
            if data:
                begun = True
                yield data
            held = member.unused_data if member.eof else member.unconsumed_tail
            if member.eof:
                held = held.lstrip(b"\0")
                break
            if not held and not (held := file.read(_READ)):
                # What ends later is seen where a record is shorter than it says.
                if not begun:
                    yield None
                return


def _next_member(held: bytes, file: BinaryIO) -> bytes:
    """The data from the next member on that begins with a record; empty if there is none."""
    while True:
        for found in _MEMBER.finditer(held):
            if _begins_record(held[found.start() :]):
                return held[found.start() :]
        more = file.read(_READ)
        if not more:
            return b""
        # A member that begins at the end of what was read is not known yet.
        held = held[-_LONGEST_LINE:] + more


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, len(_BEGIN)) == _BEGIN
    except zlib.error:
        return False


class _Source:
    """Data that come piece by piece, by the line and by the byte."""

    def __init__(self, pieces: Iterator[bytes | None]) -> None:
        self._pieces = pieces
        self._held = bytearray()
        # Behind a gap a record begins.
        self._gap = False

    def _more(self) -> bool:
        piece = next(self._pieces, b"")
        if piece is None:
            self._gap = True
            raise _DamageError("damaged: it cannot be unpacked; what is up to the next record is left out")
        self._held += piece
        return bool(piece)

    def line(self) -> bytes:
        """The next line with its end; empty at the end of the data."""
        at = 0
        while (end := self._held.find(b"\n", at)) < 0:
            at = len(self._held)
            if at > _LONGEST_LINE or not self._more():
                end = len(self._held) - 1
                break
        return self._cut(end + 1)

    def take(self, count: int) -> bytes:
        """So many bytes."""
        while len(self._held) < count:
            if not self._more():
                raise _DamageError("the file ends within a record")
        return self._cut(count)

    def skip(self, count: int) -> None:
        """Drop so many bytes."""
        while count > 0:
            some = min(count, _READ)
            self.take(some)
            count -= some

    def resume(self) -> None:
        """Go on where the next record begins: behind a gap, or at the next line that is the first of one."""
        if self._gap:
            self._held.clear()
            self._gap = False
            return
        try:
            while line := self.line():
                if line.startswith(_BEGIN):
                    self._held[:0] = line
                    return
        except _DamageError:
            self._held.clear()
            self._gap = False

    def _cut(self, count: int) -> bytes:
        data = bytes(self._held[:count])
        del self._held[:count]
        return data
