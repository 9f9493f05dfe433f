"""The order of the steps: from segments to their translations, whatever document they stand in."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice, repeat

from glossary import presence
from glossary.linked import LinkedText, Span, overlap
from glossary.terms import FOUND, Found, LeftOut, Outcome, Sentence, Step, Term, TermMatch
from translate import checks, confidence, figures, forbidden, literals, memory, portions
from translate.confidence import Calibration
from translate.decoding import casing, enforcing, finishing, masking
from translate.decoding.enforcing import Enforced
from translate.decoding.masking import Masked
from translate.decoding.retrying import Retrying
from translate.documents import segmenter
from translate.documents.document import Segment
from translate.engines.base import Engine
from translate.literals import Literal
from translate.memory import Memory, Remembered
from translate.options import Style
from translate.portions import Whole
from translate.report import Translation

# The last is large enough to fill the engine's batches; the first are small, so that the first sentences come soon.
_SEGMENTS_A_ROUND = (16, 32, 128)
_CHARACTERS_A_ROUND = 20_000
# While one round is in the engine, the one before is finished and the one after prepared.
_ROUNDS_AT_ONCE = 2
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
) -> list[Translation]:
    """All that `stream` yields; `progress` is told of each."""
    progress(0, len(segments))
    translations: list[Translation] = []
    for translation in stream(segments, found, engine, kept, style=style):
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
) -> Iterator[Translation]:
    """Translations of segments in their order, as they come out of the engine.

    `found` are the terms in the text of each segment. Both are taken as far as they are needed.
    """
    wholes: deque[Whole] = deque()

    def cut() -> Iterator[tuple[Segment, Found]]:
        for segment, terms in zip(segments, found, strict=True):
            wholes.append(portions.of(segment, terms))
            yield from wholes[-1].portions

    done: list[Translation] = []
    with closing(_rounds(cut(), engine, kept, style)) as made:
        for translation in made:
            done.append(translation)
            if len(done) == len(wholes[0].portions):
                yield wholes.popleft().joined(done)
                done.clear()


def _rounds(
    sentences: Iterator[tuple[Segment, Found]], engine: Engine, kept: Memory | None, style: Style
) -> Generator[Translation]:
    """Translations of sentences, none of them very long, in their order."""
    first = _some(sentences, _SEGMENTS_A_ROUND[0])
    more = list(islice(sentences, 1))
    if not more:
        # Threads would take longer to begin than they save.
        yield from _round(first, engine, kept, style) if first else ()
        return
    sentences = chain(first, more, sentences)
    waiting: deque[Future[list[Translation]]] = deque()
    with ThreadPoolExecutor(_ROUNDS_AT_ONCE) as pool:
        try:
            for size in chain(_SEGMENTS_A_ROUND, repeat(_SEGMENTS_A_ROUND[-1])):
                if not (some := _some(sentences, size)):
                    break
                waiting.append(pool.submit(_round, some, engine, kept, style))
                if len(waiting) > _ROUNDS_AT_ONCE:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            # What is in the engine is finished and kept, what is not goes back.
            pool.shutdown(cancel_futures=True)


def _some(sentences: Iterator[tuple[Segment, Found]], most: int) -> list[tuple[Segment, Found]]:
    """The next sentences, so few that the engine is not busy with them for long: between rounds one can stop."""
    some: list[tuple[Segment, Found]] = []
    room = _CHARACTERS_A_ROUND
    while room > 0 and len(some) < most and (one := next(sentences, None)):
        some.append(one)
        room -= len(one[0].text)
    return some


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
        result = _result(masked, parts, [one], style, again=False)
        made = _translation(segment, found, result, engine.facts.calibration, from_memory=False)
        if {doubt.check for doubt in made.doubts} <= may:
            by_words.setdefault(_words(made), made)
    return list(by_words.values())[1 : count + 1]


def _words(translation: Translation) -> tuple[str, ...]:
    return tuple(_WORD.findall(translation.text.casefold()))


def _round(
    segments: Sequence[tuple[Segment, Found]], engine: Engine, kept: Memory | None, style: Style
) -> list[Translation]:
    terms = [_outside_literals(segment, found) for segment, found in segments]
    sentences = [Sentence(segment.text, found.matches) for (segment, _), found in zip(segments, terms, strict=True)]
    copied = [segment.copied for segment, _ in segments]
    keyed = partial(memory.key, engine=engine.facts.key, style=style)
    keys = [keyed(one.text, matches=one.matches, copied=spans) for one, spans in zip(sentences, copied, strict=True)]
    known = kept.get_many(keys) if kept else {}
    new = [index for index, key in enumerate(keys) if key not in known]
    fresh = _fresh(keys, sentences, copied, new, engine, style)
    if kept:
        kept.put_many({key: result for key, result in fresh.items() if "missing" not in result.steps})
    return [
        _translation(segment, found, known.get(key) or fresh[key], engine.facts.calibration, from_memory=key in known)
        for (segment, _), found, key in zip(segments, terms, keys, strict=True)
    ]


def _fresh(
    keys: Sequence[str],
    sentences: Sequence[Sentence],
    copied: Sequence[Sequence[Span]],
    new: Sequence[int],
    engine: Engine,
    style: Style,
) -> dict[str, Remembered]:
    """What comes from the model for the sentences that are numbered in `new`, by their keys."""
    made = _from_model([sentences[index] for index in new], [copied[index] for index in new], engine, style)
    return {keys[index]: result for index, result in zip(new, made, strict=True)}


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


def _from_model(
    sentences: Sequence[Sentence], copied: Sequence[Sequence[Span]], engine: Engine, style: Style
) -> list[Remembered]:
    """Translate sentences that are not in the memory; one that is too long goes in parts, joined by spaces."""
    retrying = Retrying(engine)
    masks = [_masked(sentence, spans, engine, style) for sentence, spans in zip(sentences, copied, strict=True)]
    parts = [[] if masked.is_bare else _parts(masked.sentence, engine) for masked in masks]
    enforced = iter(enforcing.enforce(retrying, [part.sentence for of_one in parts for part in of_one]))
    results = []
    for masked, of_one in zip(masks, parts, strict=True):
        done = [next(enforced) for _ in of_one]
        again = any(part.sentence.text in retrying.decoded_again for part in of_one)
        results.append(_result(masked, of_one, done, style, again=again))
    return results


def _masked(sentence: Sentence, copied: Sequence[Span], engine: Engine, style: Style) -> Masked:
    rendered = [
        TermMatch(Term(sentence.text[one.start : one.end], one.english, one.kind), one.start, one.end)
        for one in figures.renderings(sentence.text, style.clock)
    ]
    return masking.masked(sentence, casing.sentence_case(sentence), rendered, engine.tokenizer.spells, copied)


def _result(
    masked: Masked, parts: Sequence[_Part], done: Sequence[Enforced], style: Style, *, again: bool
) -> Remembered:
    """The translations of a sentence's parts as that of the sentence."""
    if not parts:
        return Remembered(LinkedText(masked.source.text), 0.0, (), (), again)
    linked = finishing.finished(masked.sentence, _joined(parts, done), style)
    steps = [step for one in done for step in one.steps]
    places = presence.assign(masked.sentence, linked).places
    linked, places = masking.unmasked(masked, linked, places)
    own = tuple(steps[index] for index in masked.terms)
    return Remembered(linked, _score(done), own, _places([places[index] for index in masked.terms], own), again)


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
        english = one.hypothesis.linked.of_source(partial(portions.moved, part.start))
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
        tuple(map(_outcome, found.matches, result.steps, result.places)),
        doubts,
        found.left_out,
        sure,
    )


def _outcome(match: TermMatch, step: Step, place: Span | None) -> Outcome:
    """How a match came to stand there; of names that no glossary has it counts that they were found."""
    found = match.term.origin == FOUND and step in ("draft", "hint", "replaced")
    return Outcome(match, "found" if found else step, place)
