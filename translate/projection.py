"""Where what stood around words of a source stands in their translation: markup projection.

The links of a translation say which of its words translate which of the source.
"""

import re
from collections.abc import Sequence

from glossary.linked import LinkedText, Span

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def spans(source: str, linked: LinkedText, wanted: Sequence[Span]) -> list[Span]:
    """For each of some spans of a source, which are nested or apart, the span of its translation, nested alike.

    None begins or ends inside a word. A span without a word in it is empty in the translation too.
    """
    words = [word.span() for word in _WORD.finditer(linked.text)]
    found = []
    for span in wanted:
        inside = [word for word in words if 2 * linked.linked(word, span) > word[1] - word[0]]
        if inside:
            found.append((inside[0][0], inside[-1][1]))
        else:
            at = point(source, linked, span[0])
            found.append((at, at))
    return found


def point(source: str, linked: LinkedText, at: int) -> int:
    """Where in a translation what stood at a place of the source stands: behind the same word."""
    words = [word.span() for word in _WORD.finditer(linked.text)]
    before = [word for word in _WORD.finditer(source) if word.end() <= at]
    if not before:
        return 0
    behind = [word for word in words if linked.linked(word, before[-1].span())]
    return behind[-1][1] if behind else len(linked.text)


def shares(source: str, linked: LinkedText, cuts: Sequence[int]) -> list[tuple[Span, int]]:
    """A translation divided among the parts of its source, which is cut at some places of it, in order.

    The spans are those of the translation in order, without gaps; the number beside each is that of the part of the
    source that it belongs to, from 0. A part may have several spans, or none. Spaces go with what stands before them.
    """
    edges = [0, *cuts, len(source)]
    found: list[tuple[Span, int]] = []
    at = owner = 0
    for word in re.finditer(r"\S+\s*", linked.text):
        votes = [linked.linked(word.span(), (edges[n], edges[n + 1])) for n in range(len(edges) - 1)]
        mine = votes.index(max(votes)) if max(votes) else owner
        if mine != owner and word.start() > at:
            found.append(((at, word.start()), owner))
            at = word.start()
        owner = mine
    return [*found, ((at, len(linked.text)), owner)]
