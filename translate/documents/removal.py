"""Lines left out of a text, with their line breaks and the blank lines that would be too many."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from glossary.linked import Span

_REST_OF_LINE = re.compile(r"[^\S\r\n]*(?:\r\n|\r|\n|\Z)")
_BLANK_LINES = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\r|\n))+")


def spans(text: str, lines: Sequence[Span]) -> list[Span]:
    """What goes with `lines`, which are in order: where a blank line stands before them, those behind them go too."""
    gone: list[Span] = []
    after_blank = False
    for start, end in lines:
        if gone and gone[-1][1] >= start:
            start = gone.pop()[0]
        else:
            after_blank = not text[max(0, start - 2) : start].strip("\r") or _ends_blank(text, start)
        rest = _REST_OF_LINE.match(text, end)
        end = rest.end() if rest else end
        blank = _BLANK_LINES.match(text, end) if after_blank else None
        gone.append((start, blank.end() if blank else end))
    return gone


def _ends_blank(text: str, start: int) -> bool:
    """Whether the line before the one that begins at `start` is blank, or there is none."""
    before = text[max(0, start - 200) : start].replace("\r\n", "\n").replace("\r", "\n")
    lines = before.split("\n")
    return len(lines) < 2 or not lines[-2].strip()


def covers(gone: Sequence[Span], place: int) -> bool:
    """Whether a character is among what is left out."""
    index = bisect_right(gone, place, key=lambda span: span[0]) - 1
    return index >= 0 and place < gone[index][1]


def without(text: str, gone: Sequence[Span], start: int, end: int) -> str:
    """The characters `[start, end)` of a text without what is left out."""
    parts = []
    index = max(0, bisect_right(gone, start, key=lambda span: span[0]) - 1)
    at = start
    while index < len(gone) and gone[index][0] < end:
        first, last = gone[index]
        parts.append(text[at : max(at, first)])
        at = max(at, last)
        index += 1
    return "".join([*parts, text[at:end]])
