"""The lines of a file that may be packed, and that anybody may have written."""

import gzip
import lzma
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from glossary.errors import reason
from translate.errors import LexiconError

# The longest line of the largest lexicon, all of Wiktionary, has 3 MB.
_LONGEST = 1 << 24
# All of Wiktionary has 3 GB; a packed file that is more is made to fill a disk.
_MOST = 1 << 34
_PACKED = ((b"\x1f\x8b", gzip.open), (b"\xfd7zXZ\0", lzma.open))
_UNREADABLE = (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error)


@contextmanager
def opened(path: Path) -> Iterator[Iterator[bytes]]:
    """The lines of a file, unpacked if it is gzip or xz; raises `LexiconError`, also while they are read."""
    with unpacked(path) as stream:
        yield _lines(stream, str(path))


@contextmanager
def unpacked(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file as a stream, unpacked if it is gzip or xz; raises `LexiconError`, also for who reads it.

    A pipe is read once, from its beginning to its end.
    """
    try:
        with path.open("rb") as file:
            start = file.peek(8)
            unpack = next((unpack for magic, unpack in _PACKED if start.startswith(magic)), None)
            if unpack is None:
                yield file
                return
            with unpack(file) as stream:
                yield cast(BinaryIO, stream)
    except _UNREADABLE as error:
        raise _unreadable(str(path), error) from error


def _lines(stream: BinaryIO, name: str) -> Iterator[bytes]:
    left = _MOST
    number = 0
    while line := stream.readline(_LONGEST):
        number += 1
        left -= len(line)
        if number == 1:
            _check_kind(line, name)
        if len(line) == _LONGEST:
            raise LexiconError(f"{name}:{number}: a line of over {_LONGEST:,} bytes, which no lexicon has")
        if left < 0:
            raise LexiconError(f"{name}: has over {_MOST:,} bytes; no lexicon has so many")
        yield line


def _check_kind(line: bytes, name: str) -> None:
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LexiconError(f"{name}: in UTF-16; save the file as UTF-8")
    if b"\0" in line[:4_096]:
        raise LexiconError(f"{name}: no text, and so no lexicon that deen reads")


def _unreadable(name: str, error: BaseException) -> LexiconError:
    if isinstance(error, EOFError):
        return LexiconError(f"{name}: ends too early; fetch the file again")
    if isinstance(error, lzma.LZMAError | zlib.error | gzip.BadGzipFile):
        return LexiconError(f"{name}: damaged ({reason(error)}); fetch the file again")
    return LexiconError(f"{name}: cannot be read: {reason(error)}")


def decoded(lines: Iterable[bytes], name: str) -> Iterator[str]:
    """Lines as text without their ends: in UTF-8, or in Windows-1252 if the first that is no ASCII is no UTF-8.

    Raises `LexiconError` for a line that is not in the encoding of those before it.

    >>> list(decoded([b"Haus\\n", "Tür\\n".encode("cp1252")], "a.tsv"))
    ['Haus', 'Tür']
    """
    encoding = ""
    for number, line in enumerate(lines, 1):
        data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not encoding and not data.isascii():
            encoding = "utf-8" if _is_utf8(data) else "cp1252"
        try:
            yield data.decode(encoding or "ascii").rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise LexiconError(f"{name}:{number}: not {encoding.upper()}; save the file as UTF-8") from error


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
