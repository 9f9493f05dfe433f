"""Which place of a translation stands for which term of its sentence, of all where it may stand."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from glossary.linked import LinkedText, Span, overlap
from glossary.terms import TermMatch

# Beyond so many pairs of a match and a place they are not weighed against each other.
_MOST_PAIRS = 300
# How many of the matches that a link leads to are asked.
_MOST_LINKED = 8

# Whether a place that has a match's English is meant for it.
IsMeant = Callable[[TermMatch, Span], bool]


def may_share(one: TermMatch, other: TermMatch) -> bool:
    """Whether one place in the English may stand for both matches: one overlaps the other, or has no place."""
    unplaced = (one.start == one.end or other.start == other.end) and one.term.target != other.term.target
    return unplaced or overlap(one.span, other.span)


def assigned(
    matches: Sequence[TermMatch], found: Sequence[Sequence[Span]], translation: LinkedText, is_meant: IsMeant
) -> tuple[Span | None, ...]:
    """The place of each match, None where it has none; `found` are the places where the English of each stands.

    No place stands for two matches, except where one match lies inside the other in the source, or is given
    without a place there. Longer terms choose first (`US President` before `US`), then what the links say; who
    comes too late may make another move (Kuhn 1955), so that no match is missing that need not be.
    """
    if sum(map(len, found)) > _MOST_PAIRS:
        return _in_order(matches, found, translation, is_meant)
    meant = [[span for span in spans if is_meant(match, span)] for match, spans in zip(matches, found, strict=True)]
    assignment = _Assignment(matches, _by_preference(matches, meant, translation))
    # Where one mention of a term finds no place, no further one does.
    hopeless: set[str] = set()
    for index, match in enumerate(matches):
        target = match.term.target
        if meant[index] and target not in hopeless and not assignment.placed(index):
            hopeless.add(target)
    return tuple(assignment.chosen)


# --- a few places


def _by_preference(
    matches: Sequence[TermMatch], found: Sequence[Sequence[Span]], translation: LinkedText
) -> list[tuple[int, Span]]:
    """The numbers of the matches with each place that was found for them, in the order in which they choose."""
    starts, ends = (sorted(span[side] for spans in found for span in spans) for side in (0, 1))

    def contested(span: Span) -> int:
        """How many places overlap one: those that begin before its end and do not end before its beginning."""
        return bisect_left(starts, span[1]) - bisect_right(ends, span[0])

    def preference(pair: tuple[int, Span]) -> tuple[int, bool, int, Span, int]:
        index, span = pair
        match = matches[index]
        return -len(match.term.target), not translation.linked(span, match.span), contested(span), span, match.start

    return sorted(((index, span) for index, spans in enumerate(found) for span in spans), key=preference)


class _Assignment:
    """The places chosen so far: greedily at first, in the order of the pairs of a match's number and a place."""

    def __init__(self, matches: Sequence[TermMatch], pairs: Sequence[tuple[int, Span]]) -> None:
        self._matches = matches
        self._preferred: list[list[Span]] = [[] for _ in matches]
        self.chosen: list[Span | None] = [None] * len(matches)
        for index, span in pairs:
            self._preferred[index].append(span)
            if self.chosen[index] is None and not self._in_the_way(index, span):
                self.chosen[index] = span

    def placed(self, index: int) -> bool:
        """Whether the match has a place, or gets one by others moving."""
        return self.chosen[index] is not None or self._moved(index, frozenset({index}), set())

    def _moved(self, index: int, asked: frozenset[int], tried: set[tuple[int, Span]]) -> bool:
        """Whether the match could be placed, one other after the other moving on; nothing is tried twice."""
        for span in self._preferred[index]:
            if span == self.chosen[index] or (index, span) in tried:
                continue
            tried.add((index, span))
            others = self._in_the_way(index, span)
            if len(others) > 1 or not asked.isdisjoint(others):
                continue
            before = self.chosen[index]
            self.chosen[index] = span
            if all(self._moved(other, asked | {other}, tried) for other in others):
                return True
            self.chosen[index] = before
        return False

    def _in_the_way(self, index: int, span: Span) -> list[int]:
        return [
            other
            for other, taken in enumerate(self.chosen)
            if taken is not None
            and other != index
            and overlap(taken, span)
            and not may_share(self._matches[index], self._matches[other])
        ]


# --- very many places


def _in_order(
    matches: Sequence[TermMatch], found: Sequence[Sequence[Span]], translation: LinkedText, is_meant: IsMeant
) -> tuple[Span | None, ...]:
    """The same in linear time: what the links say, then one after the other; nobody moves once it has a place."""
    chosen: list[Span | None] = [None] * len(matches)
    # The matches whose place has a character.
    owners: defaultdict[int, list[int]] = defaultdict(list)

    def takes(index: int, span: Span) -> bool:
        """Whether a match gets a place."""
        match = matches[index]
        free = all(may_share(match, matches[other]) for at in range(*span) for other in owners[at])
        if chosen[index] is not None or not free or not is_meant(match, span):
            return False
        chosen[index] = span
        for at in range(*span):
            owners[at].append(index)
        return True

    for numbers in _alike(matches, found):
        spans = found[numbers[0]]
        own = set(numbers)
        rest = [span for span in spans if not any(takes(n, span) for n in _linked(matches, translation, span, own))]
        places = iter(rest)
        for index in numbers:
            if chosen[index] is None and not any(takes(index, span) for span in places):
                break
    return tuple(chosen)


def _alike(matches: Sequence[TermMatch], found: Sequence[Sequence[Span]]) -> Iterable[list[int]]:
    """The numbers of the matches whose English stands in the same places, the longest English first."""
    groups: dict[int, list[int]] = {}
    for index, spans in enumerate(found):
        groups.setdefault(id(spans), []).append(index)
    return sorted(groups.values(), key=lambda numbers: -len(matches[numbers[0]].term.target))


def _linked(matches: Sequence[TermMatch], translation: LinkedText, span: Span, own: set[int]) -> Iterator[int]:
    """The numbers of the first matches, of `own`, that the links of a place lead to."""
    for _, theirs in translation.links_of(span)[:_MOST_LINKED]:
        first = bisect_right(matches, theirs[0], key=lambda match: match.end)
        for index in range(first, min(first + _MOST_LINKED, len(matches))):
            if index in own and overlap(matches[index].span, theirs):
                yield index
