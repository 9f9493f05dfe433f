"""Names that no glossary has, found in an article; `test_suggest_command.py` has what is suggested."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.matching import Matcher
from glossary.terms import FOUND, Glossary, Term
from translate.found_names import surveyed
from translate.german_words import word_class


def test_word_classes_of_the_lists() -> None:
    classes = [word_class(word) for word in ("Obama", "Haus", "Militärhilfe", "Gestern", "Xylofen")]
    assert classes == ["name", "ordinary", "compound", "ordinary", "unknown"]


def found(sentences: Sequence[str], *terms: Term) -> list[list[tuple[str, str]]]:
    """The names that are found in each sentence: how they stand there, and their English."""
    glossary = Glossary(terms)
    return [
        [(sentence[one.start : one.end], one.term.target) for one in of_one.matches if one.term.origin == FOUND]
        for sentence, of_one in zip(sentences, surveyed(sentences, Matcher(glossary), glossary), strict=True)
    ]


def test_a_name_that_the_glossary_lacks_is_found_in_every_sentence() -> None:
    matcher = Matcher(Glossary((Term("Minsk", "Minsk", "place"),)))
    names = list(surveyed(["Juri Uschakow kam nach Minsk.", "Das sagte Juri Uschakow."], matcher))
    terms = [[(one.term.target, one.term.origin) for one in of_one.matches] for of_one in names]
    assert terms == [[("Yuri Ushakov", FOUND), ("Minsk", "")], [("Yuri Ushakov", FOUND)]]


def test_a_persons_surname_by_itself_and_before_a_noun() -> None:
    sentences = ["Annika Uexküll kam.", "Uexküll lachte.", "Uexkülls Besuch war kurz.", "Der Uexküll-Besuch war kurz."]
    assert found(sentences) == [
        [("Annika Uexküll", "Annika Uexküll")],
        [("Uexküll", "Uexküll")],
        [("Uexkülls", "Uexküll")],
        [("Uexküll", "Uexküll")],
    ]


def test_a_surname_that_is_a_word_too_is_left_to_the_model() -> None:
    assert found(["Heute kam Annika Wolf.", "Der Wolf heulte, und Wolf lachte."])[1] == []
    assert found(["Heute kam Annika Rosenbaum.", "Rosenbaum lachte."])[1] == [("Rosenbaum", "Rosenbaum")]
    assert found(["Heute kam Annika Rosenbaum.", "Rosenbaum lachte.", "Der Rosenbaum blüht."])[1] == []


def test_places() -> None:
    sentences = ["Er lebt in Wasserbillig.", "Wasserbilligs Rathaus ist neu.", "Er kam nach Uexhausen."]
    assert found(sentences) == [
        [("Wasserbillig", "Wasserbillig")],
        [("Wasserbilligs", "Wasserbillig")],
        [("Uexhausen", "Uexhausen")],
    ]
    # Made of German words, and with an article.
    assert found(["Er kam nach Schöndorf.", "Das Schöndorf ist weit."]) == [[], []]


@pytest.mark.parametrize(
    "sentence",
    [
        # English may write these otherwise, and no rule is sure.
        "Heute war er in Uexien.",
        "Heute war er in Südbaunatal.",
        "Heute kam Annika Tschentscher.",
        # The model knows these, and those are nouns.
        "Heute kam Barack Obama.",
        "Heute bekam Annika Mikrozephalie.",
        "HEUTE KAM ANNIKA UEXKÜLL.",
        "Heute kam Annikas Xylofen.",
        "",
    ],
)
def test_what_is_left_to_the_model(sentence: str) -> None:
    assert found([sentence]) == [[]]


def test_persons_of_the_glossary_by_their_surname() -> None:
    person = Term("Swetlana Uexküll", "Svetlana Uexkull", "person")
    # Also where the article does not have the full name; not if another person has another surname in English.
    assert found(["Dann kam Uexküll."], person) == [[("Uexküll", "Uexkull")]]
    assert found(["Dann kam Uexküll."], person, Term("Karl Uexküll", "Karl Uexkuell", "person")) == [[]]
    # What English writes alike is one only where the article has the full name.
    alike = Term("Swetlana Uexküll", "Svetlana Uexküll", "person")
    assert found(["Dann kam Uexküll."], alike) == [[]]
    assert found(["Heute kam Swetlana Uexküll.", "Dann kam Uexküll."], alike)[1] == [("Uexküll", "Uexküll")]
    assert found(["Dann kam Kim.", "Un lachte."], Term("Kim Jong Un", "Kim Jong-un", "person")) == [[], []]


def test_the_first_name_before_a_surname_of_the_glossary() -> None:
    lawrow = Term("Lawrow", "Lavrov", "person")
    assert found(["Heute kam Juri Lawrow.", "Dann kam Lawrow."], lawrow) == [[("Juri", "Yuri")], []]


WORDS = "Annika Uexküll Uexkülls Lawrow Juri Wolf in nach Wasserbillig Frau sagte der von und , . - NATO Thurn".split()


def test_what_the_article_tells_to_be_from_cyrillic() -> None:
    assert found(["Jelena Rybinskaja und Rybinski sprachen in Vilnius."]) == [
        [("Jelena Rybinskaja", "Yelena Rybinskaya"), ("Rybinski", "Rybinsky")]
    ]
    assert found(["In Minsk sprach Maxim Rybakow.", "Dann ging Rybakow."]) == [
        [("Maxim Rybakow", "Maxim Rybakov")],
        [("Rybakow", "Rybakov")],
    ]
    assert found(["Markus Grabinowski sprach in Russland."]) == [[("Markus Grabinowski", "Markus Grabinowski")]]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Die Uexlo GmbH baut.", ["Uexlo GmbH"]),
        ("Der FC Uexingen verlor gegen den TSV Uexlo.", ["FC Uexingen", "TSV Uexlo"]),
        # What English may call otherwise.
        ("Die Immobilien AG, der FC Uexham und der FC Kopenhagen verloren.", []),
        ("Die Stiftung Uexlo und die GmbH.", []),
    ],
)
def test_firms_and_clubs(sentence: str, names: list[str]) -> None:
    assert found([sentence]) == [[(name, name) for name in names]]


def test_a_genitive_is_no_part_of_a_name() -> None:
    assert found(["Er verteidigt die Werte Walter Uexlücks."]) == [[]]
    assert found(["Er kam mit Minister Walter Uexlücks."]) == [[("Walter Uexlücks", "Walter Uexlücks")]]
    assert found(["Das ist Tyrone Brooks Hof."]) == [[]]


def test_surnames_that_are_none() -> None:
    king = Term("König Uexbert XVI.", "King Uexbert XVI", "person")
    saint = Term("Johanna von Uexlo", "Joan of Arc", "person")
    queen = Term("Königin Elisabeth", "Queen Elizabeth", "person")
    assert found(["Er kam mit Uexbert XVI. und zog fort.", "Uexlo fiel.", "Elisabeth lachte."], king, saint, queen) == [
        [],
        [],
        [],
    ]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=4))
def test_matches_never_overlap_and_are_in_order(sentences: list[str]) -> None:
    glossary = Glossary((Term("Lawrow", "Lavrov", "person"), Term("NATO", "NATO")))
    for sentence, of_one in zip(sentences, surveyed(sentences, Matcher(glossary), glossary), strict=True):
        ends = 0
        for match in of_one.matches:
            assert ends <= match.start < match.end <= len(sentence)
            ends = match.end
