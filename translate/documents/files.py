"""Reading articles."""

import codecs
import errno
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from glossary import bounded
from glossary.errors import reason
from glossary.wording import counted
from translate.documents import encodings
from translate.errors import DocumentError

# The mark of UTF-32 begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a file, without byte-order mark; `notices` say what was assumed about it."""

    text: str
    notices: tuple[str, ...] = ()


def read(name: str) -> bytes:
    """The data of a file, or of standard input for `-`; raises `DocumentError` for what cannot be read."""
    try:
        return _standard_input() if name == STANDARD_INPUT else bounded.read_file(Path(name))
    except (OSError, ValueError) as error:
        raise _unreadable(_called(name), error) from error


def check(path: Path) -> None:
    """Raises `DocumentError` for what `read` cannot read, without reading it."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise IsADirectoryError
        if not os.access(path, os.R_OK):
            raise PermissionError(None, os.strerror(errno.EACCES))
    except (OSError, ValueError) as error:
        raise _unreadable(str(path), error) from error


def _unreadable(called: str, error: Exception) -> DocumentError:
    if isinstance(error, IsADirectoryError):
        return DocumentError(f"{called}: is a directory; name the files in it")
    return DocumentError(f"{called}: cannot be read: {reason(error)}")


def _called(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else name


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ValueError("it is closed")
    return bounded.read(sys.stdin.buffer)


def marked(data: bytes) -> tuple[bytes, str]:
    """The byte-order mark that data begin with, and the encoding that it tells; both empty where there is none.

    >>> marked(b"\\xff\\xfeA\\0")
    (b'\\xff\\xfe', 'utf-16-le')
    """
    return next(((bom, encoding) for bom, encoding in _BOMS if data.startswith(bom)), (b"", ""))


def decode(data: bytes, name: str) -> Article:
    """The text of a file's bytes: UTF-8, UTF-16 or UTF-32 with a byte-order mark, or Windows-1252.

    Stray bytes of Windows-1252 in UTF-8 are read as such.
    Raises `DocumentError` if they are none.
    """
    bom, encoding = marked(data)
    encoding = encoding or "utf-8"
    try:
        article = Article(data[len(bom) :].decode(encoding))
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise DocumentError(
                f"{_called(name)}: damaged {encoding.upper()} text at byte {len(bom) + error.start}; save it as UTF-8"
            ) from error
        line = data.count(b"\n", 0, error.start) + 1
        article = _not_utf8(data[len(bom) :], line, marked=bool(bom))
    # One control character may be damage; a binary file is full of them.
    control = sum(map(article.text.count, _CONTROL_CHARACTERS))
    if control > 1 + len(article.text) // 100 or "\0" in article.text:
        raise DocumentError(
            f"{_called(name)}: a binary file, not text (or UTF-16 without its mark); save the article as UTF-8"
        )
    return article


_CONTROL_CHARACTERS = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\v")


def _not_utf8(data: bytes, line: int, *, marked: bool) -> Article:
    """The text of bytes that are not UTF-8 from the given line on, though `marked` as such or not."""
    mixed = encodings.mixed(data, surely=marked)
    if mixed:
        places = f"{counted(mixed.places, 'place')}, the first in line {mixed.line}"
        holes = f" ({mixed.lost} of no meaning there)" if mixed.lost else ""
        assumed = f"; read as Windows-1252 there{holes}" if mixed.lost < mixed.places else ""
        return Article(mixed.text, (f"damaged UTF-8 ({places}){assumed}",))
    text = data.decode("cp1252", errors="replace")
    unknown = text.count(_REPLACEMENT)
    holes = f" ({counted(unknown, 'byte')} of no meaning there)" if unknown else ""
    return Article(text, (f"not UTF-8 (line {line}); read as Windows-1252{holes}",))


_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def same(one: Path, other: str) -> bool:
    """Whether two names mean the same file."""
    try:
        return one.exists() and other != STANDARD_INPUT and one.samefile(other)
    except OSError:
        return False
