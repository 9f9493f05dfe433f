"""Which segments are looked at together."""

from hypothesis import given
from hypothesis import strategies as st

from eval import grouping
from eval.grouping import FEWEST


def texts(*lengths: int) -> list[str]:
    return [" ".join(["word"] * length) for length in lengths]


def test_lengths_have_their_bounds() -> None:
    lengths = [1, 10, 11, 20, 21, 60, 61, 200]
    references = texts(*lengths * FEWEST)
    groups = grouping.by_length(references, range(len(references)))
    assert [(label, len(lines)) for label, lines in groups] == [
        ("0 to 10 words", 10),
        ("11 to 20 words", 10),
        ("21 to 30 words", 5),
        ("51 to 60 words", 5),
        ("61 words and more", 10),
    ]


def test_a_small_group_joins_its_smaller_neighbour() -> None:
    references = texts(*[5] * 9, *[15] * 4, *[25] * 7, *[100] * 5)
    groups = grouping.by_length(references, range(len(references)))
    assert [(label, len(lines)) for label, lines in groups] == [
        ("0 to 10 words", 9),
        ("11 to 30 words", 11),
        ("61 words and more", 5),
    ]
    last = grouping.by_length(texts(*[5] * 9, *[100] * 4), range(13))
    assert last == [("0 words and more", list(range(13)))]


def test_lines_of_no_group_are_in_none() -> None:
    references = texts(*[5] * 12)
    [(_, lines)] = grouping.by_length(references, [1, 3, 5, 7, 9, 11])
    assert lines == [1, 3, 5, 7, 9, 11]


def test_terms() -> None:
    lines = range(12)
    assert grouping.by_terms(lines, {}) == []
    assert grouping.by_terms(lines, range(5)) == [("with terms", [*range(5)]), ("without terms", [*range(5, 12)])]
    assert grouping.by_terms(lines, range(8, 12)) == [("with terms, without terms", [*lines])]


def test_documents_are_groups_however_small() -> None:
    assert grouping.by_document([0, 2, 3], ["b", "x", "a", "b"]) == [("b", [0, 3]), ("a", [2])]


@given(st.lists(st.integers(0, 80), min_size=1, max_size=60))
def test_every_line_is_in_one_group_and_no_group_is_small(lengths: list[int]) -> None:
    groups = grouping.by_length(texts(*lengths), range(len(lengths)))
    assert sorted(line for _, lines in groups for line in lines) == list(range(len(lengths)))
    assert len(groups) == 1 or all(len(lines) >= FEWEST for _, lines in groups)
    longest = [max(lengths[line] for line in lines) for _, lines in groups]
    assert longest == sorted(longest)
