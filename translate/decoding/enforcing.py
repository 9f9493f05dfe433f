"""The one impure part of enforcement: drafts, hints and forced beginnings through the engine.

What is missing, which beginnings to try and what to put in as a last resort: `glossary.enforcement` decides.
Hints are those of Dinu et al. 2019, forced beginnings the prefix-constrained decoding of Wuebker et al. 2016.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from glossary import enforcement, presence
from glossary.presence import Flaw, Standing
from glossary.terms import Sentence, Step
from translate import checks
from translate.decoding.masking import STAND_IN
from translate.engines.base import HINT_MARKS, Engine, Hint, Hypothesis, Request

# Rounds of forced beginnings: what is missing, what got lost by that, what reads wrong; then it is inserted.
_ROUNDS = 4
# Mean log-probability of a piece by which a hinted translation may be below the one without hints.
_DOUBT = 0.15
# Characters of English for one of German, beyond which a forced or hinted translation is not believed.
_SHORTEST, _LONGEST, _SLACK = 0.35, 2.0, 40
# Characters of English for one of German, below which a hint may have lost something.
_SHORT = 0.6
# Shares of the free translation's length below which a forced or a hinted one lost something.
_CUT, _CUT_BY_HINT = 0.7, 0.85


@dataclass(frozen=True, slots=True)
class Enforced:
    """A translation in which the terms of its sentence stand; `steps` are in the order of the matches."""

    hypothesis: Hypothesis
    steps: tuple[Step, ...] = ()


def enforce(engine: Engine, sentences: Sequence[Sentence]) -> list[Enforced]:
    """Translate sentences so that the English of each sentence's matches stands in its translation.

    First all sentences, with hints where the model takes them; a hinted translation that is doubtful has to
    compare with one without hints. Then, for what is missing, rounds of forced beginnings, those of all
    sentences in one batch; then the last resort, which always succeeds.
    """
    states = _compared_where_doubtful(_hinted(sentences, engine), engine)
    for _ in range(_ROUNDS):
        states = [_with_next_beginning(state, engine) for state in states]
        begun = [index for index, state in enumerate(states) if state.beginning]
        if not begun:
            break
        completed = engine.translate([_request(states[index], engine) for index in begun])
        for index, hypothesis in zip(begun, completed, strict=True):
            states[index] = _completed(states[index], hypothesis)
    return [_result(state, engine) for state in states]


def alternatives(engine: Engine, sentence: Sentence, count: int) -> list[Enforced]:
    """Further translations of a sentence, the likeliest first: of the engine's best `count` those that are whole.

    Each has the terms in place of itself; nothing is forced or put in.
    """
    hints = _hints(engine, sentence)
    made = engine.alternatives(Request(sentence.text, hints=hints), count)
    states = [_State(sentence, hints, made[0], _attempt(sentence, one, frozenset())) for one in made]
    return [
        Enforced(state.best.hypothesis, _steps(state, state.best.standing))
        for state in states
        if state.best.wrongs == (0, 0) and _is_whole(sentence.text, state.best.hypothesis, state.free, _CUT)
    ]


# --- A sentence on its way ---


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A translation and how the terms stand in it; `forced` are the matches that a forced beginning had."""

    hypothesis: Hypothesis
    standing: Standing
    missing: frozenset[int]
    flaws: Mapping[int, Flaw]
    surplus: int
    forced: frozenset[int]

    @property
    def wrongs(self) -> tuple[int, int]:
        """What sorts attempts, the best first: terms that are missing, terms that read wrong."""
        return len(self.missing), len(self.flaws) + self.surplus


@dataclass(frozen=True, slots=True)
class _State:
    """How far a sentence is.

    `free` is its first translation, or that without hints once there is one: what others are measured by. `best` is
    the best attempt so far, whose first `fixed` characters hold what was forced and stay. `beginning` is what is to be
    completed next, for the matches `wanted`; `tried` are all that a beginning was looked for.
    """

    sentence: Sentence
    hints: tuple[Hint, ...]
    free: Hypothesis
    best: _Attempt
    fixed: int = 0
    beginning: str = ""
    wanted: frozenset[int] = frozenset()
    tried: frozenset[int] = frozenset()


def _hinted(sentences: Sequence[Sentence], engine: Engine) -> list[_State]:
    """The sentences with their first translations, hints in them where the model takes some."""
    hints = [_hints(engine, sentence) for sentence in sentences]
    requests = [Request(sentence.text, hints=given) for sentence, given in zip(sentences, hints, strict=True)]
    firsts = engine.translate(requests)
    return [
        _State(sentence, given, first, _attempt(sentence, first, frozenset()))
        for sentence, given, first in zip(sentences, hints, firsts, strict=True)
    ]


def _compared_where_doubtful(states: Sequence[_State], engine: Engine) -> list[_State]:
    """What is doubtful compared with a translation without hints."""
    doubtful = [index for index, state in enumerate(states) if _is_doubtful(state)]
    if not doubtful:
        return list(states)
    free = engine.translate([Request(states[index].sentence.text) for index in doubtful])
    compared = dict(zip(doubtful, map(_compared, (states[index] for index in doubtful), free), strict=True))
    return [compared.get(index, state) for index, state in enumerate(states)]


def _attempt(sentence: Sentence, hypothesis: Hypothesis, forced: frozenset[int]) -> _Attempt:
    standing = presence.assign(sentence, hypothesis.linked)
    return _Attempt(
        hypothesis,
        standing,
        presence.absent(standing),
        presence.flaws(standing),
        presence.surplus(sentence, hypothesis.text),
        forced,
    )


def _is_doubtful(state: _State) -> bool:
    """Whether a term is missing in spite of hints, or one did harm as far as can be told without a free translation."""
    now, source = state.best, state.sentence.text
    harmed = not _is_believable(source, now.hypothesis) or len(now.hypothesis.text) < _SHORT * len(source)
    return bool(state.hints) and bool(harmed or now.missing or now.flaws or now.surplus)


def _compared(state: _State, free: Hypothesis) -> _State:
    """Go on from the hinted translation only if it is better than the free one."""
    hinted, unhinted = state.best, _attempt(state.sentence, free, frozenset())
    if (
        _is_whole(state.sentence.text, hinted.hypothesis, free, _CUT_BY_HINT)
        and (len(hinted.missing), len(hinted.flaws)) < (len(unhinted.missing), len(unhinted.flaws))
        and hinted.surplus <= unhinted.surplus
        and hinted.hypothesis.score >= free.score - _DOUBT
    ):
        return replace(state, free=free)
    return replace(state, hints=(), free=free, best=unhinted)


def _with_next_beginning(state: _State, engine: Engine) -> _State:
    """With the likeliest beginning for the matches that are missing and were not tried, else for the leftmost flaw.

    A second one would cost as much as the first, and has not been found to make translations any better.
    """
    none = replace(state, beginning="")
    now = state.best
    if not state.sentence.matches or checks.looped(state.sentence.text, now.hypothesis.text):
        return none
    if wanted := now.missing - state.tried:
        beginning = next(iter(enforcement.beginnings(now.standing, wanted, state.fixed)), "")
    elif (leftmost := _leftmost_flaw(state)) is not None:
        wanted = frozenset({leftmost})
        beginning = enforcement.rewrite(now.flaws[leftmost], now.hypothesis.text)
    else:
        return none
    if len(engine.tokenizer.pieces(beginning)) >= engine.facts.max_source_length:
        beginning = ""
    return replace(state, beginning=beginning, wanted=wanted, tried=state.tried | wanted)


def _leftmost_flaw(state: _State) -> int | None:
    """The match of the leftmost flaw that was not tried and is not in front of what stays."""
    flawed = (
        (place, index)
        for index in state.best.flaws.keys() - state.tried
        # Of terms in one place, as overlapping ones may be, not each is flawed.
        if (place := state.best.standing.places[index]) is not None and place[0] >= state.fixed
    )
    return min(flawed, default=(None, None))[1]


def _request(state: _State, engine: Engine) -> Request:
    return Request(state.sentence.text, engine.tokenizer.pieces(state.beginning), state.hints)


def _completed(state: _State, hypothesis: Hypothesis) -> _State:
    """Go on from the completed beginning, if it brought what was wanted."""
    if not _is_whole(state.sentence.text, hypothesis, state.free, _CUT):
        return state
    found = _attempt(state.sentence, hypothesis, state.best.forced | state.wanted)
    if found.wrongs >= state.best.wrongs:
        return state
    ends = [place[1] for index in state.wanted if (place := found.standing.places[index]) is not None]
    return replace(state, best=found, fixed=max([state.fixed, *ends]))


def _result(state: _State, engine: Engine) -> Enforced:
    """The best attempt, with what it still lacks put in."""
    sentence, best = state.sentence, state.best
    if not sentence.matches:
        return Enforced(best.hypothesis)
    completed = enforcement.complete(best.standing)
    hypothesis = best.hypothesis
    if completed.translation.text != hypothesis.text:
        pieces = engine.tokenizer.pieces(completed.translation.text)
        hypothesis = Hypothesis(pieces, completed.translation, hypothesis.score)
    return Enforced(hypothesis, _steps(state, completed))


def _steps(state: _State, completed: Standing) -> tuple[Step, ...]:
    """How each match came to stand in the completed translation."""
    missing = presence.absent(completed)
    steps: list[Step] = []
    for index, (match, place) in enumerate(zip(state.sentence.matches, completed.places, strict=True)):
        if place is None:
            steps.append("missing" if index in missing else "pronoun")
        elif state.best.standing.places[index] is None:
            steps.append("inserted")
        elif index in state.best.forced:
            steps.append("forced")
        else:
            hinted = any(hint.start <= match.start < match.end <= hint.end for hint in state.hints)
            steps.append("hint" if hinted else "draft")
    return tuple(steps)


# --- Hints, and what is believed ---


def _hints(engine: Engine, sentence: Sentence) -> tuple[Hint, ...]:
    """Hints for the matches, as many as the limit leaves room for; of overlapping matches for the longest."""
    if not engine.facts.takes_hints or not sentence.matches:
        return ()
    room = engine.facts.max_source_length - engine.tokenizer.length(sentence.text)
    hints: list[Hint] = []
    for match in sorted(sentence.matches, key=lambda match: match.start - match.end):
        if match.term.kind == STAND_IN:
            continue
        target = enforcement.hint_form(match, sentence.text)
        room -= len(engine.tokenizer.pieces(target)) + HINT_MARKS
        if room < 0:
            break
        if match.start < match.end and all(match.end <= h.start or h.end <= match.start for h in hints):
            hints.append(Hint(match.start, match.end, target))
    return tuple(sorted(hints, key=lambda hint: hint.start))


def _is_whole(source: str, hypothesis: Hypothesis, free: Hypothesis, cut: float) -> bool:
    """Whether a hinted or forced translation can be believed, and has at least this share of the free one's length."""
    whole = len(hypothesis.text) >= cut * len(free.text) or not _is_believable(source, free)
    return whole and _is_believable(source, hypothesis)


def _is_believable(source: str, hypothesis: Hypothesis) -> bool:
    """Whether a translation can be believed at all: neither far too short nor too long, no marks of hints, no loop."""
    text = hypothesis.text
    if not _SHORTEST * len(source) - _SLACK <= len(text) <= _LONGEST * len(source) + _SLACK:
        return False
    if any("⟨" in token or "⟩" in token for token in hypothesis.tokens):
        return False
    return not checks.looped(source, text)
