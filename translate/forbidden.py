"""English that a glossary forbids for a term, where it stands in a translation all the same."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from glossary import english
from glossary.linked import LinkedText, Span, overlap
from glossary.occurrences import Occurrences
from glossary.terms import TermMatch
from translate.checks import Doubt


def standing(matches: Sequence[TermMatch], source: str, translation: LinkedText) -> list[tuple[TermMatch, str]]:
    """The matches with each of their forbidden targets that stands in a translation of `source`.

    One that is a part of a term's English does not count, nor one that translates another word as far as the links
    tell: where `vote` is forbidden for `Wahl`, it may well stand for `Abstimmung`.
    """
    if not any(match.term.forbidden for match in matches):
        return []
    asked = dict.fromkeys(forbidden for match in matches for forbidden in match.term.forbidden)
    places = {forbidden: list(_places(forbidden, translation.text)) for forbidden in asked}
    if not any(places.values()):
        return []
    wanted = _Wanted.of(matches, source, translation.text)
    doubtful = {
        forbidden: _Sources.of(translation, [span for span in spans if not wanted.covers(span)])
        for forbidden, spans in places.items()
    }
    return [
        (match, forbidden)
        for match in matches
        for forbidden in match.term.forbidden
        if doubtful[forbidden].may_be(match.span)
    ]


def doubts(matches: Sequence[TermMatch], source: str, translation: LinkedText) -> tuple[Doubt, ...]:
    """A doubt for each forbidden target that stands in a translation of `source`."""
    told = [
        f'"{source[match.start : match.end] or match.term.source}" must not be "{forbidden}"'
        for match, forbidden in standing(matches, source, translation)
    ]
    return tuple(Doubt("forbidden term", detail) for detail in dict.fromkeys(told))


def _places(forbidden: str, text: str) -> Iterator[Span]:
    """Where a forbidden target stands, inflected too; what has a small letter may stand there with a capital."""
    target = " ".join(forbidden.split())
    if not target:
        return
    versions = [target]
    if target[0].islower():
        versions.append(target[0].upper() + target[1:])
    if text.isupper():
        versions.append(target.upper())
    for version in dict.fromkeys(versions):
        for found in english.spellings(version, True).finditer(text):
            yield found.span()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Where the English of terms stands: the beginnings, in order, and the furthest end of all up to each."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, matches: Sequence[TermMatch], source: str, text: str) -> "_Wanted":
        found = Occurrences(source, text)
        spans = {span for match in matches for span in found.of(match)}
        ordered = sorted(spans)
        return cls([start for start, _ in ordered], list(accumulate((end for _, end in ordered), max)))

    def covers(self, span: Span) -> bool:
        """Whether a place is a part of a term's English."""
        index = bisect_right(self.starts, span[0]) - 1
        return index >= 0 and span[1] <= self.ends[index]


@dataclass(frozen=True, slots=True)
class _Sources:
    """What places of a translation were translated from: spans of the source, in order and apart.

    `anything` where there are places without links.
    """

    anything: bool
    nowhere: bool
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, translation: LinkedText, places: Sequence[Span]) -> "_Sources":
        links = sorted(translation.links)
        reach = list(accumulate((end for (_, end), _ in links), max))
        anything = False
        sources: set[Span] = set()
        for start, end in places:
            first, last = bisect_right(reach, start), bisect_left(links, ((end, 0), (0, 0)))
            of_place = [theirs for ours, theirs in links[first:last] if overlap(ours, (start, end))]
            anything = anything or not of_place
            sources.update(of_place)
        ordered = sorted(sources)
        return cls(
            anything, not places, [start for start, _ in ordered], list(accumulate((end for _, end in ordered), max))
        )

    def may_be(self, span: Span) -> bool:
        """Whether one of the places may stand for a match: unless links say that it stands for others."""
        if self.nowhere:
            return False
        if self.anything or span[0] == span[1]:
            return True
        index = bisect_right(self.ends, span[0])
        return index < len(self.starts) and self.starts[index] < span[1]
