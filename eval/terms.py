"""Whether terms came out as wanted: the metrics of the WMT21 terminology task.

After Anastasopoulos et al. 2021, "On the Evaluation of Machine Translation for Terminology Consistency", and
Alam et al. 2021, "Findings of the WMT Shared Task on Machine Translation Using Terminologies".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from statistics import fmean

from eval.metrics import EditCounter
from glossary import presence
from glossary.english import WORD
from glossary.linked import LinkedText, Span
from glossary.matching import Matcher, locate_all
from glossary.terms import Glossary, Sentence, Term, TermMatch
from translate import forbidden

WINDOWS = (2, 3)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term in the source of a segment (counted from 0) and its place in the hypothesis, if it has one.

    `reference_places` has the term's place in each reference, `forbidden` what stands in the hypothesis and must not
    stand for the term.
    """

    segment: int
    match: TermMatch
    place: Span | None
    reference_places: tuple[Span | None, ...]
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often a term stands in the sources, and in the hypotheses; `missing_in` has lines, counted from 1."""

    source: str
    target: str
    occurrences: int
    found: int
    missing_in: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ForbiddenCount:
    """English that must not stand for a term, and the lines, counted from 1, in whose hypothesis it stands."""

    source: str
    target: str
    forbidden: str
    found_in: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TermScores:
    """Shares from 0 to 1; None where there is nothing to count.

    `per_occurrence`: matched terms whose English stands in the hypothesis, word boundaries, capitals of names
    and English inflection respected. `per_term`: the mean over the different terms of the same.
    `window_overlap`: by size of the window. `one_minus_term` takes time, as TER does. `forbidden` has
    the English that the glossary forbids for the terms, found or not.
    """

    occurrences: int
    found: int
    per_occurrence: float | None
    per_term: float | None
    window_overlap: dict[int, float | None]
    one_minus_term: float | None
    terms: tuple[TermCount, ...]
    forbidden: tuple[ForbiddenCount, ...] = ()


def find(
    sources: Sequence[str], glossary: Glossary, segment_terms: Sequence[Sequence[Term]] | None
) -> list[list[TermMatch]]:
    """The terms in each source: its own list's, and the glossary's where they do not overlap those."""
    matcher = Matcher(glossary)
    lists = segment_terms or [()] * len(sources)
    return [locate_all(source, own, matcher) for source, own in zip(sources, lists, strict=True)]


def locate(
    sources: Sequence[str],
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    matches: Sequence[Sequence[TermMatch]],
) -> list[Occurrence]:
    """Where the matched terms of each segment stand in its hypothesis and its references."""
    found = []
    for segment, (source, of_segment) in enumerate(zip(sources, matches, strict=True)):
        if of_segment:
            sentence = Sentence(source, tuple(of_segment))
            hypothesis = LinkedText(hypotheses[segment])
            places = presence.assign(sentence, hypothesis).places
            in_references = [presence.assign(sentence, LinkedText(one[segment])).places for one in references]
            wrong = forbidden.standing(of_segment, source, hypothesis)
            found += [
                Occurrence(segment, *one, tuple(dict.fromkeys(text for match, text in wrong if match == one[0])))
                for one in zip(of_segment, places, zip(*in_references, strict=True), strict=True)
            ]
    return found


def score(
    occurrences: Sequence[Occurrence],
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    edits: EditCounter | None,
) -> TermScores:
    """All term scores of a file, 1 - TERm only if `edits` is there to count with."""
    counts = _counts(occurrences)
    found = sum(count.found for count in counts)
    return TermScores(
        occurrences=len(occurrences),
        found=found,
        per_occurrence=found / len(occurrences) if occurrences else None,
        per_term=_mean(count.found / count.occurrences for count in counts),
        window_overlap={size: window_overlap(occurrences, hypotheses, references, size) for size in WINDOWS},
        one_minus_term=one_minus_term(occurrences, hypotheses, references, edits) if edits and occurrences else None,
        terms=tuple(counts),
        forbidden=tuple(_forbidden(occurrences)),
    )


def window_overlap(
    occurrences: Sequence[Occurrence],
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    size: int,
) -> float | None:
    """How much the words around the terms are those around them in the reference, from 0 to 1.

    Of the `size` words before and behind a term in the reference, punctuation left out, the share that is
    among those around it in the hypothesis; a segment has the mean over its terms that stand in both, or 0
    if none does, and the file the mean over the segments with a term in their reference. Of several
    references, each segment goes with the one that it agrees with most. Case is ignored.
    """
    segments: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        segments[occurrence.segment].append(occurrence)
    scores = []
    for segment, of_segment in segments.items():
        by_reference = []
        for number, reference in enumerate(references):
            in_reference = [(one.place, there) for one in of_segment if (there := one.reference_places[number])]
            overlaps = [
                _overlap(_window(hypotheses[segment], here, size), _window(reference[segment], there, size))
                for here, there in in_reference
                if here
            ]
            if in_reference:
                by_reference.append(fmean(overlaps) if overlaps else 0.0)
        if by_reference:
            scores.append(max(by_reference))
    return _mean(scores)


def _window(text: str, place: Span, size: int) -> Counter[str]:
    before = WORD.findall(text[: place[0]])[-size:]
    behind = WORD.findall(text[place[1] :])[:size]
    return Counter(word.casefold() for word in (*before, *behind))


def _overlap(ours: Counter[str], theirs: Counter[str]) -> float:
    """The share of the reference's window; a window without words is always met."""
    return (ours & theirs).total() / theirs.total() if theirs else 1.0


def one_minus_term(
    occurrences: Sequence[Occurrence],
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    edits: EditCounter,
) -> float | None:
    """1 - TERm, the terminology-biased TER: an edit of a term's word costs 2, any other 1.

    The mean over the segments of the edits to a word of the reference, as in the task; below 0 where there
    are more edits than words. It is had from plain TER by writing every word of a term in place twice, and
    dividing by the words that the reference had before. Of several references the nearest counts.
    """
    in_hypothesis: dict[int, list[Span]] = defaultdict(list)
    in_reference: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for one in occurrences:
        if one.place:
            in_hypothesis[one.segment].append(one.place)
        for number, place in enumerate(one.reference_places):
            if place:
                in_reference[number, one.segment].append(place)
    doubled = [_doubled(text, in_hypothesis[segment]) for segment, text in enumerate(hypotheses)]
    weighted = [
        [_doubled(text, in_reference[number, segment]) for segment, text in enumerate(reference)]
        for number, reference in enumerate(references)
    ]
    rates = [
        [changed / max(len(text.split()), 1) for (changed, _), text in zip(of_one, reference, strict=True)]
        for of_one, reference in zip(edits.count(doubled, weighted), references, strict=True)
    ]
    # What is empty on both sides is no segment, and no success.
    filled = [any(texts) for texts in zip(hypotheses, *references, strict=True)]
    mean = _mean(compress(map(min, zip(*rates, strict=True)), filled))
    return None if mean is None else 1 - mean


def _doubled(text: str, places: Iterable[Span]) -> str:
    """The text with each word that touches one of the places written twice."""
    spans = list(places)
    if not spans:
        return text
    return " ".join(
        f"{word[0]} {word[0]}" if any(word.start() < end and start < word.end() for start, end in spans) else word[0]
        for word in re.finditer(r"\S+", text)
    )


def _counts(occurrences: Sequence[Occurrence]) -> list[TermCount]:
    """The terms, those missing most often first."""
    by_term: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        by_term[one.match.term.source, one.match.term.target].append(one)
    counts = [
        TermCount(
            *term,
            len(of_term),
            sum(one.place is not None for one in of_term),
            tuple(dict.fromkeys(one.segment + 1 for one in of_term if one.place is None)),
        )
        for term, of_term in by_term.items()
    ]
    return sorted(counts, key=lambda count: (count.found - count.occurrences, -count.occurrences, count.source))


def _forbidden(occurrences: Sequence[Occurrence]) -> list[ForbiddenCount]:
    """The forbidden targets of all terms that occur, those found most often first."""
    lines: dict[tuple[str, str, str], dict[int, None]] = defaultdict(dict)
    for one in occurrences:
        for text in one.match.term.forbidden:
            of_text = lines[one.match.term.source, one.match.term.target, text]
            if text in one.forbidden:
                of_text[one.segment + 1] = None
    counts = [ForbiddenCount(*term, tuple(found)) for term, found in lines.items()]
    return sorted(counts, key=lambda count: (-len(count.found_in), count.source))


def _mean(values: Iterable[float]) -> float | None:
    numbers = list(values)
    return fmean(numbers) if numbers else None
