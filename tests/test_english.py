"""English articles, possessives and plurals, and edits that leave good English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import english
from glossary.linked import LinkedText


@pytest.mark.parametrize(
    ("name", "expected"), [("US", True), ("UN Security Council", True), ("Russia", False), ("Head of State", False)]
)
def test_names_with_the(name: str, expected: bool) -> None:
    assert english.takes_the(name) is expected


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("city", "cities"), ("day", "days"), ("church", "churches"), ("person in need", "persons in need")],
)
def test_plurals_are_spellings(noun: str, plural: str) -> None:
    assert english.spellings(noun, True).fullmatch(plural)
    assert not english.spellings(noun, False).fullmatch(plural)


@pytest.mark.parametrize(("name", "possessive"), [("Putin", "Putin's"), ("Paris", "Paris'"), ("Lowe's", "Lowe's")])
def test_possessives(name: str, possessive: str) -> None:
    assert english.possessive(name) == possessive
    assert english.is_possessive(possessive)
    assert english.spellings(name, False).fullmatch(possessive)


@pytest.mark.parametrize(
    ("before", "expected"),
    [("a visit by ", True), ("of the Russian president ", True), ("He says, ", False), ("of it, ", False), ("", False)],
)
def test_what_depends_on_a_preposition(before: str, expected: bool) -> None:
    assert english.depends(before) is expected


@pytest.mark.parametrize(
    ("text", "replaced", "written", "expected"),
    [
        ("A house and an award.", "award", "prize", "A house and a prize."),
        ("A house and an award.", "house", "award", "An award and an award."),
        ("Lawrow's visit", "Lawrow", "Lavrov's", "Lavrov's visit"),
        ("(Lawrow) came", "Lawrow", "Lavrov", "(Lavrov) came"),
        ("vitamin A house", "house", "inn", "vitamin A inn"),
    ],
)
def test_what_stands_around_is_mended(text: str, replaced: str, written: str, expected: str) -> None:
    start = text.index(replaced)
    assert english.put(LinkedText(text), (start, start + len(replaced)), written).text == expected


def test_what_began_the_sentence_does_so_no_longer() -> None:
    assert english.put(LinkedText("The city grows."), (0, 0), "Paris").text == "Paris the city grows."
    assert english.put(LinkedText("I came."), (0, 0), "Paris").text == "Paris I came."


TEXTS = st.lists(st.sampled_from(["Putin", "'s", "a", "An", "the", "The", "(", "$5", "award"]), max_size=6).map(
    " ".join
)


@given(TEXTS, TEXTS, st.sampled_from(["Lavrov", "award", "Putin's", "US"]), st.booleans())
def test_a_link_says_where_it_was_put(before: str, behind: str, written: str, gap: bool) -> None:
    text = before + (" " if gap else "") + behind
    start = len(before)
    put = english.put(LinkedText(text), (start, start), written, (3, 9))
    [(own, source)] = put.links
    assert put.text[slice(*own)] == written
    assert source == (3, 9)
