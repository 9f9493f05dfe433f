"""The order of the steps: from segments to their translations, whatever document they stand in."""

import re
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice, repeat

from glossary import presence
from glossary.linked import LinkedText, Span, overlap
from glossary.terms import FOUND, LEXICON, Found, LeftOut, Outcome, Sentence, Step, Term, TermMatch
from translate import checks, confidence, figures, forbidden, literals, memory, portions
from translate.confidence import Calibration
from translate.decoding import asking, casing, enforcing, finishing, lexical, masking, scheduling
from translate.decoding.asking import Asking
from translate.decoding.enforcing import Enforced
from translate.decoding.lexical import Dictionary, Words
from translate.decoding.masking import Masked
from translate.decoding.retrying import Retrying
from translate.documents import segmenter
from translate.documents.document import Segment
from translate.engines.base import Engine
from translate.lexicon.unknown import Rare
from translate.literals import Literal
from translate.memory import Memory, Remembered
from translate.options import Style
from translate.portions import Whole
from translate.report import Translation

# Sentences that are looked up in the memory at once: few at first, so that the first ones come soon.
_LOOKED_UP = (16, 64)
# Sentences that are written into the memory at once.
_KEPT_AT_ONCE = 64
_STYLE = Style()
_COPIED = "part of what is copied as it is"
# Hypotheses of which alternatives are taken: many differ in a comma.
_HYPOTHESES = 12
_WORD = re.compile(r"\w+")

# Told how many segments of how many are done.
Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Nobody is watching."""


def translate(
    segments: Sequence[Segment],
    found: Iterable[Found],
    engine: Engine,
    kept: Memory | None,
    progress: Progress = no_progress,
    *,
    style: Style = _STYLE,
    dictionary: Dictionary | None = None,
) -> list[Translation]:
    """All that `stream` yields; `progress` is told of each."""
    progress(0, len(segments))
    translations: list[Translation] = []
    for translation in stream(segments, found, engine, kept, style=style, dictionary=dictionary):
        translations.append(translation)
        progress(len(translations), len(segments))
    return translations


def stream(
    segments: Iterable[Segment],
    found: Iterable[Found],
    engine: Engine,
    kept: Memory | None,
    *,
    style: Style = _STYLE,
    dictionary: Dictionary | None = None,
) -> Iterator[Translation]:
    """Translations of segments in their order, as they come out of the engine.

    `found` are the terms in the text of each segment. Both are taken as far as they are needed. `dictionary` is asked
    for the words that the model hardly knows; None leaves them to the model.
    """
    known = engine.facts.known
    words = Words(known, dictionary) if dictionary and known else None
    wholes: deque[Whole] = deque()

    def cut() -> Iterator[tuple[Segment, Found]]:
        for segment, terms in zip(segments, found, strict=True):
            wholes.append(portions.of(segment, terms))
            yield from wholes[-1].portions

    done: list[Translation] = []
    with closing(_translations(cut(), _Way(engine, style, words), kept)) as made:
        for translation in made:
            done.append(translation)
            if len(done) == len(wholes[0].portions):
                yield wholes.popleft().joined(done)
                done.clear()


@dataclass(frozen=True, slots=True)
class _Way:
    """How a sentence is translated: with an engine and, where `words` is not None, a dictionary; set in a style."""

    engine: Engine
    style: Style
    words: Words | None = None

    def key(self, segment: Segment, found: Found) -> str:
        """The key of a segment's translation in the memory."""
        dictionary = self.words.dictionary.key if self.words else None
        engine = self.engine.facts.key
        return memory.key(segment.text, engine, found.matches, self.style, segment.copied, dictionary)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A segment that was looked up in the memory."""

    segment: Segment
    found: Found
    key: str
    known: Remembered | None


def _translations(sentences: Iterator[tuple[Segment, Found]], way: _Way, kept: Memory | None) -> Generator[Translation]:
    """Translations of sentences, none of them very long, in their order."""
    coming: deque[_Looked] = deque()
    fresh = _Fresh(kept)

    def tasks() -> Iterator[Asking[None]]:
        for one in _looked_up(sentences, way, kept):
            coming.append(one)
            yield fresh.translated(one, way)

    with closing(fresh), closing(scheduling.in_order(tasks(), way.engine)) as done:
        for _ in done:
            one = coming.popleft()
            result = one.known or fresh.result(one.key)
            known = one.known is not None
            yield _translation(one.segment, one.found, result, way.engine.facts.calibration, from_memory=known)


def _looked_up(sentences: Iterator[tuple[Segment, Found]], way: _Way, kept: Memory | None) -> Iterator[_Looked]:
    for size in chain(_LOOKED_UP, repeat(_LOOKED_UP[-1])):
        if not (some := list(islice(sentences, size))):
            return
        found = [_outside_literals(*one) for one in some]
        keys = [way.key(segment, terms) for (segment, _), terms in zip(some, found, strict=True)]
        known = kept.get_many(keys) if kept else {}
        for (segment, _), terms, key in zip(some, found, keys, strict=True):
            yield _Looked(segment, terms, key, known.get(key))


class _Fresh:
    """What comes from the model: each sentence once, however often it stands there, and into the memory.

    `close` writes what is left to keep.
    """

    def __init__(self, kept: Memory | None) -> None:
        self._kept = kept
        self._users: Counter[str] = Counter()
        self._results: dict[str, Remembered] = {}
        self._unwritten: dict[str, Remembered] = {}

    def translated(self, one: _Looked, way: _Way) -> Asking[None]:
        """Translate a segment, unless it is known or another one of the same text is translated."""
        if one.known:
            return
        self._users[one.key] += 1
        if self._users[one.key] > 1:
            return
        result = yield from _from_model(Sentence(one.segment.text, one.found.matches), one.segment.copied, way)
        self._results[one.key] = result
        if self._kept and "missing" not in result.steps:
            self._unwritten[one.key] = result
            if len(self._unwritten) >= _KEPT_AT_ONCE:
                self.close()

    def result(self, key: str) -> Remembered:
        """The translation for a segment; the last one that it is for takes it away."""
        self._users[key] -= 1
        if self._users[key]:
            return self._results[key]
        del self._users[key]
        return self._results.pop(key)

    def close(self) -> None:
        if self._kept:
            self._kept.put_many(self._unwritten)
        self._unwritten.clear()


def alternatives(
    translation: Translation, found: Found, engine: Engine, count: int, *, style: Style = _STYLE
) -> list[Translation]:
    """Further translations of a segment, at most `count`, the likeliest first, each in other words.

    All have every term in place, and no doubt but the model's own that the translation has not. A sentence that goes
    in parts has none.
    """
    segment = translation.segment
    found = _outside_literals(segment, found)
    masked = _masked(Sentence(segment.text, found.matches), segment.copied, engine, style)
    parts = [] if masked.is_bare else _parts(masked.sentence, engine)
    if len(parts) != 1:
        return []
    by_words = {_words(translation): translation}
    may = {checks.UNSURE, confidence.LOW, *(doubt.check for doubt in translation.doubts)}
    for one in enforcing.alternatives(engine, parts[0].sentence, _HYPOTHESES):
        result = _result(masked, parts, [one], style)
        made = _translation(segment, found, result, engine.facts.calibration, from_memory=False)
        if {doubt.check for doubt in made.doubts} <= may:
            by_words.setdefault(_words(made), made)
    return list(by_words.values())[1 : count + 1]


def _words(translation: Translation) -> tuple[str, ...]:
    return tuple(_WORD.findall(translation.text.casefold()))


def _outside_literals(segment: Segment, found: Found) -> Found:
    """The terms without those that are part of an address or the like, which is copied as a whole."""
    copied = literals.find(segment.text, segment.copied) if found.matches else []
    if not copied:
        return found
    starts, ends = [one.start for one in copied], [one.end for one in copied]
    kept: list[TermMatch] = []
    inside: list[TermMatch] = []
    for match in found.matches:
        near = copied[bisect_right(ends, match.start) : bisect_right(starts, match.end)]
        (inside if any(_covers(one, match) for one in near) else kept).append(match)
    return Found(tuple(kept), (*found.left_out, *(LeftOut(match, _COPIED) for match in inside)))


def _covers(literal: Literal, match: TermMatch) -> bool:
    if literal.kind == literals.COPIED:
        return overlap(literal.span, match.span)
    return literal.start <= match.start < match.end <= literal.end and literal.span != match.span


@dataclass(frozen=True, slots=True)
class _Part:
    """What is translated in one go: a sentence, or the part of one that is too long, from `start` on."""

    start: int
    sentence: Sentence


def _from_model(sentence: Sentence, copied: Sequence[Span], way: _Way) -> Asking[Remembered]:
    """Translate a sentence that is not in the memory; one that is too long goes in parts, joined by spaces."""
    masked = _masked(sentence, copied, way.engine, way.style)
    parts = [] if masked.is_bare else _parts(masked.sentence, way.engine)
    looked_up = [_rare(part.sentence, way.words) for part in parts]
    model = Retrying(way.engine.facts, way.engine.tokenizer)
    done = yield from asking.together(
        enforcing.enforced(model, part.sentence, hinted) for part, (hinted, _) in zip(parts, looked_up, strict=True)
    )
    told = [
        replace(one, start=start, end=end)
        for part, made, (_, nobody) in zip(parts, done, looked_up, strict=True)
        for one in (*(Rare(hint.start, hint.end, hint.target) for hint in made.words), *nobody)
        for start, end in [masking.in_source(masked, portions.moved(part.start, (one.start, one.end)))]
    ]
    return replace(_result(masked, parts, done, way.style), rare=tuple(sorted(told, key=lambda one: one.start)))


def _rare(sentence: Sentence, words: Words | None) -> tuple[tuple[lexical.Candidate, ...], tuple[Rare, ...]]:
    """What is to be hinted of a sentence, and the words that nobody knows."""
    return words.looked_up(sentence.text, [match.span for match in sentence.matches]) if words else ((), ())


def _masked(sentence: Sentence, copied: Sequence[Span], engine: Engine, style: Style) -> Masked:
    rendered = [
        TermMatch(Term(sentence.text[one.start : one.end], one.english, one.kind), one.start, one.end)
        for one in figures.renderings(sentence.text, style.clock)
    ]
    return masking.masked(sentence, casing.sentence_case(sentence), rendered, engine.tokenizer.spells, copied)


def _result(masked: Masked, parts: Sequence[_Part], done: Sequence[Enforced], style: Style) -> Remembered:
    """The translations of a sentence's parts as that of the sentence."""
    if not parts:
        return Remembered(LinkedText(masked.source.text), 0.0, (), (), decoded_again=False)
    linked = finishing.finished(masked.sentence, _joined(parts, done), style)
    steps = [step for one in done for step in one.steps]
    places = presence.assign(masked.sentence, linked).places
    linked, places = masking.unmasked(masked, linked, places)
    own = tuple(steps[index] for index in masked.terms)
    own_places = _places([places[index] for index in masked.terms], own)
    return Remembered(linked, _score(done), own, own_places, any(one.again for one in done))


def _parts(sentence: Sentence, engine: Engine) -> list[_Part]:
    """A sentence as parts that are not too long; a term goes with the part that its beginning stands in."""
    text = sentence.text
    # A line of `deen evaluate` may be empty.
    spans = segmenter.split_long(text, engine.tokenizer.length, engine.facts.split_length) or [(0, 0)]
    parts: list[_Part] = []
    left = list(sentence.matches)
    for index, (start, end) in enumerate(spans):
        until = spans[index + 1][0] if index + 1 < len(spans) else len(text) + 1
        inside = [match for match in left if match.start < until]
        left = left[len(inside) :]
        moved = (replace(match, start=max(match.start - start, 0), end=min(match.end, end) - start) for match in inside)
        parts.append(_Part(start, Sentence(text[start:end], tuple(moved))))
    return parts


def _joined(parts: Sequence[_Part], done: Sequence[Enforced]) -> LinkedText:
    """The translations of a sentence's parts as one, with a space where the parts have one."""
    whole: list[LinkedText] = []
    behind = 0
    for part, one in zip(parts, done, strict=True):
        english = one.hypothesis.linked
        if part.start:
            english = english.of_source(partial(portions.moved, part.start))
        if english.text:
            # A word that is too long was cut in two.
            gap = " " if whole and behind < part.start else ""
            whole += [LinkedText(gap), english]
        behind = part.start + len(part.sentence.text)
    return LinkedText.of_parts(whole)


def _score(done: Sequence[Enforced]) -> float:
    """The mean log-probability of a piece over all parts, end marks included."""
    pieces = [len(one.hypothesis.tokens) + 1 for one in done]
    return sum(one.hypothesis.score * count for one, count in zip(done, pieces, strict=True)) / sum(pieces)


def _places(found: Sequence[Span | None], steps: Sequence[Step]) -> tuple[Span | None, ...]:
    return tuple(None if step in ("missing", "pronoun") else place for place, step in zip(found, steps, strict=True))


def _translation(
    segment: Segment, found: Found, result: Remembered, calibration: Calibration | None, *, from_memory: bool
) -> Translation:
    english = result.translation.text
    # A confidence tells more than the score, and stands for it.
    doubts = checks.check(segment.text, english, None if calibration else result.score, segment.copied, found.matches)
    doubts += forbidden.doubts(found.matches, segment.text, result.translation)
    if result.decoded_again:
        detail = "the first decoding ran into a loop; decoded again with a repetition penalty"
        doubts = (checks.Doubt("repetition loop", detail), *doubts)
    sure = None
    if calibration:
        sure = calibration.confidence(result.score, doubts)
        if low := calibration.doubt(sure):
            doubts = (*doubts, low)
    return Translation(
        segment,
        result.translation.sharing(),
        result.score,
        "memory" if from_memory else "model",
        _outcomes(segment, found, result),
        doubts,
        found.left_out,
        sure,
        tuple((one.start, one.end) for one in result.rare if not one.english),
    )


def _outcomes(segment: Segment, found: Found, result: Remembered) -> tuple[Outcome, ...]:
    """How the terms came to stand there, and the words that a dictionary told."""
    terms = list(map(_outcome, found.matches, result.steps, result.places))
    told = [
        TermMatch(Term(segment.text[one.start : one.end], one.english, origin=LEXICON), one.start, one.end)
        for one in result.rare
        if one.english
    ]
    if told:
        places = presence.assign(Sentence(segment.text, tuple(told)), result.translation).places
        terms += (Outcome(match, "lexicon", place) for match, place in zip(told, places, strict=True))
        terms.sort(key=lambda one: one.match.start)
    return tuple(terms)


def _outcome(match: TermMatch, step: Step, place: Span | None) -> Outcome:
    """How a match came to stand there; of names that no glossary has it counts that they were found."""
    found = match.term.origin == FOUND and step in ("draft", "hint", "replaced")
    return Outcome(match, "found" if found else step, place)
