"""Where what stood around words of a source stands in their translation: markup projection.

The links of a translation say which of its words translate which of the source.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from glossary.linked import Link, LinkedText, Span
from translate import sharing, sign_edges
from translate.word_links import WordLinks
from translate.word_runs import Runs


def spans(source: str, linked: LinkedText, wanted: Sequence[Span]) -> list[Span]:
    """For each of some spans of a source, which are nested or apart, the span of its translation, nested alike.

    None begins or ends inside a word, but for parts of words that stand verbatim in both. A span without a word of its
    own is empty in the translation, too.

    >>> linked = LinkedText("an old house", (((0, 2), (0, 3)), ((3, 6), (4, 9)), ((7, 12), (10, 14))))
    >>> spans("ein altes Haus", linked, [(0, 14), (4, 9)])
    [(0, 12), (3, 6)]
    """
    return Projection(source, linked).spans(wanted)


def point(source: str, linked: LinkedText, at: int) -> int:
    """Where in a translation what stood at a place of the source stands: behind the same word.

    What touches only the next word stands before that; what stood before the first word or behind all is there, too.

    >>> linked = LinkedText("an old house", (((0, 2), (0, 3)), ((3, 6), (4, 9)), ((7, 12), (10, 14))))
    >>> [point("ein altes Haus", linked, at) for at in (0, 3, 9, 14)]
    [0, 2, 6, 12]
    """
    return Projection(source, linked).point(at)


def shares(source: str, linked: LinkedText, cuts: Sequence[int]) -> list[tuple[Span, int]]:
    """A translation divided among the parts of its source, which is cut at some places of it, in order.

    The spans are those of the translation in order, without gaps; the number beside each is that of the part of the
    source that it belongs to, from 0. A part may have several spans, or none. Spaces go with what stands before them.

    >>> linked = LinkedText("an old house", (((0, 2), (0, 3)), ((3, 6), (4, 9)), ((7, 12), (10, 14))))
    >>> shares("ein altes Haus", linked, [4, 10])
    [((0, 3), 0), ((3, 7), 1), ((7, 12), 2)]
    """
    return Projection(source, linked).shares(cuts)


@dataclass(slots=True)
class _Node:
    """A span of the source with those inside of it, and where it is in the translation: `place`, if that is known.

    `fixed` are places that are right to the character; the signs beside others may still be theirs.
    """

    span: Span
    index: int = -1
    children: "list[_Node]" = field(default_factory=list)
    place: Span | None = None
    fixed: bool = False


class Projection:
    """One translation, for many spans and points.

    `copied` links spans of the translation to those of the source that they are copies of; none is parted.
    """

    def __init__(self, source: str, linked: LinkedText, copied: Sequence[Link] = ()) -> None:
        self._source, self._text = source, linked.text
        self._words = WordLinks(source, linked, copied)
        self._runs = Runs(self._words)

    # --- Spans ---

    def spans(self, wanted: Sequence[Span]) -> list[Span]:
        """For each span of the source, nested or apart, that of the translation."""
        root = _tree(wanted, len(self._source))
        root.place, root.fixed = (0, len(self._text)), True
        found = [(0, 0)] * len(wanted)
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node.index >= 0:
                assert node.place is not None
                found[node.index] = node.place
            self._place_inside(node)
            waiting += node.children
        return found

    def _place_inside(self, parent: _Node) -> None:
        """Find places for the children of a node that has its own."""
        assert parent.place is not None
        full = [node for node in parent.children if self._words.german_in(node.span) and node.span[0] < node.span[1]]
        start, end = parent.place
        if start < end:
            self._verbatim(parent)
            rest = [node for node in full if node.place is None]
            self._by_links(parent, rest)
            self._by_what_is_left(parent, [node for node in rest if node.place is None])
            self._with_signs(parent, full)
        self._empty(parent)

    def _verbatim(self, parent: _Node) -> None:
        """What stands in both as it is is taken there."""
        assert parent.place is not None
        low, high = parent.place
        free = _Free(low, high)
        for node in parent.children:
            found = self._words.verbatim(node.span) if node.span[0] < node.span[1] else None
            if found and free.take(found):
                node.place, node.fixed = found, True

    def _inside(self, place: Span) -> range:
        """The numbers of the English words that lie in a place."""
        english = self._words.english
        first = bisect_left(english, (place[0], place[0]))
        last = bisect_right(english, place[1], key=lambda word: word[1])
        return range(first, max(first, last))

    def _by_links(self, parent: _Node, nodes: Sequence[_Node]) -> None:
        """The words that were translated from those of each of some nodes of one parent."""
        assert parent.place is not None
        words = self._inside(parent.place)
        if len(nodes) == 1 and self._words.german_in(nodes[0].span) == self._words.german_in(parent.span):
            if words:
                nodes[0].place = self._words.hull(words)
            return
        owners = self._owners(parent, nodes, words)
        own: list[list[int]] = [[] for _ in nodes]
        for number, owner in owners.items():
            if owner >= 0:
                own[owner].append(number)
        for node, numbers in zip(nodes, own, strict=True):
            if numbers:
                german = self._words.german_in(node.span)
                run = self._runs.widened(self._runs.best(numbers, owners), german, words, owners)
                node.place = self._words.hull(self._runs.narrowed(run, german))

    def _owners(self, parent: _Node, nodes: Sequence[_Node], words: range) -> dict[int, int]:
        """Which of the nodes an English word is from; -1 if it is that of a node that has its place."""
        owners: dict[int, int] = {}
        starts = [node.span[0] for node in nodes]
        for number in words:
            home = self._words.homes[number]
            owner = bisect_right(starts, home) - 1 if home is not None else -1
            if home is not None and owner >= 0 and home < nodes[owner].span[1]:
                owners[number] = owner
        for node in parent.children:
            if node.place is not None and node.place[0] < node.place[1]:
                owners.update(dict.fromkeys(self._words.english_in(node.place), -1))
        return owners

    def _by_what_is_left(self, parent: _Node, nodes: Sequence[_Node]) -> None:
        """Words for those that got none: one of which a part is theirs, or those at the proportional place."""
        assert parent.place is not None
        if not nodes:
            return
        placed = [node.place for node in parent.children if node.place is not None and node.place[0] < node.place[1]]
        free = _Free(*parent.place)
        for place in placed:
            free.take(place)
        for node in nodes:
            for words in self._candidates(parent, node):
                place = self._words.hull(words)
                if free.take(place):
                    node.place = place
                    break

    def _candidates(self, parent: _Node, node: _Node) -> Iterator[range]:
        assert parent.place is not None
        words = self._inside(parent.place)
        for german in self._words.german_in(node.span):
            for number in self._words.translations[german]:
                if number in words:
                    yield range(number, number + 1)
        yield from self._runs.nearby(self._words.german_in(node.span), words)
        german = self._words.german_in(parent.span)
        own = self._words.german_in(node.span)
        if words and german:
            share = len(words) / len(german)
            first = words.start + min(int((own.start - german.start) * share), len(words) - 1)
            last = words.start + max(int((own.stop - german.start) * share), first - words.start + 1)
            yield range(first, min(last, words.stop))

    def _with_signs(self, parent: _Node, nodes: Sequence[_Node]) -> None:
        """Take in the signs that stand inside of the nodes in the source."""
        assert parent.place is not None
        placed = sorted(
            (node for node in parent.children if node.place is not None), key=lambda node: node.place or (0, 0)
        )
        low = parent.place[0]
        for number, node in enumerate(placed):
            assert node.place is not None
            high = parent.place[1]
            if number + 1 < len(placed):
                high = (placed[number + 1].place or (high, high))[0]
            if not node.fixed:
                node.place = self._widened(parent, node, low, high)
            low = max(low, node.place[1])

    def _widened(self, parent: _Node, node: _Node, low: int, high: int) -> Span:
        """The place of a node with the signs beside it, between two places that it has to stay between."""
        assert node.place is not None
        assert parent.place is not None
        start, end = node.place
        german = self._words.german
        own = self._words.german_in(node.span)
        first, last = german[own[0]][0], german[own[-1]][1]
        before = max(german[own[0] - 1][1] if own[0] else 0, parent.span[0])
        behind = min(german[own[-1] + 1][0] if own[-1] + 1 < len(german) else len(self._source), parent.span[1])
        leading, trailing = self._source[node.span[0] : first], self._source[last : node.span[1]]
        outer, outer_behind = self._source[before : node.span[0]], self._source[node.span[1] : behind]
        inside = self._words.english_in((start, end))
        gap_start = max(low, self._words.english[inside[0] - 1][1] if inside[0] else 0)
        after = self._words.english[inside[-1] + 1][0] if inside[-1] + 1 < len(self._words.english) else high
        gap, gap_behind = self._text[gap_start:start], self._text[end : min(high, after)]
        if not outer.strip() and before == parent.span[0] and gap_start == parent.place[0]:
            start -= len(gap.lstrip())
        else:
            start -= sign_edges.taken(gap[::-1], leading[::-1] + sign_edges.currencies(trailing), outer[::-1])
        if not outer_behind.strip() and behind == parent.span[1] and end + len(gap_behind) == parent.place[1]:
            end += len(gap_behind.rstrip())
        else:
            end += sign_edges.taken(gap_behind, trailing, outer_behind)
        return start, end

    def _empty(self, parent: _Node) -> None:
        """Places for those that have no words: as for points, and not inside of what they stood beside."""
        assert parent.place is not None
        placed = [node for node in parent.children if node.place is not None and node.place[0] < node.place[1]]
        placed.sort(key=lambda node: node.place or (0, 0))
        starts = [node.place[0] for node in placed if node.place]
        for node in parent.children:
            if node.place is not None:
                continue
            at = min(max(self.point(node.span[0]), parent.place[0]), parent.place[1])
            before = bisect_left(starts, at) - 1
            if before >= 0:
                low, high = placed[before].place or (at, at)
                if at < high:
                    at = low if node.span[0] < placed[before].span[0] else high
            node.place = (at, at)

    # --- Points ---

    def point(self, at: int) -> int:
        """Where in the translation what stood at a place of the source stands."""
        source, german = self._source, self._words.german
        if not source[at:].strip():
            return len(self._text)
        index = bisect_left(german, (at, at))
        if index and german[index - 1][1] > at:
            return self._end(index - 1)
        signs = source[german[index - 1][1] if index else 0 : at]
        if index < len(german) and at and source[at - 1].isspace() and not source[at].isspace():
            return self._start(index, source[at : german[index][0]])
        if not index:
            return sign_edges.behind(self._text, 0, "".join(signs.split()), self._limit(0))
        return self._behind_signs(index, "".join(signs.split()))

    def _behind_signs(self, index: int, signs: str) -> int:
        """Behind the word before the one with a number, and behind the signs that stand between."""
        at = self._end(index - 1)
        return sign_edges.behind(self._text, at, signs, self._limit(at))

    def _limit(self, at: int) -> int:
        """Where the next English word begins."""
        number = bisect_left(self._words.english, (at, at))
        return self._words.english[number][0] if number < len(self._words.english) else len(self._text)

    def _end(self, german: int) -> int:
        return self._ends[german]

    def _start(self, german: int, signs: str) -> int:
        """Where what translates a German word begins, with signs before it."""
        numbers = self._words.translations[german]
        if not numbers:
            return self._ends[german]
        start = self._words.hull(self._runs.best(numbers, {}))[0]
        number = bisect_left(self._words.english, (start, start))
        gap = self._text[self._words.english[number - 1][1] if number else 0 : start]
        return start - sign_edges.taken(gap[::-1], signs[::-1], "")

    @cached_property
    def _ends(self) -> list[int]:
        """Where what translates each German word ends; for one that nothing translates, the one before it."""
        ends: list[int] = []
        for numbers in self._words.translations:
            if numbers:
                ends.append(self._words.hull(self._runs.best(numbers, {}))[1])
            else:
                ends.append(ends[-1] if ends else 0)
        return ends

    # --- Shares ---

    def shares(self, cuts: Sequence[int]) -> list[tuple[Span, int]]:
        """The translation divided among the parts of its source, which is cut at some places of it, in order."""
        return sharing.shares(self._words, cuts)


def _tree(wanted: Sequence[Span], length: int) -> _Node:
    """The spans as a tree; of two that are the same the first is around the other."""
    root = _Node((0, length))
    stack = [root]
    for index in sorted(range(len(wanted)), key=lambda index: (wanted[index][0], -wanted[index][1], index)):
        start, end = wanted[index]
        while len(stack) > 1 and not (end <= stack[-1].span[1] and start < stack[-1].span[1]):
            stack.pop()
        node = _Node((start, end), index)
        stack[-1].children.append(node)
        stack.append(node)
    return root


class _Free:
    """What is not taken yet of the characters between two places."""

    def __init__(self, start: int, end: int) -> None:
        self._start, self._end = start, end
        self._taken: list[Span] = []

    def take(self, span: Span) -> bool:
        """Take a span that is not empty, if nobody has any of it."""
        number = bisect_left(self._taken, span)
        before, behind = self._taken[:number][-1:], self._taken[number : number + 1]
        if span[0] < self._start or span[1] > self._end:
            return False
        if (before and before[0][1] > span[0]) or (behind and behind[0][0] < span[1]):
            return False
        self._taken.insert(number, span)
        return True
