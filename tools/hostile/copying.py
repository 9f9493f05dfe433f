"""An engine whose English is the German, linked word by word: what stands behind it is tried without a model."""

import re
from collections.abc import Sequence
from itertools import pairwise

from glossary.linked import LinkedText, Span
from translate.engines.base import Hypothesis, ModelFacts, Request

_WORD = re.compile(r"\S+")
_PIECE = 4


def copied(text: str) -> LinkedText:
    """A text as its own translation."""
    return LinkedText(text, tuple((word.span(), word.span()) for word in _WORD.finditer(text)))


class Pieces:
    """A `PieceTokenizer` of pieces of at most four characters; the first of a word begins with `▁`."""

    def length(self, source: str) -> int:
        return sum(-(-len(word) // _PIECE) for word in source.split())

    def pieces(self, text: str) -> tuple[str, ...]:
        return tuple(
            ("▁" if start == 0 else "") + word[start : start + _PIECE]
            for word in text.split()
            for start in range(0, len(word), _PIECE)
        )

    def spells(self, character: str) -> bool:
        return character < "\u0250"

    def text(self, pieces: Sequence[str]) -> str:
        return "".join(pieces).replace("▁", " ").removeprefix(" ")

    def decoded(self, pieces: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
        ends = [0]
        for number, piece in enumerate(pieces):
            ends.append(ends[-1] + len(piece) - (number == 0 and piece.startswith("▁")))
        return self.text(pieces), tuple(pairwise(ends))


class Copying:
    """An `Engine` that copies: hints are not taken."""

    facts = ModelFacts("copying", takes_hints=True, max_source_length=200, split_length=100)
    tokenizer = Pieces()

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        return [Hypothesis(self.tokenizer.pieces(one.source), copied(one.source), -0.1) for one in requests]

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        return self.translate([request])
