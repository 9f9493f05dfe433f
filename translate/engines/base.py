"""The engine protocol: the one thing that the pipeline knows of a translation model."""

import os
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Protocol

from glossary.linked import LinkedText, Span
from translate.confidence import Calibration

# Pieces that mark a hint.
HINT_MARKS = 3


def usable_cores() -> int:
    """The cores of the processor that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Hint:
    """The characters `[start, end)` of a source, to be translated as `target` (Dinu et al. 2019)."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence to translate.

    `hints` (sorted, not overlapping) need a model for which `ModelFacts.takes_hints` is true.
    """

    source: str
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A translation.

    `tokens` are its pieces without the end mark, `linked` the same as text, with the characters of the source that
    each piece mostly attends to: an alignment where the model was trained to align (Chen et al. 2016), else a guess.
    `score` is the mean log-probability (natural logarithm) of the pieces, end mark included.
    """

    tokens: tuple[str, ...]
    linked: LinkedText
    score: float

    @property
    def text(self) -> str:
        """The translation as plain text."""
        return self.linked.text


EMPTY = Hypothesis((), LinkedText(""), 0.0)


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the pipeline has to know of an engine's model.

    `key` is what distinguishes the engine's output: hash of the weights, engine, precision, beam size.
    `max_source_length` is the most pieces that a source may have, `split_length` the most that one should have: a
    longer one is translated in parts, since the model has learnt from few such. The end mark is not counted.
    `calibration` is how the confidence of its translations is computed, None if nobody has calibrated it. `known` are
    the words that it knows well, None if nothing tells. The engine translates `workers`
    calls at a time; of more than `batch_pieces` pieces it makes several batches.
    """

    key: str
    takes_hints: bool
    max_source_length: int
    split_length: int
    calibration: Calibration | None = None
    known: Container[str] | None = None
    workers: int = 1
    batch_pieces: int = 1024


class PieceTokenizer(Protocol):
    """Text to a model's pieces and back."""

    def length(self, source: str) -> int:
        """Pieces of a source, the end mark not counted."""

    def pieces(self, text: str) -> tuple[str, ...]:
        """Target pieces of a text that begins at a word boundary."""

    def text(self, pieces: Sequence[str]) -> str:
        """The text of target pieces: the inverse of `pieces`."""

    def spells(self, character: str) -> bool:
        """Whether the model has a piece for a character; others it writes in bytes, if at all."""

    def decoded(self, pieces: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
        """`text(pieces)`, and for each piece its characters in that; they follow one another without a gap."""


def source_length(tokenizer: PieceTokenizer, request: Request) -> int:
    """Pieces of a request's source with its hints, the end mark not counted."""
    hints = sum(len(tokenizer.pieces(hint.target)) + HINT_MARKS for hint in request.hints)
    return tokenizer.length(request.source) + hints


class Engine(Protocol):
    """What turns requests into hypotheses."""

    @property
    def facts(self) -> ModelFacts:
        """What its model can do."""

    @property
    def tokenizer(self) -> PieceTokenizer:
        """Its model's pieces."""

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        """One hypothesis a request, in the order of the requests; an empty source gives an empty text.

        Raises `EngineError` for a source over `max_source_length`, and for hints where `takes_hints` is false.
        """

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        """The best hypotheses for a request, at most `count`, the likeliest first; raises as `translate` does."""


def linked(tokenizer: PieceTokenizer, tokens: Sequence[str], sources: Sequence[Span | None]) -> LinkedText:
    """The text of target pieces, linked to the characters of the source that each was translated from.

    No link has a piece of which that is not known (None) or which has no character, such as the mark of a hint.
    """
    text, spans = tokenizer.decoded(tokens)
    pairs = zip(spans, sources, strict=True)
    return LinkedText(text, tuple((ours, theirs) for ours, theirs in pairs if ours[0] < ours[1] and theirs is not None))
