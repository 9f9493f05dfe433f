"""Targets: glossaries, the terms and names of a text, and what puts them into a translation."""

from functools import cache

from glossary import enforcement, genitives, german_number, own_table, presence, transliteration
from glossary.matching import Matcher
from glossary.terms import Found, Glossary, Sentence, Term
from hostile.copying import copied
from hostile.target import TextTarget
from translate import found_names

_TERMS = (
    ("Putin", "Putin"), ("Kim Jong Un", "Kim Jong-un"), ("Iwanow", "Ivanov"), ("Müller", "Mueller"), ("Haus", "home"),
    ("Bundesbank", "Bundesbank"), ("a", "b"), ("X", "Y"), ("Kreml", "the Kremlin"), ("der Kreml", "Kremlin"),
    ("1", "one"), ("laden", "to load"), ("USA", "US"), ("Kunde", "client"), ("(", "["), ("a b", "b a"),
    ("漢", "Han"), ("Donau", "Danube"),
)  # fmt: skip


@cache
def glossary() -> Glossary:
    """Terms of which the hostile texts are full."""
    return Glossary(tuple(Term(source, target) for source, target in _TERMS))


@cache
def matcher() -> Matcher:
    """Finds the terms of `glossary`."""
    return Matcher(glossary())


def _sentence(text: str) -> Sentence:
    return Sentence(text, tuple(matcher().find(text)))


def _found(text: str) -> Found:
    return next(iter(found_names.surveyed([text], matcher(), glossary())))


def _assigned(text: str) -> None:
    sentence = _sentence(text)
    standing = presence.assign(sentence, copied(text))
    assert len(standing.places) == len(sentence.matches)


def _completed(text: str) -> None:
    """None of the terms stands in a translation without words."""
    standing, _ = enforcement.complete(presence.assign(_sentence(text), copied("x " * (len(text) // 2))))
    assert not presence.missing(standing.sentence, standing.translation.text)


TARGETS = (
    TextTarget("matching", lambda text: matcher().survey(text)),
    TextTarget("found_names", _found),
    TextTarget("transliteration", transliteration.transliterate),
    TextTarget("german_number", lambda text: [german_number.number(one, text) for one in _sentence(text).matches]),
    TextTarget("genitives", lambda text: [genitives.genitive(one, text) for one in _sentence(text).matches]),
    TextTarget("presence", _assigned),
    TextTarget("enforcement.hinted", lambda text: enforcement.hinted(_sentence(text).matches, text)),
    TextTarget("enforcement.complete", _completed),
    TextTarget("own_table", own_table.split),
)
