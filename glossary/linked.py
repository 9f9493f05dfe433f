"""A text that knows which part of another text each part of it translates, through every edit.

The one type for it: what an engine aligned, what enforcement puts in, what finishing mends and what the report shows
are values of it, and nobody else moves a link.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

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
            for ours, theirs in self.links
            if overlap(ours, span) and overlap(theirs, source)
        )

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

    def of_source(self, moved: Callable[[Span], Span]) -> "LinkedText":
        """The same for another text of which its source was made; `moved` tells where in that a span stands.

        >>> LinkedText("old", (((0, 3), (0, 3)),)).of_source(lambda span: (span[0] + 4, span[1] + 4))
        LinkedText(text='old', links=(((0, 3), (4, 7)),))
        """
        return LinkedText(self.text, tuple((ours, moved(theirs)) for ours, theirs in self.links))

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


def _hull(spans: Sequence[Span]) -> Span | None:
    """The span from the beginning of the first to the end of the last."""
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
