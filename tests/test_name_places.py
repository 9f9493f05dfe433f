"""Which words of a sentence may be a name together: each rule with its example."""

from collections.abc import Sequence

import pytest
from known_words import classify

from glossary.matching import Matcher
from glossary.name_places import Place, places
from glossary.name_tokens import tokenized
from glossary.terms import Glossary, Term, TermMatch


def found(sentence: str, terms: Sequence[Term] = ()) -> list[Place]:
    matches = Matcher(Glossary(tuple(terms))).find(sentence)
    return list(places(sentence, tokenized(sentence, matches, classify)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # It goes on over names, and particles between them.
        ("Heute kam Ursula von der Leyen.", ["Ursula von der Leyen"]),
        ("Heute bot Merkel der Partei an.", ["Merkel", "Partei"]),
        ("Heute kam Merkel, Obama kam.", ["Merkel", "Obama"]),
        ("Heute kam Peter von.", ["Peter"]),
        # Behind a genitive stands another word.
        ("Heute kam Kates Xylofen.", ["Kates", "Xylofen"]),
        # Too short for a German noun, or the number of a king.
        ("Heute kam Kim Jong Un.", ["Kim Jong Un"]),
        ("Heute kam Johannes Paul II.", ["Johannes Paul II"]),
        ("Heute kam Peter VIII.", ["Peter VIII"]),
        # A surname that is a word too, but only behind a known name.
        ("Heute kam Peter Wolf.", ["Peter Wolf"]),
        ("Heute kam Peter Minister.", ["Peter"]),
        ("Heute kam Xylofen Wolf.", ["Xylofen"]),
        ("Heute kam Peter von Wolf.", ["Peter"]),
        # An abbreviation is a name by itself.
        ("Heute floh vor Obama ISIS.", ["Obama", "ISIS"]),
        ("Heute kam BBC NEWS.", ["BBC NEWS"]),
        # Words that begin a name.
        ("Heute kam er aus New Orleans.", ["New Orleans"]),
        ("Heute kam er aus New, Orleans war schön.", ["Orleans"]),
        # An unknown word between article and name is a noun.
        ("Heute kam der Besuch des Predigers Peter Gülen.", ["Peter Gülen"]),
        ("Heute kam Predigers Peter Gülen.", ["Predigers Peter Gülen"]),
        # Before a noun with a hyphen.
        ("Heute kam der Merkel-Besuch.", ["Merkel"]),
        ("Heute kam die Fünf-Prozent-Reise.", []),
    ],
)
def test_how_far_a_name_goes(sentence: str, expected: list[str]) -> None:
    assert [place.name for place in found(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Heute kam Merkel.", []),
        # What stands beside a covered name is a name by itself.
        ("Heute kam nach Moskau Uschakow.", ["Uschakow"]),
        ("Heute kam Uschakow Merkel Peter.", []),
        # A first name that English writes otherwise belongs to the surname, others do not.
        ("Heute kam Sergej Lawrow.", ["Sergej Lawrow"]),
        ("Heute kam Peter Lawrow.", ["Peter"]),
    ],
)
def test_what_the_glossary_covers(sentence: str, expected: list[str]) -> None:
    terms = [Term("Moskau", "Moscow", "place"), Term("Merkel", "Merkel"), Term("Lawrow", "Lavrov", "person")]
    assert [place.name for place in found(sentence, terms)] == expected


def test_a_surname_is_a_whole_word_and_no_ordinary_one_that_the_glossary_has() -> None:
    for sentence, surname in (("Heute kam Juri Sergej-Lawrow.", "Lawrow"), ("Heute kam Juri Wolf.", "Wolf")):
        at = sentence.index(surname)
        match = TermMatch(Term(surname, "Lavrov", "person"), at, at + len(surname))
        assert [place.name for place in places(sentence, tokenized(sentence, (match,), classify))] == ["Juri"]


@pytest.mark.parametrize(
    ("sentence", "determined", "evident"),
    [
        ("Heute kam Xylofen.", False, False),
        ("Heute kam der Xylofen.", True, False),
        ("Heute kam große Xylofen.", True, False),
        ("Heute kam Präsident Xylofen.", False, True),
        ("Heute kam Peter Xylofen.", False, True),
        ("Heute kam der Peter Xylofen.", True, True),
        ("Heute kam Peter.", False, True),
        ("Heute kam der Peter.", True, False),
        # The article is the noun's.
        ("Heute kam der Peter-Besuch.", False, True),
    ],
)
def test_what_tells_that_it_is_a_name(sentence: str, determined: bool, evident: bool) -> None:
    place = found(sentence)[-1]
    assert (place.is_determined, place.is_evident) == (determined, evident)


def test_what_stands_around_a_name() -> None:
    [place] = found("Dann sah " + "er " * 30 + "Usain Xylofen Besuch.")
    assert place.name == "Usain Xylofen"
    assert place.noun == "Besuch"
    assert place.before is not None
    assert place.before.text == "er"
    assert place.context == ("er " * 30)[-60:]
    assert not place.is_initial
