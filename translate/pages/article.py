"""A translation as a page to look at: source and translation side by side."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from glossary.terms import Step, Term
from translate.checks import Doubt
from translate.documents.repair import Repair
from translate.pages.marks import Mark, marked, page
from translate.report import TO_LOOK_AT, Report, Translation

# What the marks of terms mean, in the order of the legend.
STEPS: Mapping[Step, str] = {
    "draft": "the model wrote it by itself",
    "hint": "the model obeyed a hint",
    "replaced": "what the model wrote for it was replaced",
    "found": "a name that no glossary has",
    "inserted": "put in as a last resort: look at it",
    "pronoun": "the English refers back to it",
    "missing": "not in the translation",
}


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A sentence on both sides; or, with the number 0, what passed through, the same on both.

    `space`: whether one stands before it; `reasons` to look at it; `repairs` of its source.
    """

    number: int
    space: bool
    source: Markup
    target: Markup
    reasons: tuple[Doubt, ...] = ()
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph; `to_look_at` are its sentences with reasons, `noted` those with reasons or repairs."""

    segments: tuple[SegmentView, ...]

    @property
    def to_look_at(self) -> list[SegmentView]:
        return [view for view in self.segments if view.reasons]

    @property
    def noted(self) -> list[SegmentView]:
        return [view for view in self.segments if view.reasons or view.repairs]


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term with how often it came into the text by which step, and the numbers of its sentences."""

    term: Term
    steps: Mapping[Step, int]
    sentences: tuple[int, ...]


def render(report: Report) -> str:
    """The page of a translation: a summary, what to look at, the paragraphs side by side, the terms."""
    sentences = report.translations
    rows = _rows(report)
    return page(
        "article.html",
        {
            "name": "" if report.document.name == "-" else report.document.name,
            "report": report,
            "sentences": len(sentences),
            "remembered": sum(t.origin == "memory" for t in sentences),
            "repairs": sum(len(t.segment.repairs) for t in sentences),
            "rows": rows,
            "to_look_at": [(view, sentences[view.number - 1]) for row in rows for view in row.to_look_at],
            "terms": _uses(sentences),
            "left_out": [(number, one) for number, made in enumerate(sentences, 1) for one in made.left_out],
            "steps": STEPS,
        },
    )


def _rows(report: Report) -> list[Row]:
    """The paragraphs in order."""
    rows: dict[int, list[SegmentView]] = {}
    number = at = 0
    for translation in report.all_segments:
        segment = translation.segment
        row = rows.setdefault(segment.paragraph, [])
        space = segment.start > at
        if translation.origin == "passed through":
            text = escape(segment.text)
            row.append(SegmentView(0, space, text, text))
        else:
            number += 1
            # Sentences that touched each other get a space between, as in the translation.
            touching = bool(row) and row[-1].number > 0
            row.append(_segment_view(number, space or touching, translation))
        at = segment.end
    return [Row(tuple(segments)) for segments in rows.values()]


def _segment_view(number: int, space: bool, translation: Translation) -> SegmentView:
    segment = translation.segment
    source_marks = [
        Mark(repair.at, repair.at + len(repair.after.rstrip() or repair.after), "repair", title, repair.before)
        for repair in segment.repairs
        if repair.at is not None and (title := f"repaired: {repair.rule}")
    ]
    target_marks: list[Mark] = []
    reasons = list(translation.doubts)
    for outcome in translation.terms:
        term, step = outcome.match.term, outcome.step
        title = f"{term.source} → {term.target}: {STEPS[step]}"
        kind = f"term {step}"
        if outcome.match.start < outcome.match.end:
            source_marks.append(Mark(outcome.match.start, outcome.match.end, kind, title))
        if outcome.place:
            target_marks.append(Mark(*outcome.place, kind, title))
        if step in TO_LOOK_AT:
            reasons.append(Doubt(f"term {step}", f"{term.source} → {term.target}"))
    return SegmentView(
        number,
        space,
        marked(segment.text, source_marks),
        marked(translation.text, target_marks),
        tuple(reasons),
        tuple(map(_told, segment.repairs)),
    )


def _told(repair: Repair) -> str:
    if not repair.before:
        return f"{repair.rule}: “{repair.after}” put in"
    if not repair.after:
        return f"{repair.rule}: “{repair.before}” taken out"
    return f"{repair.rule}: “{repair.before}” → “{repair.after}”"


def _uses(sentences: Sequence[Translation]) -> list[TermUse]:
    """The terms in the order in which they occur."""
    steps: dict[Term, Counter[Step]] = defaultdict(Counter)
    numbers: dict[Term, dict[int, None]] = defaultdict(dict)
    for number, translation in enumerate(sentences, 1):
        for outcome in translation.terms:
            steps[outcome.match.term][outcome.step] += 1
            numbers[outcome.match.term][number] = None
    return [TermUse(term, steps[term], tuple(numbers[term])) for term in steps]
