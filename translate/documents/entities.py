"""HTML entities that a scraper left in a text, as the standard library reads them.

Decoded is what HTML would show, with two exceptions. An entity without its semicolon is one only where no word or
address could be meant ("AT&T", "Sport&Region", "?a=1&copy=2"), and one encoded twice (`&amp;uuml;`) is decoded twice.
"""

import html
import re
from collections.abc import Iterator
from functools import cache
from html.entities import html5

from translate.documents.edits import Edit

# More ampersands than these before one name are no entity that was encoded again and again.
_ENTITY = re.compile(
    r"(?P<again>&(?:(?:amp|AMP|#0{0,3}38|#[xX]0{0,3}26);){0,4})"
    r"(?P<name>#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31})(?P<end>;?)"
)
_TOKEN = re.compile(r"&\S*")
_BEFORE = 300
_ADDRESS = re.compile(r"://|www\.|[?&][\w.-]{1,40}=|@")
# They are seen by nobody and divide words for whoever looks for these.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff")
_LINE_END = re.compile(r"[^\S\r\n]*(?:[\r\n]|\Z)")


def find(text: str) -> Iterator[Edit]:
    """What decoding changes in a text, in order.

    >>> list(find("f&uuml;r AT&T"))
    [(1, 7, 'ü')]
    """
    for token in _TOKEN.finditer(text):
        before = text[max(0, token.start() - _BEFORE) : token.start()]
        word = re.split(r"\s", before)[-1]
        address = _ADDRESS.search(word + token[0]) is not None
        for match in _ENTITY.finditer(text, token.start(), token.end()):
            entity = match[0] if match["end"] else _without_semicolon(match["again"], match["name"], address)
            decoded = _decoded(entity)
            if decoded != entity:
                end = match.start() + len(entity)
                # A soft hyphen at the end of a line still tells that a word is divided there.
                gone = decoded in _INVISIBLE and not (decoded == "\u00ad" and _LINE_END.match(text, end))
                yield match.start(), end, "" if gone else decoded


def _decoded(entity: str) -> str:
    """What an entity means, also one that was encoded twice; the entity itself for what is none."""
    decoded = entity
    for _ in range(6):
        before, decoded = decoded, html.unescape(decoded)
        if decoded == before:
            break
    return decoded if decoded and "\N{REPLACEMENT CHARACTER}" not in decoded else entity


def _without_semicolon(again: str, name: str, address: bool) -> str:
    """The part of `again` and `name` that is an entity though no semicolon follows; empty if there is none.

    Letters may go on into the word that they stand in (`f&uumlr`); a sign has to end where the name does.
    """
    if not address:
        if name.startswith("#") or name in _signs():
            return again + name
        for length in range(len(name), 3, -1):
            if name[:length] in _letters():
                return again + name[:length]
    return again if len(again) > 1 else ""


@cache
def _signs() -> frozenset[str]:
    """Names that HTML allows without a semicolon."""
    return frozenset(name for name in html5 if not name.endswith(";") and name.lower() not in ("eth", "thorn"))


@cache
def _letters() -> frozenset[str]:
    """Those of letters with marks; no German word begins with one, as "ether" does with the name of ð."""
    endings = ("acute", "cedil", "circ", "grave", "lig", "ring", "slash", "tilde", "uml")
    return frozenset(name for name in _signs() if html5[name].isalpha() and name.endswith(endings))
