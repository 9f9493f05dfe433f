"""Where a hypothesis and its references differ, word by word."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.difference import nearest

WORDS = st.lists(st.sampled_from(["the", "The", "old", "house", "Kim's", "30,000", ".", "–"]), max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("hypothesis", "reference", "extra", "lost"),
    [
        ("The old house.", "The old house.", [], []),
        ("The old house.", "The house.", ["old"], []),
        ("The house.", "The old house.", [], ["old"]),
        ("A very old house.", "The house.", ["A very old"], ["The"]),
        ("the house", "The house", ["the"], ["The"]),
        # A number with its commas and a possessive are one word each, punctuation is by itself.
        ("30,000 euros.", "20,000 euros!", ["30,000", "."], ["20,000", "!"]),
        ("Kim's well-known aide", "Kim’s known aide", ["Kim's well-known"], ["Kim’s known"]),
        ("", "The house", [], ["The house"]),
        ("The house", "", ["The house"], []),
        ("", "", [], []),
    ],
)
def test_runs_of_words_that_one_side_has(hypothesis: str, reference: str, extra: list[str], lost: list[str]) -> None:
    difference = nearest(hypothesis, [reference])
    assert [hypothesis[slice(*span)] for span in difference.in_hypothesis] == extra
    assert [reference[slice(*span)] for span in difference.in_reference] == lost
    assert difference.reference == 0
    assert (difference.likeness == 1) == (not extra and not lost)


def test_the_reference_with_most_words_in_common() -> None:
    difference = nearest("The old house stands.", ["A new home.", "The old house is standing.", "Old."])
    assert difference.reference == 1
    assert len(difference.in_reference) == 1


def test_of_equally_near_ones_the_first() -> None:
    assert nearest("one", ["two", "three"]).reference == 0
    assert nearest("one", ["two", "three"]).likeness == 0


@given(WORDS, WORDS)
def test_what_is_left_of_both_sides_is_the_same(hypothesis: str, reference: str) -> None:
    difference = nearest(hypothesis, [reference])

    def kept(text: str, spans: tuple[tuple[int, int], ...]) -> str:
        for start, end in reversed(spans):
            text = text[:start] + text[end:]
        return "".join(text.split())

    assert kept(hypothesis, difference.in_hypothesis) == kept(reference, difference.in_reference)
    words = SequenceMatcher(None, hypothesis.split(), reference.split(), autojunk=False)
    assert difference.likeness == pytest.approx(words.ratio())
