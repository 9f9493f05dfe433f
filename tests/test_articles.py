"""Articles of finished sentences: by sound, none twice, none before what has one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentences import standings

from glossary.linked import LinkedText
from glossary.presence import Standing, assign
from glossary.terms import Sentence, Term, TermMatch
from translate.decoding import articles


def mended(source: str, text: str, *terms: Term) -> str:
    matches = tuple(
        TermMatch(term, at, at + len(term.source)) for term in terms if (at := source.index(term.source)) >= 0
    )
    return articles.mended(assign(Sentence(source, matches), LinkedText(text))).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He saw a eagle and an hawk.", "He saw an eagle and a hawk."),
        ("A hour later an European came.", "An hour later a European came."),
        ("It was a 8-year-old with a $8m car.", "It was an 8-year-old with an $8m car."),
        ('He called it a "accident".', 'He called it an "accident".'),
        ("It is a (old) house.", "It is an (old) house."),
        ("Is it a MP? A NGO! An UN envoy.", "Is it an MP? An NGO! A UN envoy."),
        ("A EAGLE AND AN HAWK", "AN EAGLE AND A HAWK"),
        ("They met the the mayor.", "They met the mayor."),
        ("The the mayor of a the city.", "The mayor of the city."),
        ("The an old man came.", "An old man came."),
        # What is no article, and what is right.
        ("Vitamin A is good, Plan A or B, Serie A, grade a and b.", None),
        ("A is larger than B, a is a letter.", None),
        ("Group A athletes met hepatitis A experts.", None),
        ("an a cappella group, the a la carte menu", None),
        ("It was an historic day in a hotel, a historic one.", None),
        ("He said that the A team won.", None),
        ("at 8 a.m. in the U.S.A. office", None),
        ("Q&A event, the R.A. Union", None),
        ("", None),
    ],
)
def test_articles_by_sound_and_twice(text: str, expected: str | None) -> None:
    assert mended("", text) == (text if expected is None else expected)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Frankfurt an der Oder", "Frankfurt an der Oder is old."),
        ("Er wohnt in Ulm an Donau und Iller.", "He lives in Ulm an Donau."),
        ("„A Evening“ heißt das Stück.", 'The play is called "A Evening".'),
        ("Das Lied „The a Man“", 'The song "The a Man"'),
    ],
)
def test_what_the_source_has_stays(source: str, text: str) -> None:
    assert mended(source, text) == text


WHITE_HOUSE = Term("Weiße Haus", "The White House")
WEST = Term("Westen", "the West")
KEY = Term("Der Schlüssel", "Der Schlüssel")
PUTIN = Term("Putin", "Putin", "person")
BERLIN = Term("Berlin", "Berlin", "place")


@pytest.mark.parametrize(
    ("term", "source", "text", "expected"),
    [
        (WHITE_HOUSE, "Das Weiße Haus", "In the The White House", "In The White House"),
        (WEST, "Der Westen lobte", "The the West praised", "The West praised"),
        (WEST, "Im Westen", "He came. The the West praised", "He came. The West praised"),
        (WEST, "Im Westen", "In a the West", "In the West"),
        (KEY, "Der Roman Der Schlüssel", "The Der Schlüssel is read", "Der Schlüssel is read"),
        (KEY, "Der Schlüssel", 'I read the "Der Schlüssel" again', 'I read "Der Schlüssel" again'),
        (PUTIN, "Putin kam", "The Putin came, the Putin regime", "The Putin came, the Putin regime"),
        (PUTIN, "Putin ist da", "The Putin is here", "Putin is here"),
        (BERLIN, "In Berlin.", "In the Berlin.", "In Berlin."),
        (BERLIN, "Das Berlin von einst", "the Berlin of old", "the Berlin of old"),
        (BERLIN, "Berliner", "the Berlin wall", "the Berlin wall"),
        (Term("Elbe", "Elbe", "place"), "Elbe und Oder", "the Elbe and Oder", "the Elbe and Oder"),
        (Term("Haftbefehl", "arrest warrant"), "Haftbefehl", "a arrest warrant", "an arrest warrant"),
        (Term("X", "a hour"), "X", "a hour, a hour", "a hour, an hour"),
    ],
)
def test_before_terms(term: Term, source: str, text: str, expected: str) -> None:
    assert mended(source, text, term) == expected


@pytest.mark.parametrize(
    ("term", "source", "text", "expected"),
    [
        (Term("Bestechung", "bribery"), "Es war Bestechung.", "It was a bribery.", "It was bribery."),
        (Term("Bestechung", "bribery"), "Es war Bestechung.", "It was a bribery case.", None),
        (Term("Fülle", "wealth"), "Es gab eine Fülle davon.", "There was a wealth of it.", None),
        (Term("Papier", "security", plural="securities"), "Ein Papier fiel.", "A security fell.", None),
        (Term("Nordbau AG", "Nordbau AG"), "Die Nordbau AG baut.", "The Nordbau AG builds.", "Nordbau AG builds."),
        (Term("Peru", "Peru", "place"), "Peru hat Berge.", "He knows the Peru's hills.", "He knows Peru's hills."),
    ],
)
def test_none_before_what_is_not_counted_or_never_has_one(
    term: Term, source: str, text: str, expected: str | None
) -> None:
    assert mended(source, text, term) == (text if expected is None else expected)


def test_links_move_along() -> None:
    links = (((0, 3), (0, 3)), ((8, 12), (4, 10)), ((13, 20), (11, 18)))
    linked = LinkedText("The the West praised", links)
    made = articles.mended(assign(Sentence("Der Westen  lobte es", (TermMatch(WEST, 4, 10),)), linked))
    assert made.text == "The West praised"
    assert [made.text[slice(*ours)] for ours, _ in made.links] == ["West", "praised"]


WORDS = st.sampled_from(
    ["a", "an", "the", "A", "The", "hour", "house", "EU", "8", "Putin", "Der", "is", "(", '"', "MP"]
)


@given(source=st.lists(WORDS, max_size=5).map(" ".join), text=st.lists(WORDS, max_size=9).map(" ".join))
def test_what_is_mended_stays_so(source: str, text: str) -> None:
    once = mended(source, text)
    assert mended(source, once) == once


@given(standings())
def test_nothing_but_articles_changes(standing: Standing) -> None:
    made = articles.mended(standing)
    bare = re.compile(r"\b(?:the|an?)\b|\s", re.IGNORECASE)
    assert bare.sub("", made.text).casefold() == bare.sub("", standing.translation.text).casefold()
    assert all(0 <= start < end <= len(made.text) for (start, end), _ in made.links)
    assert assign(standing.sentence, made).places.count(None) <= standing.places.count(None)
