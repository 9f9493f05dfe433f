"""Text in two encodings at once: stray Windows-1252 in UTF-8, and UTF-8 that was taken for another encoding."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translate.documents.edits import Edit

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Bytes that are not UTF-8, as Python keeps them in a text.
_STRAY = re.compile(r"[\uDC80-\uDCFF]+")
# Beginnings of characters whose end is lost; in Windows-1252 they would be Â, Ã and â€: nobody writes those.
_HALVES = re.compile(rb"[\xC2\xC3](?![\x80-\xFF])|\xE2\x80(?![\x80-\xFF])")
# What mojibake consists of: what the first byte of a character becomes in Windows-1252, -1250, -1251, MacRoman and
# code page 437, and a character behind it that ASCII has not; control characters that Windows-1252 has not.
_SUSPECT = re.compile(r"[ÂÃÄÅâïðĂĹГВ√¬├┬‚ΓŒ][^\x00-\x7F]|[\x80-\x84\x86-\x9F]")
_LINE = re.compile(r"[^\r\n]+")
_RUN = re.compile(r"[^\x00-\x7F]+")


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


def find(text: str) -> Iterator[Edit]:
    """Where UTF-8 was encoded once more, line by line, and what it says.

    >>> list(find("Für und fÃ¼r"))
    [(9, 11, 'ü')]
    """
    if not _SUSPECT.search(text):
        return
    # Imported here: most texts do not need it, and it takes a tenth of a second.
    from ftfy import TextFixerConfig, fix_encoding

    # Sequences of which a byte is lost would become replacement characters.
    config = TextFixerConfig(replace_lossy_sequences=False)
    for line in _LINE.finditer(text):
        if _SUSPECT.search(line[0]):
            for start, end, after in _changes(line[0], fix_encoding(line[0], config)):
                yield line.start() + start, line.start() + end, after


def _changes(before: str, after: str) -> Iterator[Edit]:
    """What differs between two lines: the runs of characters that ASCII has not, if the others are the same."""
    if _RUN.split(before) == _RUN.split(after):
        for one, other in zip(_RUN.finditer(before), _RUN.findall(after), strict=True):
            if one[0] != other:
                yield _trimmed(one[0], other, one.start())
    elif before != after:
        yield _trimmed(before, after, 0)


def _trimmed(before: str, after: str, place: int) -> Edit:
    """One edit, without what is the same at both ends."""
    head = 0
    shorter = min(len(before), len(after))
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return place + head, place + len(before) - tail, after[head : len(after) - tail]
