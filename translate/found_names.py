"""Names of an article that no glossary has, found and enforced like the terms of one."""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from glossary import cldr
from glossary.kinds import kind_of_name
from glossary.likeness import close_skeleton, similarity
from glossary.matching import Matcher
from glossary.name_finding import Candidate, candidates
from glossary.name_signs import is_given_name
from glossary.terms import FOUND, Found, Glossary, Term, TermMatch, overlapping
from glossary.transliteration import transliterate
from translate.german_words import word_class

_NONE = Glossary()
# Shorter ones are given names in the East: "Kim Jong Un".
_SHORTEST_SURNAME = 4
# How alike the surname is in both languages, if it is one.
_ALIKE = 0.5
# What stands behind an article.
_NOUN = re.compile(
    r"\b(?:[Dd](?:er|ie|as|en|em|es)|[Ee]ine?[mnrs]?|[Ii]m|[Aa]m|[Vv]om|[Bb]eim|[Zz]u[mr]|[Kk]eine?) (\w+)"
)
# A transcription of which no rule is sure, countries, and parts of them.
_ENGLISH_OTHERWISE = re.compile(r"tsch|dsch|iens?\b|^(?:Nord|Süd|Ost|West|Zentral|Mittel)(?=-|.{5})")


def surveyed(sentences: Sequence[str], matcher: Matcher, glossary: Glossary = _NONE) -> Iterator[Found]:
    """What the matcher finds in each sentence of an article, and beside it the names that its glossary lacks.

    Of persons in the `glossary` the surname alone is found too where English writes it otherwise.
    """
    known = [matcher.survey(sentence) for sentence in sentences]
    of_glossary = _surnames_in(sentences, glossary)
    names = Matcher(Glossary.merge(of_glossary, _surnames_of(known), _terms(sentences, known)))
    for sentence, found in zip(sentences, known, strict=True):
        yield _with_names(found, names.find(sentence))


def _with_names(found: Found, names: Sequence[TermMatch]) -> Found:
    """What was found with names beside it; of a name that ends in a term the rest."""
    free = [left for name in names if (left := _outside(name, found.matches))]
    return Found(tuple(sorted((*found.matches, *free), key=lambda one: one.start)), found.left_out)


def _outside(name: TermMatch, terms: Sequence[TermMatch]) -> TermMatch | None:
    """The name, or the first name before a surname that the glossary has; None if a term covers more of it."""
    covering = overlapping(terms, name.span)
    if not covering:
        return name
    term = covering[0]
    behind = f" {term.target}"
    if len(covering) > 1 or term.end != name.end or term.start <= name.start or not name.target.endswith(behind):
        return None
    source = name.term.source.split()
    first = Term(" ".join(source[: -len(term.term.source.split())]), name.target.removesuffix(behind), "", origin=FOUND)
    return TermMatch(first, name.start, term.start - 1)


# --- which names, and their English


def _terms(sentences: Sequence[str], known: Sequence[Found]) -> Iterator[Term]:
    """The names that no glossary has and whose English is certain, of a person's also the surname."""
    nouns = frozenset(noun for sentence in sentences for noun in _NOUN.findall(sentence))
    for one in candidates(sentences, [found.matches for found in known], word_class):
        # "das Feriendorf": a word that is made of German words and has an article is a noun.
        english = "" if one.source in nouns and word_class(one.source) == "compound" else _english(one)
        if english:
            yield Term(one.source, english, one.kind or ("person" if " " in one.source else ""), origin=FOUND)
            if one.kind == "person":
                yield from _surname(one.source, english, nouns)


def _english(one: Candidate) -> str:
    """The English of a name, an empty string if it is not certain, or if the model writes it right by itself."""
    if one.target:
        return one.target
    if ruled := transliterate(one.source, one.context, one.script):
        return ruled.target if ruled.certainty == "sure" else ""
    words = one.source.split()
    if not one.kind or _ENGLISH_OTHERWISE.search(one.source) or all(word_class(word) == "name" for word in words):
        return ""
    return one.source if all(cldr.names().get(word, (word, ""))[0] == word for word in (one.source, *words)) else ""


def _surname(source: str, english: str, nouns: Container[str] = ()) -> Iterator[Term]:
    """The surname of a person by itself: `Ushakov` of `Yuri Ushakov`; none if it is a word too, or one of the nouns."""
    surname, written = _last(source), _last(english)
    if surname == source or written == english or len(surname) < _SHORTEST_SURNAME:
        return
    # "Johanna von Orléans", "Ludwig XVI."
    if surname.endswith(".") or similarity(surname, written, close_skeleton) < _ALIKE:
        return
    known_as = word_class(surname)
    compound = known_as == "compound" and surname not in nouns
    if compound or known_as == "unknown" or (known_as == "name" and surname != written):
        yield Term(surname, written, "person", origin=FOUND)


def _last(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def _surnames_of(known: Sequence[Found]) -> Iterator[Term]:
    """The surnames of the persons of the glossary that an article names."""
    for term in {match.term for found in known for match in found.matches if kind_of_name(match.term) == "person"}:
        yield from _surname(term.source, term.target)


def _surnames_in(sentences: Sequence[str], glossary: Glossary) -> Iterator[Term]:
    """The surnames of a glossary that stand in sentences: few, and so quickly looked for again together with others."""
    matcher = _surname_matcher(glossary)
    present = {term for sentence in sentences for term in matcher.terms_in(sentence)}
    return (term for term in _surnames(glossary) if term in present)


@lru_cache(maxsize=4)
def _surname_matcher(glossary: Glossary) -> Matcher:
    return Matcher(Glossary(_surnames(glossary)))


@lru_cache(maxsize=4)
def _surnames(glossary: Glossary) -> tuple[Term, ...]:
    """The surnames that English writes otherwise, of all persons of a glossary; those that it writes alike."""
    # Whether a surname is a word too takes long to tell: only of those that count.
    persons = (term for term in glossary.terms if kind_of_name(term) == "person")
    differing = (term for term in persons if _last(term.source) != _last(term.target))
    # "Königin Elisabeth", but not every Elisabeth.
    surnames = [
        one
        for term in differing
        for one in _surname(term.source, term.target)
        if one.source != one.target and not is_given_name(one.source)
    ]
    written = defaultdict(set)
    for one in surnames:
        written[one.source].add(one.target)
    return tuple(one for one in surnames if len(written[one.source]) == 1)
