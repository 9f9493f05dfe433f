"""Pieces and back, and the place of each in the text; transformers' tokenizer as the oracle."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.engines import loading
from translate.engines.tokenizer import Tokenizer

MARKS = ("⟨t⟩", "⟨=⟩", "⟨/t⟩")
PIECES = st.lists(
    st.sampled_from(
        [
            "▁",
            '▁"',
            '"',
            "▁(",
            "(",
            "▁the",
            "s",
            "▁[",
            "▁“",
            "<0xE2>",
            "<0x80>",
            "<0x9C>",
            "<0x41>",
            "<unk>",
            "x⟩",
            *MARKS,
        ]
    ),
    max_size=12,
)


@cache
def bundled() -> Tokenizer:
    return Tokenizer(loading.find("de-en"), MARKS)


@pytest.mark.slow
def test_source_pieces_are_those_of_transformers() -> None:
    from transformers import MarianTokenizer

    tokenizer = MarianTokenizer.from_pretrained(loading.find("de-en"))
    lines = Path("examples/nordkorea.de.txt").read_text(encoding="utf-8").splitlines()
    for line in filter(str.strip, lines):
        expected = tokenizer.convert_ids_to_tokens(tokenizer(line).input_ids)
        assert [*bundled().source(line).pieces, "</s>"] == expected


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("He said", '"', "Putin", "came."), 'He said "Putin came.'),
        (('"', "Putin", 'came"', "said", "Kim."), '"Putin came" said Kim.'),
        (('"Yes"', '"', "Putin", '"', "said", "("), '"Yes" "Putin " said ('),
        (("It is (", "North Korea)", "that", "[", "they mean]."), "It is (North Korea) that [they mean]."),
        (("He said “", "Putin", "came”", "and", "left."), "He said “Putin came” and left."),
    ],
)
def test_a_term_stands_close_behind_what_opens(words: tuple[str, ...], text: str) -> None:
    own = bundled()
    assert own.text([piece for word in words for piece in own.pieces(word)]) == text


@given(PIECES)
def test_text_of_a_beginning_is_the_beginning_of_the_text(pieces: list[str]) -> None:
    whole = bundled().text(pieces)
    for count in range(len(pieces)):
        # Marks of hints are not shown: the character goes on behind them.
        following = next((piece for piece in pieces[count:] if not piece.startswith("⟨")), "")
        if not following.startswith("<0x"):
            assert whole.startswith(bundled().text(pieces[:count]))


@settings(max_examples=300)
@given(PIECES)
def test_the_spans_of_pieces_are_their_text_one_behind_the_other(pieces: list[str]) -> None:
    own = bundled()
    text, spans = own.decoded(pieces)
    assert len(spans) == len(pieces)
    assert "".join(text[start:end] for start, end in spans) == text
    ends = [0, *(end for _, end in spans)]
    assert [start for start, _ in spans] == ends[:-1]
    # Beginnings have the same ends, but for those in the middle of a character that is written in bytes.
    for count in range(len(pieces)):
        # Marks of hints are not shown: the character goes on behind them.
        following = next((piece for piece in pieces[count:] if not piece.startswith("⟨")), "")
        if not following.startswith("<0x"):
            assert ends[count] == len(own.text(pieces[:count]))


def test_the_span_of_a_character_in_bytes_and_of_marks() -> None:
    own = bundled()
    assert own.decoded(["▁a", "<0xE2>", "<0x80>", "<0x9C>", "s"])[1] == ((0, 1), (1, 1), (1, 1), (1, 2), (2, 3))
    assert own.decoded(["▁a", "⟨t⟩", "▁the"])[1] == ((0, 1), (1, 1), (1, 5))
    # A space that does not show belongs to no piece: `said "Putin`.
    assert own.decoded(["▁said", '▁"', "▁Putin"])[1] == ((0, 4), (4, 6), (6, 11))
    assert own.decoded([])[1] == ()
