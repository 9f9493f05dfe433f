"""Texts without what writers vary: capitals, ß or ss, ä or ae, accents, soft hyphens, spaces and hyphens."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache

_LETTERS = {
    "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ł": "l", "đ": "d", "ð": "d",
    "þ": "th", "ı": "i",
}  # fmt: skip
APOSTROPHES = "'’ʼ"
HYPHENS = "-‐‑"
# Spaces in a row, which count as one with at most one line break among them: no name reaches over a paragraph. With
# letters that are not composed it takes several times longer to look for them.
_SPACES = re.compile(r"\s\s+")
_MARK = re.compile(r"[\u0300-\u036f]")
_SPACES_OR_MARKS = re.compile(r"\s\s+|[^\W\d_][\u0300-\u036f]+")
# Letters and signs that are composed as they stand; no soft hyphen among them.
_COMPOSED = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u024f]*")


def fold(text: str) -> str:
    """A text without what writers vary: texts that fold alike match alike.

    >>> fold("Die  Straße nach Pjöngjang") == fold("die STRASSE nach Pjoengjang")
    True
    """
    return fold_characters(unicodedata.normalize("NFC", " ".join(text.split()))).strip()


def fold_characters(text: str) -> str:
    """A composed text character by character as it folds, spaces and all."""
    return text.translate(_table())


def composed(form: str) -> str:
    """A form composed, with single spaces and without characters that fold to nothing."""
    plain = unicodedata.normalize("NFC", " ".join(form.split()))
    if _COMPOSED.fullmatch(plain):
        return plain
    return "".join(c for c in plain if _table()[ord(c)])


class FoldedText:
    """A text folded, with a space at both ends, and the way back from places in it to the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        plain = text
        self._tidied: _Shifts | None = None
        loose = _SPACES_OR_MARKS if _MARK.search(text) else _SPACES
        if loose.search(text):
            plain, changes = _tidy(text, loose)
            self._tidied = _Shifts(changes)
        self._plain = plain
        self._shifts: _Shifts | None = None
        self.folded = f" {fold_characters(plain)} "

    def places(self, start: int, stem: int, end: int) -> tuple[int, int, int]:
        """Where a word of the folded text, its stem and its ending lie in the text."""
        if self._shifts is None:
            table = _table()
            uneven = table.uneven.finditer(self._plain)
            self._shifts = _Shifts((one.start(), 1, len(table[ord(one[0])])) for one in uneven)
        places = self._shifts.word(start - 1, stem - 1, end - 1)
        return places if self._tidied is None else self._tidied.word(*places)


def _tidy(text: str, loose: re.Pattern[str]) -> tuple[str, list[tuple[int, int, int]]]:
    """A text composed and with single spaces, and what changed in it (see `_Shifts`)."""
    pieces, changes, at = [], [], 0
    for found in loose.finditer(text):
        if found[0].count("\n") > 1:
            continue
        piece = " " if found[0].isspace() else unicodedata.normalize("NFC", found[0])
        pieces += [text[at : found.start()], piece]
        changes.append((found.start(), len(found[0]), len(piece)))
        at = found.end()
    return "".join(pieces) + text[at:], changes


class _Shifts:
    """Where a text got longer or shorter: `changes` are (place, length before, length after), ascending."""

    def __init__(self, changes: Iterable[tuple[int, int, int]]) -> None:
        self._gains = [0]
        self._starts: list[int] = []
        self._ends: list[int] = []
        gain = 0
        for start, old, new in changes:
            self._starts.append(start + gain)
            self._ends.append(start + gain + new)
            gain += new - old
            self._gains.append(gain)

    def word(self, start: int, stem: int, end: int) -> tuple[int, int, int]:
        """Where three places were before: two behind what was left out there, the last in front of it."""
        gains, ends = self._gains, self._ends
        return (
            start - gains[bisect_right(ends, start)],
            stem - gains[bisect_right(ends, stem)],
            end - gains[bisect_left(self._starts, end)],
        )


class _Table(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __init__(self) -> None:
        self._uneven = set("ß")
        self.uneven = re.compile("ß")

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        if len(folded) != 1:
            self._uneven.add(chr(code))
            self.uneven = re.compile(f"[{re.escape(''.join(self._uneven))}]")
        return folded


@cache
def _table() -> _Table:
    return _Table()


def _fold_character(character: str) -> str:
    if unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return ""
    if not character.isalnum() and character != "_":
        return " "
    small = character.lower()
    if small in _LETTERS:
        return _LETTERS[small]
    letters = unicodedata.normalize("NFKD", small).lower()
    bare = (c for c in letters if c.isalnum() and not unicodedata.combining(c))
    return "".join(_LETTERS.get(c, c) for c in bare) or small
