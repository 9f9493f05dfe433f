"""English behind German in the pages of a book, which have to stay well-formed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translate.formats import epub_package, html, tagging
from translate.formats.blocks import Block, Mark, Text
from translate.formats.doubles import Cut
from translate.formats.flow import Beside

_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r"""\s(?:xml:)?id\s*=\s*(?:"[^"]*"|'[^']*')""")
# As XHTML has it, of every version.
IN_ENGLISH = ' xml:lang="en"'


def copies(source: str) -> Beside:
    """What goes around the English of a block of some pages, of contents and of a package."""

    def beside(block: Block) -> tuple[str, str] | None:
        if block.kind in (epub_package.TEXT, epub_package.VALUE):
            return " / ", ""
        around = html.beside(block)
        if around is None:
            return None
        edges = _edges(source, block)
        before = around[0].replace("<br>", "<br/>").replace(' lang="en"', IN_ENGLISH)
        return before + edges.opening, edges.closing + around[1]

    return beside


def cuts(source: str, block: Block) -> Iterator[Cut]:
    """What the English of a block does not have: ids, and tags of elements that do not lie in it."""
    loose = _edges(source, block).loose
    for number, part in enumerate(block.parts):
        if number in loose:
            yield Cut(part.start, part.end)
        elif not isinstance(part, Text):
            for tag in _TAG.finditer(source, part.start, part.end):
                yield from (Cut(*found.span()) for found in _ID.finditer(source, *tag.span()))


@dataclass(frozen=True, slots=True)
class _Edges:
    """The tags that a copy of a block needs before and behind it, and the numbers of those in it that it cannot have."""

    opening: str
    closing: str
    loose: frozenset[int]


def _edges(source: str, block: Block) -> _Edges:
    """What makes a copy of a block well-formed.

    A block begins and ends with words, so elements around these may begin before it or end behind it.
    """
    paired = tagging.partners(block.parts)
    loose: set[int] = set()
    opening = closing = ""
    before, behind = block.start, block.end
    for number, part in enumerate(block.parts):
        if isinstance(part, Mark) and part.role == "closing" and number not in paired:
            start = source.rfind("<", 0, before)
            tag = source[max(start, 0) : before]
            if re.fullmatch(rf"<{re.escape(part.name)}(?:\s[^<>]*)?(?<!/)>\s*", tag, re.IGNORECASE):
                opening, before = _ID.sub("", tag.rstrip()) + opening, start
            else:
                loose.add(number)
                before = 0
    for number in range(len(block.parts) - 1, -1, -1):
        part = block.parts[number]
        if isinstance(part, Mark) and part.role == "opening" and number not in paired:
            found = re.compile(rf"\s*</{re.escape(part.name)}\s*>", re.IGNORECASE).match(source, behind)
            if found:
                closing, behind = closing + found[0].strip(), found.end()
            else:
                loose.add(number)
                behind = len(source)
    return _Edges(opening, closing, frozenset(loose))
