"""What a translation has to carry over character for character: addresses, files, code, numbers that name something.

Told by their form alone, in German and in English; the forms are in literals.tsv.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import wordlists
from glossary.linked import Span, overlap

# Addresses are looked for up to the next space, so what closes a sentence or a bracket may be at their end.
_OPEN_ENDED = frozenset({"url", "domain", "handle", "path"})
_CLOSING = ".,;:!?'’‘…*_"
# Without one of these a text has no literal; most sentences have none, and this is told twenty times as fast.
_ANY = re.compile(
    r"[@#\\/%{$`<_§+]|\w[.:]\w|[*(\[:-][.)\[:-]|\d[ \u00a0–-]\d|[A-Z]\d\d|\d{7}|v\d|Art\."
    r"|(?:gasse|weg|platz|allee|ufer|damm|ring|chaussee|straße|strasse|str\.)[ \u00a0]\d"
    r"|(?:Tel\w{0,60}|Fax|nummer|wahl)[.:]{0,2}[ \u00a0]\d"
)
# Of so many texts it is known which literals they have: before a text is translated it is asked, and afterwards again.
_TEXTS = 2048
# The kind of what is copied because its document says so.
COPIED = "copied"
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Literal:
    """The characters `[start, end)` of a text, to be copied; `kind` is one of literals.tsv, or `COPIED`."""

    start: int
    end: int
    kind: str

    @property
    def span(self) -> Span:
        """Its characters in the text."""
        return self.start, self.end


def find(text: str, copied: Sequence[Span] = ()) -> list[Literal]:
    """The literals of a text in the order of their places; none overlaps another.

    `copied` are spans that are literals whatever they look like, in order and apart.

    >>> text = "Mail an (a.b@c.de)."
    >>> [(text[one.start : one.end], one.kind) for one in find(text)]
    [('a.b@c.de', 'email')]
    """
    if copied:
        ends = [end for _, end in copied]
        others = (one for one in find(text) if not _meets(one, copied, bisect_right(ends, one.start)))
        return sorted([*others, *(Literal(*span, COPIED) for span in copied)], key=lambda one: one.start)
    return list(_by_form(text))


@lru_cache(maxsize=_TEXTS)
def _by_form(text: str) -> tuple[Literal, ...]:
    """The literals that a text has by their form."""
    found: list[Literal] = []
    if not _ANY.search(text):
        return ()
    pattern, kinds = _pattern()
    at = 0
    while match := pattern.search(text, at):
        kind = kinds[match.lastgroup or ""]
        start, end = match.span()
        if kind in _OPEN_ENDED:
            end = _without_closing(text, start, end)
        quotes = kind == "code" and text.count("'", start, end) % 2
        if end > start and not quotes:
            found.append(Literal(start, end, kind))
        # `So' and `so` have ticks that are quotation marks.
        at = start + 1 if quotes else max(end, start + 1)
    return tuple(found)


def _meets(literal: Literal, copied: Sequence[Span], index: int) -> bool:
    """Whether a literal overlaps the first of the spans that ends behind its beginning."""
    return index < len(copied) and overlap(literal.span, copied[index])


def _without_closing(text: str, start: int, end: int) -> int:
    """The end of an address without the marks of the sentence behind it; a bracket that it opened itself stays."""
    unopened = {
        closing: text.count(closing, start, end) - text.count(opening, start, end)
        for closing, opening in _PAIRS.items()
    }
    while end > start:
        last = text[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _CLOSING:
            break
        end -= 1
    return end


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all forms, each a group, and the kinds of the groups."""
    lists: dict[str, str] = {}
    forms: list[str] = []
    kinds: dict[str, str] = {}
    for line in wordlists.entries("translate", "literals.tsv")[""]:
        name, pattern = line.split("\t")
        for key, alternatives in lists.items():
            pattern = pattern.replace(key, alternatives)
        if name.startswith("{"):
            lists[name] = pattern
        else:
            kinds[f"form{len(forms)}"] = name
            forms.append(f"(?P<form{len(forms)}>{pattern})")
    return re.compile("|".join(forms)), kinds
