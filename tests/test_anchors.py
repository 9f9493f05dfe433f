"""Pairs of sentences that surely belong together, and the band around them."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from eval.anchors import anchors, band
from eval.overlap import Overlap

LINES = [
    "The mayor of Bonn resigned",
    "Nobody had expected that",
    "Guests came from Cologne",
    "It rained all night",
]


def test_sentences_that_are_alike_are_anchors() -> None:
    assert anchors(Overlap.of(LINES, LINES)) == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert anchors(Overlap.of(LINES, ["Something else was said", *LINES[1:]])) == [(1, 1), (2, 2), (3, 3)]


def test_a_sentence_that_comes_twice_is_none() -> None:
    assert anchors(Overlap.of(LINES, [LINES[0], LINES[0], *LINES[1:]])) == [(1, 2), (2, 3), (3, 4)]


def test_anchors_keep_their_order() -> None:
    assert anchors(Overlap.of(LINES, [*LINES[1:], LINES[0]])) == [(1, 0), (2, 1), (3, 2)]
    assert len(anchors(Overlap.of(LINES, LINES[::-1]))) == 1


@given(data=st.data(), left=st.integers(0, 3000), right=st.integers(0, 3000))
def test_a_band_leads_from_corner_to_corner(data: st.DataObject, left: int, right: int) -> None:
    if left and right:
        chain = st.tuples(st.integers(0, left - 1), st.integers(0, right - 1))
        pairs = data.draw(st.lists(chain, max_size=4).map(sorted))
    else:
        pairs = []
    growing: list[tuple[int, int]] = []
    for pair in pairs:
        if not growing or (pair[0] > growing[-1][0] and pair[1] > growing[-1][1]):
            growing.append(pair)
    rows = band(left, right, growing)
    assert len(rows) == left + 1
    assert (rows[0][0], rows[-1][1]) == (0, right + 1)
    for (start, end), (later, last) in pairwise(rows):
        assert start <= later < end <= last
    for row, column in growing:
        assert rows[row][0] <= column < rows[row][1]
        assert rows[row + 1][0] <= column + 1 < rows[row + 1][1]


def test_a_band_is_narrow() -> None:
    assert max(end - start for start, end in band(5000, 5500, [])) < 1000
    assert max(end - start for start, end in band(5000, 5500, [(n, n + n // 10) for n in range(0, 5000, 10)])) < 100
