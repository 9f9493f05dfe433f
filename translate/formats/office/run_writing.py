"""Writes the translation of a paragraph into runs: each word looks as the words do that it translates.

What stands around runs (hyperlinks, inserted text, the results of fields) goes around the words that translate those in
it, what stands between runs behind the word that it stood behind.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from glossary.linked import Link, LinkedText, Span, overlap
from translate.alignment.projection import Projection
from translate.formats.blocks import BlockPart, Copied, Mark, Text
from translate.formats.office import run_sharing
from translate.formats.office.dialects import Dialect
from translate.formats.office.runs import Piece, Run
from translate.formats.splice import Edit, Part, Source
from translate.formats.xml_events import escaped

LANGUAGE = "en-US"
_NAME = re.compile(r"<([^\s/>]+)")
_PRESERVE = ' xml:space="preserve"'


@dataclass(slots=True, eq=False)
class _Node:
    """What goes into a translation as a whole: a container with what is in it, a point, or what is copied.

    `span` is where it stands in the source, `start` and `end` where in the translation. The `groups` of a container are
    the numbers of those whose text is right in it.
    """

    order: int
    span: Span
    piece: Piece | None = None
    closing: Mark | None = None
    children: "list[_Node]" = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    start: int = 0
    end: int = 0

    @property
    def is_container(self) -> bool:
        return self.closing is not None

    @property
    def is_copied(self) -> bool:
        return self.piece is not None and isinstance(self.piece.part, Copied)


@dataclass(slots=True)
class _Group:
    """Text of a source, from a character on, that is of one look and in one container; `run` is its first."""

    start: int
    run: Run
    node: _Node


def edits(
    source: str, dialect: Dialect, pieces: Sequence[Piece], linked: LinkedText, *, bare: bool = False
) -> list[Edit]:
    """What puts the translation of a group of pieces into the data.

    A `bare` one is without points: without what there can only be one of.
    """
    element = pieces[0].element
    if element is not None and all(piece.element is element for piece in pieces):
        return _in_element(pieces, linked)
    return [_Writing(source, dialect, pieces, linked, bare=bare).edit(), *_told(pieces)]


def _in_element(pieces: Sequence[Piece], linked: LinkedText) -> list[Edit]:
    """Text in one element stays in it, and the element as it is."""
    said = "".join(piece.part.text for piece in pieces)
    projection = Projection(said, linked)
    parts: list[Part] = []
    at = read = 0
    for piece in pieces:
        if isinstance(piece.part, Mark):
            place = max(at, projection.point(read))
            parts += [escaped(linked.text[at:place]), Source(piece.part.start, piece.part.end)]
            # The space that a break is read as.
            at = place + linked.text[place : place + 1].isspace()
        read += len(piece.part.text)
    parts.append(escaped(linked.text[at:]))
    made = [Edit(pieces[0].part.start, pieces[-1].part.end, tuple(filter(None, parts)))]
    run = pieces[0].run
    if run is not None and run.german is not None:
        made.append(Edit(*run.german, (LANGUAGE,)))
    return made


def _told(pieces: Sequence[Piece]) -> Iterator[Edit]:
    """Elements that are parted, at whose ends spaces have to count from now on."""
    for piece, outer in ((pieces[0], pieces[0].part.start), (pieces[-1], pieces[-1].part.end)):
        element = piece.element
        if element is not None and not element.preserved and element.content < outer < element.close:
            yield Edit(element.content - 1, element.content - 1, (_PRESERVE,))


class _Writing:
    """The runs of one translation."""

    def __init__(
        self, source: str, dialect: Dialect, pieces: Sequence[Piece], linked: LinkedText, *, bare: bool
    ) -> None:
        self._source = source
        self._space = _PRESERVE if dialect.preserved else ""
        self._pieces = pieces
        self._linked = linked
        self._bare = bare
        self._root = _Node(-1, (0, 0))
        self._groups: list[_Group] = []
        self._said = "".join(piece.part.text for piece in pieces)
        # What is written: the run that is open, and the text of its last element.
        self._parts: list[Part] = []
        self._run: Run | None = None
        self._text: list[Part] = []

    def edit(self) -> Edit:
        """The edit that goes over all pieces."""
        self._arrange()
        self._place()
        cuts = [group.start for group in self._groups[1:]]
        self._owners = run_sharing.shares(self._said, self._linked, cuts, self._projection)
        self._starts = [start for (start, _), _ in self._owners]
        start, before = self._edge(self._pieces[0])
        end, behind = self._edge_behind(self._pieces[-1])
        self._write(self._root, 0, len(self._linked.text))
        self._close()
        return Edit(start, end, tuple(part for part in (before, *self._parts, behind) if part))

    # --- What there is ---

    def _arrange(self) -> None:
        """The pieces as a tree, and their text in groups."""
        stack = [self._root]
        at = 0
        for number, piece in enumerate(self._pieces):
            part = piece.part
            behind = at + len(part.text)
            if isinstance(part, Text):
                self._grouped(at, piece, stack[-1])
            elif isinstance(part, Mark) and part.role == "opening":
                node = _Node(number, (at, at), piece)
                stack[-1].children.append(node)
                stack.append(node)
            elif isinstance(part, Mark) and part.role == "closing":
                node = stack.pop()
                node.span, node.closing = (node.span[0], at), part
            else:
                stack[-1].children.append(_Node(number, (at, behind), piece))
            at = behind

    def _grouped(self, at: int, piece: Piece, node: _Node) -> None:
        run = piece.run
        assert run is not None
        last = self._groups[-1] if self._groups else None
        if last is None or last.node is not node or last.run.look != run.look:
            node.groups.append(len(self._groups))
            self._groups.append(_Group(at, run, node))

    # --- Where it goes ---

    def _place(self) -> None:
        """Where in the translation each node is."""
        nodes = list(_all(self._root))
        taken: list[Span] = []
        copies: list[Link] = []
        linked = self._links([node.span for node in nodes if node.is_copied])
        after: dict[str, int] = {}
        for node in nodes:
            found = self._copy(node, linked, after, taken)
            if found is not None:
                insort(taken, found)
                copies.append((found, node.span))
                node.start, node.end = found
        self._projection = Projection(self._said, self._linked, copies)
        copied = {theirs for _, theirs in copies}
        around = [node for node in nodes if node.is_container]
        for node, place in zip(around, self._projection.spans([node.span for node in around]), strict=True):
            node.start, node.end = place
        for node in nodes:
            if not node.is_container and (node.span not in copied or not node.is_copied):
                node.start = node.end = self._projection.point(node.span[0])

    def _links(self, spans: Sequence[Span]) -> dict[Span, list[Link]]:
        """The links that go over each of some spans of the source, which are in order and apart."""
        found: dict[Span, list[Link]] = {span: [] for span in spans}
        starts = [start for start, _ in spans]
        for ours, theirs in self._linked.links:
            for number in range(bisect_left(starts, theirs[0]), bisect_right(starts, theirs[1])):
                if spans[number][1] <= theirs[1]:
                    found[spans[number]].append((ours, theirs))
        return found

    def _copy(
        self, node: _Node, linked: dict[Span, list[Link]], after: dict[str, int], taken: list[Span]
    ) -> Span | None:
        """Where the translation has what is copied, that nothing has taken; all before `after` is, for each text."""
        if node.piece is None or not node.is_copied:
            return None
        text = node.piece.part.text
        start, end = node.span
        for ours, theirs in linked[node.span]:
            place = ours[0] + start - theirs[0], ours[0] + end - theirs[0]
            if self._is_free(place, text, taken):
                return place
        at = self._linked.text.find(text, after.get(text, 0))
        while at >= 0 and not self._is_free((at, at + len(text)), text, taken):
            at = self._linked.text.find(text, at + 1)
        after[text] = at if at >= 0 else len(self._linked.text)
        return (at, at + len(text)) if at >= 0 else None

    def _is_free(self, place: Span, text: str, taken: list[Span]) -> bool:
        """Whether a place has this text, and nobody has any of it."""
        number = bisect_left(taken, place)
        beside = taken[max(0, number - 1) : number + 1]
        return self._linked.text[slice(*place)] == text and not any(overlap(place, one) for one in beside)

    # --- How it is written ---

    def _write(self, node: _Node, start: int, end: int) -> None:
        """The characters `[start, end)` of the translation, in a container."""
        at = start
        for child in sorted(node.children, key=lambda one: (one.start, one.order)):
            assert child.piece is not None
            first = min(max(child.start, at), end)
            last = min(max(child.end, first), end)
            self._words(node, at, first)
            at = last
            part = child.piece.part
            if child.closing is not None:
                kept = not self._bare or not _single(part)
                self._outside(*[Source(part.start, part.end)] * kept)
                self._write(child, first, last)
                self._outside(*[Source(child.closing.start, child.closing.end)] * kept)
            elif isinstance(part, Copied):
                self._outside(Source(part.start, part.end, edited=not self._bare))
            else:
                self._point(child.piece)
                # The space that a break is read as.
                at += bool(part.text and self._linked.text[at : at + 1].isspace() and at < end)
        self._words(node, at, end)

    def _words(self, node: _Node, start: int, end: int) -> None:
        if start >= end:
            return
        number = bisect_right(self._starts, start) - 1
        while start < end:
            (_, until), group = self._owners[number]
            until = min(until, end)
            self._say(self._groups[self._own(node, group)].run, self._linked.text[start:until])
            start = until
            number += 1

    def _own(self, node: _Node, group: int) -> int:
        """The group whose look text in a container has: the one that it is of, or the next one that is there."""
        if self._groups[group].node is node or not node.groups:
            return group
        number = bisect_left(node.groups, group)
        near = node.groups[max(0, number - 1) : number + 1]
        return min(near, key=lambda one: abs(one - group))

    def _point(self, piece: Piece) -> None:
        part = piece.part
        if self._bare and not piece.kind:
            return
        data = Source(part.start, part.end)
        if piece.element is not None and piece.run is not None:
            self._open(piece.run)
            self._text.append(data)
        elif piece.run is not None:
            self._open(piece.run)
            self._end_text()
            self._parts.append(data)
        else:
            self._outside(data)

    def _say(self, run: Run, text: str) -> None:
        self._open(run)
        self._text.append(escaped(text))

    def _outside(self, *parts: Part) -> None:
        self._close()
        self._parts += parts

    def _open(self, run: Run) -> None:
        """What is written next is in a run that looks like this one."""
        if self._run is None or self._run.look != run.look:
            self._close()
            self._parts.append(self._head(run))
            self._run = run

    def _close(self) -> None:
        if self._run is not None:
            self._end_text()
            self._parts.append(self._foot(self._run))
            self._run = None

    def _end_text(self) -> None:
        if self._text and self._run is not None:
            name = self._text_name(self._run)
            first, last = self._text[0], self._text[-1]
            plain = isinstance(first, str) and isinstance(last, str) and first[:1].strip() and last[-1:].strip()
            self._parts += [f"<{name}{'' if plain else self._space}>", *self._text, f"</{name}>"]
            self._text = []

    # --- The data of runs ---

    def _head(self, run: Run) -> str:
        """What begins a run, and says that it is English if it said that it is German."""
        if run.german is None:
            return self._source[run.start : run.content]
        start, end = run.german
        return self._source[run.start : start] + LANGUAGE + self._source[end : run.content]

    def _foot(self, run: Run) -> str:
        return self._source[run.close : run.end]

    def _text_name(self, run: Run) -> str:
        """The name of the element of text in a run, whose prefix is the run's: `w:t` in `w:r`."""
        found = _NAME.match(self._source, run.start)
        assert found is not None
        return found[1][:-1] + "t"

    # --- The edges ---

    def _edge(self, piece: Piece) -> tuple[int, str]:
        """Where the edit begins, and what ends what is open there."""
        run, element, part = piece.run, piece.element, piece.part
        if run is None:
            return part.start, ""
        if element is not None and element.content < part.start:
            return part.start, f"</{self._text_name(run)}>{self._foot(run)}"
        start = element.start if element is not None else part.start
        return (run.start, "") if start == run.content else (start, self._foot(run))

    def _edge_behind(self, piece: Piece) -> tuple[int, str]:
        """Where it ends, and what begins again what is open there."""
        run, element, part = piece.run, piece.element, piece.part
        if run is None:
            return part.end, ""
        if element is not None and part.end < element.close:
            return part.end, f"{self._head(run)}<{self._text_name(run)}{self._space}>"
        end = element.end if element is not None else part.end
        return (run.end, "") if end == run.close else (end, self._head(run))


def _single(part: BlockPart) -> bool:
    """Whether there can only be one of a container, which has a number."""
    return isinstance(part, Mark) and part.name.startswith(("w:sdt", "w:ins", "w:moveTo"))


def _all(root: _Node) -> Iterator[_Node]:
    """What is in a node, in order."""
    waiting = list(reversed(root.children))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.children)
