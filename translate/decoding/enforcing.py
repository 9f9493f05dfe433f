"""The one impure part of enforcement: drafts, hints and forced beginnings through the engine.

What is missing `glossary.presence` tells; which beginnings to try and what to put in as a last resort,
`glossary.enforcement`.
Hints are those of Dinu et al. 2019, forced beginnings the prefix-constrained decoding of Wuebker et al. 2016.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from glossary import enforcement, presence
from glossary.linked import LinkedText
from glossary.presence import Flaw, Standing
from glossary.terms import Outcome, Sentence, Step, TermMatch
from translate import checks
from translate.engines.base import HINT_MARKS, Engine, Hint, Hypothesis, Request

# Rounds of forced beginnings: what is missing, what got lost by that, what reads wrong; then it is inserted.
_ROUNDS = 4
# Mean log-probability of a piece by which a hinted translation may be below the draft.
_DOUBT = 0.15
# Characters of English for one of German, beyond which a forced or hinted translation is not believed.
_SHORTEST, _LONGEST, _SLACK = 0.35, 2.0, 40
# Characters of English for one of German, below which a hint may have lost something.
_SHORT = 0.6
# Shares of the draft's length below which a forced or a hinted translation lost something.
_CUT, _CUT_BY_HINT = 0.7, 0.85


@dataclass(frozen=True, slots=True)
class Enforced:
    """A translation in which the terms of its sentence stand; `outcomes` are in the order of the matches."""

    hypothesis: Hypothesis
    outcomes: tuple[Outcome, ...] = ()


def enforce(engine: Engine, sources: Sequence[str], matches: Sequence[Sequence[TermMatch]]) -> list[Enforced]:
    """Translate sentences so that the English of each sentence's matches stands in its translation.

    First all sentences, with hints where the model takes them; a hinted translation that is doubtful has to
    compare with a draft without hints. Then, for what is missing, rounds of forced beginnings, those of all
    sentences in one batch; then the last resort, which always succeeds.
    """
    sentences = [_Sentence(engine, *one) for one in zip(sources, matches, strict=True)]
    firsts = engine.translate([sentence.request() for sentence in sentences])
    for sentence, hypothesis in zip(sentences, firsts, strict=True):
        sentence.start(hypothesis)
    doubtful = [sentence for sentence in sentences if sentence.doubtful]
    if doubtful:
        drafts = engine.translate([Request(sentence.source) for sentence in doubtful])
        for sentence, hypothesis in zip(doubtful, drafts, strict=True):
            sentence.compare(hypothesis)
    for _ in range(_ROUNDS):
        tried = [(one, beginning) for one in sentences if (beginning := one.next_beginning())]
        if not tried:
            break
        completed = engine.translate([sentence.request(beginning) for sentence, beginning in tried])
        for (sentence, _), hypothesis in zip(tried, completed, strict=True):
            sentence.take(hypothesis)
    return [sentence.result() for sentence in sentences]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A translation and how the terms stand in it."""

    hypothesis: Hypothesis
    standing: Standing
    missing: frozenset[int]
    flaws: dict[int, Flaw]
    surplus: int
    forced: frozenset[int]

    @property
    def wrongs(self) -> tuple[int, int]:
        """What sorts attempts, the best first: terms that are missing, terms that read wrong."""
        return len(self.missing), len(self.flaws) + self.surplus


@dataclass
class _Sentence:
    """A sentence on its way: the best attempt so far, and the terms that had their turn.

    The first `settled` characters of the current attempt hold what was forced and stay.
    """

    engine: Engine
    source: str
    matches: Sequence[TermMatch]
    hints: tuple[Hint, ...] = field(init=False)
    draft: Hypothesis = field(init=False)
    current: _Attempt = field(init=False)
    turn: frozenset[int] = field(init=False)
    had: set[int] = field(default_factory=set)
    settled: int = 0

    def __post_init__(self) -> None:
        self.hints = _hints(self.engine, self.source, self.matches)

    def request(self, beginning: str = "") -> Request:
        return Request(self.source, self.engine.pieces(beginning), self.hints)

    def start(self, hypothesis: Hypothesis) -> None:
        """Take the first translation."""
        self.draft = hypothesis
        self.current = self._attempt(hypothesis, frozenset())

    @property
    def doubtful(self) -> bool:
        """Whether a term is missing in spite of hints, or one did harm as far as one can tell without a draft."""
        now = self.current
        harmed = not _sane(self.source, now.hypothesis) or len(now.hypothesis.text) < _SHORT * len(self.source)
        return bool(self.hints) and bool(harmed or now.missing or now.flaws or now.surplus)

    def compare(self, hypothesis: Hypothesis) -> None:
        """Go on from the hinted translation only if it is better than a draft without hints."""
        hinted = self.current
        draft = self._attempt(hypothesis, frozenset())
        self.draft = hypothesis
        if not (
            self._sane(hinted.hypothesis, _CUT_BY_HINT)
            and (len(hinted.missing), len(hinted.flaws)) < (len(draft.missing), len(draft.flaws))
            and hinted.surplus <= draft.surplus
            and hinted.hypothesis.score >= hypothesis.score - _DOUBT
        ):
            self.hints = ()
            self.start(hypothesis)

    def next_beginning(self) -> str | None:
        """The likeliest beginning for the terms that are missing and had no turn yet, else for the leftmost flaw.

        A second one would cost as much as the first, and has not been found to make translations any better.
        """
        now = self.current
        if not self.matches or checks.looped(self.source, now.hypothesis.text):
            return None
        if self.turn_of(now.missing):
            beginnings = enforcement.beginnings(now.standing, self.turn, self.settled)
        else:
            flawed = (
                (place, index)
                for index in now.flaws.keys() - self.had
                if (place := now.standing.places[index]) is not None and place[0] >= self.settled
            )
            # Of terms in one place, as overlapping ones may be, not each is flawed.
            _, leftmost = min(flawed, default=(None, None))
            if leftmost is None:
                return None
            self.turn_of({leftmost})
            beginnings = [enforcement.rewrite(now.flaws[leftmost], now.standing.translation.text)]
        beginning = next(iter(beginnings), None)
        return beginning if beginning and len(self.engine.pieces(beginning)) < self.engine.limit else None

    def turn_of(self, indices: Iterable[int]) -> bool:
        """Give these terms their turn, unless they had it; whether any has one."""
        self.turn = frozenset(indices) - self.had
        self.had |= self.turn
        return bool(self.turn)

    def take(self, hypothesis: Hypothesis) -> None:
        """Go on from the completed beginning, if it brought what was wanted."""
        now = self.current
        if not self._sane(hypothesis, _CUT):
            return
        found = self._attempt(hypothesis, now.forced | self.turn)
        if found.wrongs >= now.wrongs:
            return
        places = [found.standing.places[index] for index in self.turn]
        self.settled = max([self.settled, *(place[1] for place in places if place is not None)])
        self.current = found

    def result(self) -> Enforced:
        """The best attempt, with what it still lacks put in."""
        best = self.current
        if not self.matches:
            return Enforced(best.hypothesis)
        done = enforcement.complete(best.standing)
        hypothesis = best.hypothesis
        text = done.translation.text
        if text != hypothesis.text:
            pieces = self.engine.pieces(text)
            hypothesis = Hypothesis(pieces, text, hypothesis.score, ((0, 0),) * len(pieces))
        missing = presence.absent(done)
        steps: list[Step] = []
        for index, place in enumerate(done.places):
            if place is None:
                steps.append("missing" if index in missing else "pronoun")
            elif best.standing.places[index] is None:
                steps.append("inserted")
            elif index in best.forced:
                steps.append("forced")
            else:
                match = self.matches[index]
                hinted = any(hint.start <= match.start < match.end <= hint.end for hint in self.hints)
                steps.append("hint" if hinted else "draft")
        return Enforced(hypothesis, tuple(map(Outcome, self.matches, steps)))

    def _linked(self, hypothesis: Hypothesis) -> LinkedText:
        if not self.matches:
            return LinkedText(hypothesis.text)
        tokens = hypothesis.tokens
        ends = [len(self.engine.text(tokens[:count])) for count in range(len(tokens) + 1)]
        return LinkedText(hypothesis.text, tuple(zip(pairwise(ends), hypothesis.alignment, strict=True)))

    def _sane(self, hypothesis: Hypothesis, cut: float) -> bool:
        """Whether a hinted or forced translation can be believed, given the draft."""
        draft = self.draft
        whole = len(hypothesis.text) >= cut * len(draft.text) or not _sane(self.source, draft)
        return whole and _sane(self.source, hypothesis)

    def _attempt(self, hypothesis: Hypothesis, forced: frozenset[int]) -> _Attempt:
        sentence = Sentence(self.source, tuple(self.matches))
        standing = presence.assign(sentence, self._linked(hypothesis))
        missing, flaws = presence.absent(standing), presence.flaws(standing)
        surplus = presence.surplus(sentence, hypothesis.text)
        return _Attempt(hypothesis, standing, missing, flaws, surplus, forced)


def _hints(engine: Engine, source: str, matches: Sequence[TermMatch]) -> tuple[Hint, ...]:
    """Hints for the matches, as many as the limit leaves room for; of overlapping matches for the longest."""
    if not engine.takes_hints or not matches:
        return ()
    room = engine.limit - engine.length(source)
    hints: list[Hint] = []
    for match in sorted(matches, key=lambda match: match.start - match.end):
        target = enforcement.hint_form(match, source)
        room -= len(engine.pieces(target)) + HINT_MARKS
        if room < 0:
            break
        if match.start < match.end and all(match.end <= h.start or h.end <= match.start for h in hints):
            hints.append(Hint(match.start, match.end, target))
    return tuple(sorted(hints, key=lambda hint: hint.start))


def _sane(source: str, hypothesis: Hypothesis) -> bool:
    """Whether a hinted or forced translation can be believed at all."""
    text = hypothesis.text
    if not _SHORTEST * len(source) - _SLACK <= len(text) <= _LONGEST * len(source) + _SLACK:
        return False
    if any("⟨" in token or "⟩" in token for token in hypothesis.tokens):
        return False
    return not checks.looped(source, text)
