"""Ordinary words, articles and verbs in German sentences."""

import pytest

from glossary import german
from glossary.terms import Term, TermMatch


def match(surface: str, source: str, term: Term) -> TermMatch:
    start = source.index(surface)
    return TermMatch(term, start, start + len(surface))


@pytest.mark.parametrize(
    ("source", "surface", "article"),
    [("in den USA", "USA", True), ("im Iran", "Iran", True), ("in Russland", "Russland", False), ("USA", "USA", False)],
)
def test_names_with_an_article(source: str, surface: str, article: bool) -> None:
    assert german.has_article(match(surface, source, Term(surface, surface, "place")), source) is article


@pytest.mark.parametrize(
    ("kind", "ordinary"), [("place", True), ("Ort", True), ("org", True), ("", False), ("noun", False), ("food", False)]
)
def test_ordinary_words_are_so_only_if_their_kind_says_that_they_are_names(kind: str, ordinary: bool) -> None:
    assert german.is_ordinary(Term("Essen", "Essen", kind), "Essen") is ordinary
    assert not german.is_ordinary(Term("Putin", "Putin", kind), "Putin")


@pytest.mark.parametrize(
    ("text", "word", "verb"),
    [
        ("Weiß ich nicht.", "Weiß", True),
        ("Bremsen Sie!", "Bremsen", True),
        ("Er sagt: Reisen wir!", "Reisen", True),
        ("Das Weiß ich trage", "Weiß", False),
        ("Essen schmeckt", "Essen", False),
    ],
)
def test_verbs_at_the_beginning_of_a_sentence(text: str, word: str, verb: bool) -> None:
    start = text.index(word)
    assert german.is_verb(text, start, start + len(word), only_polite=False) is verb
    assert german.is_verb(text, start, start + len(word), only_polite=True) is (verb and " Sie" in text)


@pytest.mark.parametrize(
    ("text", "word", "plain", "adjective"),
    [
        ("Verletzte Soldaten kamen", "Verletzte", False, True),
        ("Die Angeklagte Meier", "Angeklagte", False, False),
        ("das Rote Kreuz", "Rote", True, True),
        ("die Linke fordert", "Linke", True, False),
        ("Abgeordnete Meier", "Abgeordnete", False, False),
    ],
)
def test_adjectives_that_look_like_nouns(text: str, word: str, plain: bool, adjective: bool) -> None:
    start = text.index(word)
    assert german.is_adjective(text, start, start + len(word), plain=plain) is adjective


@pytest.mark.parametrize(
    ("text", "small"),
    [("Laut Polizei war er da", True), ("Der Laut war hell", False), ("Laut ist das", False), ("Ton Steine", False)],
)
def test_words_that_only_begin_a_sentence_with_a_capital(text: str, small: bool) -> None:
    start = max(text.find("Laut"), 0)
    assert german.is_small_word(text, start, start + 4) is small
