"""Marks of a sentence around the words of its translation.

In the sentence they are a tree: pairs of tags with what stands between, points, and what is copied. The translation has
the same tree, whose children may stand in another order; so it is always well-formed.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from glossary.linked import Link, LinkedText, Span, overlap
from translate.alignment.projection import Projection
from translate.formats.blocks import BlockPart, Copied, Mark
from translate.formats.splice import Part, Source

# Elements deeper than this in each other are somebody's joke; their tags are points.
_DEEPEST = 60


def partners(parts: Sequence[BlockPart]) -> dict[int, int]:
    """The numbers of marks that open and close one element, each with that of its partner.

    >>> marks = [Mark(0, 3, "opening", "b"), Mark(4, 8, "closing", "i"), Mark(9, 13, "closing", "b")]
    >>> partners(marks)
    {0: 2, 2: 0}
    """
    opened: dict[str, list[int]] = {}
    stack: list[Mark] = []
    found: dict[int, int] = {}
    for number, part in enumerate(parts):
        if not isinstance(part, Mark) or part.role == "point":
            continue
        of_name = opened.setdefault(part.name, [])
        if part.role == "opening" and len(stack) < _DEEPEST:
            of_name.append(number)
            stack.append(part)
        elif part.role == "closing" and of_name:
            # What was opened later and is not closed yet has no partner: elements do not overlap.
            while (last := stack.pop()) is not parts[of_name[-1]]:
                opened[last.name].pop()
            partner = of_name.pop()
            found[partner], found[number] = number, partner
    return found


def trimmed(parts: list[BlockPart]) -> list[BlockPart]:
    """Parts without those at both ends that are not read, but for the tags of elements that begin or end inside."""
    read = [number for number, part in enumerate(parts) if part.text.strip()]
    if not read:
        return []
    first, last = read[0], read[-1]
    inside = [partner for mark, partner in partners(parts).items() if first <= mark <= last]
    return parts[min([first, *inside]) : max([last, *inside]) + 1]


@dataclass(slots=True)
class _Node:
    """A pair of tags, a point, or what is copied, at characters of a sentence; `order` is its place among them."""

    order: int
    span: Span
    opening: Source | None = None
    closing: Source | None = None
    copied: str = ""
    space: bool = False
    children: "list[_Node]" = field(default_factory=list)
    # Where it is in the translation.
    start: int = 0
    end: int = 0

    @property
    def is_pair(self) -> bool:
        """Whether it goes around words; one half of a pair may stand in another sentence."""
        return not self.copied and (self.closing is not None or self.span[0] < self.span[1])


# A part of a block that is inside a sentence, its number in the block, and the characters of the sentence where it is.
Inside = tuple[int, BlockPart, Span]


def written(
    source: str, linked: LinkedText, inside: Sequence[Inside], pairs: dict[int, int], write: Callable[[str], str]
) -> Iterator[Part]:
    """A translation with the marks of its sentence, and what is copied, in their places.

    `inside` are the marks and copied parts, in their order, `pairs` the partners of the block; `write` writes text.
    """
    root = _tree(source, inside, pairs)
    every = list(_all(root))
    if not every:
        yield write(linked.text)
        return
    _place(source, linked, every)
    yield from _laid(root, linked.text, 0, len(linked.text), write)


def _tree(source: str, inside: Sequence[Inside], pairs: dict[int, int]) -> list[_Node]:
    numbers = {number for number, _, _ in inside}
    root: list[_Node] = []
    stack: list[list[_Node]] = [root]
    opened: list[_Node] = []
    for number, part, span in inside:
        data = Source(part.start, part.end)
        if isinstance(part, Copied):
            stack[-1].append(_Node(number, span, data, copied=part.text))
        elif not isinstance(part, Mark) or part.role == "point" or number not in pairs:
            stack[-1].append(_Node(number, (span[0], span[0]), data, space=bool(part.text.isspace())))
        elif part.role == "opening":
            node = _Node(number, (span[0], len(source)), data)
            stack[-1].append(node)
            stack.append(node.children)
            opened.append(node)
        elif pairs[number] in numbers:
            node = opened.pop()
            node.span, node.closing = (node.span[0], span[0]), data
            stack.pop()
        else:
            # It was opened before the sentence, so all that came until now stands in it.
            node = _Node(number, (0, span[0]), None, data, children=list(root))
            root[:] = [node]
    return root


def _all(nodes: Sequence[_Node]) -> Iterator[_Node]:
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.children)


def _place(source: str, linked: LinkedText, nodes: Sequence[_Node]) -> None:
    """Where in the translation each of the nodes is by itself."""
    copies = _copies(source, linked, [node for node in nodes if node.copied])
    projection = Projection(source, linked, sorted(copies.values()))
    _place_pairs([node for node in nodes if node.is_pair], projection, len(linked.text))
    for node in nodes:
        if node.order in copies:
            node.start, node.end = copies[node.order][0]
        elif not node.is_pair:
            place = projection.cut if node.space else projection.point
            node.start = node.end = place(node.span[0])
    _space_out(source, linked.text, [node for node in nodes if not node.copied and not node.is_pair and not node.space])


def _place_pairs(pairs: Sequence[_Node], projection: Projection, length: int) -> None:
    """Where pairs are in a translation of so many characters; half a pair reaches to its end."""
    for node, (start, end) in zip(pairs, projection.spans([one.span for one in pairs]), strict=True):
        node.start = start if node.opening else 0
        node.end = end if node.closing else length


def _space_out(source: str, text: str, points: Sequence[_Node]) -> None:
    """Put what stood behind a space there behind a space here, and what follows it as well."""
    moved: set[int] = set()
    for node in points:
        at = node.start
        if source[max(node.span[0] - 1, 0) : node.span[0]].isspace() and text[at : at + 1].isspace():
            moved.add(at)
        node.start = node.end = at + (at in moved)


def _copies(source: str, linked: LinkedText, nodes: Sequence[_Node]) -> dict[int, Link]:
    """Where a translation has what is copied, for those nodes that it has, by their order."""
    verbatim = _verbatim(source, linked)
    found: dict[int, Link] = {}
    taken: list[Span] = []
    after: dict[str, int] = {}
    for node in nodes:
        span = _of_link(verbatim, node.span)
        if span and linked.text[slice(*span)] == node.copied and not _meets(taken, span):
            found[node.order] = span, node.span
            insort(taken, span)
    # Of what has no link the next one that is free; the longest first, since a shorter one may be a part of it.
    for node in sorted((node for node in nodes if node.order not in found), key=lambda node: -len(node.copied)):
        at = linked.text.find(node.copied, after.get(node.copied, 0))
        while at >= 0 and _meets(taken, (at, at + len(node.copied))):
            at = linked.text.find(node.copied, at + 1)
        if at >= 0:
            span = at, at + len(node.copied)
            found[node.order] = span, node.span
            insort(taken, span)
        # Where there is none, nobody has to look again.
        after[node.copied] = at + len(node.copied) if at >= 0 else len(linked.text)
    return found


def _verbatim(source: str, linked: LinkedText) -> list[tuple[Span, Span]]:
    """Spans of a source that stand verbatim where their links lead, and where that is; in order."""
    return sorted(
        (theirs, ours) for ours, theirs in linked.links if source[slice(*theirs)] == linked.text[slice(*ours)]
    )


def _of_link(verbatim: Sequence[tuple[Span, Span]], span: Span) -> Span | None:
    """Where a span of the source stands that is, or is a part of, one that stands verbatim: copies may touch."""
    number = bisect_right(verbatim, span[0], key=lambda link: link[0][0]) - 1
    if number < 0 or verbatim[number][0][1] < span[1]:
        return None
    (start, _), (at, _) = verbatim[number]
    return at + span[0] - start, at + span[1] - start


def _meets(taken: Sequence[Span], span: Span) -> bool:
    """Whether a span overlaps one of some that are in order and apart."""
    number = bisect_left(taken, span)
    return any(overlap(one, span) for one in taken[max(number - 1, 0) : number + 1])


def _laid(nodes: Sequence[_Node], text: str, start: int, end: int, write: Callable[[str], str]) -> Iterator[Part]:
    """The characters `[start, end)` of a translation with the nodes that belong there."""
    at = start
    for node in _ordered(nodes):
        first = min(max(node.start, at), end)
        last = min(max(node.end, first), end)
        if first > at:
            yield write(text[at:first])
        yield from filter(None, [node.opening])
        if node.is_pair:
            yield from _laid(node.children, text, first, last, write)
            yield from filter(None, [node.closing])
            at = last
        else:
            at = last + (node.space and last < end and text[last] == " ")
    if end > at:
        yield write(text[at:end])


def _ordered(nodes: Sequence[_Node]) -> list[_Node]:
    """Nodes as they follow each other in the translation; a point beside a pair is not in it."""
    pairs = sorted((node for node in nodes if node.is_pair and node.start < node.end), key=lambda node: node.start)
    starts = [node.start for node in pairs]
    for node in nodes:
        before = bisect_left(starts, node.start) - 1
        if before < 0 or node.is_pair or node.start >= pairs[before].end:
            continue
        pair, earlier = pairs[before], node.order < pairs[before].order
        if not node.copied:
            node.start = node.end = pair.start if earlier else pair.end
        elif earlier:
            pair.start = node.end
        else:
            pair.end = node.start
    return sorted(nodes, key=lambda node: (node.start, node.order))
