"""Plurals of English nouns and phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.english_nouns import is_plural, parts, plural, plurals


@pytest.mark.parametrize(
    ("singular", "expected"),
    [
        ("city", "cities"),
        ("boy", "boys"),
        ("box", "boxes"),
        ("epoch", "epochs"),
        ("torch", "torches"),
        ("hero", "heroes"),
        ("burrito", "burritos"),
        ("thief", "thieves"),
        ("chief", "chiefs"),
        ("noblewoman", "noblewomen"),
        ("shaman", "shamans"),
        ("specimen", "specimens"),
        ("accomplice", "accomplices"),
        ("hypothesis", "hypotheses"),
        ("millennium", "millennia"),
        ("bus", "buses"),
        ("MP", "MPs"),
        ("Frenchman", "Frenchmen"),
        ("sister-in-law", "sisters-in-law"),
        ("runner-up", "runners-up"),
        ("check-in", "check-ins"),
        ("point of view", "points of view"),
        ("right to asylum", "rights to asylum"),
        ("attorney general", "attorneys general"),
        ("expert witness", "expert witnesses"),
    ],
)
def test_plurals(singular: str, expected: str) -> None:
    assert plural(singular) == expected
    assert not is_plural(singular)
    assert is_plural(expected)


@pytest.mark.parametrize("noun", ["advice", "news", "parents", "children", "series", "aircraft", "Chinese", "software"])
def test_what_has_no_other_form(noun: str) -> None:
    assert plural(noun) == noun
    assert plurals(noun) == ()


def test_two_plurals() -> None:
    assert plurals("index") == ("indices", "indexes")


@given(st.text("abcdefghijklmnopqrstuvwxyz -", max_size=30))
def test_a_phrase_is_its_parts_and_the_plural_of_a_plural_is_the_same(noun: str) -> None:
    assert "".join(parts(noun)) == noun
    assert plural(noun).startswith(parts(noun)[0])
