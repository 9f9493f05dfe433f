"""Endings, genitives and plurals of German words and names."""

import pytest

from glossary import german
from glossary.terms import Term, TermMatch


def match(surface: str, source: str, term: Term) -> TermMatch:
    start = source.index(surface)
    return TermMatch(term, start, start + len(surface))


@pytest.mark.parametrize(
    ("word", "stem"),
    [("Häusern", "Häuser"), ("roten", "rot"), ("rotes", "rot"), ("Putins", "Putin"), ("Bus", "Bus"), ("Ende", "End")],
)
def test_a_word_without_its_ending(word: str, stem: str) -> None:
    assert german.without_ending(word) == stem


@pytest.mark.parametrize(
    ("form", "target", "kind", "expected"),
    [
        ("Putin", "Putin", "person", {"", "s"}),
        ("NATO", "NATO", "", {"", "s"}),
        ("Russin", "Russian", "", {"", "s", "nen"}),
        ("Russe", "Russian", "", {"", "s", "n"}),
        ("Zeugnis", "report", "", {"", "s", "es", "se", "ses", "sen"}),
        ("Student", "student", "", {"", "s", "en", "es"}),
        ("russisch", "Russian", "", {"", "e", "en", "er", "es", "em"}),
    ],
)
def test_endings(form: str, target: str, kind: str, expected: set[str]) -> None:
    assert german.inflected(Term(form, target, kind), [form], 0).endings == expected


@pytest.mark.parametrize(
    ("singular", "plural"), [("hof", "hoef"), ("apfel", "aepfel"), ("haus", "haeus"), ("tisch", ""), ("see", "")]
)
def test_the_vowel_of_a_plural(singular: str, plural: str) -> None:
    assert german.umlaut(singular) == plural


@pytest.mark.parametrize(
    ("source", "surface", "genitive", "possessor"),
    [
        ("Putins Besuch", "Putins", True, True),
        ("Putins erster Besuch", "Putins", True, True),
        ("die Reise Putins", "Putins", True, False),
        ("Gestern kamen die Putins.", "Putins", False, False),
        ("Die Partei, die Putins Besuch lobte.", "Putins", True, True),
        ("Putin kam.", "Putin", False, False),
    ],
)
def test_genitives(source: str, surface: str, genitive: bool, possessor: bool) -> None:
    one = match(surface, source, Term("Putin", "Putin", "person"))
    assert german.stands_in_genitive(one, source) is genitive
    assert german.is_possessor(one, source) is possessor


@pytest.mark.parametrize(
    ("source", "surface", "article"),
    [("in den USA", "USA", True), ("im Iran", "Iran", True), ("in Russland", "Russland", False), ("USA", "USA", False)],
)
def test_names_with_an_article(source: str, surface: str, article: bool) -> None:
    assert german.has_article(match(surface, source, Term(surface, surface, "place")), source) is article


def test_ordinary_words_are_so_only_as_names() -> None:
    assert german.is_ordinary(Term("Essen", "Essen", "place"), "Essen")
    assert not german.is_ordinary(Term("Essen", "food"), "Essen")
    assert not german.is_ordinary(Term("Putin", "Putin", "person"), "Putin")
