"""Which words of a sentence a model hardly knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.lexicon.unknown import Unknown, unknown_words

KNOWN = frozenset(
    "Der der Die die ein Ein im Im am In in Minister Richter Frau sah Mann kam aus gegen Bürgermeister hat und wurde "
    "über Alte alte Peter".split()
)


def words(text: str, known: frozenset[str] = KNOWN) -> list[str]:
    return [text[one.start : one.end] for one in unknown_words(text, (), known)]


def test_words_outside_of_what_the_model_knows() -> None:
    assert words("Der Haftrichter sah den Rauchpilz über Mann und Frau.") == ["Haftrichter", "den", "Rauchpilz"]
    assert words("") == []


def test_what_is_taken_is_left_alone() -> None:
    text = "Der Haftrichter sah Rauchpilze"
    assert [one.start for one in unknown_words(text, [(0, 5)], KNOWN)] == [20]


def test_the_first_letter_tells_nothing_where_a_sentence_begins() -> None:
    [first] = unknown_words("Unsanft sah der Mann", (), KNOWN)
    assert first == Unknown(0, 7, ("Unsanft", "unsanft"), ())
    assert words("Kam der Mann?") == []
    # Within a sentence it does: this is a noun.
    assert words("Der Mann Kam") == []
    assert words("der Mann im Kam") == ["Kam"]


def test_stems_are_what_is_left_without_an_ending() -> None:
    [noun] = unknown_words("der Rauchpilzes", (), KNOWN)
    assert noun.forms == ("Rauchpilzes",)
    assert noun.stems == ("Rauchpilz", "Rauchpilze")
    [adjective] = unknown_words("der unsanften", (), KNOWN)
    assert adjective.stems == ("unsanft", "unsanfte")


@pytest.mark.parametrize(
    "text",
    [
        "der Richter Dinkel kam",
        "Bürgermeister Dinkel kam",
        "Peter Dinkel kam",
        "Die Frau aus Obamas",
        "Frau Dinkel",
        "Der Mann kam aus Baunatal",
    ],
)
def test_names_are_no_unknown_words(text: str) -> None:
    assert words(text) == []


def test_a_noun_may_follow_the_first_word() -> None:
    assert words("Alte Rauchpilze kam") == ["Rauchpilze"]


def test_a_text_in_capitals_has_none() -> None:
    assert words("DER HAFTRICHTER KAM") == []


@given(st.text(st.sampled_from("DerHaft richzß-.,’'ÄXx1\n"), max_size=60))
def test_spans_are_words_in_order(text: str) -> None:
    found = unknown_words(text, (), frozenset())
    assert [one.start for one in found] == sorted({one.start for one in found})
    for one in found:
        assert text[one.start : one.end] == one.forms[0]
        assert all(len(stem) < len(one.forms[0]) for stem in one.stems)
