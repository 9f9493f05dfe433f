"""A second try for what came out as a repetition loop."""

from collections.abc import Sequence

from translate import checks
from translate.engine import Engine, Hypothesis, Request

_REPETITION_PENALTY = 1.3


class Unlooping:
    """An engine that decodes again, with a repetition penalty, what came out as a repetition loop.

    `decoded_again` collects the sources for which this was needed.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.decoded_again: set[str] = set()

    @property
    def key(self) -> str:
        return self._engine.key

    @property
    def takes_hints(self) -> bool:
        return self._engine.takes_hints

    @property
    def limit(self) -> int:
        return self._engine.limit

    def length(self, source: str) -> int:
        return self._engine.length(source)

    def pieces(self, text: str) -> tuple[str, ...]:
        return self._engine.pieces(text)

    def text(self, pieces: Sequence[str]) -> str:
        return self._engine.text(pieces)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        hypotheses = self._engine.translate(requests, repetition_penalty=repetition_penalty)
        looped = [
            index
            for index, (request, hypothesis) in enumerate(zip(requests, hypotheses, strict=True))
            if checks.looped(request.source, hypothesis.text)
        ]
        if looped:
            again = self._engine.translate(
                [requests[index] for index in looped], repetition_penalty=_REPETITION_PENALTY
            )
            for index, hypothesis in zip(looped, again, strict=True):
                hypotheses[index] = hypothesis
                self.decoded_again.add(requests[index].source)
        return hypotheses
