"""An evaluation as a page to look at: scores, charts, and every segment with its differences from the reference."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from eval import charts
from eval.difference import nearest
from eval.report import Evaluation, ScoredSegment, TermPlace
from eval.significance import LEVEL
from eval.terms import TermScores
from glossary.linked import Span
from translate.pages.marks import Mark, marked, page


@dataclass(frozen=True, slots=True)
class Shown:
    """What a system made of a segment, as HTML, and the terms that it lacks."""

    system: str
    text: Markup
    missing: tuple[TermPlace, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A segment with its texts as HTML; `found` are its terms in the first system, `tags` what rows are filtered by."""

    segment: ScoredSegment
    source: Markup | None
    outputs: tuple[Shown, ...]
    references: tuple[Markup, ...]
    found: int
    tags: tuple[str, ...]


def render(evaluation: Evaluation) -> str:
    """The page of an evaluation."""
    rows = [_row(evaluation, segment) for segment in evaluation.segments]
    return page(
        "evaluation.html",
        {
            "evaluation": evaluation,
            "first": evaluation.systems[0],
            "second": evaluation.systems[1] if len(evaluation.systems) > 1 else None,
            # The segments' chrF has a column of its own.
            "by_segment": [metric for metric in evaluation.metrics if metric.name != "chrF2"],
            "pairs": list(evaluation.of_pairs()),
            "level": LEVEL,
            "terms": _term_scores([system.terms for system in evaluation.systems if system.terms]),
            "histogram": charts.histogram(evaluation.segments),
            "histogram_frame": charts.HISTOGRAM,
            "scatter": charts.scatter(evaluation.segments),
            "scatter_frame": charts.SCATTER,
            "rows": rows,
            "tags": Counter(tag for row in rows for tag in row.tags),
            "by_number": {segment.number: segment for segment in evaluation.segments},
        },
    )


def _term_scores(systems: Sequence[TermScores]) -> list[tuple[str, list[float | None]]]:
    """What is scored about terms, with the share that each system has; nothing where there are no terms."""
    if not systems or not systems[0].occurrences:
        return []
    rows: list[tuple[str, list[float | None]]] = [
        ("in place, of all occurrences", [one.per_occurrence for one in systems]),
        ("in place, mean over the terms", [one.per_term for one in systems]),
    ]
    for size in systems[0].window_overlap:
        rows.append((f"window overlap, {size} words", [one.window_overlap[size] for one in systems]))
    if systems[0].one_minus_term is not None:
        rows.append(("1 − TERm", [one.one_minus_term for one in systems]))
    return rows


def _row(evaluation: Evaluation, segment: ScoredSegment) -> Row:
    differences = [nearest(output.text, segment.references) for output in segment.outputs]
    lost = {differences[0].reference: differences[0].in_reference}
    outputs = tuple(
        Shown(
            system.name,
            _translation(output.text, difference.in_hypothesis, [(one, one.places[number]) for one in segment.terms]),
            tuple(one for one in segment.terms if one.places[number] is None),
        )
        for number, (system, output, difference) in enumerate(
            zip(evaluation.systems, segment.outputs, differences, strict=True)
        )
    )
    return Row(
        segment,
        None if segment.source is None else marked(segment.source, _in_source(segment.terms)),
        outputs,
        tuple(
            marked(reference, (Mark(*span, "lost") for span in lost.get(number, ())))
            for number, reference in enumerate(segment.references)
        ),
        len(segment.terms) - len(outputs[0].missing),
        tuple(_tags(segment, outputs[0].missing)),
    )


def _in_source(terms: Iterable[TermPlace]) -> list[Mark]:
    return [
        Mark(term.start, term.end, "term missing" if term.places[0] is None else "term found", _title(term))
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
