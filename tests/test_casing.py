"""Headlines in capitals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.matching import Matcher
from glossary.terms import Glossary, Sentence, Term
from translate.decoding.casing import sentence_case

MATCHER = Matcher(Glossary((Term("USA", "US", "place"), Term("Straße", "street", "other"))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EILMELDUNG: KANZLER TRITT ZURÜCK", "Eilmeldung: Kanzler tritt zurück"),
        ("CDU UND SPD EINIGEN SICH AUF KOALITION", "CDU und SPD einigen sich auf Koalition"),
        ("TRUMP GEWINNT WAHL IN DEN USA", "Trump gewinnt Wahl in den USA"),
        ("„WIR SCHAFFEN DAS“, SAGT MERKEL", "„Wir schaffen das“, sagt Merkel"),
        ("DIE STRASSE IST GESPERRT", "Die Strasse ist gesperrt"),
        ("ARD, ZDF UND RTL", "ARD, ZDF und RTL"),
        ("ARD, ZDF, RTL", "ARD, ZDF, RTL"),
        ("USA", "USA"),
        ("WETTER", "WETTER"),
        ("Der Kanzler TRITT ZURÜCK", "Der Kanzler TRITT ZURÜCK"),
        ("- 12 -", "- 12 -"),
        ("", ""),
    ],
)
def test_capitals_become_a_sentence(text: str, expected: str) -> None:
    assert sentence_case(Sentence(text, tuple(MATCHER.find(text)))) == expected


@given(st.text(alphabet="ABCÄÖÜẞŠİß .,'’3é", max_size=40) | st.text(max_size=40))
def test_nothing_but_the_case_changes(text: str) -> None:
    made = sentence_case(Sentence(text, tuple(MATCHER.find(text))))
    assert len(made) == len(text)
    assert made.casefold() == text.casefold()
