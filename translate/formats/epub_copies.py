"""English behind German in the pages of a book, which have to stay well-formed."""

import re
from collections.abc import Iterator

from translate.formats import epub_package, html, tagging
from translate.formats.blocks import Block, Mark, Text
from translate.formats.doubles import Cut

_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r"""\s(?:xml:)?id\s*=\s*(?:"[^"]*"|'[^']*')""")
# As XHTML has it, of every version.
IN_ENGLISH = ' xml:lang="en"'


def beside(block: Block) -> tuple[str, str] | None:
    """What goes around the English of a block of pages, of contents and of a package."""
    if block.kind in (epub_package.TEXT, epub_package.VALUE):
        return " / ", ""
    around = html.beside(block)
    if around is None:
        return None
    return around[0].replace("<br>", "<br/>").replace(' lang="en"', IN_ENGLISH), around[1]


def whole(page: str, block: Block) -> Block:
    """A block of a page with the tags of the elements that begin right before it or end right behind it.

    Blocks begin and end with words; but of an element that is only half in a block there can be no copy.

    >>> page = "<p><b>Ein</b> Haus</p>"
    >>> block = Block((Text(6, 9, "Ein"), Mark(9, 13, "closing", "b"), Text(13, 18, " Haus")))
    >>> whole(page, block).start
    3
    """
    before: list[Mark] = []
    behind: list[Mark] = []
    loose = [block.parts[number] for number in _loose(block)]
    start, end = block.start, block.end
    for part in loose:
        if isinstance(part, Mark) and part.role == "closing":
            at = page.rfind("<", 0, start)
            tag = rf"<{re.escape(part.name)}(?:\s[^<>]*)?(?<!/)>\s*"
            if at < 0 or not re.fullmatch(tag, page[at:start], re.IGNORECASE):
                break
            before.insert(0, Mark(at, start, "opening", part.name))
            start = at
    for part in reversed(loose):
        if isinstance(part, Mark) and part.role == "opening":
            found = re.compile(rf"\s*</{re.escape(part.name)}\s*>", re.IGNORECASE).match(page, end)
            if found is None:
                break
            behind.append(Mark(end, found.end(), "closing", part.name))
            end = found.end()
    return Block((*before, *block.parts, *behind), block.kind)


def _loose(block: Block) -> list[int]:
    """The numbers of the tags of elements that are only half in a block."""
    paired = tagging.partners(block.parts)
    return [
        number
        for number, part in enumerate(block.parts)
        if isinstance(part, Mark) and part.role != "point" and number not in paired
    ]


def cuts(source: str, block: Block) -> Iterator[Cut]:
    """What the English of a block does not have: ids, and tags of elements that are only half in it."""
    loose = set(_loose(block))
    for number, part in enumerate(block.parts):
        if number in loose:
            yield Cut(part.start, part.end)
        elif not isinstance(part, Text):
            for tag in _TAG.finditer(source, part.start, part.end):
                yield from (Cut(*found.span()) for found in _ID.finditer(source, *tag.span()))
