"""Writes translations into the places of a file, and leaves every other character of it alone."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from glossary.linked import Span


@dataclass(frozen=True, slots=True)
class Source:
    """The characters `[start, end)` of the data, as a part of what is written: with the edits that lie in it made."""

    start: int
    end: int


# What comes into a place: a text as it is, or other characters of the data.
Part = str | Source


@dataclass(frozen=True, slots=True)
class Edit:
    """The parts that come in the place of the characters `[start, end)` of the data."""

    start: int
    end: int
    parts: tuple[Part, ...]

    @property
    def span(self) -> Span:
        return self.start, self.end


def spliced(data: str, edits: Iterable[Edit]) -> str:
    """The data with edits made, of which one lies within another or apart from it.

    One that lies within another is made wherever a part of that one, a `Source`, has its place; what no part has is
    gone.

    >>> link = Edit(4, 33, (Source(4, 22), "house", Source(29, 33)))
    >>> spliced('Ein <a title="Tür">Gebäude</a>.', [Edit(0, 3, ("A",)), Edit(14, 17, ("door",))])
    'A <a title="door">Gebäude</a>.'
    """
    return "".join(_made(data, sorted(edits, key=lambda edit: (edit.start, -edit.end)), 0, len(data)))


def _made(data: str, edits: Sequence[Edit], start: int, end: int) -> Iterator[str]:
    """The characters `[start, end)` with the edits made that lie within; `edits` are in order, outer ones first."""
    at = start
    number = bisect_left(edits, start, key=lambda edit: edit.start)
    while number < len(edits) and edits[number].start <= end:
        edit = edits[number]
        number += 1
        if edit.end > end or edit.start < at:
            continue
        yield data[at : edit.start]
        inner = number
        while number < len(edits) and edits[number].end <= edit.end and edits[number].start < edit.end:
            number += 1
        for part in edit.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from _made(data, edits[inner:number], part.start, part.end)
        at = edit.end
    yield data[at:end]
