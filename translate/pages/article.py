"""A translation as a page to look at: source and translation side by side, shaded by confidence, to be edited."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from markupsafe import Markup, escape

from glossary.terms import Step, Term
from translate.checks import Doubt
from translate.documents.repair import Repair
from translate.pages.marks import Mark, marked, page
from translate.pages.placing import carried, placed
from translate.report import TO_LOOK_AT, Report, Translation

# What the marks of terms mean, in the order of the legend.
STEPS: Mapping[Step, str] = {
    "draft": "the model wrote it by itself",
    "hint": "the model obeyed a hint",
    "replaced": "what the model wrote for it was replaced",
    "found": "a name that no glossary has",
    "inserted": "put in as a last resort: look at it",
    "lexicon": "a rare word, from a lexicon",
    "pronoun": "the English refers back to it",
    "missing": "not in the translation",
}


# Where a shade ends and the next one begins, and what the legend says of each: of ten such sentences, how many stand.
_EDGES = (0.2, 0.4, 0.6, 0.8)
SHADES = ("under 2", "2 to 4", "4 to 6", "6 to 8", "8 or more")


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A sentence on both sides; or, with the number 0, what passed through, the same on both.

    `space`: whether one stands before it; `confidence` as in `Translation`, and `reasons` to look at it, which a
    sentence `to_look_at` has some of, or a low confidence.
    """

    number: int
    space: bool
    source: Markup
    target: Markup
    confidence: float | None = None
    to_look_at: bool = False
    reasons: tuple[Doubt, ...] = ()

    @property
    def shade(self) -> str:
        """The class of its shade: `c0`, of the lowest confidence, to `c4`; empty where nothing is known."""
        return "" if self.confidence is None else f"c{bisect_right(_EDGES, self.confidence)}"

    @property
    def likely(self) -> str:
        """What its confidence means."""
        return "" if self.confidence is None else likely(self.confidence)


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph; `to_look_at` are its sentences that one should."""

    segments: tuple[SegmentView, ...]

    @property
    def to_look_at(self) -> list[SegmentView]:
        return [view for view in self.segments if view.to_look_at]


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term with how often it came into the text by which step, and the numbers of its sentences."""

    term: Term
    steps: Mapping[Step, int]
    sentences: tuple[int, ...]


def likely(confidence: float) -> str:
    """What a confidence means, in words.

    >>> likely(0.31)
    'about 3 of 10 such sentences would stand'
    """
    of_ten = round(10 * confidence)
    share = {0: "hardly any such sentence", 10: "nearly every such sentence"}
    return f"{share.get(of_ten, f'about {of_ten} of 10 such sentences')} would stand"


def render(report: Report) -> str:
    """The page of a translation: a summary, what to look at, the paragraphs side by side, the terms."""
    sentences = report.translations
    rows = _rows(report)
    return page(
        "article.html",
        {
            # Not the folders that it lies in on this machine.
            "name": "" if report.document.name == "-" else PurePath(report.document.name).name,
            "report": report,
            "sentences": len(sentences),
            "remembered": sum(t.origin == "memory" for t in sentences),
            "shades": SHADES,
            "rows": rows,
            "to_look_at": _to_look_at(rows, sentences),
            "repaired": [(number, repair) for number, t in enumerate(sentences, 1) for repair in _repairs(t)],
            "terms": _uses(sentences),
            "left_out": [(number, one) for number, made in enumerate(sentences, 1) for one in made.left_out],
            "unknown": _unknown(sentences),
            "steps": STEPS,
            "carried": carried(report),
        },
    )


def _rows(report: Report) -> list[Row]:
    """The paragraphs in order."""
    rows: dict[int, list[SegmentView]] = {}
    for one in placed(report):
        segment = one.translation.segment
        row = rows.setdefault(segment.paragraph, [])
        if one.number:
            row.append(_segment_view(one.number, one.space, one.translation))
        else:
            text = escape(segment.text)
            row.append(SegmentView(0, one.space, text, text))
    return [Row(tuple(segments)) for segments in rows.values()]


def _to_look_at(rows: Sequence[Row], sentences: Sequence[Translation]) -> list[tuple[SegmentView, Translation]]:
    """The doubtful sentences, those of the lowest confidence first; where none is known they stand in their order."""
    views = [view for row in rows for view in row.to_look_at]
    views.sort(key=lambda view: 1.0 if view.confidence is None else view.confidence)
    return [(view, sentences[view.number - 1]) for view in views]


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
        translation.confidence,
        translation.to_look_at,
        tuple(reasons),
    )


def _repairs(translation: Translation) -> list[str]:
    """What was repaired in a sentence."""
    return list(map(_told, translation.segment.repairs))


def _told(repair: Repair) -> str:
    if not repair.before:
        return f"{repair.rule}: “{repair.after}” put in"
    if not repair.after:
        return f"{repair.rule}: “{repair.before}” taken out"
    return f"{repair.rule}: “{repair.before}” → “{repair.after}”"


def _unknown(sentences: Sequence[Translation]) -> dict[str, list[int]]:
    """The words that nobody knows, each with the numbers of its sentences."""
    numbers: dict[str, dict[int, None]] = defaultdict(dict)
    for number, translation in enumerate(sentences, 1):
        for span in translation.unknown:
            numbers[translation.segment.text[slice(*span)]][number] = None
    return {word: list(ones) for word, ones in numbers.items()}


def _uses(sentences: Sequence[Translation]) -> list[TermUse]:
    """The terms in the order in which they occur."""
    steps: dict[Term, Counter[Step]] = defaultdict(Counter)
    numbers: dict[Term, dict[int, None]] = defaultdict(dict)
    for number, translation in enumerate(sentences, 1):
        for outcome in translation.terms:
            steps[outcome.match.term][outcome.step] += 1
            numbers[outcome.match.term][number] = None
    return [TermUse(term, steps[term], tuple(numbers[term])) for term in steps]
