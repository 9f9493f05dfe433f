"""Names of an article that no glossary has, found and enforced like the terms of one."""

from collections.abc import Iterator, Sequence
from functools import cache

from glossary import wordlists
from glossary.linked import overlap
from glossary.matching import Matcher
from glossary.name_finding import candidates
from glossary.name_tokens import WordClass
from glossary.terms import FOUND, Found, Glossary, Term
from glossary.transliteration import transliterate
from translate.documents.repair import is_compound


def surveyed(sentences: Sequence[str], matcher: Matcher) -> Iterator[Found]:
    """What the matcher finds in each sentence of an article, and beside it the names that its glossary lacks."""
    known = [matcher.survey(sentence) for sentence in sentences]
    names = Matcher(Glossary(_terms(sentences, known)))
    for sentence, found in zip(sentences, known, strict=True):
        free = [one for one in names.find(sentence) if not any(overlap(one.span, own.span) for own in found.matches)]
        yield Found(tuple(sorted((*found.matches, *free), key=lambda one: one.start)), found.left_out)


def _terms(sentences: Sequence[str], known: Sequence[Found]) -> tuple[Term, ...]:
    """The names that no glossary has and whose English is certain."""
    terms = []
    for one in candidates(sentences, [found.matches for found in known], word_class):
        ruled = transliterate(one.source, one.context)
        if ruled and ruled.certainty == "sure":
            terms.append(Term(one.source, ruled.target, "person" if " " in one.source else "", origin=FOUND))
    return tuple(terms)


@cache
def word_class(word: str) -> WordClass:
    """What a German word, as written within a sentence, is known as: a name, or any other word.

    >>> [word_class(word) for word in ("Obama", "Haus", "Militärhilfe", "Xylofen")]
    ['name', 'ordinary', 'ordinary', 'unknown']
    """
    if word in _listed("names.txt"):
        return "name"
    words = _listed("words.txt")
    if word in words or word.lower() in words or word in _listed("starters.txt"):
        return "ordinary"
    return "ordinary" if is_compound(word, _ordinary_words(), parts=3) else "unknown"


@cache
def _ordinary_words() -> frozenset[str]:
    return _listed("words.txt") - _listed("names.txt")


def _listed(file: str) -> frozenset[str]:
    return wordlists.words("translate", file)[""]
