"""Where terms stand that were given for one text, and so are known to belong in it."""

import re
from collections.abc import Sequence

from glossary.matching import Matcher
from glossary.terms import Glossary, Term, TermMatch

_ENDING = re.compile(r"(?<=\w{3})(?:en|er|es|em|e|n|s)$")


def locate(text: str, terms: Sequence[Term]) -> list[TermMatch]:
    """The terms in the order of their places, every occurrence; a term that stands nowhere is at `[0, 0)`.

    Unlike a glossary's, such terms may overlap, and where a term as such is not found, its words with
    other endings are, and then a word that has it as a part.
    """
    found = [match for term in terms for match in _places(text, term)]
    return sorted(dict.fromkeys(found), key=lambda match: (match.start, -match.end))


def locate_all(text: str, terms: Sequence[Term], matcher: Matcher) -> list[TermMatch]:
    """The given terms, and of the matcher's what does not overlap them."""
    given = locate(text, terms)
    others = [
        match
        for match in matcher.find(text)
        if not any(match.start < one.end and one.start < match.end for one in given)
    ]
    return sorted([*given, *others], key=lambda match: (match.start, -match.end))


def _places(text: str, term: Term) -> list[TermMatch]:
    if found := Matcher(Glossary((term,))).find(text):
        return list(found)
    stems = r"\w{0,3}\s+".join(re.escape(_ENDING.sub("", word)) for word in term.source.split())
    for pattern in (rf"\b{stems}\w{{0,3}}\b", stems):
        if stems and (spans := [place.span() for place in re.finditer(pattern, text, re.IGNORECASE)]):
            return [TermMatch(term, *span) for span in spans]
    return [TermMatch(term, 0, 0)]
