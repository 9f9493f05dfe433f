"""Times, dates in digits and ordinals of a German text, and the English that must stand for them.

>>> [(one.english, one.kind) for one in renderings("Am 7.10. um 14.30 Uhr kam der 1.000. Besucher.", "12")]
[('7 October', 'date'), ('2:30 p.m.', 'time'), ('1,000th', 'ordinal')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from glossary import wordlists
from translate import dates, times
from translate.clock import written
from translate.options import Clock

Kind = Literal["time", "date", "ordinal"]

_SPACE = "[ \u00a0\u202f]"
_GROUPED = r"[1-9][0-9]{0,2}(?:[. \u00a0\u202f'’][0-9]{3}){1,5}"
_ORDINAL = re.compile(rf"(?<![\w.,/:§@#-])(?:{_GROUPED}|[1-9][0-9]{{2,3}})\.(?={_SPACE}+[^\W\d_])")
_WORD_BEFORE = re.compile(r"([^\W\d_]{1,40})[ \u00a0\u202f\"“„»]{0,40}\Z")
_WORD_BEHIND = re.compile(r"[ \u00a0\u202f]+([^\W\d_]+)")
# Of a word before a number no more is read.
_BEFORE = 40
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Rendering:
    """The German at `[start, end)` and the English that must stand for it."""

    start: int
    end: int
    english: str
    kind: Kind


def renderings(text: str, clock: Clock) -> list[Rendering]:
    """What a German text has of times, dates in digits and ordinals of three and more digits, in order.

    None overlaps another. `clock` says how the times are written: `2:30 p.m.` or `14:30`.
    """
    found = [Rendering(one.start, one.end, written(one, clock), "time") for one in times.read(text)]
    found += [Rendering(one.start, one.end, one.english, "date") for one in dates.read(text)]
    found += _ordinals(text)
    kept: list[Rendering] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def ordinal(number: int) -> str:
    """An ordinal in digits.

    >>> [ordinal(number) for number in (1, 112, 2502)]
    ['1st', '112th', '2,502nd']
    """
    teen = number // 10 % 10 == 1
    return f"{number:,}{'th' if teen else _ENDINGS.get(number % 10, 'th')}"


def _ordinals(text: str) -> Iterator[Rendering]:
    for found in _ORDINAL.finditer(text):
        before = _WORD_BEFORE.search(text, max(found.start() - _BEFORE, 0), found.start())
        behind = _WORD_BEHIND.match(text, found.end())
        if before and behind and before[1].lower() in _words("before ordinals") and behind[1] not in _starters():
            yield Rendering(*found.span(), ordinal(int(re.sub(r"\D", "", found[0]))), "ordinal")


@cache
def _starters() -> frozenset[str]:
    return wordlists.words("translate", "starters.txt")[""]


@cache
def _words(section: str) -> frozenset[str]:
    return wordlists.words("translate", "contexts.txt")[section]
