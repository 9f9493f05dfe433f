"""An engine around another, for benchmarks that look at what goes in and comes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from translate.engines.base import Engine, Hypothesis, ModelFacts, PieceTokenizer, Request


@dataclass(slots=True)
class Around:
    """All that the engine does; what a benchmark looks at it does in a `translate` of its own."""

    engine: Engine

    @property
    def facts(self) -> ModelFacts:
        return self.engine.facts

    @property
    def tokenizer(self) -> PieceTokenizer:
        return self.engine.tokenizer

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        return self.engine.translate(requests, repetition_penalty=repetition_penalty)

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        return self.engine.alternatives(request, count)
