"""Where what stood around words of a source stands in their translation: markup projection.

The links of a translation say which of its words translate which of the source. Whoever has many spans and points of
one text makes one `Projection`: the time for them grows with the length of the text and with their number, no faster.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from glossary.linked import Link, LinkedText, Span
from translate.alignment import sharing, sign_edges
from translate.alignment.word_links import WordLinks
from translate.alignment.word_runs import Runs

# So many words on each side of a place are near it.
_NEAR = 12
# Parts of a text are apart in a translation if at most one in so many words is in the wrong one.
_CLEAN = 5


def spans(source: str, linked: LinkedText, wanted: Sequence[Span]) -> list[Span]:
    """For each of some spans of a source, which are nested or apart, the span of its translation, nested alike.

    None begins or ends inside a word, but for parts of words that stand verbatim in both. A span without a word of its
    own is empty in the translation, too.

    >>> linked = LinkedText("an old house", (((0, 2), (0, 3)), ((3, 6), (4, 9)), ((7, 12), (10, 14))))
    >>> spans("ein altes Haus", linked, [(0, 14), (4, 9)])
    [(0, 12), (3, 6)]
    """
    return _prepared(source, linked).spans(wanted)


def point(source: str, linked: LinkedText, at: int) -> int:
    """Where in a translation what stood at a place of the source stands: behind the same word.

    What touches only the next word stands before that; what stood before the first word or behind all is there, too.

    >>> linked = LinkedText("an old house", (((0, 2), (0, 3)), ((3, 6), (4, 9)), ((7, 12), (10, 14))))
    >>> [point("ein altes Haus", linked, at) for at in (0, 3, 9, 14)]
    [0, 2, 6, 12]
    """
    return _prepared(source, linked).point(at)


def shares(source: str, linked: LinkedText, cuts: Sequence[int]) -> list[tuple[Span, int]]:
    """A translation divided among the parts of its source, which is cut at some places of it, in order.

    The spans are those of the translation in order, without gaps; the number beside each is that of the part of the
    source that it belongs to, from 0. A part may have several spans, or none. Spaces go with what stands before them.

    >>> linked = LinkedText("an old house", (((0, 2), (0, 3)), ((3, 6), (4, 9)), ((7, 12), (10, 14))))
    >>> shares("ein altes Haus", linked, [4, 10])
    [((0, 3), 0), ((3, 7), 1), ((7, 12), 2)]
    """
    return _prepared(source, linked).shares(cuts)


@dataclass(slots=True)
class _Node:
    """A span of the source with those inside of it, and where it is in the translation, if that is known.

    `index` is its number among those wanted. A `fixed` place is right to the character; the signs beside another may
    still belong to it.
    """

    span: Span
    index: int = -1
    children: "list[_Node]" = field(default_factory=list)
    place: Span | None = None
    fixed: bool = False


class Projection:
    """One translation, for many spans and points.

    `copied` links spans of the translation to those of the source that they are copies of; each counts as one word.
    """

    def __init__(self, source: str, linked: LinkedText, copied: Sequence[Link] = ()) -> None:
        self._source, self._text = source, linked.text
        self._words = WordLinks(source, linked, copied)
        self._runs = Runs(self._words)
        self._last = len(source.rstrip())

    def spans(self, wanted: Sequence[Span], parents: Sequence[int] | None = None) -> list[Span]:
        """For each of some spans of the source, which are nested or apart, that of the translation, nested alike.

        `parents` says for each which is right around it, -1 for none, where the places do not tell: whether
        something empty at the edge of another is inside.
        """
        root = _Node((0, len(self._source)))
        if parents is None:
            _nest(root, wanted)
        else:
            _adopt(root, wanted, parents)
        found = [(0, 0)] * len(wanted)
        waiting = [(root, (0, len(self._text)))]
        while waiting:
            node, place = waiting.pop()
            if node.index >= 0:
                found[node.index] = place
            if node.children:
                inside = _Inside(self._source, self._words, self._runs, node, place)
                inside.place_all(self.point)
                waiting += ((child, child.place or (place[0], place[0])) for child in node.children)
        return found

    def point(self, at: int) -> int:
        """Where in the translation what stood at a place of the source stands."""
        source, german = self._source, self._words.german
        if at >= self._last:
            return len(self._text)
        index = bisect_left(german, (at, at))
        if index and german[index - 1][1] > at:
            return self._ends[index - 1]
        if at and source[at - 1].isspace() and index < len(german) and self._words.translations[index]:
            between = source[at : german[index][0]]
            if not any(map(str.isspace, between)):
                return self._start(index, between)
        found = self._behind(index, at)
        touches = index and german[index - 1][1] == at and self._words.translations[index - 1]
        return self._before_sign(found, at) if touches and sign_edges.is_stop(source[at]) else found

    def cut(self, at: int) -> int:
        """Where in the translation a line ends that ended at a place of the source.

        Between the words of what stood before and those of what stood behind, if these are apart; else where a point
        would be.
        """
        place = self.point(at)
        english = self._words.english
        best: tuple[int, int] | None = None
        for number, wrong, all_near in self._boundaries(place, at):
            if 0 < number < len(english) and wrong * _CLEAN <= all_near:
                behind = self._text[english[number - 1][1] : english[number][0]]
                signs = next((count for count, sign in enumerate(behind) if sign.isspace()), -1)
                found = english[number - 1][1] + signs
                if signs >= 0 and (best is None or (wrong, abs(found - place)) < (best[0], abs(best[1] - place))):
                    best = wrong, found
        return place if best is None else best[1]

    def shares(self, cuts: Sequence[int]) -> list[tuple[Span, int]]:
        """The translation divided among the parts of its source, which is cut at some places of it, in order."""
        return sharing.shares(self._words, cuts)

    def _behind(self, index: int, at: int) -> int:
        """Behind the word before the one with a number, and behind the signs between it and a place of the source.

        Where these do not follow at once, they are looked for before the next word: "saw him,| when".
        """
        signs = self._signs(index, at)
        before = self._ends[index - 1] if index else 0
        if 0 < index == len(self._words.german) and self._words.english:
            # What all words stand before stands behind all words.
            before = max(before, self._words.english[-1][1])
        found = sign_edges.behind(self._text, before, signs, self._next_word(before))
        if found > before or not 0 < index < len(self._words.german) or not self._words.translations[index]:
            return found
        return sign_edges.behind_last(self._text, before, signs, self._start(index, ""))

    def _before_sign(self, place: int, at: int) -> int:
        """A place, or one right before a sign that the source has right behind a place of it.

        The sign has to part the words near it as well as the first place does, and better to be before that; no word
        between may be from nowhere, since the next place may be behind it.
        """
        english, sign, own = self._words.english, self._source[at], self._number(place)
        found = {number: wrong for number, wrong, _ in self._boundaries(place, at)}
        homes = self._words.homes
        candidates = [
            (wrong, abs(number - own), number)
            for number, wrong in found.items()
            if number
            and None not in homes[min(number, own) : max(number, own)]
            and self._text.startswith(sign, english[number - 1][1])
            and wrong <= found[own] - (number <= own)
        ]
        return english[min(candidates)[-1] - 1][1] if candidates else place

    def _number(self, place: int) -> int:
        """How many English words stand before a place."""
        return bisect_left(self._words.english, (place, place))

    def _boundaries(self, place: int, at: int) -> Iterator[tuple[int, int, int]]:
        """Where the words near a place part: how many stand before, how many of those near are on the wrong side.

        Those are that stand before, but are from behind a place of the source, or the other way round. The last number
        is that of all words that are near and from somewhere.
        """
        middle = self._number(place)
        homes = self._words.homes[max(middle - _NEAR, 0) : middle + _NEAR]
        known = [home for home in homes if home is not None]
        wrong = sum(home < at for home in known)
        for number, home in enumerate([*homes, None], max(middle - _NEAR, 0)):
            yield number, wrong, len(known)
            if home is not None:
                wrong += 1 if home >= at else -1

    def _signs(self, index: int, at: int) -> str:
        """The signs between the word before the one with a number and a place of the source."""
        return "".join(self._source[self._words.german[index - 1][1] if index else 0 : at].split())

    def _next_word(self, at: int) -> int:
        """Where the next English word begins."""
        number = bisect_left(self._words.english, (at, at))
        return self._words.english[number][0] if number < len(self._words.english) else len(self._text)

    def _start(self, german: int, signs: str) -> int:
        """Where the translation of a German word begins, with signs before it."""
        run = self._runs.best(self._words.translations[german], {})
        start = self._words.hull(run)[0]
        gap = self._text[self._words.english[run[0] - 1][1] if run[0] else 0 : start]
        return start - sign_edges.taken(gap[::-1], signs[::-1], "")

    @cached_property
    def _ends(self) -> list[int]:
        """Where the translation of each German word ends; for one that has none, where it may have been left out."""
        ends: list[int] = []
        for index, numbers in enumerate(self._words.translations):
            if numbers:
                ends.append(self._words.hull(self._runs.best(numbers, {}))[1])
            elif not index:
                ends.append(self._next_word(0))
            else:
                signs = self._signs(index, self._words.german[index][0])
                ends.append(sign_edges.behind(self._text, ends[-1], signs, self._next_word(ends[-1])))
        return ends


@lru_cache(maxsize=2)
def _prepared(source: str, linked: LinkedText) -> Projection:
    return Projection(source, linked)


def _nest(root: _Node, wanted: Sequence[Span]) -> None:
    """Make a tree of spans; of two that are the same the first is around, and what is empty is beside another."""
    stack = [root]

    def order(index: int) -> tuple[int, bool, int, int]:
        start, end = wanted[index]
        return start, start < end, -end, index

    for index in sorted(range(len(wanted)), key=order):
        start, end = wanted[index]
        while len(stack) > 1 and not (end <= stack[-1].span[1] and start < stack[-1].span[1]):
            stack.pop()
        node = _Node((start, end), index)
        stack[-1].children.append(node)
        stack.append(node)


def _adopt(root: _Node, wanted: Sequence[Span], parents: Sequence[int]) -> None:
    """Make a tree of spans with given parents."""
    nodes = [_Node(span, index) for index, span in enumerate(wanted)]
    for node in sorted(nodes, key=lambda node: (node.span, node.index)):
        parent = parents[node.index]
        (root if parent < 0 else nodes[parent]).children.append(node)


class _Inside:
    """The spans right inside of another one, `parent`, whose place in the translation is known."""

    def __init__(self, source: str, words: WordLinks, runs: Runs, parent: _Node, place: Span) -> None:
        self._source, self._words, self._runs = source, words, runs
        self._parent, self._place = parent, place
        self._free = _Free(*place)
        english = words.english
        first = bisect_left(english, (place[0], place[0]))
        # The English words that lie in the place.
        self._inside = range(first, max(first, bisect_right(english, place[1], key=lambda word: word[1])))

    def place_all(self, point: Callable[[int], int]) -> None:
        """Find their places; `point` tells where a point goes."""
        if self._place[0] < self._place[1]:
            with_words = [node for node in self._parent.children if self._german(node)]
            if len(with_words) == 1 and self._is_all(with_words[0]) and self._inside:
                self._take(with_words[0], self._words.hull(self._inside))
            else:
                self._take_verbatim()
                self._take_linked([node for node in with_words if node.place is None])
                self._take_what_is_left([node for node in with_words if node.place is None])
            self._widen()
        self._place_empty(point)

    def _german(self, node: _Node) -> range:
        """The numbers of the German words of a node."""
        return self._words.german_in(node.span) if node.span[0] < node.span[1] else range(0)

    def _is_all(self, node: _Node) -> bool:
        """Whether a node has all words of its parent in the source."""
        if self._german(node) != self._german(self._parent):
            return False
        (start, end), (first, last) = node.span, self._parent.span
        return not any(map(str.isalnum, self._source[first:start] + self._source[end:last]))

    def _take(self, node: _Node, place: Span) -> bool:
        """Give a place to a node, if nobody has any of it."""
        if not self._free.take(place):
            return False
        node.place = place
        return True

    def _take_verbatim(self) -> None:
        """Give those that stand in both as they are their places."""
        for node in self._parent.children:
            found = self._words.verbatim(node.span) if node.span[0] < node.span[1] else None
            node.fixed = found is not None and self._take(node, found)

    def _take_linked(self, nodes: Sequence[_Node]) -> None:
        """Give each node the words that were translated from its own, as far as they stand together."""
        owners = self._owners(nodes)
        own: list[list[int]] = [[] for _ in nodes]
        for number, owner in owners.items():
            if owner >= 0:
                own[owner].append(number)
        for node, numbers in zip(nodes, own, strict=True):
            if numbers:
                german = self._german(node)
                run = self._runs.widened(self._runs.best(numbers, owners), german, self._inside, owners)
                self._take(node, self._words.hull(self._runs.narrowed(run, german)))

    def _owners(self, nodes: Sequence[_Node]) -> Mapping[int, int]:
        """Which of the nodes an English word is from; -1 if it is that of a node that has its place."""
        owners: dict[int, int] = {}
        starts = [node.span[0] for node in nodes]
        for number in self._inside:
            home = self._words.homes[number]
            owner = bisect_right(starts, home) - 1 if home is not None else -1
            if home is not None and owner >= 0 and home < nodes[owner].span[1]:
                owners[number] = owner
        for node in self._parent.children:
            if node.place is not None:
                owners.update(dict.fromkeys(self._words.english_in(node.place), -1))
        return owners

    def _take_what_is_left(self, nodes: Sequence[_Node]) -> None:
        """Give those that got none words that may be theirs, or those at the proportional place."""
        for node in nodes:
            any(self._take(node, self._words.hull(words)) for words in self._candidates(node))

    def _candidates(self, node: _Node) -> Iterator[range]:
        own, all_german = self._german(node), self._german(self._parent)
        for german in own:
            for number in self._words.translations[german]:
                yield range(number, number + 1)
        if not self._inside:
            return
        yield from self._runs.nearby(own, self._inside)
        share = len(self._inside) / max(len(all_german), 1)
        first = min(int((own.start - all_german.start) * share), len(self._inside) - 1)
        last = max(int((own.stop - all_german.start) * share), first + 1)
        yield self._inside[first:last]

    def _widen(self) -> None:
        """Take in the signs beside words that stood inside in the source."""
        placed = _in_order(self._parent.children)
        low = self._place[0]
        for number, (node, place) in enumerate(placed, 1):
            high = placed[number][1][0] if number < len(placed) else self._place[1]
            if not node.fixed:
                place = node.place = self._with_signs(node, place, low, high)
            low = place[1]

    def _with_signs(self, node: _Node, place: Span, low: int, high: int) -> Span:
        """A place with the signs that are its node's, between two other places."""
        start, end = place
        german, english = self._words.german, self._words.english
        own, inside = self._german(node), self._words.english_in(place)
        first, last = german[own[0]][0], german[own[-1]][1]
        before, behind = _around(german, own, self._parent.span)
        leading, trailing = self._source[node.span[0] : first], self._source[last : node.span[1]]
        outside, outside_behind = self._source[before : node.span[0]], self._source[node.span[1] : behind]
        gap_start, gap_end = _around(english, inside, (low, high))
        is_all = self._is_all(node)
        gap, gap_behind = self._words.text[gap_start:start], self._words.text[end:gap_end]
        if is_all and not outside.strip():
            start -= len(gap.lstrip())
        else:
            start -= sign_edges.taken(gap[::-1], sign_edges.before(leading, trailing)[::-1], outside[::-1])
        if is_all and not outside_behind.strip():
            end += len(gap_behind.rstrip())
        else:
            end += sign_edges.taken(gap_behind, trailing, outside_behind)
        return start, end

    def _place_empty(self, point: Callable[[int], int]) -> None:
        """Give those that have no words the places of points, none of them inside of what they stood beside."""
        placed = _in_order(self._parent.children)
        starts = [place[0] for _, place in placed]
        for node in self._parent.children:
            if node.place is not None:
                continue
            at = min(max(point(node.span[0]), self._place[0]), self._place[1])
            number = bisect_left(starts, at) - 1
            if number >= 0 and at < placed[number][1][1]:
                at = placed[number][1][node.span[0] >= placed[number][0].span[1]]
            node.place = (at, at)


def _in_order(nodes: Sequence[_Node]) -> list[tuple[_Node, Span]]:
    """The nodes that have places, by these."""
    return sorted(((node, node.place) for node in nodes if node.place is not None), key=lambda one: one[1])


def _around(words: Sequence[Span], own: range, limits: Span) -> Span:
    """The end of the word before some words, and the beginning of the word behind them, within limits."""
    before = words[own[0] - 1][1] if own[0] else limits[0]
    behind = words[own[-1] + 1][0] if own[-1] + 1 < len(words) else limits[1]
    return max(before, limits[0]), min(behind, limits[1])


class _Free:
    """What is not taken yet of the characters between two places."""

    def __init__(self, start: int, end: int) -> None:
        self._start, self._end = start, end
        self._taken: list[Span] = []

    def take(self, span: Span) -> bool:
        """Take a span that is not empty, if nobody has any of it."""
        number = bisect_left(self._taken, span)
        before, behind = self._taken[max(number - 1, 0) : number], self._taken[number : number + 1]
        if span[0] < self._start or span[1] > self._end:
            return False
        if (before and before[0][1] > span[0]) or (behind and behind[0][0] < span[1]):
            return False
        self._taken.insert(number, span)
        return True
