"""What a paragraph of Office Open XML is made of: runs, each of one look, with elements of text in them."""

import re
from dataclasses import dataclass
from typing import Literal

from glossary.linked import Span
from translate.formats.blocks import BlockPart, Mark, Text
from translate.formats.office.dialects import Dialect

# How a run looks: its properties without those that nobody sees.
_UNSEEN = re.compile(
    r"<\w+:(?:lang|noProof)\b[^>]*>(?:</\w+:(?:lang|noProof)>)?"
    r"|\s(?:lang|altLang|dirty|err|noProof|smtClean|bmk|kumimoji)\s*=\s*(?:\"[^\"]*\"|'[^']*')"
)
_EMPTY = re.compile(r"<[\w:]+\s*(?:/>|></[\w:]+>)")


@dataclass(frozen=True, slots=True)
class Run:
    """A run: the data `[start, end)`, of which `[start, content)` is its tag and its look, `[close, end)` what ends it.

    `look` says the same for runs that look alike; `german` is where the data say that it is German.
    """

    start: int
    content: int
    close: int
    end: int
    look: str = ""
    german: Span | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """An element of text in a run: the data `[start, end)`, of which `[content, close)` are text.

    `preserved` says that spaces at its ends count.
    """

    start: int
    content: int
    close: int
    end: int
    preserved: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph with the run and the element of text that it stands in, if it stands in any.

    `barrier` parts what is translated: the sentences before it are others than those behind. `break` is one of the
    line, which a sentence may go over.
    """

    part: BlockPart
    run: Run | None = None
    element: Element | None = None
    kind: Literal["", "break", "barrier"] = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: the data `[start, end)`, of which `[start, content)` is its tag.

    `properties` are its own, empty where it has none; `points` is what stands in it beside its words.
    """

    start: int
    content: int
    end: int
    dialect: Dialect
    properties: Span
    points: tuple[Mark, ...] = ()


def look(properties: str) -> str:
    """How a run looks that has these properties.

    >>> look('<w:rPr><w:b/><w:lang w:val="de-DE"/></w:rPr>') == look("<w:rPr><w:b/></w:rPr>")
    True
    """
    seen = _UNSEEN.sub("", properties)
    return "" if _EMPTY.fullmatch(seen) else seen


def split(pieces: list[Piece]) -> list[tuple[Piece, ...]]:
    """The pieces of a paragraph in groups that are translated as one, without what stands around their words.

    A container in which there is a barrier is one itself: its tags belong to nobody.
    """
    groups: list[list[Piece]] = [[]]
    barriers = _barriers(pieces)
    for number, piece in enumerate(pieces):
        if number in barriers:
            groups.append([])
        else:
            groups[-1].append(piece)
    trimmed = (_trimmed(group) for group in groups)
    return [group for group in trimmed if any(piece.part.text.strip() for piece in group)]


def _barriers(pieces: list[Piece]) -> set[int]:
    """The numbers of what parts a paragraph."""
    found: set[int] = set()
    opened: list[tuple[int, int]] = []
    for number, piece in enumerate(pieces):
        mark = piece.part
        if piece.kind == "barrier" or (piece.kind == "break" and _ends_line(pieces, number)):
            found.add(number)
        elif isinstance(mark, Mark) and mark.role == "opening":
            opened.append((number, len(found)))
        elif isinstance(mark, Mark) and mark.role == "closing":
            found |= _closed(pieces, number, opened, len(found))
    return found | {number for number, _ in opened}


def _closed(pieces: list[Piece], number: int, opened: list[tuple[int, int]], found: int) -> set[int]:
    """Which tags of a container that ends part a paragraph; `opened` are those open, with what was found before."""
    if not opened or not _partners(pieces[opened[-1][0]].part, pieces[number].part):
        return {number}
    first, before = opened.pop()
    return {first, number} if found > before else set()


def _partners(opening: BlockPart, closing: BlockPart) -> bool:
    return isinstance(opening, Mark) and isinstance(closing, Mark) and opening.name == closing.name


# A line of fewer characters was ended by who wrote it, not by the width of the paper.
_LINE = 50


def _ends_line(pieces: list[Piece], number: int) -> bool:
    """Whether a break stands between two things that are said, and not inside of a sentence."""
    before, behind = "", ""
    at = number - 1
    while at >= 0 and not pieces[at].kind and len(before) < _LINE:
        before = pieces[at].part.text + before
        at -= 1
    at = number + 1
    while at < len(pieces) and not pieces[at].kind and not behind.strip():
        behind += pieces[at].part.text
        at += 1
    before, behind = before.strip(), behind.strip()
    if not before or not behind:
        return True
    return before[-1] in ".!?:" or (not behind[0].islower() and len(before) < _LINE - 1)


def _trimmed(group: list[Piece]) -> tuple[Piece, ...]:
    """A group without the marks before its first word and behind its last that have no partner in between."""
    words = [number for number, piece in enumerate(group) if not isinstance(piece.part, Mark)]
    if not words:
        return ()
    first, last = words[0], words[-1]
    opened: list[int] = []
    for number, piece in enumerate(group):
        if not isinstance(piece.part, Mark) or piece.part.role == "point":
            continue
        if piece.part.role == "opening":
            opened.append(number)
        else:
            partner = opened.pop()
            if partner < words[0] and words[0] < number < words[-1]:
                first = min(first, partner)
            if number > words[-1] and words[0] < partner < words[-1]:
                last = max(last, number)
    return tuple(group[first : last + 1])


def mergeable(text: Text, other: Text) -> bool:
    """Whether two texts that follow each other are one: each character of both stands for itself."""
    return text.end == other.start and all(len(one.text) == one.end - one.start for one in (text, other))
