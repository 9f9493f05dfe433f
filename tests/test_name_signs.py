"""What in a word tells that it is a name."""

import pytest

from glossary.name_signs import ends_as, is_given_name, is_listed_place, is_place, is_place_preposition, signs


def test_first_names() -> None:
    given = [name for name in ("Annika", "Karl-Heinz", "Ernst", "Fatma", "Haus", "Paris", "Annika-Haus", "") if name]
    assert [name for name in given if is_given_name(name)] == ["Annika", "Karl-Heinz", "Ernst", "Fatma"]


@pytest.mark.parametrize(("word", "expected"), [("Uexbach", True), ("Bach", False), ("Xbach", True), ("Uexhof", False)])
def test_an_ending_alone_is_no_place(word: str, expected: bool) -> None:
    assert ends_as(word, "place ending") is expected


def test_places() -> None:
    assert is_place("Wasserbillig")
    # Ordinary words are not listed, though there are places that are called so.
    assert not is_place("Essen")
    assert is_listed_place("Wasserbillig", "von")
    assert not is_listed_place("Wasserbillig", "das")
    assert [word for word in ("In", "Gemeinde", "mit") if is_place_preposition(word)] == ["In", "Gemeinde"]


def test_no_section_is_empty() -> None:
    for section in ("address", "place noun", "place preposition", "place ending", "surname ending", "noun ending"):
        assert signs(section)
