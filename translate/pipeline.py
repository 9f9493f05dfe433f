"""The order of the steps: from a document to its translation and the report on it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from glossary.matching import Matcher
from glossary.terms import Outcome, TermMatch
from translate import checks, memory
from translate.decoding import casing, enforcing, finishing
from translate.decoding.retrying import Retrying
from translate.documents import plain, segmenter
from translate.documents.document import Document, Segment
from translate.engines.base import Engine
from translate.memory import Memory, Remembered
from translate.report import Report, Translation

# What is lost at most when a run is interrupted; large enough to fill the engine's batches.
_SENTENCES_A_ROUND = 128

# Told how many segments of how many are done.
Progress = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Nobody is watching."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is translated in one go: a segment, or a part of one that is too long for the model."""

    text: str
    matches: tuple[TermMatch, ...]


def translate(
    source: Document,
    engine: Engine,
    matcher: Matcher,
    kept: Memory | None,
    progress: Progress = no_progress,
) -> Report:
    """Translate a document; `progress` is told after each round."""
    translations = translate_segments(
        source.segments, [matcher.find(s.text) for s in source.segments], engine, kept, progress
    )
    text = plain.render(source, [translation.text for translation in translations])
    everything = sorted([*translations, *_passed_through(source)], key=lambda t: t.segment.start)
    return Report(source, text, everything)


def translate_segments(
    segments: Sequence[Segment],
    matches: Sequence[Sequence[TermMatch]],
    engine: Engine,
    kept: Memory | None,
    progress: Progress = no_progress,
) -> list[Translation]:
    """Translate segments, each with the terms that were found in its text."""
    translations: list[Translation] = []
    for first in range(0, len(segments), _SENTENCES_A_ROUND):
        last = first + _SENTENCES_A_ROUND
        translations += _round(segments[first:last], matches[first:last], engine, kept)
        progress(len(translations), len(segments))
    return translations


def _round(
    segments: Sequence[Segment],
    matches: Sequence[Sequence[TermMatch]],
    engine: Engine,
    kept: Memory | None,
) -> list[Translation]:
    keys = [memory.key(s.text, engine.facts.key, found) for s, found in zip(segments, matches, strict=True)]
    known = kept.get_many(keys) if kept else {}
    new = [index for index, key in enumerate(keys) if key not in known]
    made = _from_model([segments[i].text for i in new], [matches[i] for i in new], engine)
    fresh = {keys[index]: result for index, result in zip(new, made, strict=True)}
    if kept:
        kept.put_many({key: result for key, result in fresh.items() if "missing" not in result.steps})
    return [
        _translation(segment, known.get(key) or fresh[key], found, from_memory=key in known)
        for segment, key, found in zip(segments, keys, matches, strict=True)
    ]


def _from_model(texts: Sequence[str], matches: Sequence[Sequence[TermMatch]], engine: Engine) -> list[Remembered]:
    """Translate texts that are not in the memory; one that is too long goes in parts, joined by spaces."""
    retrying = Retrying(engine)
    parts = [_parts(text, found, engine) for text, found in zip(texts, matches, strict=True)]
    flat = [part for of_one in parts for part in of_one]
    enforced = iter(enforcing.enforce(retrying, [part.text for part in flat], [part.matches for part in flat]))
    results = []
    for text, found, of_one in zip(texts, matches, parts, strict=True):
        done = [next(enforced) for _ in of_one]
        pieces = sum(len(one.hypothesis.tokens) + 1 for one in done)
        english = " ".join(one.hypothesis.text for one in done if one.hypothesis.text)
        results.append(
            Remembered(
                finishing.finished(text, english, found),
                sum(one.hypothesis.score * (len(one.hypothesis.tokens) + 1) for one in done) / pieces,
                tuple(outcome.step for one in done for outcome in one.outcomes),
                any(part.text in retrying.decoded_again for part in of_one),
            )
        )
    return results


def _parts(text: str, matches: Sequence[TermMatch], engine: Engine) -> list[Sentence]:
    """A text as parts that are not too long; a term goes with the part that its beginning stands in."""
    text = casing.sentence_case(text, matches)
    # A line of `deen evaluate` may be empty.
    spans = segmenter.split_long(text, engine.tokenizer.length, engine.facts.split_length) or [(0, 0)]
    parts: list[Sentence] = []
    left = list(matches)
    for index, (start, end) in enumerate(spans):
        until = spans[index + 1][0] if index + 1 < len(spans) else len(text) + 1
        inside = [match for match in left if match.start < until]
        left = left[len(inside) :]
        moved = (replace(match, start=max(match.start - start, 0), end=min(match.end, end) - start) for match in inside)
        parts.append(Sentence(text[start:end], tuple(moved)))
    return parts


def _translation(
    segment: Segment, result: Remembered, matches: Sequence[TermMatch], *, from_memory: bool
) -> Translation:
    doubts = checks.check(segment.text, result.text, result.score)
    if result.decoded_again:
        detail = "the first decoding ran into a loop; decoded again with a repetition penalty"
        doubts = (checks.Doubt("repetition loop", detail), *doubts)
    return Translation(
        segment,
        result.text,
        result.score,
        "memory" if from_memory else "model",
        tuple(Outcome(match, step) for match, step in zip(matches, result.steps, strict=True)),
        doubts,
    )


def _passed_through(source: Document) -> list[Translation]:
    """What stands between the segments, line by line."""
    edges = [
        0,
        *(edge for segment in source.segments for edge in (segment.start, segment.end)),
        len(source.text),
    ]
    return [
        Translation(Segment(start + line.start(), start + line.end(), line[0]), line[0], None, "passed through")
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        for line in re.finditer(r"\S(?:[^\r\n]*\S)?", source.text[start:end])
    ]
