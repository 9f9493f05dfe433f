"""HTML as tags and texts with their places, ill-formed or not, by the tokenization of the HTML standard.

The standard library's parser says where a tag begins, too, but takes time that grows with the square of an unclosed
comment's length, and differs between releases of Python.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType
from typing import Literal

from glossary.linked import Span

Kind = Literal["opening", "closing", "void", "text", "entity", "other"]

# Elements that have no end tag.
VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
# Elements whose inside has no tags; that of the first two is read by people.
_TEXT_ONLY = frozenset({"title", "textarea"})
_RAW = _TEXT_ONLY | {"script", "style", "xmp", "iframe", "noembed", "noframes"}
_NAME = re.compile(r"</?(?P<name>[A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:(?P<quote>["'])|(?P<bare>[^\s>"'][^\s>]*))?)?)"""
)
_TEXT = re.compile(r"(?P<entity>&(?:#[xX][0-9A-Fa-f]{1,8}|#\d{1,9}|[A-Za-z][A-Za-z0-9]{1,40});?)|[^&]+|&")
_ENDS = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?php", "?>"), ("<?=", "?>"), ("<!", ">"), ("<?", ">"), ("</", ">"))


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of an attribute: its characters in the data, without quotation marks, and what it says.

    `quote` is the quotation mark around it, if there is one.
    """

    span: Span
    value: str
    quote: str = ""


_NONE: Mapping[str, Attribute] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Event:
    """The characters `[start, end)` of a page: a tag of the element `name`, or a text.

    `text` is what a reader reads there. An entity is an event of its own; all that is none of these (comments,
    declarations, the inside of scripts) is "other".
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    text: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=lambda: _NONE)


def events(page: str) -> Iterator[Event]:
    """All that a page is made of, in order and without gaps, in linear time.

    >>> [(event.kind, page[event.start : event.end]) for page in ["<p>R&amp;D</p>"] for event in events(page)]
    [('opening', '<p>'), ('text', 'R'), ('entity', '&amp;'), ('text', 'D'), ('closing', '</p>')]
    """
    is_xml = page.lstrip("\ufeff \t\r\n").startswith("<?xml")
    at = text = drawings = 0
    while (at := page.find("<", at)) >= 0:
        event = _markup(page, at, is_xml or drawings > 0)
        if event is None:
            at += 1
            continue
        yield from _text(page, text, at)
        yield event
        at = text = event.end
        drawings = max(0, drawings + _depth(event))
        if event.kind == "opening" and event.name in _RAW and not drawings:
            closing = re.compile(rf"</{event.name}(?=[\s/>])", re.IGNORECASE).search(page, at)
            at = text = closing.start() if closing else len(page)
            if event.name in _TEXT_ONLY:
                yield from _text(page, event.end, at)
            elif event.end < at:
                yield Event("other", event.end, at)
    yield from _text(page, text, len(page))


def _depth(event: Event) -> int:
    """How much deeper in drawings, which are of XML, the page is behind a tag."""
    return {"opening": 1, "closing": -1}.get(event.kind, 0) if event.name == "svg" else 0


def _text(page: str, start: int, end: int) -> Iterator[Event]:
    for match in _TEXT.finditer(page, start, end):
        text = unescape(match[0])
        yield Event("entity" if match["entity"] and text != match[0] else "text", *match.span(), text=text)


def _markup(page: str, start: int, is_xml: bool) -> Event | None:
    """What begins with the `<` at a place; None if it is one that is read."""
    if name := _NAME.match(page, start):
        return _tag(page, start, name.end(), name["name"].lower(), is_xml)
    for beginning, ending in _ENDS:
        if page.startswith(beginning, start):
            # <!--> is a comment, too.
            found = page.find(ending, start + min(len(beginning), 2))
            return Event("other", start, found + len(ending) if found >= 0 else len(page))
    return None


def _tag(page: str, start: int, at: int, name: str, is_xml: bool) -> Event:
    closing = page.startswith("/", start + 1)
    attributes: dict[str, Attribute] = {}
    while (match := _ATTRIBUTE.match(page, at)) and not match["end"]:
        at = match.end()
        span, quote = (at, at), match["quote"] or ""
        if quote:
            until = page.find(quote, at)
            if until < 0:
                return Event("other", start, len(page))
            span, at = (at, until), until + 1
        elif match["bare"] is not None:
            span = match.span("bare")
        attributes.setdefault(match["name"].lower(), Attribute(span, unescape(page[slice(*span)]), quote))
    if match is None:
        return Event("other", start, len(page))
    kind: Kind = "closing" if closing else "opening"
    if not closing and (name in VOID or (page[match.end() - 2] == "/" and (is_xml or name not in _RAW))):
        kind = "void"
    return Event(kind, start, match.end(), name, attributes=attributes)
