"""Names in the genitive, and the noun that they belong to: English has `Putin's visit` or `the visit of Putin`."""

import re
from functools import cache
from typing import Literal

from glossary import nearby
from glossary.terms import TermMatch
from glossary.wordlists import words

# Where a name in the genitive stands: before its noun or behind it; open if that is not certain.
Genitive = Literal["", "before", "behind", "open"]

_ADJECTIVES_BEFORE_NOUN = re.compile(
    r"\s+((?:[a-zäöüß-]+e[nrsm]?\s+){1,2})(?:und\s+(?:[a-zäöüß-]+\s+)?[a-zäöüß-]+e[nrsm]?\s+)?[^\W\d_a-zäöüß]"
)
_NOUN_BEHIND = re.compile(r"\s+[^\W\d_a-zäöüß]")
# "Nordkoreas „feste Unterstützung“"
_QUOTE_BEHIND = re.compile(r"\s+[„\"“»«‚‘](?:[a-zäöüß-]+e[nrsm]?\s+){0,2}[^\W\d_a-zäöüß]")
_NOUN_BEFORE = re.compile(r"(?<![\w-])[\d_a-zäöüß-]*+([^\W\d_a-zäöüß][\w-]*)[\"“”«»’']?\s+$")
_PLURAL_ARTICLE = re.compile(r"\b(?:die|der|den|beiden)\s+$", re.IGNORECASE)
# "des schwarzen Amerikaners George Floyd": with an article it has a noun before it, and English an article as well.
_ARTICLE_BEFORE = re.compile(r"\b(?:des|(?:[mds]?ein|ihr|unser|dies|jen)es)\s+(?:\w+en\s+)*$")
_ENUMERATED = re.compile(r"\w(?:,| und| oder| sowie)\s+$")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…])[\s\"„“”»«'‚‘(–-]*$")
# "die größte Bank Russlands": English has "in Russia" or "Russia's largest bank".
_SUPERLATIVE = re.compile(r"(?:st|ßt|einzig)en?\s+(?:[a-zäöüß-]+en?\s+)?[^\W\d_a-zäöüß][\w-]*\s+$")
_DETERMINED = re.compile(r"\b(?:de[rmns]|die|das|eine?[rmns]?|\w+e[nrms]?)\s+$", re.IGNORECASE)
_FIRST_NAME = re.compile(r"(?<!\w)[\d_a-zäöüß]*+[^\W\d_a-zäöüß]\w*\s+$")


def genitive(match: TermMatch, source: str) -> Genitive:
    """Whether a name stands in the genitive, and where: `Putins Besuch`, `die Reise Putins`; empty if it does not.

    >>> from glossary.terms import Term
    >>> genitive(TermMatch(Term("Putin", "Putin"), 10, 16), "die Reise Putins")
    'behind'
    """
    if not stands_in_genitive(match, source):
        return ""
    before, after = nearby.before(source, match.start), nearby.behind(source, match.end)
    if _ARTICLE_BEFORE.search(before):
        return "open"
    if _NOUN_BEHIND.match(after):
        return "before"
    noun = _NOUN_BEFORE.search(before)
    follows_noun = noun is not None and not _is_small(noun, before)
    precedes_noun = _QUOTE_BEHIND.match(after) or _is_before_adjectives(after)
    if precedes_noun and not _ENUMERATED.search(before):
        return "open" if follows_noun else "before"
    return "behind" if noun is not None and follows_noun and _may_govern(noun[1], before[: noun.start(1)]) else "open"


def is_open_to_of(match: TermMatch, source: str) -> bool:
    """Whether English is most likely to have `of` before a name in the genitive behind its noun."""
    return genitive(match, source) == "behind" and not _SUPERLATIVE.search(nearby.before(source, match.start))


def stands_in_genitive(match: TermMatch, source: str) -> bool:
    """Whether a name stands in the genitive: one of its forms with an s or an apostrophe behind it."""
    term, surface = match.term, source[match.start : match.end]
    if not term.target[:1].isupper() or term.target.isupper() or surface in (term.target, term.source, *term.forms):
        return False
    stem = re.sub(r"(?:['’]s?|s)$", "", surface, flags=re.IGNORECASE)
    if stem == surface:
        return False
    if term.kind == "people" and not _ARTICLE_BEFORE.search(nearby.before(source, match.start)):
        # "Tausende Israelis"
        return False
    # A family: `die Clintons`; before a noun the article is a pronoun, as in `…, die Putins Angriff verurteilte`.
    if _PLURAL_ARTICLE.search(nearby.before(source, match.start)) and not _NOUN_BEHIND.match(source, match.end):
        return False
    return any(stem.casefold() == form.casefold() for form in (term.source, *term.forms))


def _is_before_adjectives(after: str) -> bool:
    found = _ADJECTIVES_BEFORE_NOUN.match(after)
    small = _listed("uninflected") | _listed("determiner") | _listed("plural-determiner")
    return found is not None and small.isdisjoint(found[1].split())


def _is_small(noun: re.Match[str], before: str) -> bool:
    """Whether what looks like a noun is another word at the beginning of its sentence: `Nach Putins Besuch`."""
    return _SENTENCE_START.search(before[: noun.start(1)]) is not None and noun[1].lower() in _listed("first-small")


def _may_govern(noun: str, before: str) -> bool:
    """Whether a noun may have a genitive behind it: neither a title (`Präsident Putins`) nor a first name."""
    if noun in _listed("title") and not _DETERMINED.search(before):
        return False
    return noun not in _given_names() or not _FIRST_NAME.search(before)


@cache
def _listed(section: str) -> frozenset[str]:
    return words("glossary", "german.txt")[section]


@cache
def _given_names() -> frozenset[str]:
    return frozenset().union(*words("glossary", "given_names.txt").values())
