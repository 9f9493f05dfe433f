"""Alignment by sentence, on texts whose beads are known."""

from collections.abc import Sequence

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from eval import beads
from eval.beads import Bead
from glossary.linked import Span

# Sentences of a language that translates word by word: capitals for small letters.
WORDS = ["abend", "berg", "chor", "dorf", "eis", "fluss", "garten", "haus", "insel", "jahr", "kind", "licht", "mond"]


def sentence(number: int) -> str:
    """A sentence of its own: a handful of common words and two of no other."""
    common = [WORDS[number * step % len(WORDS)] for step in range(1, 4 + number % 3)]
    return " ".join([*common, f"rar{number}", f"selten{number}"])


def spans(found: Sequence[Bead]) -> list[tuple[Span, Span]]:
    return [(bead.source, bead.target) for bead in found]


@pytest.mark.parametrize("helped", [False, True])
def test_equal_texts_are_aligned_one_to_one(helped: bool) -> None:
    text = [sentence(number) for number in range(40)]
    found = beads.align(text, text, text if helped else None)
    assert spans(found) == [((n, n + 1), (n, n + 1)) for n in range(40)]
    assert [bead.similarity for bead in found] == pytest.approx([1.0] * 40) if helped else True
    assert {bead.deviation for bead in found} == {0.0}


@given(
    shapes=st.lists(st.sampled_from([(1, 1)] * 6 + [(2, 1), (1, 2), (1, 0), (0, 1), (3, 1), (1, 3)]), max_size=30),
    big=st.booleans(),
)
def test_every_sentence_is_in_one_bead_in_order(shapes: list[tuple[int, int]], big: bool) -> None:
    left, right, _ = built(shapes)
    found = beads.align(left, right, left if big else None)
    i = j = 0
    for bead in found:
        assert (bead.source[0], bead.target[0]) == (i, j)
        i, j = bead.source[1], bead.target[1]
        assert 0 < bead.source[1] - bead.source[0] + bead.target[1] - bead.target[0] <= 4
        assert bead.similarity is None or 0 <= bead.similarity <= 1 + 1e-9
    assert (i, j) == (len(left), len(right))


def built(shapes: Sequence[tuple[int, int]]) -> tuple[list[str], list[str], list[tuple[Span, Span]]]:
    """Two texts with beads of these shapes, and the beads."""
    left: list[str] = []
    right: list[str] = []
    truth = []
    number = 0
    for a, b in shapes:
        pieces = [sentence(number + k) for k in range(max(a, b))]
        number += len(pieces)
        truth.append(((len(left), len(left) + a), (len(right), len(right) + b)))
        left += pieces if a == len(pieces) else [" ".join(pieces)] * a
        right += pieces if b == len(pieces) else [" ".join(pieces)] * b
    return left, right, truth


@given(st.lists(st.sampled_from([(2, 1), (1, 2), (1, 0), (0, 1), (3, 1), (1, 3)]), max_size=8))
def test_a_translation_finds_the_known_beads(shapes: list[tuple[int, int]]) -> None:
    between = [one for shape in shapes for one in ((1, 1), shape, (1, 1))]
    left, right, truth = built(between)
    assert spans(beads.align(left, right, left)) == truth


def test_what_is_missing_at_length_is_passed_over() -> None:
    text = [sentence(number) for number in range(300)]
    found = beads.align(text, text[:40] + text[240:], text)
    paired = [bead for bead in found if bead.similarity is not None]
    assert [bead.source[0] for bead in paired] == [*range(40), *range(240, 300)]
    assert all(bead.similarity is not None and bead.similarity > 0.99 for bead in paired)


def test_the_words_tell_which_of_equal_length_is_missing() -> None:
    text = [f"wort{number:03}" * 4 for number in range(9)]
    found = beads.align(text, [*text[:4], *text[5:]], text)
    assert [bead.source for bead in found if bead.target[0] == bead.target[1]] == [(4, 5)]


def test_nothing_is_aligned_with_nothing() -> None:
    assert beads.align([], [], []) == []
    assert spans(beads.align(["a"], [], ["b"])) == [((0, 1), (0, 0))]
    assert spans(beads.align([], ["a", "b"])) == [((0, 0), (0, 1)), ((0, 0), (1, 2))]
    # Signs stand for words where there are none.
    assert spans(beads.align(["–", "…"], ["–", "…"], ["–", "…"])) == [((0, 1), (0, 1)), ((1, 2), (1, 2))]


def test_the_example_is_aligned_by_length_alone() -> None:
    """Its lines correspond; two on one side are one on the other where they are joined."""
    german, english = (
        [line for line in (ROOT / "examples" / f"nordkorea.{of}.txt").read_text(encoding="utf-8").splitlines() if line]
        for of in ("de", "en")
    )
    joined = [*english[:4], f"{english[4]} {english[5]}", *english[6:]]
    expected: list[tuple[Span, Span]] = [((n, n + 1), (n, n + 1)) for n in range(4)]
    expected += [((4, 6), (4, 5)), *(((n, n + 1), (n - 1, n)) for n in range(6, len(german)))]
    found = spans(beads.align(german, joined))
    assert len(set(found) & set(expected)) >= 0.9 * len(expected)
