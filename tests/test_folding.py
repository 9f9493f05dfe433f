"""Texts without what writers vary."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.folding import FoldedText, composed, fold

TEXTS = st.text("abnesßäAÄEaeuÜ -'.’\n\r\t\u00a0\u0308\u00ad\u200bİﬁ1", max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pjöngjang", "Pjoengjang"),
        ("Pjöngjang", "Pjo\u0308ngjang"),
        ("Straße", "STRASSE"),
        ("Citroën", "Citroen"),
        ("Kim Jong-un", "Kim\n Jong Un"),
        ("Pjöng\u00adjang", "Pjöngjang"),
        ("Łódź", "Lodz"),
    ],
)
def test_what_writers_vary_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Putin", "Putins"), ("Kiel", "Keil"), ("Hof", "Höfe"), ("5", "6")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("form", ["Pjöng\u00adjang", "Pjo\u0308ngjang", " Pjöngjang\n", "Pjöng\u200bjang"])
def test_a_form_without_what_folds_to_nothing(form: str) -> None:
    assert composed(form) == "Pjöngjang"


@given(TEXTS)
def test_places_of_words_lead_back_to_the_text(text: str) -> None:
    folding = FoldedText(text)
    at = 0
    for word in folding.folded.split():
        start = folding.folded.index(word, at)
        at = start + len(word)
        low, stem, high = folding.places(start, at, at)
        assert 0 <= low < high <= len(text)
        assert low <= stem
        assert fold(text[low:high]) == fold(word)
