"""What the English behind the German of a page must not have again."""

import re
from collections.abc import Iterator

from translate.formats import tagging
from translate.formats.blocks import Block, Mark, Text
from translate.formats.doubles import Cut

_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r"""\s(?:xml:)?id\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)


def cuts(source: str, block: Block) -> Iterator[Cut]:
    """What the English of a block does not have: ids, and tags of elements that are only half in it."""
    loose = set(_loose(block))
    for number, part in enumerate(block.parts):
        if number in loose:
            yield Cut(part.start, part.end)
        elif not isinstance(part, Text):
            for tag in _TAG.finditer(source, part.start, part.end):
                yield from (Cut(*found.span()) for found in _ID.finditer(source, *tag.span()))


def _loose(block: Block) -> list[int]:
    """The numbers of the tags of elements that are only half in a block."""
    paired = tagging.partners(block.parts)
    return [
        number
        for number, part in enumerate(block.parts)
        if isinstance(part, Mark) and part.role != "point" and number not in paired
    ]
