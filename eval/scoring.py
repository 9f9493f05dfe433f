"""From texts to an evaluation: the one module here that knows the order of the steps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eval import consistency, grouping, significance, terms, testsets
from eval.consistency import Consistency
from eval.errors import EvaluationError
from eval.grouping import Lines
from eval.metrics import NAMES, EditCounter, Measure, measures
from eval.report import Evaluation, Group, Metric, Output, ScoredSegment, System, TermPlace
from eval.significance import Estimate, Tests
from eval.terms import Occurrence, TermScores
from eval.testsets import File
from glossary.linked import LinkedText
from glossary.terms import Glossary, Sentence, Term
from translate import checks, forbidden
from translate.checks import Doubt
from translate.report import Translation

# Segments shown as the best, and as the worst, against another system.
EXTREMES = 20


@dataclass(frozen=True, slots=True)
class Texts:
    """What is scored, line by line the same segments: the translations of one system or of several.

    The first system is the one that is held against the others, foremost against the second. `documents` has the id of
    the document of each line.
    """

    systems: Sequence[File]
    references: Sequence[File]
    source: File | None = None
    documents: Sequence[str] | None = None

    @property
    def hypotheses(self) -> list[Sequence[str]]:
        """The systems' translations without their names."""
        return [segments for _, segments in self.systems]

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
    """One system's term scores, how consistent it is, and by segment (from 0) the terms that this comes from."""

    scores: TermScores | None = None
    consistency: Consistency | None = None
    by_segment: Mapping[int, Sequence[Occurrence]] = field(default_factory=dict)


def evaluate(
    texts: Texts,
    metrics: Sequence[str],
    wanted: WantedTerms | None = None,
    *,
    plugins: Mapping[str, Measure] | None = None,
    translations: Sequence[Translation] = (),
    sentences_per_second: float | None = None,
    notices: Sequence[str] = (),
) -> Evaluation:
    """Score texts by metrics, the main one first, and by terms if they are wanted, which needs the source.

    A metric is one of `eval.metrics.NAMES` or a key of `plugins`. Systems with the same name get numbers.
    `translations` is what the first hypothesis consists of, where that is known. The last two arguments go into the
    evaluation as they are, notices with what is odd about the texts.

    Raises `EvaluationError` for texts that do not belong together.
    """
    texts = _with_names_apart(texts)
    odd = testsets.check(texts.systems, texts.references, texts.source)
    lines = testsets.filled([*texts.systems, *texts.references, *([texts.source] if texts.source else [])])
    edits = EditCounter()
    if "ter" in metrics:
        # All systems at once, so that processes start once.
        every = [segment for hypotheses in texts.hypotheses for segment in hypotheses]
        edits.count(every, [[*reference] * len(texts.systems) for reference in texts.reference_texts])
    known = [name for name in metrics if name in NAMES]
    by_name = {**(plugins or {}), **measures([*known, "chrf"], texts.reference_texts, edits)}
    asked = [by_name[name] for name in metrics]
    for_terms = edits if "ter" in metrics else None
    found = _terms(texts, wanted, for_terms, translations)
    segments = _segments(texts, lines, asked, by_name["chrf"], found, translations)
    best, worst = _extremes(segments)
    refused = significance.too_few(len(lines)) if asked else ""
    tests = significance.compare(texts.systems, asked) if asked and not refused else None
    return Evaluation(
        references=tuple(name for name, _ in texts.references),
        metrics=tuple(_metric(measure, tests) for measure in asked),
        systems=_systems(texts, asked, tests, found),
        comparisons=tests.comparisons if tests else (),
        by_length=_groups(texts, asked, grouping.by_length(texts.reference_texts[0], lines)),
        by_terms=_groups(texts, asked, grouping.by_terms(lines, found[0].by_segment)),
        by_document=_groups(texts, asked, grouping.by_document(lines, texts.documents) if texts.documents else []),
        segments=segments,
        best=best,
        worst=worst,
        sentences_per_second=sentences_per_second,
        notices=(*notices, *odd, *([refused] if refused and len(texts.systems) > 1 else [])),
    )


def _with_names_apart(texts: Texts) -> Texts:
    """The same texts, in which no two systems have the same name."""
    if not texts.systems or not texts.references:
        raise EvaluationError("nothing to score: there have to be a translation and a reference")
    if texts.documents is not None and len(texts.documents) != len(texts.systems[0][1]):
        raise EvaluationError(f"{len(texts.documents)} ids of documents for {len(texts.systems[0][1])} lines")
    names = apart([name for name, _ in texts.systems])
    return Texts(list(zip(names, texts.hypotheses, strict=True)), texts.references, texts.source, texts.documents)


def apart(names: Sequence[str]) -> list[str]:
    """The names, with a number behind each that was there before.

    >>> apart(["a", "b", "a", "a (2)"])
    ['a', 'b', 'a (2)', 'a (2) (2)']
    """
    taken: list[str] = []
    for name in names:
        numbered = (f"{name} ({number})" for number in range(2, len(names) + 2))
        taken.append(next(one for one in (name, *numbered) if one not in taken))
    return taken


def _metric(measure: Measure, tests: Tests | None) -> Metric:
    # Without another system there was no randomization.
    bootstrap = _drawn(measure, tests.bootstrap) if tests else ""
    randomization = _drawn(measure, tests.randomization) if tests and tests.comparisons else ""
    return Metric(measure.name, measure.signature, measure.higher_is_better, bootstrap, randomization)


def _drawn(measure: Measure, draws: str) -> str:
    """The signature of a test, in which sacrebleu says behind the number of references how often it drew."""
    first, *rest = measure.signature.split("|")
    return "|".join([first, draws, *rest])


def _systems(
    texts: Texts, asked: Sequence[Measure], tests: Tests | None, found: Sequence[_TermResults]
) -> tuple[System, ...]:
    estimates: Sequence[Sequence[Estimate]] = (
        tests.estimates
        if tests
        else [[Estimate(measure.score(hypotheses)) for measure in asked] for hypotheses in texts.hypotheses]
    )
    names = [measure.name for measure in asked]
    return tuple(
        System(name, dict(zip(names, of_system, strict=True)), its_terms.scores, its_terms.consistency)
        for (name, _), of_system, its_terms in zip(texts.systems, estimates, found, strict=True)
    )


def _terms(
    texts: Texts, wanted: WantedTerms | None, edits: EditCounter | None, translations: Sequence[Translation]
) -> list[_TermResults]:
    """What each system made of the terms, which are found once for all; `translations` are the first system's."""
    if wanted is None or texts.source is None:
        return [_TermResults()] * len(texts.systems)
    sources = texts.source[1]
    matches = terms.find(sources, wanted.glossary, wanted.of_segments)
    # With lists of terms only these count, and no names beside them.
    sentences = (
        consistency.with_names(sources, matches, texts.documents)
        if wanted.of_segments is None
        else [Sentence(source, tuple(found)) for source, found in zip(sources, matches, strict=True)]
    )
    results = []
    for number, hypotheses in enumerate(texts.hypotheses):
        occurrences = terms.locate(sources, hypotheses, texts.reference_texts, matches)
        by_segment: dict[int, list[Occurrence]] = defaultdict(list)
        for one in occurrences:
            by_segment[one.segment].append(one)
        linked = _linked(sources, hypotheses, () if number else translations)
        results.append(
            _TermResults(
                terms.score(occurrences, hypotheses, texts.reference_texts, edits),
                consistency.measure(sentences, linked, texts.documents),
                dict(by_segment),
            )
        )
    return results


def _linked(sources: Sequence[str], hypotheses: Sequence[str], translations: Sequence[Translation]) -> list[LinkedText]:
    """The hypotheses with what is known of which word translates which."""
    if not translations:
        return list(map(LinkedText, hypotheses))
    # What was repaired before it was translated has its words in other places.
    return [
        one.linked if one.segment.text == source else LinkedText(hypothesis)
        for source, hypothesis, one in zip(sources, hypotheses, translations, strict=True)
    ]


def _segments(
    texts: Texts,
    lines: Sequence[int],
    asked: Sequence[Measure],
    chrf: Measure,
    found: Sequence[_TermResults],
    translations: Sequence[Translation],
) -> tuple[ScoredSegment, ...]:
    by_chrf = [chrf.segments(hypotheses) for hypotheses in texts.hypotheses]
    by_metric = [{measure.name: measure.segments(hypotheses) for measure in asked} for hypotheses in texts.hypotheses]
    segments = []
    for line in lines:
        source = texts.source[1][line] if texts.source else None
        outputs = tuple(
            Output(hypotheses[line], of_chrf[line], {name: scores[line] for name, scores in of_system.items()})
            for hypotheses, of_chrf, of_system in zip(texts.hypotheses, by_chrf, by_metric, strict=True)
        )
        terms_there = [of_system.by_segment.get(line, ()) for of_system in found]
        segments.append(
            ScoredSegment(
                number=line + 1,
                source=source,
                references=tuple(reference[line] for reference in texts.reference_texts),
                outputs=outputs,
                document=texts.documents[line] if texts.documents else None,
                terms=_places(terms_there),
                doubts=translations[line].doubts if translations else _doubts(source, outputs[0].text, terms_there[0]),
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


def _places(by_system: Sequence[Sequence[Occurrence]]) -> tuple[TermPlace, ...]:
    """A segment's terms; all systems have the same in the same order."""
    return tuple(
        TermPlace(first.match.term.source, first.match.term.target, first.match.start, first.match.end, places)
        for first, places in (
            (of_term[0], tuple(one.place for one in of_term)) for of_term in zip(*by_system, strict=True)
        )
    )


def _extremes(segments: Sequence[ScoredSegment]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of the segments that are most above the other system's, and most below."""
    differences = [(segment.difference, segment.number) for segment in segments if segment.difference]
    above = sorted((pair for pair in differences if pair[0] > 0), key=lambda pair: (-pair[0], pair[1]))
    below = sorted(pair for pair in differences if pair[0] < 0)
    return tuple(number for _, number in above[:EXTREMES]), tuple(number for _, number in below[:EXTREMES])


def _groups(texts: Texts, asked: Sequence[Measure], groups: Sequence[Lines]) -> tuple[Group, ...]:
    """The groups, each scored by itself."""
    return tuple(
        Group(
            label,
            len(lines),
            tuple({one.name: one.subset(hypotheses, lines) for one in asked} for hypotheses in texts.hypotheses),
        )
        for label, lines in groups
    )
