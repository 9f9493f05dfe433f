"""Enforcement as far as it asks the engine: drafts with hints, compared with others where that may have done harm.

What is missing and what is written for it: `glossary.enforcement` decides. Hints are those of Dinu et al. 2019.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary import enforcement, presence
from glossary.linked import LinkedText
from glossary.presence import Standing
from glossary.terms import FOUND, Sentence, Step, TermMatch
from translate import checks
from translate.decoding import asking, lexical
from translate.decoding.asking import Asking
from translate.decoding.lexical import Candidate
from translate.decoding.masking import STAND_IN
from translate.decoding.retrying import Decoded, Retrying
from translate.engines.base import HINT_MARKS, Engine, Hint, Hypothesis, Request, source_length

# Characters of English for one of German, beyond which a hinted translation is not believed.
_SHORTEST, _LONGEST, _SLACK = 0.35, 2.0, 40
# Characters of English for one of German, below which a hint may have lost something.
_SHORT = 0.6
# Share of the free translation's length below which a hinted one lost something.
_CUT = 0.85


@dataclass(frozen=True, slots=True)
class Enforced:
    """A translation in which the terms of its sentence stand; `steps` are in the order of the matches.

    `again` says that the model ran into a repetition loop, and decoded again; `words` are the hints from a dictionary
    that it took.
    """

    hypothesis: Hypothesis
    steps: tuple[Step, ...] = ()
    again: bool = False
    words: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A translation and how the terms stand in it: `lost` are those that are missing with all that stands for them."""

    sentence: Sentence
    hints: tuple[Hint, ...]
    decoded: Decoded
    standing: Standing
    lost: int
    surplus: int

    @property
    def hypothesis(self) -> Hypothesis:
        return self.decoded.hypothesis


def enforced(model: Retrying, sentence: Sentence, rare: Sequence[Candidate] = ()) -> Asking[Enforced]:
    """Translate a sentence so that the English of its matches stands in its translation.

    First with hints where the model takes them, for the matches and for rare words; a hinted translation that is
    doubtful has to compare with one without hints for the words, and that with one without any. What the model wrote
    for a term that is still missing is replaced in the text, which costs nothing and has been found to be as good as
    decoding again from a beginning with the term. Hints for rare words are taken where they make nothing worse.
    """
    sentence = enforcement.placed(sentence)
    free = None
    if _is_in_doubt(model, sentence):
        free = yield from _drafted(model, sentence, ())
    hints = _hints(model, sentence, free.hypothesis.linked if free else None)
    words = lexical.hints(rare, "") if model.facts.takes_hints else ()
    tried = yield from _with_room(model, sentence, hints, words)
    if tried and _stands(tried, words):
        draft = tried
    else:
        draft = yield from _without_words(model, sentence, hints, free)
        if words:
            draft = (yield from _with_words(model, draft, rare, tried)) or draft
    return replace(_result(draft, model), words=tuple(word for word in words if word in draft.hints))


def enforce(engine: Engine, sentences: Sequence[Sentence]) -> list[Enforced]:
    """What comes of some sentences, all at the same time."""
    model = Retrying(engine.facts, engine.tokenizer)
    return asking.answered(asking.together(enforced(model, sentence) for sentence in sentences), engine)


def alternatives(engine: Engine, sentence: Sentence, count: int) -> list[Enforced]:
    """Further translations of a sentence, the likeliest first: of the engine's best `count` those that are whole.

    Each has the terms in place of itself; nothing is put in.
    """
    model = Retrying(engine.facts, engine.tokenizer)
    sentence = enforcement.placed(sentence)
    free = asking.answered(_drafted(model, sentence, ()), engine) if _is_in_doubt(model, sentence) else None
    hints = _hints(model, sentence, free.hypothesis.linked if free else None)
    made = engine.alternatives(Request(sentence.text, hints=hints), count)
    drafts = [_draft(sentence, hints, Decoded(one)) for one in made if _is_believable(sentence.text, one)]
    results = [_result(draft, model) for draft in drafts if not draft.lost + draft.surplus]
    return [one for one in results if not {"inserted", "replaced", "missing"}.intersection(one.steps)]


def _drafted(model: Retrying, sentence: Sentence, hints: tuple[Hint, ...]) -> Asking[_Draft]:
    decoded = yield from model.decoded(Request(sentence.text, hints=hints))
    return _draft(sentence, hints, decoded)


def _without_words(model: Retrying, sentence: Sentence, hints: tuple[Hint, ...], free: _Draft | None) -> Asking[_Draft]:
    """The translation with hints for terms, or without where that is better."""
    draft = yield from _drafted(model, sentence, hints)
    if not draft.hints or not _is_doubtful(draft):
        return draft
    free = free or (yield from _drafted(model, sentence, ()))
    again = draft.decoded.again or free.decoded.again
    draft = _better(draft, free)
    return replace(draft, decoded=replace(draft.decoded, again=again))


def _with_words(
    model: Retrying, draft: _Draft, rare: Sequence[Candidate], tried: _Draft | None
) -> Asking[_Draft | None]:
    """The same with hints for the rare words that it lacks, None where the draft is as good, or there is no room.

    Where all of them together make it worse, the likeliest translation with one of them counts: about one sentence in
    a hundred, of which half get better. `tried` has been decoded already.
    """
    words = lexical.hints(rare, draft.hypothesis.text)
    if tried is None or tried.hints != _sorted(draft.hints, words):
        tried = yield from _with_room(model, draft.sentence, draft.hints, words)
    if tried and _is_kept(draft, tried, words, rare):
        return tried
    if len(words) < 2:
        return None
    made = yield from asking.together(_with_room(model, draft.sentence, draft.hints, (word,)) for word in words)
    kept = (one for one, word in zip(made, words, strict=True) if one and _is_kept(draft, one, (word,), rare))
    return max(kept, key=lambda one: one.hypothesis.score, default=None)


def _with_room(
    model: Retrying, sentence: Sentence, hints: tuple[Hint, ...], words: Sequence[Hint]
) -> Asking[_Draft | None]:
    """The translation with hints for words too, None if there are none or no room for them."""
    together = _sorted(hints, words)
    if not words or source_length(model.tokenizer, Request(sentence.text, together)) > model.facts.max_source_length:
        return None
    return (yield from _drafted(model, sentence, together))


def _sorted(hints: Sequence[Hint], words: Sequence[Hint]) -> tuple[Hint, ...]:
    return tuple(sorted((*hints, *words), key=lambda hint: hint.start))


def _draft(sentence: Sentence, hints: tuple[Hint, ...], decoded: Decoded) -> _Draft:
    standing = presence.assign(sentence, decoded.hypothesis.linked)
    lost = enforcement.lost(standing)
    return _Draft(sentence, hints, decoded, standing, len(lost), presence.surplus(sentence, decoded.hypothesis.text))


# --- What is believed ---


def _stands(draft: _Draft, words: Sequence[Hint]) -> bool:
    """Whether a translation with hints for words is without doubt, so that none without them is needed."""
    sentence = draft.sentence
    harmed = draft.decoded.again or _is_doubtful(draft)
    return not harmed and lexical.is_good(sentence.text, draft.hypothesis, words, sentence.matches)


def _is_kept(draft: _Draft, hinted: _Draft, words: Sequence[Hint], rare: Sequence[Candidate]) -> bool:
    """Whether a translation with hints for words is to stand for the draft without them."""
    source, matches = draft.sentence.text, draft.sentence.matches
    is_worse = hinted.lost + hinted.surplus > draft.lost + draft.surplus or hinted.decoded.again
    return (
        not is_worse
        and _is_believable(source, hinted.hypothesis)
        and lexical.is_kept(source, draft.hypothesis, hinted.hypothesis, words, rare, matches)
    )


def _is_doubtful(draft: _Draft) -> bool:
    """Whether hints did harm as far as can be told without a free translation."""
    source, text = draft.sentence.text, draft.hypothesis.text
    harmed = not _is_believable(source, draft.hypothesis) or len(text) < _SHORT * len(source)
    return bool(harmed or draft.lost or draft.surplus)


def _better(hinted: _Draft, free: _Draft) -> _Draft:
    """The hinted translation only if it can be believed and is better than the free one."""
    source, written = hinted.sentence.text, hinted.hypothesis
    is_whole = len(written.text) >= _CUT * len(free.hypothesis.text) or not _is_believable(source, free.hypothesis)
    if is_whole and _is_believable(source, written) and hinted.lost + hinted.surplus < free.lost + free.surplus:
        return hinted
    return free


def _is_believable(source: str, hypothesis: Hypothesis) -> bool:
    """Whether a translation can be believed at all: neither far too short nor too long, no marks of hints, no loop."""
    text = hypothesis.text
    if not _SHORTEST * len(source) - _SLACK <= len(text) <= _LONGEST * len(source) + _SLACK:
        return False
    if any("⟨" in token or "⟩" in token for token in hypothesis.tokens):
        return False
    return not checks.looped(source, text)


# --- What comes of it ---


def _result(draft: _Draft, model: Retrying) -> Enforced:
    """The draft, with what it lacks put in."""
    hypothesis, again = draft.hypothesis, draft.decoded.again
    if not draft.sentence.matches:
        return Enforced(hypothesis, again=again)
    completed, replaced = enforcement.complete(draft.standing)
    if completed.translation.text != hypothesis.text:
        pieces = model.tokenizer.pieces(completed.translation.text)
        hypothesis = Hypothesis(pieces, completed.translation, hypothesis.score)
    return Enforced(hypothesis, _steps(draft, completed, replaced), again)


def _steps(draft: _Draft, completed: Standing, replaced: frozenset[int]) -> tuple[Step, ...]:
    """How each match came to stand in the completed translation."""
    missing = presence.absent(completed)
    starts = [hint.start for hint in draft.hints]
    steps: list[Step] = []
    for index, (match, place) in enumerate(zip(draft.sentence.matches, completed.places, strict=True)):
        if place is None:
            steps.append("missing" if index in missing else "pronoun")
        elif index in replaced:
            steps.append("replaced")
        elif draft.standing.places[index] is None:
            steps.append("inserted")
        else:
            number = bisect_right(starts, match.start) - 1
            hinted = number >= 0 and match.start < match.end <= draft.hints[number].end
            steps.append("hint" if hinted else "draft")
    return tuple(steps)


# --- Hints ---


def _is_in_doubt(model: Retrying, sentence: Sentence) -> bool:
    """Whether the German does not tell whether one or several are meant, so that a draft has to."""
    return model.facts.takes_hints and any(enforcement.is_in_doubt(one, sentence.text) for one in sentence.matches)


def _hints(model: Retrying, sentence: Sentence, free: LinkedText | None) -> tuple[Hint, ...]:
    """Hints for the matches, as many as the limit leaves room for, the longest first; one for those that overlap."""
    if not model.facts.takes_hints or not sentence.matches:
        return ()
    room = model.facts.max_source_length - model.tokenizer.length(sentence.text)
    matches = [match for match in sentence.matches if match.term.kind != STAND_IN and not _is_found_as_it_is(match)]
    hints: list[Hint] = []
    for (start, end), target in sorted(enforcement.hinted(matches, sentence.text, free), key=_by_length):
        room -= len(model.tokenizer.pieces(target)) + HINT_MARKS
        if room < 0:
            break
        hints.append(Hint(start, end, target))
    return tuple(sorted(hints, key=lambda hint: hint.start))


def _is_found_as_it_is(match: TermMatch) -> bool:
    """A name found in the article that stays as it is: the model nearly always copies it, and a hint rewords the rest.

    Where it is missing all the same, it is put in.
    """
    return match.term.origin == FOUND and match.term.source == match.term.target


def _by_length(given: tuple[tuple[int, int], str]) -> int:
    (start, end), _ = given
    return start - end
