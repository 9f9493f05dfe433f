"""Divides a translation among the parts of its source that look alike, to the character where it stays as it was."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from glossary.linked import Link, LinkedText, Span
from translate.alignment.projection import Projection

_SPACES = re.compile(r"(?<!\s)\s+")


def shares(said: str, linked: LinkedText, cuts: Sequence[int], projection: Projection) -> list[tuple[Span, int]]:
    """The spans of a translation, in order and without gaps, each with the number of the part that it belongs to.

    The parts are what lies between the cuts of what was said. A space is between two parts where it was.
    """
    if not cuts:
        return [((0, len(linked.text)), 0)]
    owners: list[int] = []
    for (start, end), part in projection.shares(cuts):
        owners += [part] * (end - start)
    for ours, theirs in _verbatim(said, linked):
        for behind in range(ours[1] - ours[0]):
            owners[ours[0] + behind] = bisect_right(cuts, theirs[0] + behind)
    _place_spaces(said, linked.text, cuts, owners)
    found: list[tuple[Span, int]] = []
    at = 0
    for part, same in groupby(owners):
        end = at + len(list(same))
        found.append(((at, end), part))
        at = end
    return found


def _verbatim(said: str, linked: LinkedText) -> Iterator[Link]:
    """What the translation has as the source has it: whole links, or words whose parts have links, in order."""
    words = [(ours, theirs) for ours, theirs in linked.words() if theirs is not None]
    at = 0
    for ours, theirs in sorted([*linked.links, *words]):
        same = linked.text[slice(*ours)] == said[slice(*theirs)]
        if same and at <= ours[0] < ours[1] and _are_words(linked.text, ours):
            yield ours, theirs
            at = ours[1]


def _are_words(text: str, span: Span) -> bool:
    """Whether characters of a text begin and end no word within it."""
    return not any(text[at - 1 : at].isalnum() and text[at : at + 1].isalnum() for at in span)


def _place_spaces(said: str, text: str, cuts: Sequence[int], owners: list[int]) -> None:
    """Spaces between two parts belong to the one that had one there; to the first if both had, or none.

    Where a part between them is nothing but spaces, it has them.
    """
    edges = [0, *cuts, len(said)]
    for found in _SPACES.finditer(text):
        start, end = found.span()
        before = owners[start - 1] if start else owners[start]
        behind = owners[end] if end < len(text) else before
        ends_with = said[edges[before + 1] - 1].isspace()
        begins_with = said[edges[behind]].isspace()
        owner = behind if begins_with and not ends_with else before
        if behind == before + 2 and said[edges[behind - 1] : edges[behind]].isspace():
            owner = before + 1
        owners[start:end] = [owner] * (end - start)
