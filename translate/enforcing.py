"""The one impure part of enforcement: drafts, hints and forced beginnings through the engine.

What is missing, which beginnings to try and what to put in as a last resort is decided in `glossary.enforcement`.
Hints are those of Dinu et al. 2019, forced beginnings the prefix-constrained decoding of Wuebker et al. 2016.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from glossary import enforcement
from glossary.enforcement import Draft, Flaw, Span
from glossary.terms import Outcome, Step, TermMatch
from translate.engine import Engine, Hint, Hypothesis, Request

# Rounds of forced beginnings, one term of every sentence a round; what is left then is inserted.
_ROUNDS = 8
# A term that reads wrong costs as much as this much worse a mean log-probability.
_FLAW = 0.5
# Characters of English for one of German, beyond which a forced or hinted translation is not believed.
_SHORTEST, _LONGEST, _SLACK = 0.35, 2.0, 40


@dataclass(frozen=True, slots=True)
class Enforced:
    """A translation in which the terms of its sentence stand; `outcomes` are in the order of the matches."""

    hypothesis: Hypothesis
    outcomes: tuple[Outcome, ...] = ()


def enforce(
    engine: Engine, sources: Sequence[str], matches: Sequence[Sequence[TermMatch]]
) -> list[Enforced]:
    """Translate sentences so that the English of each sentence's matches stands in its translation.

    First a draft of all sentences, with hints where the model takes them; then, for what is missing, rounds of
    forced beginnings, all candidates of all sentences in one batch, of which the best that the model scores is
    kept; then the last resort, which always succeeds.
    """
    sentences = [_Sentence(engine, *one) for one in zip(sources, matches, strict=True)]
    drafts = engine.translate([sentence.request() for sentence in sentences])
    rejected = []
    for sentence, hypothesis in zip(sentences, drafts, strict=True):
        if sentence.hints and not _sane(sentence.source, hypothesis):
            sentence.hints = ()
            rejected.append(sentence)
        else:
            sentence.start(hypothesis)
    if rejected:
        plain = engine.translate([sentence.request() for sentence in rejected])
        for sentence, hypothesis in zip(rejected, plain, strict=True):
            sentence.start(hypothesis)
    for _ in range(_ROUNDS):
        tried = [(sentence, beginnings) for sentence in sentences if (beginnings := sentence.next_beginnings())]
        if not tried:
            break
        requests = [sentence.request(beginning) for sentence, beginnings in tried for beginning in beginnings]
        completed = iter(engine.translate(requests))
        for sentence, beginnings in tried:
            sentence.take([next(completed) for _ in beginnings])
    return [sentence.result() for sentence in sentences]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A translation and how the terms stand in it."""

    hypothesis: Hypothesis
    draft: Draft
    places: tuple[Span | None, ...]
    missing: frozenset[int]
    flaws: dict[int, Flaw]
    forced: frozenset[int]

    @property
    def rank(self) -> tuple[int, float]:
        """What sorts attempts, the best first."""
        return len(self.missing), _FLAW * len(self.flaws) - self.hypothesis.score

    def taken(self, index: int) -> list[Span]:
        """The places of the other terms."""
        return [place for other, place in enumerate(self.places) if place is not None and other != index]


@dataclass
class _Sentence:
    """A sentence on its way: the attempts at it, and the terms that had their turn."""

    engine: Engine
    source: str
    matches: Sequence[TermMatch]
    hints: tuple[Hint, ...] = field(init=False)
    best: _Attempt = field(init=False)
    current: _Attempt = field(init=False)
    turn: int = field(init=False)
    had: set[int] = field(default_factory=set)
    settled: int = 0

    def __post_init__(self) -> None:
        self.hints = _hints(self.engine, self.source, self.matches)

    def request(self, beginning: str = "") -> Request:
        return Request(self.source, self.engine.pieces(beginning) if beginning else (), self.hints)

    def start(self, hypothesis: Hypothesis) -> None:
        """Take the draft."""
        self.best = self.current = self._attempt(hypothesis, frozenset())

    def next_beginnings(self) -> list[str]:
        """Beginnings for the leftmost term that is missing or reads wrong and had no turn yet; none when done."""
        now = self.current
        waiting: list[tuple[int, int]] = []
        for index in (now.missing | now.flaws.keys()) - self.had:
            place = now.places[index]
            if place is None:
                place_of = enforcement.position(self.matches[index], self.source, now.draft, now.taken(index))
                waiting.append((place_of, index))
            elif place[0] >= self.settled:
                waiting.append((place[0], index))
        for _, index in sorted(waiting):
            self.had.add(index)
            self.turn = index
            if index in now.flaws:
                beginnings = enforcement.rewrite(now.flaws[index], now.draft.text)
            else:
                beginnings = enforcement.beginnings(
                    self.matches[index], self.source, now.draft, now.taken(index), self.settled
                )
            if beginnings:
                return beginnings
        return []

    def take(self, completed: Iterable[Hypothesis]) -> None:
        """Go on from the best of the completed beginnings, if it brought what was wanted."""
        index = self.turn
        attempts = [
            self._attempt(hypothesis, self.current.forced | {index})
            for hypothesis in completed
            if _sane(self.source, hypothesis)
        ]
        attempts = [a for a in attempts if index not in a.missing and index not in a.flaws]
        if not attempts:
            return
        found = min(attempts, key=lambda attempt: attempt.rank)
        if index in self.current.flaws and found.rank > self.current.rank:
            return
        place = found.places[index]
        self.settled = place[1] if place is not None else self.settled
        self.current = found
        self.best = min(self.best, found, key=lambda attempt: attempt.rank)

    def result(self) -> Enforced:
        """The best attempt, with what it still lacks put in."""
        best = self.best
        steps: list[Step] = []
        for index in range(len(self.matches)):
            if index in best.missing:
                steps.append("inserted")
            elif best.places[index] is None:
                steps.append("pronoun")
            elif index in best.forced:
                steps.append("forced")
            else:
                steps.append("hint" if self.hints else "draft")
        draft = self._complete(best)
        hypothesis = best.hypothesis
        if draft.text != hypothesis.text:
            hypothesis = Hypothesis(self.engine.pieces(draft.text), draft.text, hypothesis.score)
        return Enforced(hypothesis, tuple(map(Outcome, self.matches, steps)))

    def _complete(self, best: _Attempt) -> Draft: ...

    def _attempt(self, hypothesis: Hypothesis, forced: frozenset[int]) -> _Attempt: ...
