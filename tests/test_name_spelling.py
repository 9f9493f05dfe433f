"""Names that a translation spells otherwise than its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.terms import Term, TermMatch
from translate import name_spelling


def changed(source: str, hypothesis: str, *terms: TermMatch) -> list[tuple[str, str]]:
    return list(name_spelling.changed(source, hypothesis, terms))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Plinganserstraße", "Pinganserstraße"), ("Suchsdorfer", "Searchsdorfer"), ("Michigan", "Michigangan"),
        ("Aspergstraße", "Aspegstraße"), ("Schladernring", "Sladernring"),
    ],
)  # fmt: skip
def test_another_spelling(name: str, other: str) -> None:
    assert changed(f"Er kennt {name} gut.", f"He knows {other} well.") == [(name, other)]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Schröder", "Schroeder"), ("Schröder", "Schroder"), ("Weißmüller", "Weissmuller"), ("Lawrow", "Lavrov"),
        ("Tumlinger", "Tumlingen"), ("Kemalisten", "Kemalists"), ("Hilariuskirche", "Hilarius"), ("Tigray", "Tigrayan"),
        ("Uexhof", "Uexhof"), ("Uexhof", "Brandt"), ("Haus", "House"), ("Michigan", "Mich"),
    ],
)  # fmt: skip
def test_the_same_name_or_no_name(name: str, other: str) -> None:
    assert changed(f"Er kennt {name} gut.", f"He knows {other} well.") == []


def test_what_a_term_covers_is_not_looked_at() -> None:
    source, hypothesis = "Er kennt Uexhofen gut.", "He knows Uexhoven well."
    assert changed(source, hypothesis) == [("Uexhofen", "Uexhoven")]
    assert changed(source, hypothesis, TermMatch(Term("Uexhofen", "Uexhoven"), 9, 17)) == []


@given(st.text(), st.text())
def test_both_spellings_stand_in_the_texts(source: str, hypothesis: str) -> None:
    assert all(name in source and other in hypothesis for name, other in changed(source, hypothesis))
    assert changed(source, source) == []
