"""Text in two encodings at once: stray bytes of Windows-1252 in UTF-8."""

import re
from dataclasses import dataclass

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Bytes that are not UTF-8, as Python keeps them in a text.
_STRAY = re.compile(r"[\uDC80-\uDCFF]+")
# Beginnings of characters whose end is lost; in Windows-1252 they would be Â, Ã and â€: nobody writes those.
_HALVES = re.compile(rb"[\xC2\xC3](?![\x80-\xFF])|\xE2\x80(?![\x80-\xFF])")


@dataclass(frozen=True, slots=True)
class Mixed:
    """A text in UTF-8 with `places` where it is not, the first of them in line `line`.

    `lost` of them are of no meaning in Windows-1252 either.
    """

    text: str
    places: int
    line: int
    lost: int


def mixed(data: bytes, *, surely: bool = False) -> Mixed | None:
    """The text of UTF-8 with bytes of Windows-1252 in it; None if nothing or all of it is UTF-8.

    One umlaut in UTF-8 tells, since nobody writes what it looks like in Windows-1252; `surely` where a mark has told.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    first = _STRAY.search(text)
    if not first or not (surely or any(map(_is_of_windows, set(text)))):
        return None
    places = len(_STRAY.findall(text))
    line = text.count("\n", 0, first.start()) + 1
    read = _STRAY.sub(lambda match: _of_windows(match[0].encode("utf-8", "surrogateescape")), text)
    return Mixed(read, places, line, read.count(_REPLACEMENT) - text.count(_REPLACEMENT))


def _is_of_windows(character: str) -> bool:
    """Whether Windows-1252 has a character that ASCII has not."""
    try:
        return not character.isascii() and bool(character.encode("cp1252"))
    except UnicodeEncodeError:
        return False


def _of_windows(data: bytes) -> str:
    # 0x81 means nothing in Windows-1252.
    return _HALVES.sub(b"\x81", data).decode("cp1252", errors="replace")
