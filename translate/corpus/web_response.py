"""What a server answered: the head of a response, and the page in it."""

import email.message
import http.client
import io
import re
import zlib
from dataclasses import dataclass

from translate.documents import files
from translate.formats import charsets
from translate.formats.markup import html_charset

_OK = 200
_PAGES = ("text/html", "application/xhtml+xml")
_STATUS = re.compile(rb"HTTP/\d[\d.]*\s+(\d{3})")
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
# So that a few bytes do not become a machine's memory.
_LARGEST = 256 << 20


class ResponseError(Exception):
    """A response that is damaged, or packed in a way that is not read; the text of the error says it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a page: whether there is one, its bytes, and how the page is encoded.

    `codings` are those that were applied, in that order, and `charset` is as the server called it; both may be empty.
    """

    is_page: bool
    length: int = 0
    chunked: bool = False
    codings: tuple[str, ...] = ()
    charset: str = ""


def head(block: bytes, identified: str = "") -> Head:
    """The head of a response in its first bytes; `identified` is what others have found its page to be.

    Raises `ResponseError` for one that is damaged.
    """
    match = _STATUS.match(block)
    if not match:
        raise ResponseError("damaged: it does not begin as a response of a server does")
    if int(match[1]) != _OK:
        return Head(False)
    stream = io.BytesIO(block)
    stream.readline()
    try:
        headers = http.client.parse_headers(stream)
    except http.client.HTTPException as error:
        raise ResponseError(f"damaged: its headers cannot be read ({type(error).__name__})") from error
    kind, charset = _kind(headers.get("Content-Type") or identified)
    return Head(
        kind in _PAGES,
        stream.tell(),
        "chunked" in _names(headers, "Transfer-Encoding"),
        tuple(name for name in _names(headers, "Content-Encoding") if name != "identity"),
        charset,
    )


def stored(content_type: str) -> Head:
    """The head of what was stored without one, as of this type."""
    kind, charset = _kind(content_type)
    return Head(kind in _PAGES, charset=charset)


def _kind(content_type: str) -> tuple[str, str]:
    """A type of contents and its charset.

    >>> _kind('Text/HTML; charset="ISO-8859-2"'), _kind("")
    (('text/html', 'ISO-8859-2'), ('text/plain', ''))
    """
    message = email.message.Message()
    message["Content-Type"] = " ".join(content_type.split())
    charset = message.get_param("charset")
    return message.get_content_type(), charset.strip() if isinstance(charset, str) else ""


def _names(headers: http.client.HTTPMessage, name: str) -> list[str]:
    return [one.strip().lower() for value in headers.get_all(name, []) for one in value.split(",") if one.strip()]


def page(head: Head, body: bytes) -> bytes:
    """The page in the body of a response, unpacked; raises `ResponseError` for one that is damaged.

    Those who store responses often unpack them and leave the headers: what is not packed as they say is taken as it is.
    A charset that only the server told is told by the page as well: it is UTF-8 then.
    """
    if head.chunked and _CHUNK.match(body):
        body = _joined(body)
    for coding in reversed(head.codings):
        body = _unpacked(body, coding)
    return _told(body, head.charset)


def _joined(body: bytes) -> bytes:
    """The chunks of a body as one."""
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match[0].split(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        part = body[match.end() : match.end() + size]
        if len(part) < size:
            break
        parts.append(part)
        at = match.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    raise ResponseError("damaged: it came in chunks, and some are missing")


def _unpacked(body: bytes, coding: str) -> bytes:
    if coding in ("gzip", "x-gzip"):
        return _inflated(body, 31) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        # Servers have two opinions on what this is.
        return _inflated(body, 15) if body[:1] == b"x" else _inflated(body, -15) if not body.startswith(b"<") else body
    if body.lstrip().startswith(b"<"):
        return body
    raise ResponseError(f"packed as {coding[:20]}, which deen does not read")


def _inflated(body: bytes, wbits: int) -> bytes:
    unpacking = zlib.decompressobj(wbits)
    try:
        data = unpacking.decompress(body, _LARGEST)
    except zlib.error as error:
        raise ResponseError("damaged: it cannot be unpacked") from error
    if unpacking.unconsumed_tail:
        raise ResponseError(f"the page has over {_LARGEST:,} bytes")
    if not unpacking.eof:
        raise ResponseError("damaged: its end is missing")
    return data


def _told(body: bytes, charset: str) -> bytes:
    """The page in an encoding that it tells, or that is assumed of pages that tell none."""
    if not charset or files.marked(body)[1] or html_charset.is_declared(body):
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        encoding = html_charset.superset(charsets.known(charset))
        # Stray bytes in UTF-8 are seen to by those who read pages.
        return body.decode(encoding, "replace").encode() if encoding not in ("", "utf-8") else body
    return body
