"""From texts to an evaluation: the one module here that knows the order of the steps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from eval import significance, terms, testsets
from eval.metrics import EditCounter, Measure, measures
from eval.report import Evaluation, Group, ScoredSegment, TermPlace
from eval.terms import Occurrence, TermScores
from eval.testsets import File
from glossary.linked import LinkedText
from glossary.terms import Glossary, Term
from translate import checks, forbidden
from translate.checks import Doubt
from translate.report import Translation

# Segments shown as the best, and as the worst, against another system.
EXTREMES = 20

# The longest reference, in words, of each group by length but the last.
_LENGTHS = (10, 20, 30, 40, 50, 60)


@dataclass(frozen=True, slots=True)
class Texts:
    """What is scored, line by line the same segments; `other` is another system's hypothesis."""

    hypothesis: File
    references: Sequence[File]
    source: File | None = None
    other: File | None = None

    @property
    def hypotheses(self) -> list[File]:
        """The system's, and the other system's if there is one."""
        return [self.hypothesis, *([self.other] if self.other else [])]

    @property
    def reference_texts(self) -> list[Sequence[str]]:
        """The references without their names."""
        return [segments for _, segments in self.references]


@dataclass(frozen=True, slots=True)
class WantedTerms:
    """The terms that are scored: a glossary's, and lists of terms for one segment each."""

    glossary: Glossary
    of_segments: Sequence[Sequence[Term]] | None = None


@dataclass(frozen=True, slots=True)
class _TermResults:
    """One system's term scores, and by segment (from 0) the terms that they come from."""

    scores: TermScores | None = None
    by_segment: dict[int, list[Occurrence]] | None = None

    def of(self, segment: int) -> list[Occurrence]:
        return (self.by_segment or {}).get(segment, [])


def evaluate(
    texts: Texts,
    metrics: Sequence[str],
    wanted: WantedTerms | None = None,
    *,
    translations: Sequence[Translation] = (),
    sentences_per_second: float | None = None,
    notices: Sequence[str] = (),
) -> Evaluation:
    """Score texts by metrics (of `eval.metrics.NAMES`), and by terms if they are wanted, which needs the source.

    `translations` is what the hypothesis consists of, where that is known. The last two arguments go into the
    evaluation as they are, notices with what is odd about the texts.

    Raises `EvaluationError` for texts that do not belong together.
    """
    odd = testsets.check(texts.hypotheses, texts.references, texts.source)
    lines = testsets.filled([*texts.hypotheses, *texts.references, *([texts.source] if texts.source else [])])
    edits = EditCounter()
    by_name = measures([*metrics, "chrf", "bleu"], texts.reference_texts, edits)
    asked = [by_name[name] for name in metrics]
    scores = [tuple(measure.score(hypotheses) for measure in asked) for _, hypotheses in texts.hypotheses]
    for_terms = edits if "ter" in metrics else None
    found = [_terms(texts, hypotheses, wanted, for_terms) for _, hypotheses in texts.hypotheses]
    segments = _segments(texts, lines, by_name, found, translations)
    best, worst = _extremes(segments)
    return Evaluation(
        system=texts.hypothesis[0],
        other=texts.other[0] if texts.other else "",
        references=tuple(name for name, _ in texts.references),
        scores=scores[0],
        other_scores=scores[1] if texts.other else (),
        comparisons=tuple(significance.compare(texts.hypothesis, texts.other, asked)) if texts.other else (),
        terms=found[0].scores,
        other_terms=found[1].scores if texts.other else None,
        by_length=_groups(texts, asked, _by_length(texts.reference_texts[0], lines)),
        by_terms=_groups(texts, asked, _by_terms(lines, found[0])),
        segments=segments,
        best=best,
        worst=worst,
        sentences_per_second=sentences_per_second,
        notices=(*notices, *odd),
    )


def _terms(
    texts: Texts, hypotheses: Sequence[str], wanted: WantedTerms | None, edits: EditCounter | None
) -> _TermResults:
    if wanted is None or texts.source is None:
        return _TermResults()
    sources = texts.source[1]
    matches = terms.find(sources, wanted.glossary, wanted.of_segments)
    occurrences = terms.locate(sources, hypotheses, texts.reference_texts, matches)
    by_segment: dict[int, list[Occurrence]] = defaultdict(list)
    for one in occurrences:
        by_segment[one.segment].append(one)
    return _TermResults(terms.score(occurrences, hypotheses, texts.reference_texts, edits), by_segment)


def _segments(
    texts: Texts,
    lines: Sequence[int],
    by_name: dict[str, Measure],
    found: Sequence[_TermResults],
    translations: Sequence[Translation],
) -> tuple[ScoredSegment, ...]:
    chrf, *other_chrf = (by_name["chrf"].segments(hypotheses) for _, hypotheses in texts.hypotheses)
    bleu, *other_bleu = (by_name["bleu"].segments(hypotheses) for _, hypotheses in texts.hypotheses)
    segments = []
    for line in lines:
        source = texts.source[1][line] if texts.source else None
        hypothesis = texts.hypothesis[1][line]
        segments.append(
            ScoredSegment(
                number=line + 1,
                source=source,
                hypothesis=hypothesis,
                references=tuple(reference[line] for reference in texts.reference_texts),
                chrf=chrf[line],
                bleu=bleu[line],
                other=texts.other[1][line] if texts.other else None,
                other_chrf=other_chrf[0][line] if other_chrf else None,
                other_bleu=other_bleu[0][line] if other_bleu else None,
                terms=_places(*(of_one.of(line) for of_one in found)),
                doubts=translations[line].doubts if translations else _doubts(source, hypothesis, found[0].of(line)),
                model_score=translations[line].score if translations else None,
            )
        )
    return tuple(segments)


def _doubts(source: str | None, hypothesis: str, terms_there: Sequence[Occurrence]) -> tuple[Doubt, ...]:
    if source is None:
        return ()
    matches = [one.match for one in terms_there]
    return checks.check(source, hypothesis, None, terms=matches) + forbidden.doubts(
        matches, source, LinkedText(hypothesis)
    )


def _places(ours: Sequence[Occurrence], theirs: Sequence[Occurrence] = ()) -> tuple[TermPlace, ...]:
    """A segment's terms; both systems have the same in the same order."""
    places = [one.place for one in theirs] or [None] * len(ours)
    return tuple(
        TermPlace(one.match.term.source, one.match.term.target, one.match.start, one.match.end, one.place, other_place)
        for one, other_place in zip(ours, places, strict=True)
    )


def _extremes(segments: Sequence[ScoredSegment]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of the segments that are most above the other system's, and most below."""
    differences = [(segment.difference, segment.number) for segment in segments if segment.difference]
    above = sorted((pair for pair in differences if pair[0] > 0), key=lambda pair: (-pair[0], pair[1]))
    below = sorted(pair for pair in differences if pair[0] < 0)
    return tuple(number for _, number in above[:EXTREMES]), tuple(number for _, number in below[:EXTREMES])


def _by_length(reference: Sequence[str], lines: Sequence[int]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for shortest, longest in zip((0, *(length + 1 for length in _LENGTHS)), (*_LENGTHS, None), strict=True):
        label = f"{shortest} to {longest} words" if longest else f"{shortest} words and more"
        groups[label] = [
            line
            for line in lines
            if shortest <= len(reference[line].split()) and (longest is None or len(reference[line].split()) <= longest)
        ]
    return groups


def _by_terms(lines: Sequence[int], found: _TermResults) -> dict[str, list[int]]:
    if not found.by_segment:
        return {}
    return {
        "with terms": [line for line in lines if line in found.by_segment],
        "without terms": [line for line in lines if line not in found.by_segment],
    }


def _groups(texts: Texts, asked: Sequence[Measure], groups: dict[str, list[int]]) -> tuple[Group, ...]:
    """The groups that have segments, each scored by itself."""
    return tuple(
        Group(
            label,
            len(lines),
            tuple(measure.subset(texts.hypothesis[1], lines) for measure in asked),
            tuple(measure.subset(texts.other[1], lines) for measure in asked) if texts.other else (),
        )
        for label, lines in groups.items()
        if lines
    )
