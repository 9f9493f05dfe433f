"""A word of a lexicon, made of what a dictionary writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.lexicon.words import MOST_SENSES, PARTS, german_form, is_word, made, part_of


def test_a_word_is_made_of_its_form_and_its_english() -> None:
    word = made("etw. umtopfen {vt}", ["to repot sth.", "to pot on", "to repot"], "verb")
    assert word is not None
    assert (word.german, word.senses, word.part) == ("umtopfen", ("repot", "pot on"), "verb")


@pytest.mark.parametrize("german", ["zwei Wörter", "Haus…", "…haus", "", "-", "km/h", "a" * 101, "usw.", "A & B"])
def test_what_is_no_single_word_makes_none(german: str) -> None:
    assert made(german, ["something"]) is None


def test_without_a_text_there_is_none() -> None:
    assert made("Haus", ["(of any kind)", ""]) is None


def test_senses_are_bounded() -> None:
    word = made("Ding", [f"thing{'e' * number}" for number in range(30)])
    assert word is not None
    assert len(word.senses) == MOST_SENSES


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("sich jdm./etw. widmen", "widmen"), ("ich/er/sie ging", "ging"), ("Gärtner(in)", "Gärtner"),
        ("(er)kennen", ""),
        ("es", "es"), ("er", "er"), ("sich", "sich"), ("2-Zimmer-Wohnung {f}", "2-Zimmer-Wohnung"),
    ],
)  # fmt: skip
def test_forms(written: str, form: str) -> None:
    assert german_form(written) == form


@given(st.text(max_size=20))
def test_labels_of_any_text(label: str) -> None:
    assert part_of(label) in ("", *PARTS)


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=5))
def test_any_text(german: str, english: list[str]) -> None:
    word = made(german, english)
    if word:
        assert is_word(word.german)
        assert word.german == word.german.strip()
        assert len(set(word.senses)) == len(word.senses) >= 1
