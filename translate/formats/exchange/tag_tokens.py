"""The tags, the entities and the text between them of a text with tags of XML, which need be no document.

What is not well-formed is read too: a tag without its partner is a point, a sign that begins no tag is text.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["text", "opening", "closing", "point", "comment", "cdata", "prolog"]

_NAME = r"[A-Za-z_][\w:.-]*+"
_TAG = re.compile(rf"""<(?P<closing>/)?(?P<name>{_NAME})(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*+)>""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PLAIN = re.compile(r"[^<&]+")
# What begins so ends so, whatever is in it.
_WHOLES: tuple[tuple[str, str, Kind], ...] = (
    ("<!--", "-->", "comment"), ("<![CDATA[", "]]>", "cdata"), ("<?", "?>", "comment"), ("<!DOCTYPE", ">", "prolog"),
)  # fmt: skip


class Token(NamedTuple):
    """The characters `[start, end)` of a text, and what they are; `text` is what is read there."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A pair of tags, by the numbers of their tokens, and that of the element that it stands in, if it does."""

    opening: int
    closing: int
    name: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Structure:
    """The elements of a text by the numbers of the tokens that open them, outer ones first.

    `around` has for each token the number of the element right around it. `texts` are the elements that text stands
    right in; None is what stands in no element.
    """

    elements: Mapping[int, Element]
    around: Sequence[int | None]
    texts: Set[int | None]


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; each character belongs to one.

    >>> [(token.kind, token.text or token.name) for token in tokens("a &lt; <b>c</b> <d/>")]
    [('text', 'a '), ('text', '<'), ('text', ' '), ('opening', 'b'), ('text', 'c'), ('closing', 'b'), ('text', ' '), \
('point', 'd')]
    """
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    # How far one has looked for an end that does not come.
    missing: set[str] = set()
    at = 0
    while at < len(text):
        token = _whole(text, at, missing) if text.startswith(("<!", "<?"), at) else None
        token = token or _one(text, at)
        yield token
        at = token.end


def _whole(text: str, at: int, missing: set[str]) -> Token | None:
    for beginning, ending, kind in _WHOLES:
        if not text.startswith(beginning, at) or ending in missing:
            continue
        found = text.find(ending, at + len(beginning))
        if found >= 0:
            inside = text[at + len(beginning) : found] if kind == "cdata" else ""
            return Token(kind, at, found + len(ending), "", inside)
        missing.add(ending)
    return None


def _one(text: str, at: int) -> Token:
    if text[at] == "<" and (tag := _TAG.match(text, at)):
        empty = not tag["closing"] and tag["attributes"].endswith("/")
        return Token("closing" if tag["closing"] else "point" if empty else "opening", *tag.span(), tag["name"])
    if text[at] == "&" and (entity := _ENTITY.match(text, at)):
        return Token("text", *entity.span(), "", html.unescape(entity[0]))
    plain = _PLAIN.match(text, at)
    return Token("text", at, plain.end() if plain else at + 1, "", plain[0] if plain else text[at])


def structure(found: Sequence[Token]) -> Structure:
    """The elements of a text; none of them overlap."""
    pairs = _pairs(found)
    made: dict[int, Element] = {}
    around: list[int | None] = []
    opened: list[int] = []
    for number, token in enumerate(found):
        if opened and number == made[opened[-1]].closing:
            opened.pop()
        innermost = opened[-1] if opened else None
        around.append(innermost)
        if number in pairs:
            made[number] = Element(number, pairs[number], token.name, innermost)
            opened.append(number)
    texts = {one for one, token in zip(around, found, strict=True) if token.kind == "text" and not token.text.isspace()}
    return Structure(made, around, texts)


def _pairs(found: Sequence[Token]) -> dict[int, int]:
    """The number of each opening tag that is closed, with that of the tag that closes it."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    waiting: dict[str, int] = {}
    for number, token in enumerate(found):
        if token.kind == "opening":
            opened.append(number)
            waiting[token.name] = waiting.get(token.name, 0) + 1
        elif token.kind == "closing" and waiting.get(token.name):
            last = opened.pop()
            while found[last].name != token.name:
                waiting[found[last].name] -= 1
                last = opened.pop()
            waiting[token.name] -= 1
            pairs[last] = number
    return pairs
