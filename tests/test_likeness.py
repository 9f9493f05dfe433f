"""How alike two spellings of one name are."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.likeness import SIMILAR, Skeleton, close_skeleton, loose_skeleton, similarity

NAMES = st.text("abchjkwzyäöüßTSCH é-", max_size=14)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lawrow", "Lavrov"), ("Selenskyj", "Zelensky"), ("Chruschtschow", "Khrushchev"), ("Pjöngjang", "Pyongyang")],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert similarity(one, other, loose_skeleton) >= SIMILAR


@pytest.mark.parametrize(("one", "other"), [("Lawrow", "Putin"), ("Merkel", "Macron"), ("Berlin", "Paris")])
@pytest.mark.parametrize("skeleton", [loose_skeleton, close_skeleton])
def test_other_names_are_not(one: str, other: str, skeleton: Skeleton) -> None:
    assert similarity(one, other, skeleton) < SIMILAR


def test_what_the_skeletons_differ_in() -> None:
    assert loose_skeleton("Jean-Luc Köpp") == "ieanlukop"
    assert close_skeleton("Jean-Luc Köpp") == "yean-luc copp"


@given(NAMES, NAMES, st.sampled_from([loose_skeleton, close_skeleton]))
def test_what_counts_as_nothing_is_little(one: str, other: str, skeleton: Skeleton) -> None:
    exact = SequenceMatcher(None, skeleton(one), skeleton(other), autojunk=False).ratio()
    assert similarity(one, other, skeleton) == exact or (
        similarity(one, other, skeleton) == 0 and exact < SIMILAR - 0.2
    )
    assert similarity(one, one, skeleton) == 1
