"""Names that a translation copies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from known_words import classify

from glossary.name_copies import Copy, copies
from glossary.terms import Term, TermMatch


@pytest.mark.parametrize(
    ("sentence", "translation", "expected"),
    [
        ("Heute war der Davis Cup.", "Today was the Davis Cup.", ["Davis Cup"]),
        ("Es war das Ziel des Davis Cups.", "It was the aim of the Davis Cup.", ["Davis Cup"]),
        ("Das sagte die Church of England.", "So the Church of England said.", ["Church of England"]),
        ("Er war der Giro-Sieger.", "He was the Giro winner.", ["Giro"]),
        ("Er kam mit Rivers.", "He came with Rivers.", ["Rivers"]),
        # The translation has its capital from the beginning of a sentence, or none.
        ("Er kam mit Rivers.", "Rivers came with him.", []),
        ("Er mag Software.", "He likes software.", []),
        ("Heute lachte er.", "Then Heute laughed.", []),
        ("DAS IST XYLOFEN.", "This is XYLOFEN.", []),
        ("Er kam mit Xylofen.", "He Came With Old Xylofen.", []),
        ("Er traf Dr.", "So he met Dr.", []),
        ("", "", []),
    ],
)
def test_copies(sentence: str, translation: str, expected: list[str]) -> None:
    assert [one.name for one in copies(sentence, (), translation, classify)] == expected


def test_a_term_is_a_name_only_with_others() -> None:
    sentence, stuttgart = "Er kam mit MTV Stuttgart nach Stuttgart.", Term("Stuttgart", "Stuttgart", "place")
    matches = [TermMatch(stuttgart, 15, 24), TermMatch(stuttgart, 30, 39)]
    found = copies(sentence, matches, "He came to Stuttgart with MTV Stuttgart.", classify)
    assert found == [Copy("MTV Stuttgart", determined=False)]


def test_an_article_or_an_adjective_before_it() -> None:
    for before, expected in (("das", True), ("neuen", True), ("mit", False)):
        [copy] = copies(f"Er kam {before} Xylofen.", (), "So came Xylofen.", classify)
        assert copy.determined is expected


@given(st.text("Aa b.-'“of", max_size=30), st.text("Aa b.-'“of", max_size=30))
def test_what_is_copied_stands_in_both(sentence: str, translation: str) -> None:
    assert all(one.name in sentence and one.name in translation for one in copies(sentence, (), translation, classify))
