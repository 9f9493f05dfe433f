"""A second try at what came out wrong in a way that can be told: repetition loops, numbers and dates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from translate import checks, quantities
from translate.engines.base import HINT_MARKS, Engine, Hint, Hypothesis, Request

_REPETITION_PENALTY = 1.3
# Share of the first translation's length below which the second one lost something.
_CUT = 0.7


class Retrying:
    """An engine that mends what came out as a repetition loop, and what has numbers or dates wrong.

    A loop is decoded again with a repetition penalty; `decoded_again` collects the sources for which this was
    needed. A number that stands in the place of another is written anew. What lost a number, a month or a day of
    the week is decoded again with hints for them, where the model takes hints, and that counts if it lost less.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.facts = engine.facts
        self.tokenizer = engine.tokenizer
        self.decoded_again: set[str] = set()

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        """Translate as the engine does, then mend: loops first, then numbers, then what is lost."""
        hypotheses = self._engine.translate(requests, repetition_penalty=repetition_penalty)
        looped = {
            index: request
            for index, (request, hypothesis) in enumerate(zip(requests, hypotheses, strict=True))
            if checks.looped(request.source, hypothesis.text)
        }
        hypotheses = _with(hypotheses, self._again(looped, _REPETITION_PENALTY))
        self.decoded_again |= {request.source for request in looped.values()}
        hypotheses = [self._corrected(*one) for one in zip(requests, hypotheses, strict=True)]
        lacking = {
            index: hinted
            for index, (request, hypothesis) in enumerate(zip(requests, hypotheses, strict=True))
            if (hinted := self._with_what_is_lost(request, hypothesis))
        }
        better = {
            index: hypothesis
            for index, hypothesis in self._again(lacking, repetition_penalty).items()
            if _is_better(requests[index], hypothesis, hypotheses[index])
        }
        return _with(hypotheses, better)

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        """What the engine gives; of several, those that are wrong are rather left out than mended."""
        return self._engine.alternatives(request, count)

    def _again(self, requests: Mapping[int, Request], repetition_penalty: float) -> dict[int, Hypothesis]:
        if not requests:
            return {}
        made = self._engine.translate(list(requests.values()), repetition_penalty=repetition_penalty)
        return dict(zip(requests, made, strict=True))

    def _corrected(self, request: Request, hypothesis: Hypothesis) -> Hypothesis:
        """The hypothesis with a number written anew where another one stands in its place."""
        correction = quantities.corrected(request.source, hypothesis.text)
        if not correction:
            return hypothesis
        linked = hypothesis.linked.replaced(correction.hypothesis, correction.english, correction.source)
        return Hypothesis(self.tokenizer.pieces(linked.text), linked, hypothesis.score)

    def _with_what_is_lost(self, request: Request, hypothesis: Hypothesis) -> Request | None:
        """The request with hints for lost numbers and dates, None if there are none, no room or no use in it."""
        if not self.facts.takes_hints:
            return None
        lost = {*quantities.lost_numbers(request.source, hypothesis.text)[0]}
        lost |= {*quantities.lost_dates(request.source, hypothesis.text)[0]}
        found = [
            Hint(start, end, english)
            for start, end, english in quantities.in_english(request.source)
            if request.source[start:end] in lost
            and all(end <= hint.start or hint.end <= start for hint in request.hints)
        ]
        hints = sorted([*request.hints, *found], key=lambda hint: hint.start)
        pieces = sum(len(self.tokenizer.pieces(hint.target)) + HINT_MARKS for hint in hints)
        fits = self.tokenizer.length(request.source) + pieces <= self.facts.max_source_length
        return replace(request, hints=tuple(hints)) if found and fits else None


def _with(hypotheses: Sequence[Hypothesis], others: Mapping[int, Hypothesis]) -> list[Hypothesis]:
    return [others.get(index, hypothesis) for index, hypothesis in enumerate(hypotheses)]


def _is_better(request: Request, hypothesis: Hypothesis, before: Hypothesis) -> bool:
    """Whether a second translation lost less than the one before, and nothing else."""
    whole = len(hypothesis.text) >= _CUT * len(before.text)
    return (
        whole
        and _wrong(request, hypothesis) < _wrong(request, before)
        and not checks.looped(request.source, hypothesis.text)
    )


def _wrong(request: Request, hypothesis: Hypothesis) -> int:
    """Numbers and dates that one side has and the other has not."""
    texts = request.source, hypothesis.text
    return sum(map(len, (*quantities.lost_numbers(*texts), *quantities.lost_dates(*texts))))
