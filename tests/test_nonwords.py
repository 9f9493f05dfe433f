"""Words of a translation that English does not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.terms import Term, TermMatch
from translate import nonwords


def unknown(source: str, hypothesis: str, *terms: Term) -> list[str]:
    return list(nonwords.unknown(source, hypothesis, [TermMatch(term, 0, 1) for term in terms]))


@pytest.mark.parametrize(
    ("hypothesis", "words"),
    [
        ("The niversary bridge is old.", ["niversary"]),
        ("Niversary bridges are old.", ["Niversary"]),
        ("It is a turn-brandar.", ["turn-brandar"]),
        ("The biassador's car.", ["biassador's"]),
    ],
)
def test_words_that_do_not_exist(hypothesis: str, words: list[str]) -> None:
    assert unknown("Das ist so.", hypothesis) == words


@pytest.mark.parametrize(
    "hypothesis",
    [
        "The bridge isn't old, it's the café's.",
        "He met Xylofen and the Xylofens.",
        "The IAEO and the abcdefghs5 are there.",
        "See xyzzys@abcd or abcdef_ghi.",
        "A pre-emptive, socio-political, Kafka-esque reelection.",
        "",
    ],
)
def test_words_that_may_stand_there(hypothesis: str) -> None:
    assert unknown("Das ist so.", hypothesis) == []


def test_what_the_source_or_a_term_has_is_known() -> None:
    assert unknown("Der Blorf ist da.", "The blorf is there.") == []
    assert unknown("Der Blorf ist da.", "Blorff is there.") == []
    assert unknown("Der Ausschuss tagt.", "The zorvek meets.", Term("Ausschuss", "zorvek")) == []
    assert unknown("Der Ausschuss tagt.", "The zorveks meet.", Term("A", "zorvek", plural="zorveks")) == []


@given(st.text(), st.text())
def test_every_word_that_is_told_stands_there(source: str, hypothesis: str) -> None:
    assert all(word in hypothesis for word in unknown(source, hypothesis))
    assert unknown(hypothesis, hypothesis) == []
