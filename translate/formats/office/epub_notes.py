"""The marks of notes and of the pages of a printed book in the text of an EPUB: none of its words."""

import re
from collections.abc import Sequence

from translate.formats import tagging
from translate.formats.blocks import Block, BlockPart, Mark

_NAMED = re.compile(
    r"""<[^<>]*\s(?:epub:type|role)\s*=\s*(?:"[^"]*|'[^']*)\b(?:noteref|pagebreak|doc-noteref|doc-pagebreak)\b"""
)
_LINK = re.compile(r"""<a\s[^<>]*\bhref\s*=\s*["'][^"']*#""", re.IGNORECASE)
# No mark has more parts; so what is looked at in all elements is no more than their number.
_LONGEST = 12
_NUMBER = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§]{1,3}|[a-z])[\])]?")


def apart(page: str, block: Block) -> Block:
    """A block of a page in which the marks of notes and of pages are points, with all that is in them.

    They say so, or they are links with a number that touch the word before.

    >>> from translate.formats.blocks import Text
    >>> page = '<p>Haus<a href="#n1">1</a> da'
    >>> parts = (Text(3, 7, "Haus"), Mark(7, 21, "opening", "a"), Text(21, 22, "1"), Mark(22, 26, "closing", "a"))
    >>> apart(page, Block((*parts, Text(26, 29, " da")))).text
    'Haus da'
    """
    paired = tagging.partners(block.parts)
    kept: list[BlockPart] = []
    number = 0
    while number < len(block.parts):
        part = block.parts[number]
        last = paired.get(number, number)
        is_short = number < last < number + _LONGEST
        if is_short and _is_mark(page, kept, block.parts[number : last + 1]):
            kept.append(Mark(part.start, block.parts[last].end, "point"))
            number = last
        else:
            kept.append(part)
        number += 1
    return Block(tuple(kept), block.kind)


def _is_mark(page: str, before: Sequence[BlockPart], element: Sequence[BlockPart]) -> bool:
    """Whether an element is the mark of a note or of a page."""
    tag = element[0]
    if _NAMED.match(page, tag.start, tag.end):
        return True
    text = "".join(part.text for part in element)
    last = next((part.text for part in reversed(before) if part.text), " ")
    return (
        _LINK.match(page, tag.start, tag.end) is not None
        and _NUMBER.fullmatch(text) is not None
        and not last[-1].isspace()
    )
