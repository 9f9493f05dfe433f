"""Full stops: ends of sentences, or parts of abbreviations, ordinals and dates."""

import pytest

from translate.documents import full_stops


@pytest.mark.parametrize(("before", "following", "expected"), [
    ("Das regelt Art", "5", False),
    ("Das ist meine Art", "Peter", True),
    ("Am 3. Jan", "2019", False),
    ("Er heißt Jan", "Trainer", True),
    ("Wie geht es Dir", "Paul", True),
    ("Das sagte Dir", "Müller", False),
    ("Es sind 42 km", "Weber", True),
    ("Dr. rer. nat", "Merkel", False),
    ("Prof. unbek", "Merkel", False),
    ("Siehe Xyz", "12", False),
    ("Der Zgf", "Weber", False),
    ("Vitamin C", "Ärzte", True),
    ("Johann S", "Bach", False),
    ("Der 1.000", "Besucher", False),
    ("Es kamen 2.500", "Polizisten", True),
    ("Er spielt seit 2018", "Trainer", True),
    ("Am 7.10", "Mittwoch", False),
    ("4", "Punkt", False),
])  # fmt: skip
def test_a_full_stop_between_two_words(before: str, following: str, expected: bool) -> None:
    assert full_stops.ends(before.split(), following, begins=False) is expected


@pytest.mark.parametrize(("before", "expected"), [
    ("Er zahlt 5 Mio", True),
    ("Äpfel, Birnen usw", True),
    ("Ludwig XIV", True),
    ("Das gilt z. B", False),
    ("Das sah Dr", False),
    ("Am 24.12", True),
])  # fmt: skip
def test_before_a_word_that_begins_sentences_only(before: str, expected: bool) -> None:
    assert full_stops.ends(before.split(), "Die", begins=True) is expected


def test_known_words_are_told_from_abbreviations() -> None:
    assert full_stops.is_word("Ende")
    assert not full_stops.is_word("usw")
    assert full_stops.is_abbreviation("Nr")
    assert not full_stops.is_abbreviation("Haus")
