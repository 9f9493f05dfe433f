"""An evaluation as a page to look at: scores, charts, and every segment with its differences from the reference."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from eval import charts
from eval.difference import nearest
from eval.metrics import Score
from eval.report import Evaluation, ScoredSegment, TermPlace
from eval.significance import LEVEL, Comparison
from eval.terms import TermScores
from glossary.linked import Span
from translate.pages.marks import Mark, marked, page


@dataclass(frozen=True, slots=True)
class Card:
    """A metric; `other` and `comparison` are None without another system."""

    score: Score
    other: Score | None
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Row:
    """A segment with its texts as HTML; `tags` are what the rows can be filtered by."""

    segment: ScoredSegment
    source: Markup | None
    hypothesis: Markup
    other: Markup | None
    references: tuple[Markup, ...]
    found: int
    missing: tuple[TermPlace, ...]
    missing_in_other: tuple[TermPlace, ...]
    tags: tuple[str, ...]


def render(evaluation: Evaluation) -> str:
    """The page of an evaluation."""
    rows = [_row(segment) for segment in evaluation.segments]
    scores = zip_longest(evaluation.scores, evaluation.other_scores, evaluation.comparisons)
    return page(
        "evaluation.html",
        {
            "evaluation": evaluation,
            "cards": [Card(*of_metric) for of_metric in scores],
            "level": LEVEL,
            "terms": _term_scores(evaluation.terms, evaluation.other_terms),
            "histogram": charts.histogram(evaluation.segments),
            "histogram_frame": charts.HISTOGRAM,
            "scatter": charts.scatter(evaluation.segments),
            "scatter_frame": charts.SCATTER,
            "rows": rows,
            "tags": Counter(tag for row in rows for tag in row.tags),
            "by_number": {segment.number: segment for segment in evaluation.segments},
        },
    )


def _term_scores(ours: TermScores | None, theirs: TermScores | None) -> list[tuple[str, list[float | None]]]:
    """What is scored about terms, with the share that each system has; nothing where there are no terms."""
    if ours is None or not ours.occurrences:
        return []
    systems = [ours, *([theirs] if theirs else [])]
    rows: list[tuple[str, list[float | None]]] = [
        ("in place, of all occurrences", [one.per_occurrence for one in systems]),
        ("in place, mean over the terms", [one.per_term for one in systems]),
    ]
    for size in ours.window_overlap:
        rows.append((f"window overlap, {size} words", [one.window_overlap[size] for one in systems]))
    if ours.one_minus_term is not None:
        rows.append(("1 − TERm", [one.one_minus_term for one in systems]))
    rows.append(("repeated terms written alike", [one.consistency for one in systems]))
    return rows


def _row(segment: ScoredSegment) -> Row:
    difference = nearest(segment.hypothesis, segment.references)
    lost = {difference.reference: difference.in_reference}
    other = None
    if segment.other is not None:
        of_other = nearest(segment.other, segment.references)
        other = _translation(segment.other, of_other.in_hypothesis, [(t, t.other_place) for t in segment.terms])
    missing = tuple(term for term in segment.terms if term.place is None)
    return Row(
        segment,
        None if segment.source is None else marked(segment.source, _in_source(segment.terms)),
        _translation(segment.hypothesis, difference.in_hypothesis, [(term, term.place) for term in segment.terms]),
        other,
        tuple(
            marked(reference, (Mark(*span, "lost") for span in lost.get(number, ())))
            for number, reference in enumerate(segment.references)
        ),
        len(segment.terms) - len(missing),
        missing,
        tuple(term for term in segment.terms if segment.other is not None and term.other_place is None),
        tuple(_tags(segment, missing)),
    )


def _in_source(terms: Iterable[TermPlace]) -> list[Mark]:
    return [
        Mark(term.start, term.end, "term missing" if term.place is None else "term found", _title(term))
        for term in terms
        if term.start < term.end
    ]


def _translation(text: str, extra: Iterable[Span], terms: Iterable[tuple[TermPlace, Span | None]]) -> Markup:
    """A hypothesis, with what the reference does not have and with its terms."""
    marks = [Mark(*span, "extra") for span in extra]
    marks += [Mark(*place, "term found", _title(term)) for term, place in terms if place]
    return marked(text, marks)


def _title(term: TermPlace) -> str:
    return f"{term.source} → {term.target}"


def _tags(segment: ScoredSegment, missing: Sequence[TermPlace]) -> Iterable[str]:
    """What the segment is filtered by, each once."""
    if segment.terms:
        yield "with terms"
    if missing:
        yield "term missing"
    if segment.difference:
        yield "better than the other" if segment.difference > 0 else "worse than the other"
    if segment.doubts:
        yield "doubtful"
    yield from dict.fromkeys(f"doubtful: {doubt.check}" for doubt in segment.doubts)
