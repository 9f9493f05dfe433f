"""Writes translations into the places of a file, and leaves every other character of it alone."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """The characters `[start, end)` of the data as a part of what is written, with the edits made that lie in them.

    Without any if not `edited`.
    """

    start: int
    end: int
    edited: bool = True


# What comes into a place: a text as it is, or characters of the data.
Part = str | Source


@dataclass(frozen=True, slots=True)
class Edit:
    """The parts that come in the place of the characters `[start, end)` of the data."""

    start: int
    end: int
    parts: tuple[Part, ...]


def spliced(data: str, edits: Iterable[Edit]) -> str:
    """The data with edits made, of which one lies within another or apart from it; in linear time.

    One that lies within another is made where a part of that one, a `Source`, has its place; what no part has is gone.

    >>> link = Edit(4, 30, (Source(4, 19), "house", Source(26, 30)))
    >>> spliced('Ein <a title="Tür">Gebäude</a>.', [Edit(0, 3, ("A",)), link, Edit(14, 17, ("door",))])
    'A <a title="door">house</a>.'
    """
    ordered = sorted(edits, key=lambda edit: (edit.start, -edit.end))
    waiting: list[tuple[Part, Sequence[Edit]]] = [(Source(0, len(data)), ordered)]
    made: list[str] = []
    while waiting:
        part, inner = waiting.pop()
        if isinstance(part, str):
            made.append(part)
        elif not part.edited or not inner:
            made.append(data[part.start : part.end])
        else:
            waiting += reversed(list(_divided(part, inner, len(data))))
    return "".join(made)


def _divided(source: Source, edits: Sequence[Edit], length: int) -> Iterator[tuple[Part, Sequence[Edit]]]:
    """Characters of the data as parts, with the edits that may lie in each; `edits` are in order, outer ones first."""
    at = source.start
    number = bisect_left(edits, at, key=lambda edit: edit.start)
    # What is put in at the very end belongs to what stands there, if something does.
    until = source.end + (source.end == length)
    while number < len(edits) and edits[number].start < until:
        edit = edits[number]
        number += 1
        if edit.end > source.end:
            continue
        yield Source(at, edit.start), ()
        first = number
        while number < len(edits) and edits[number].start < edit.end:
            number += 1
        inner = edits[first:number]
        yield from ((part, inner) for part in edit.parts)
        at = edit.end
    yield Source(at, source.end), ()
