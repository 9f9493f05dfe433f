"""The engine protocol: the one thing that the pipeline knows of a translation model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

# Pieces that mark a hint.
HINT_MARKS = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hint:
    """The characters `[start, end)` of a source, to be translated as `target` (Dinu et al. 2019)."""

    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence to translate.

    `prefix` holds the pieces that the translation must begin with, as `Engine.pieces` makes them;
    `hints` (sorted, not overlapping) need a model for which `Engine.takes_hints` is true.
    """

    source: str
    prefix: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A translation.

    `tokens` are its pieces without the end mark, `text` the same as text, `score` the mean log-probability
    (natural logarithm) of the pieces that the model chose, end mark included, forced ones not. `alignment` has
    for each piece the characters of the source that it mostly attends to, (0, 0) where that is not known: an
    alignment where the model was trained to align (Chen et al. 2016), else a guess.
    """

    tokens: tuple[str, ...]
    text: str
    score: float
    alignment: tuple[Span, ...]


EMPTY = Hypothesis((), "", 0.0, ())


def beam(size: int, request: Request) -> int:
    """The beam size for a request: behind a forced beginning there is less to choose, and half is as good."""
    return (size + 1) // 2 if request.prefix else size


class Engine(Protocol):
    """What turns requests into hypotheses."""

    @property
    def key(self) -> str:
        """What distinguishes this engine's output: hash of the weights, engine, precision, beam size."""

    @property
    def takes_hints(self) -> bool:
        """Whether the model was trained to obey hints."""

    @property
    def limit(self) -> int:
        """Most pieces that a source may have, the end mark not counted."""

    @property
    def longest(self) -> int:
        """Most pieces that a source should have: the model has learnt from few that are longer."""

    def length(self, source: str) -> int:
        """Pieces of a source, the end mark not counted."""

    def pieces(self, text: str) -> tuple[str, ...]:
        """Target pieces of a text that begins at a word boundary."""

    def text(self, pieces: Sequence[str]) -> str:
        """The text of target pieces: the inverse of `pieces`."""

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        """One hypothesis a request, in the order of the requests; an empty source gives an empty text.

        Raises `EngineError` for a source over `limit`, and for hints where `takes_hints` is false.
        """
