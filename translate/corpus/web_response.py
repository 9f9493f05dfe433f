"""What a server answered: the head of a response, and the page in it."""

import email.message
import http.client
import io
import re
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from translate.documents import files
from translate.formats import charsets
from translate.formats.markup import html_charset

# Bytes of a page: so that a few do not become a machine's memory.
LARGEST = 64 << 20
_PAGES = ("text/html", "application/xhtml+xml")
_STATUS = re.compile(rb"HTTP/\d[\d.]*\s+(\d{3})")
_LINE = 1 << 13


class ResponseError(Exception):
    """A response that is damaged, or too large; the text of the error says it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a page: whether there is one, and how it is encoded.

    `codings` are those that were applied, in that order, and `charset` is as the server called it; both may be empty.
    """

    is_page: bool
    codings: tuple[str, ...] = ()
    charset: str = ""


def head(response: BinaryIO, identified: str = "") -> Head:
    """The head of a response, which is read up to its body; `identified` is what others have found its page to be.

    Raises `ResponseError` for one that is damaged.
    """
    status = _STATUS.match(response.readline(_LINE))
    if not status:
        raise ResponseError("it does not begin as a response of a server does")
    try:
        headers = http.client.parse_headers(response)
    except http.client.HTTPException as error:
        raise ResponseError(f"its headers cannot be read ({type(error).__name__})") from error
    codings = _names(headers, "Content-Encoding") + _names(headers, "Transfer-Encoding")
    told = stored(headers.get("Content-Type") or identified)
    return Head(told.is_page and status[1] == b"200", tuple(one for one in codings if one != "identity"), told.charset)


def stored(content_type: str) -> Head:
    """The head of what was stored without one, as of this type.

    >>> stored('Text/HTML; charset="ISO-8859-2"'), stored("").is_page
    (Head(is_page=True, codings=(), charset='ISO-8859-2'), False)
    """
    message = email.message.Message()
    message["Content-Type"] = " ".join(content_type.split())
    charset = message.get_param("charset")
    return Head(message.get_content_type() in _PAGES, charset=charset.strip() if isinstance(charset, str) else "")


def _names(headers: http.client.HTTPMessage, name: str) -> list[str]:
    return [one.strip().lower() for value in headers.get_all(name, []) for one in value.split(",") if one.strip()]


def page(head: Head, body: bytes) -> bytes:
    """The page in the body of a response, unpacked; raises `ResponseError` for one that is damaged.

    Those who store responses often unpack them and leave the headers: what is not packed as they say is taken as it is.
    A charset that only the server told is told by the page as well: it is UTF-8 then.
    """
    for coding in reversed(head.codings):
        try:
            body = _unpacked(_bounded(body), coding)
        except (OSError, zlib.error) as error:
            if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                raise ResponseError(f"it cannot be unpacked ({coding[:20]}: {error})") from error
    return _told(_bounded(body), head.charset)


def _bounded(body: bytes) -> bytes:
    if len(body) > LARGEST:
        raise ResponseError(f"the page has over {LARGEST:,} bytes")
    return body


def _unpacked(body: bytes, coding: str) -> bytes:
    """At most one byte more than a page may have."""
    from fastwarc import stream_io

    if coding in ("gzip", "x-gzip", "deflate"):
        # Servers have two opinions on what deflate is.
        unpacking = zlib.decompressobj(31 if "gzip" in coding else 15 if body.startswith(b"x") else -15)
        data = unpacking.decompress(body, LARGEST + 1)
        if not unpacking.eof and len(data) <= LARGEST:
            raise zlib.error("its end is missing")
        return data
    reader = {"chunked": stream_io.ChunkedReader, "br": stream_io.BrotliReader, "zstd": stream_io.ZstdReader}.get(
        coding
    )
    if reader is None:
        raise OSError("not known")
    return reader(io.BytesIO(body)).read(LARGEST + 1)


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
