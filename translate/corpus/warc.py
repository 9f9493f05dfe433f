"""The pages in WARC files.

FastWARC takes the records apart: unlike others it does not go on behind damage without a word. Python's own gzip
unpacks what is packed, since it tells of a file that ends too early.
"""

import gzip
import itertools
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa

from glossary.errors import reason
from translate.corpus import places, web_response
from translate.corpus.web_response import ResponseError
from translate.errors import CorpusError

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SCHEMA = pa.schema(
    {
        "id": pa.string(), "url": pa.string(), "date": pa.timestamp("us", "UTC"), "text": pa.large_binary(),
        "read_error": pa.string(),
    }
)  # fmt: skip
# Bytes and rows of a table.
_SIZE = 16 << 20
_ROWS = 1000
_PACKED = b"\x1f\x8b"
_BEGIN = b"WARC/"
_DAMAGE = (gzip.BadGzipFile, zlib.error, EOFError)


def tables(name: str) -> Iterator[pa.Table]:
    """The pages of a file as tables of some at once, each with the columns of `SCHEMA`.

    They are what servers answered with 200 and HTML, and HTML that was stored otherwise. A page that is damaged has no
    text, and `read_error` says why. Where the file itself is damaged, a last row says so: what follows is left out.
    Raises `CorpusError` for a file that cannot be read, or is none.
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
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        raise CorpusError(
            f"WARC files need FastWARC, which cannot be imported: {reason(error)}; pip install 'deen-mt[corpus]'"
        ) from error
    beginning = file.read(len(_BEGIN))
    file.seek(0)
    if beginning and not beginning.startswith((_PACKED, _BEGIN)):
        raise CorpusError(f"{name}: no WARC file: it does not begin with WARC/, nor as a packed file")
    source = _Source(gzip.GzipFile(fileobj=file) if beginning.startswith(_PACKED) else file)
    records = iter(ArchiveIterator(source, parse_http=False, stream_detect=False))
    for number in itertools.count(1):
        row: dict[str, Any] = dict.fromkeys(SCHEMA.names)
        told = f"{name}: record {number}: damaged"
        try:
            record = next(records, None)
            if record is None:
                return
            row["id"] = (record.record_id or "").strip("<>") or None
            row["url"] = (record.headers.get("WARC-Target-URI") or "").strip("<>") or None
            row["date"] = record.record_date
            text = _page(record)
            if text is not None:
                yield row | {"text": text}
        except ResponseError as error:
            yield row | {"read_error": f"{told}: {error}"}
        except (OSError, *_DAMAGE) as error:
            if source.failed:
                raise
            yield row | {"read_error": f"{told}: {reason(error)}; it and what follows it are left out"}
            return


def _page(record: "WarcRecord") -> bytes | None:
    """The page of a record, whose block is read to its end; None for one that has no page."""
    if (record.headers.get("Content-Length") or "").strip() != str(record.content_length):
        raise EOFError("it does not say how long it is")
    try:
        return _text(record, (record.headers.get("WARC-Type") or "").lower())
    finally:
        # Also that a file ends within a record that has no page is to be told.
        record.reader.consume()
        if record.reader.tell() < record.content_length:
            raise EOFError("the file ends within it")


def _text(record: "WarcRecord", kind: str) -> bytes | None:
    identified = record.headers.get("WARC-Identified-Payload-Type") or ""
    if not kind:
        raise ResponseError("it does not say of which type it is")
    if kind == "response":
        head = web_response.head(record.reader, identified)
    else:
        head = web_response.stored(record.headers.get("Content-Type") or identified)
    if not head.is_page or kind not in ("response", "resource"):
        return None
    return web_response.page(head, record.reader.read(web_response.LARGEST + 1))


class _Source:
    """A file that remembers whether it was itself what could not be read."""

    def __init__(self, file: gzip.GzipFile | BinaryIO) -> None:
        self._file = file
        self.failed = False

    def read(self, size: int = -1) -> bytes:
        try:
            # What is good before damage comes alone.
            return self._file.read1(size) if isinstance(self._file, gzip.GzipFile) else self._file.read(size)
        except OSError as error:
            self.failed = not isinstance(error, gzip.BadGzipFile)
            raise

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def close(self) -> None:
        self._file.close()

    def tell(self) -> int:
        return self._file.tell()
