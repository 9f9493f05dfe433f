"""Reading articles and writing translations."""

import codecs
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from translate.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a file, without byte-order mark; `notices` say what was assumed about it."""

    text: str
    notices: tuple[str, ...] = ()


def read(name: str) -> Article:
    """Read a file, or standard input for `-`: UTF-8, UTF-16 with a byte-order mark, or Windows-1252.

    Raises `DocumentError` for what cannot be read or is no text.
    """
    if name == STANDARD_INPUT:
        return decode(sys.stdin.buffer.read(), "standard input")
    try:
        return decode(Path(name).read_bytes(), name)
    except IsADirectoryError as error:
        raise DocumentError(f"{name}: is a directory; name the files in it") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DocumentError(f"{name}: cannot be read: {reason}") from error


def decode(data: bytes, name: str) -> Article:
    """The text of a file's bytes; raises `DocumentError` if they are none."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return Article(data[len(bom) :].decode(encoding))
            except UnicodeDecodeError as error:
                raise DocumentError(
                    f"{name}: damaged {encoding.upper()} text at byte {error.start}; save it as UTF-8"
                ) from error
    if b"\0" in data:
        raise DocumentError(f"{name}: a binary file, not text; give the article as plain text")
    try:
        return Article(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if sum(byte < 32 and byte not in b"\t\n\r\f" for byte in data) > len(data) // 100:
            raise DocumentError(f"{name}: a binary file, not text; give the article as plain text") from error
        text = data.decode("cp1252", errors="replace")
        line = data.count(b"\n", 0, error.start) + 1
        return Article(text, (f"not UTF-8 (line {line}); read as Windows-1252",))


def write(path: Path, text: str) -> None:
    """Write a text whole or not at all: to a temporary file beside it, which is then renamed.

    Raises `DocumentError` if that cannot be done; what was there before is still there then.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = file.name
            file.write(text)
        os.chmod(temporary, path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise DocumentError(f"{path}: cannot be written: {error.strerror or error}") from error


def same(one: Path, other: str) -> bool:
    """Whether two names mean the same file."""
    try:
        return one.exists() and other != STANDARD_INPUT and one.samefile(other)
    except OSError:
        return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
