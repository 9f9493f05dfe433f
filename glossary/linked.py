"""A text that knows which part of another text each part of it translates, through every edit.

The one type for it: what an engine aligned, what enforcement puts in, what finishing mends and what the report shows
are values of it, and nobody else moves a link.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

# The characters [start, end) of a text.
Span = tuple[int, int]
# Characters of a translation and the characters of its source that they translate.
Link = tuple[Span, Span]


@dataclass(frozen=True, slots=True)
class LinkedText:
    """A translation; `links` pair characters of `text` with characters of its source, in the order of `text`.

    The first spans of the links do not overlap. What no link covers translates nothing that is known.
    """

    text: str
    links: tuple[Link, ...] = ()

    def linked(self, span: Span, source: Span) -> int:
        """How many characters in `span` of the text were translated from something in `source`.

        >>> LinkedText("the old house", (((0, 3), (0, 3)), ((8, 13), (9, 13)))).linked((0, 13), (9, 13))
        5
        """
        return sum(
            min(ours[1], span[1]) - max(ours[0], span[0])
            for ours, theirs in self.links_of(span)
            if overlap(theirs, source)
        )

    def links_of(self, span: Span) -> Sequence[Link]:
        """The links of what overlaps `span` of the text, in order.

        >>> LinkedText("the old house", (((0, 3), (0, 3)), ((8, 13), (9, 13)))).links_of((2, 8))
        (((0, 3), (0, 3)),)
        """
        first = bisect_right(self.links, span[0], key=_end)
        return self.links[first : bisect_left(self.links, span[1], lo=first, key=_start)]

    def replaced(self, span: Span, text: str, source: Span | None = None) -> "LinkedText":
        """The text with `text` for the characters in `span`.

        It translates `source`, or, if that is not given, what the characters that it replaces did. Links in front of
        the span stay, those behind it move along; one that reaches into it keeps what lies outside.

        >>> LinkedText("a house", (((2, 7), (4, 8)),)).replaced((0, 1), "the")
        LinkedText(text='the house', links=(((4, 9), (4, 8)),))
        """
        start, end = span
        behind = len(text) - (end - start)
        before, after = [], []
        for (low, high), theirs in self.links:
            if low < start:
                before.append(((low, min(high, start)), theirs))
            if high > end:
                after.append(((max(low, end) + behind, high + behind), theirs))
        if source is None and start < end:
            source = _hull([theirs for ours, theirs in self.links if overlap(ours, span)])
        own = [((start, start + len(text)), source)] if source and text else []
        return LinkedText(self.text[:start] + text + self.text[end:], (*before, *own, *after))

    def all_replaced(self, edits: "Sequence[tuple[Span, str, Span | None]]") -> "LinkedText":
        """The text with several edits made, in order and not overlapping, each as `replaced` makes it.

        >>> linked = LinkedText("a house", (((2, 7), (4, 8)),))
        >>> linked.all_replaced([((0, 1), "the", None), ((7, 7), "!", (8, 9))])
        LinkedText(text='the house!', links=(((4, 9), (4, 8)), ((9, 10), (8, 9))))
        """
        if not edits:
            return self
        moves = Moves([(span, len(text)) for span, text, _ in edits])
        sources: list[list[Span]] = [[] for _ in edits]
        links: list[Link] = []
        for (low, high), theirs in self.links:
            at = low
            for number in moves.touching((low, high)):
                start, end = edits[number][0]
                if at < start:
                    links.append(((moves.start(at), moves.end(start)), theirs))
                if start < end:
                    sources[number].append(theirs)
                at = max(at, end)
            if at < high:
                links.append(((moves.start(at), moves.end(high)), theirs))
        parts: list[str] = []
        at = 0
        for number, ((start, end), text, source) in enumerate(edits):
            own = source or _hull(sources[number])
            if own and text:
                first = moves.written(number)
                links.append(((first, first + len(text)), own))
            parts += [self.text[at:start], text]
            at = end
        return LinkedText("".join([*parts, self.text[at:]]), tuple(sorted(links)))

    def recased(self, at: int, letter: str) -> "LinkedText":
        """The text with one letter in the place of another, a capital for a small one say: all links stay.

        >>> LinkedText("a house", (((0, 7), (4, 8)),)).recased(0, "A")
        LinkedText(text='A house', links=(((0, 7), (4, 8)),))
        """
        return LinkedText(self.text[:at] + letter + self.text[at + 1 :], self.links)

    def joined(self, other: "LinkedText", between: str = "") -> "LinkedText":
        """This text and behind it another one of the same source."""
        behind = len(self.text) + len(between)
        moved = (((low + behind, high + behind), theirs) for (low, high), theirs in other.links)
        return LinkedText(self.text + between + other.text, (*self.links, *moved))

    @classmethod
    def of_parts(cls, parts: "Sequence[LinkedText]") -> "LinkedText":
        """Texts of one source, one behind the other, in linear time.

        >>> LinkedText.of_parts([LinkedText("a ", (((0, 1), (0, 3)),)), LinkedText("house", (((0, 5), (4, 8)),))])
        LinkedText(text='a house', links=(((0, 1), (0, 3)), ((2, 7), (4, 8))))
        """
        links: list[Link] = []
        behind = 0
        for part in parts:
            links += (((low + behind, high + behind), theirs) for (low, high), theirs in part.links)
            behind += len(part.text)
        return cls("".join(part.text for part in parts), tuple(links))

    def of_source(self, moved: Callable[[Span], Span]) -> "LinkedText":
        """The same for another text of which its source was made; `moved` tells where in that a span stands.

        >>> LinkedText("old", (((0, 3), (0, 3)),)).of_source(lambda span: (span[0] + 4, span[1] + 4))
        LinkedText(text='old', links=(((0, 3), (4, 7)),))
        """
        return LinkedText(self.text, tuple((ours, moved(theirs)) for ours, theirs in self.links))

    def sharing(self) -> "LinkedText":
        """The same, sharing the spans of its links with other texts: those of a long article would take the most room.

        Sentences are alike in where their words stand.
        """
        return LinkedText(self.text, tuple((_shared(*ours), _shared(*theirs)) for ours, theirs in self.links))

    def words(self) -> Iterator[tuple[Span, Span | None]]:
        """Each word (what stands between spaces) with the span of the source that its links lead to.

        >>> list(LinkedText("old house", (((0, 3), (4, 9)),)).words())
        [((0, 3), (4, 9)), ((4, 9), None)]
        """
        at = 0
        links = iter(self.links)
        link = next(links, None)
        for word in self.text.split():
            start = self.text.index(word, at)
            at = start + len(word)
            inside: list[Span] = []
            while link is not None and link[0][0] < at:
                if link[0][1] > start:
                    inside.append(link[1])
                if link[0][1] > at:
                    break
                link = next(links, None)
            yield (start, at), _hull(inside)


@lru_cache(maxsize=65536)
def _shared(start: int, end: int) -> Span:
    return start, end


class Moves:
    """Where places of a text are after edits: spans in order and apart, each with the length of what came there.

    >>> moves = Moves([((0, 1), 3), ((7, 7), 1)])
    >>> moves.start(2), moves.end(7), moves.start(7)
    (4, 9, 10)
    """

    def __init__(self, edits: Sequence[tuple[Span, int]]) -> None:
        self._starts = [start for (start, _), _ in edits]
        self._ends = [end for (_, end), _ in edits]
        self._gains = [0, *accumulate(length - (end - start) for (start, end), length in edits)]

    def start(self, place: int) -> int:
        """Where what began at a place begins; what was put in there stands before it."""
        return place + self._gains[bisect_right(self._ends, place)]

    def end(self, place: int) -> int:
        """Where what ended at a place ends; what was put in there stands behind it."""
        return place + self._gains[bisect_left(self._starts, place)]

    def written(self, number: int) -> int:
        """Where the text of an edit begins."""
        return self._starts[number] + self._gains[number]

    def touching(self, span: Span) -> range:
        """The numbers of the edits that overlap a span or lie within it."""
        return range(bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1]))


def _start(link: Link) -> int:
    return link[0][0]


def _end(link: Link) -> int:
    return link[0][1]


def _hull(spans: Sequence[Span]) -> Span | None:
    """The span from the beginning of the first to the end of the last."""
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


class Taken:
    """Spans of a text, asked whether one of them overlaps another span.

    >>> taken = Taken([(4, 9), (0, 2)])
    >>> taken.overlap((2, 4)), taken.overlap((8, 12))
    (False, True)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        # Where the last of those ends that begin up to here.
        self._ends = list(accumulate((end for _, end in ordered), max))

    def overlap(self, span: Span) -> bool:
        """Whether one of them shares a character with a span."""
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._ends[before - 1] > span[0]
