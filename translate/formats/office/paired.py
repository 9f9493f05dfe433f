"""A paragraph of Office twice: the German as it is, and behind it a copy in English.

The copy has nothing of which there can only be one: numbers that others refer to, pictures, footnotes, bookmarks.
"""

import re
from collections.abc import Iterable, Iterator

from translate.formats.office.runs import Paragraph
from translate.formats.splice import Edit, Part, Source

# Attributes of a paragraph that only one may have.
_IDENTITY = re.compile(r"\s[\w.-]+:(?:paraId|textId)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
# What ends a section, which goes to the last of the two.
_SECTION = re.compile(r"<((?:\w+:)?sectPr)\b[^<>]*(?:/>|>(?:(?!</\1>).)*</\1>)", re.DOTALL)
_NEW_PAGE = re.compile(r"<(?:\w+:)?pageBreakBefore\b[^<>]*/>")
# The number in a list; the copy has none, and does not count.
_NUMBERED = re.compile(r"<((?:\w+:)?)numPr\b[^<>]*(?:/>|>(?:(?!</\1numPr>).)*</\1numPr>)", re.DOTALL)
# What stands before it, where there is a style, which could have one.
_BEFORE = re.compile(
    r"<(\w+:)?pStyle\b[^<>]*/>(?:\s*<(?:\w+:)?(?:keepNext|keepLines|pageBreakBefore|widowControl)\b[^<>]*/>)*"
)
_COUNTED = re.compile(r"<(\w+:)?buAutoNum\b[^<>]*/>")


def edits(source: str, paragraph: Paragraph, words: Iterable[Edit]) -> list[Edit]:
    """What puts a copy behind a paragraph, in which some edits are made."""
    start, end = paragraph.properties
    section = _SECTION.search(source, start, end)
    made = [Edit(paragraph.end, paragraph.end, tuple(_copy(source, paragraph, words)))]
    return [*made, Edit(*section.span(), ())] if section else made


def _copy(source: str, paragraph: Paragraph, words: Iterable[Edit]) -> Iterator[Part]:
    yield _IDENTITY.sub("", source[paragraph.start : paragraph.content])
    start, end = paragraph.properties
    changes = [Edit(start, end, (_unnumbered(source[start:end]),)) for _ in range(start < end)]
    changes += [Edit(point.start, point.end, ()) for point in paragraph.points]
    at = paragraph.content
    for change in sorted([*changes, *words], key=lambda one: (one.start, -one.end)):
        if change.start >= at:
            yield Source(at, change.start, edited=False)
            yield from change.parts
            at = change.end
    yield Source(at, paragraph.end, edited=False)


def _unnumbered(properties: str) -> str:
    """The properties of a paragraph for one that has no number and begins no page.

    >>> _unnumbered('<w:pPr><w:pStyle w:val="Heading1"/><w:jc w:val="left"/></w:pPr>')
    '<w:pPr><w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr><w:jc w:val="left"/></w:pPr>'
    """
    properties = _NEW_PAGE.sub("", _COUNTED.sub(r"<\1buNone/>", properties))
    if _NUMBERED.search(properties):
        return _NUMBERED.sub(lambda found: _number(found[1]), properties, count=1)
    return _BEFORE.sub(lambda found: found[0] + _number(found[1] or ""), properties, count=1)


def _number(prefix: str) -> str:
    return f'<{prefix}numPr><{prefix}numId {prefix}val="0"/></{prefix}numPr>'
