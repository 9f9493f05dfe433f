"""Dot products of sentences, held against those of whole vectors."""

from collections import Counter
from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.overlap import REACH, Overlap, within

SENTENCES = st.lists(st.lists(st.sampled_from("a b c Haus Häuser".split()), max_size=6).map(" ".join), max_size=6)


def test_rare_words_count_for_more() -> None:
    overlap = Overlap.of(["the house", "the yard", "the dog"], ["the house", "the tree", "the cat"])
    assert overlap.cosine(0, 0) == pytest.approx(1)
    assert 0 < overlap.cosine(0, 1) < 0.25
    rare, common = log(1 + 6 / 2), log(1 + 6 / 6)
    assert overlap.row(0, 0, 2) == pytest.approx([rare**2 + common**2, common**2])


def test_forms_of_a_word_are_alike() -> None:
    overlap = Overlap.of(["translation"], ["translated", "transit", "nothing"])
    assert overlap.cosine(0, 0) > overlap.cosine(0, 2) == 0
    assert overlap.cosine(0, 1) > 0


@given(left=SENTENCES, right=SENTENCES)
def test_products_are_those_of_whole_vectors(left: list[str], right: list[str]) -> None:
    overlap = Overlap.of(left, right)
    words = sorted({word for side in (overlap.left, overlap.right) for one in side for word in one})
    ours, theirs = (
        np.array([[one.get(word, 0.0) for word in words] for one in side]).reshape(len(side), len(words))
        for side in (overlap.left, overlap.right)
    )
    for number in range(len(left)):
        assert overlap.row(number, 0, len(right)) == pytest.approx((ours @ theirs.T)[number])
        for other in range(len(right)):
            size = sqrt((ours[number] @ ours[number]) * (theirs[other] @ theirs[other]))
            assert overlap.cosine(number, other) * size == pytest.approx(ours[number] @ theirs[other])
    products = within(overlap.right)
    assert products.shape == (REACH, len(right))
    for back in range(REACH):
        assert products[back] == pytest.approx(
            [theirs[n] @ theirs[n - back] if n >= back else 0 for n in range(len(right))]
        )


@given(left=SENTENCES, right=SENTENCES, most=st.integers(1, 3))
def test_pairs_that_share_a_rare_word(left: list[str], right: list[str], most: int) -> None:
    overlap = Overlap.of(left, right)
    ours, theirs = (Counter(word for one in side for word in one) for side in (overlap.left, overlap.right))
    assert overlap.rare_pairs(most) == {
        (number, other)
        for number, one in enumerate(overlap.left)
        for other, two in enumerate(overlap.right)
        if any(ours[word] <= most and theirs[word] <= most for word in one.keys() & two.keys())
    }
