"""Numbers as words, in German and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import number_words


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("acht", 8),
        ("eins", 1),
        ("zwölf", 12),
        ("einundzwanzig", 21),
        ("hundertfünf", 105),
        ("zweitausenddreihundert", 2300),
        ("beide", None),
        ("dritt", None),
        ("dutzend", None),
        ("achtung", None),
        ("haus", None),
        ("", None),
    ],
)
def test_cardinal(word: str, value: int | None) -> None:
    assert number_words.cardinal(word) == value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("zweiundzwanzigste", "22"),
        ("fünfjährig", "5"),
        ("dreieinhalb", "3.5"),
        ("anderthalb", "1.5"),
        ("halbe", "0.5"),
        ("dritte", "3"),
        ("haus", None),
    ],
)
def test_beginning(word: str, value: str | None) -> None:
    assert number_words.beginning(word) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("two thousand three hundred", "2300"), ("twenty two", "22"), ("four million", "4000000"), ("half", "0.5")],
)
def test_in_english(words: str, value: str) -> None:
    assert value in set(number_words.in_english(words.split()))


@given(st.text())
def test_no_word_breaks_them(word: str) -> None:
    assert (number_words.cardinal(word) or 0) >= 0
    assert all(number_words.in_english(word.split()))


@pytest.mark.parametrize("word", ["und" * 100_000, "hundertund" * 1000, "ein" * 1000])
def test_no_length_breaks_them(word: str) -> None:
    assert number_words.cardinal(word) is None
    assert number_words.beginning(word) in (None, "1", "600")
