"""A second try at what came out wrong in a way that can be told: repetition loops, numbers and dates."""

from dataclasses import dataclass, replace

from translate import checks, quantities
from translate.decoding import asking
from translate.decoding.asking import Ask, Asking
from translate.engines.base import Hint, Hypothesis, ModelFacts, PieceTokenizer, Request, source_length

_REPETITION_PENALTY = 1.3
# Share of the first translation's length below which the second one lost something.
_CUT = 0.7


@dataclass(frozen=True, slots=True)
class Decoded:
    """A translation; `again` says that the first one ran into a loop."""

    hypothesis: Hypothesis
    again: bool = False


@dataclass(frozen=True, slots=True)
class Retrying:
    """Asks a model for translations, and mends what came out as a repetition loop or has numbers or dates wrong.

    A loop is decoded again with a repetition penalty. A number that stands in the place of another is written anew.
    What lost a number, a month or a day of the week is decoded again with hints for them, where the model takes hints,
    and that counts if it lost less.
    """

    facts: ModelFacts
    tokenizer: PieceTokenizer

    def decoded(self, request: Request) -> Asking[Decoded]:
        """The translation that a request gets in the end."""
        hypothesis = yield from asking.one(Ask(request))
        if again := checks.looped(request.source, hypothesis.text):
            hypothesis = yield from asking.one(Ask(request, _REPETITION_PENALTY))
        hypothesis = self._corrected(request, hypothesis)
        if hinted := self._with_what_is_lost(request, hypothesis):
            other = yield from asking.one(Ask(hinted))
            if _is_better(request, other, hypothesis):
                hypothesis = other
        return Decoded(hypothesis, again)

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
        if not lost:
            return None
        found = [
            Hint(start, end, english)
            for start, end, english in quantities.in_english(request.source)
            if request.source[start:end] in lost
            and all(end <= hint.start or hint.end <= start for hint in request.hints)
        ]
        hinted = replace(request, hints=tuple(sorted([*request.hints, *found], key=lambda hint: hint.start)))
        fits = source_length(self.tokenizer, hinted) <= self.facts.max_source_length
        return hinted if found and fits else None


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
