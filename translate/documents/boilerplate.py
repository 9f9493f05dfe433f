"""Lines of a web page that are no part of its article: navigation, share buttons, photo credits and the like.

What they look like is in boilerplate.tsv. A line is told by itself, but items of a row that stand on lines of their
own by those around them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from glossary import wordlists
from translate.documents.lines import Line

# Longer lines are paragraphs.
_LONGEST = 800
# How many items make a row; and of sections of a paper, which an article may list as well, with commas or line by line.
_ROW, _LIST = 3, 5
_SEPARATOR = r"[\s|¦›»·•>/,→–-]{1,6}"
_CRUMBS = re.compile(r"(?:startseite|home)(?:\s*[›»>/→]\s*[\w&.-]+(?: [\w&.-]+){0,3}){1,6}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Item:
    reason: str
    strength: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Row:
    """How many items a line consists of, how many of them tell by themselves, and what they are."""

    reason: str
    items: int
    sure: int
    alone: bool


def find(text: str, lines: Sequence[Line]) -> dict[int, str]:
    """Why lines are no part of the article: the reasons by the numbers of the lines."""
    bodies = [text[line.body : line.end].strip() if line.end - line.body <= _LONGEST else "" for line in lines]
    reasons = {number: reason for number, body in enumerate(bodies) if body and (reason := _reason(body))}
    return reasons | dict(_rows_of_lines(bodies, reasons))


def reason(line: str) -> str | None:
    """Why a line by itself is no part of an article; None if it may be one.

    >>> reason("Foto: dpa/Anna Müller"), reason("Menü Suche Login Abo"), reason("Suche nach der Ursache")
    ('photo credit', 'navigation', None)
    """
    return _reason(line.strip()) if len(line) <= _LONGEST else None


def _reason(line: str) -> str | None:
    patterns, _ = _table()
    for name, pattern in patterns:
        if pattern.fullmatch(line):
            return name
    if _CRUMBS.fullmatch(line):
        return "navigation"
    row = _row(line)
    if row is None:
        return None
    fewest = 2 if row.sure else _LIST if row.reason == "navigation" and "," in line else _ROW
    return row.reason if row.alone or row.items >= fewest else None


def _rows_of_lines(bodies: Sequence[str], known: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Items one below the other, three of them or more."""
    rows = [(number, _row(body)) for number, body in enumerate(bodies)]
    for is_row, group in groupby(rows, key=lambda pair: pair[1] is not None or pair[0] in known):
        listed = [(number, row) for number, row in group if row]
        telling = any(row.sure or row.reason != "navigation" for _, row in listed)
        if is_row and sum(row.items for _, row in listed) >= (_ROW if telling else _LIST):
            yield from ((number, row.reason) for number, row in listed if number not in known)


def _row(line: str) -> _Row | None:
    """The row of items that a line is; None if anything else is in it."""
    if len(line) > _LONGEST / 2 or not line:
        return None
    _, kinds = _table()
    at = items = sure = 0
    reasons: dict[str, int] = {}
    separator = _separator()
    while at < len(line):
        found = max(
            ((match.end(), kind) for kind in kinds if (match := kind.pattern.match(line, at))),
            default=None,
            key=lambda pair: pair[0],
        )
        if found is None:
            return None
        at, kind = found
        items += 1
        sure += kind.strength != "weak"
        reasons[kind.reason] = reasons.get(kind.reason, 0) + 1
        gap = separator.match(line, at)
        at = gap.end() if gap else at
    alone = items == 1 and kind.strength == "alone"
    return _Row(max(reasons, key=lambda name: reasons[name]), items, sure, alone)


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(_SEPARATOR)


@cache
def _table() -> tuple[list[tuple[str, re.Pattern[str]]], list[_Item]]:
    """The patterns of whole lines with their reasons, and the items of rows."""
    sections = wordlists.entries("translate", "boilerplate.tsv")
    lists: dict[str, str] = {}
    patterns = []
    for entry in sections[""]:
        name, pattern = entry.split("\t")
        for key, alternatives in lists.items():
            pattern = pattern.replace(key, alternatives)
        if name.startswith("{"):
            lists[name] = pattern
        else:
            patterns.append((name, re.compile(pattern, re.IGNORECASE)))
    items = []
    for entry in sections["items"]:
        name, strength, pattern = entry.split("\t")
        # An item ends where its row goes on, or the row.
        items.append(_Item(name, strength, re.compile(rf"{pattern}(?=[\s|¦›»·•>/,→]|\s[–-]\s|\Z)", re.IGNORECASE)))
    return patterns, items
