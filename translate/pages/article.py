"""A translation as a page to look at: source and translation side by side; and what all pages share.

A page is one file that asks no server for anything and reads without scripts. Every text goes into it escaped.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from glossary import presence
from glossary.linked import LinkedText, Span
from glossary.terms import Sentence, Step, Term
from translate.checks import Doubt
from translate.documents.document import Document, Segment
from translate.documents.repair import Repair
from translate.report import TO_LOOK_AT, Report, Translation

# What the marks of terms mean, in the order of the legend.
STEPS: Mapping[Step, str] = {
    "draft": "the model wrote it by itself",
    "hint": "the model obeyed a hint",
    "forced": "decoded again from a forced beginning",
    "inserted": "put in as a last resort: look at it",
    "pronoun": "the English refers back to it",
    "missing": "not in the translation",
}

_BREAK_AND_MARGIN = re.compile(r"\s*[\r\n]+[\s>]*")


# --- What all pages share ---


@dataclass(frozen=True, slots=True)
class Mark:
    """The characters `[start, end)` of a text, shown as `kind` (a class of the style sheet).

    `title` explains it; `removed` is what stood there before and is shown struck out.
    """

    start: int
    end: int
    kind: str
    title: str = ""
    removed: str = ""


def page(template: str, values: Mapping[str, object]) -> str:
    """Fill one of the templates in `pages/`; text in the values comes out escaped."""
    return _environment().get_template(template).render(values)


def marked(text: str, marks: Iterable[Mark]) -> Markup:
    """A text with its marks as HTML; of two that cross, the later one is parted where the earlier one ends."""
    parts: list[str] = []
    ends: list[int] = []
    at = 0

    def close(until: int) -> int:
        place = at
        while ends and ends[-1] <= until:
            end = ends.pop()
            parts.extend((escape(text[place:end]), "</mark>"))
            place = end
        return place

    waiting = sorted(marks, key=_order, reverse=True)
    while waiting:
        mark = waiting.pop()
        at = close(mark.start)
        parts.append(escape(text[at : mark.start]))
        at = mark.start
        if ends and mark.end > ends[-1]:
            waiting.append(replace(mark, start=ends[-1], removed=""))
            waiting.sort(key=_order, reverse=True)
            mark = replace(mark, end=ends[-1])
        title = Markup(' title="{}"').format(mark.title) if mark.title else ""
        removed = Markup("<del>{}</del>").format(mark.removed) if mark.removed else ""
        parts.append(Markup('<mark class="{}"{}>{}').format(mark.kind, title, removed))
        ends.append(mark.end)
    at = close(len(text))
    return Markup("".join([*parts, escape(text[at:])]))


def _order(mark: Mark) -> Span:
    """What begins first comes first; of those that begin together, the longest."""
    return mark.start, -mark.end


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("translate", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


# --- A translation ---


@dataclass(frozen=True, slots=True)
class Piece:
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

    pieces: tuple[Piece, ...]

    @property
    def to_look_at(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.reasons]

    @property
    def noted(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.reasons or piece.repairs]


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term with how often it came into the text by which step, and the numbers of its sentences."""

    term: Term
    steps: Mapping[Step, int]
    sentences: tuple[int, ...]


def render(report: Report) -> str:
    """The page of a translation: a summary, what to look at, the paragraphs side by side, the terms."""
    sentences = [t for t in report.translations if t.origin != "passed through"]
    rows = _rows(report)
    return page(
        "article.html",
        {
            "name": "" if report.name == "-" else report.name,
            "report": report,
            "sentences": len(sentences),
            "remembered": sum(t.origin == "memory" for t in sentences),
            "repairs": sum(len(t.segment.repairs) for t in sentences),
            "rows": rows,
            "to_look_at": [(piece, sentences[piece.number - 1]) for row in rows for piece in row.to_look_at],
            "terms": _uses(sentences),
            "steps": STEPS,
        },
    )


def _rows(report: Report) -> list[Row]:
    """The paragraphs in order."""
    rows: list[list[Piece]] = []
    number = 0
    at = 0
    for translation in report.translations:
        segment = translation.segment
        inside = any(block.start < segment.start < block.end for block in report.document.wrapped)
        if translation.origin == "passed through" and inside and not segment.text.strip("> "):
            # The margin of a quoted mail, which a paragraph on the page does not have.
            continue
        gap = report.document.text[at : segment.start]
        if not rows or (_BREAK_AND_MARGIN.search(gap) and not inside):
            rows.append([])
        if translation.origin == "passed through":
            text = escape(segment.text)
            piece = Piece(0, bool(gap), text, text)
        else:
            number += 1
            # Sentences that touched each other get a space between, as in the translation.
            touching = bool(rows[-1]) and rows[-1][-1].number > 0
            piece = _piece(number, bool(gap) or touching, report.document, translation)
        rows[-1].append(piece)
        at = segment.end
    return [Row(tuple(pieces)) for pieces in rows]


def _piece(number: int, space: bool, document: Document, translation: Translation) -> Piece:
    segment = translation.segment
    sentence = Sentence(segment.text, tuple(outcome.match for outcome in translation.terms))
    # Which occurrence stands for which match is not kept, but is the same for the same text.
    places = presence.assign(sentence, LinkedText(translation.text)).places
    source_marks = _repairs(document, segment)
    target_marks: list[Mark] = []
    reasons = list(translation.doubts)
    for outcome, place in zip(translation.terms, places, strict=True):
        term, step = outcome.match.term, outcome.step
        title = f"{term.source} → {term.target}: {STEPS[step]}"
        kind = f"term {step}"
        if outcome.match.start < outcome.match.end:
            source_marks.append(Mark(outcome.match.start, outcome.match.end, kind, title))
        if place:
            target_marks.append(Mark(*place, kind, title))
        if step in TO_LOOK_AT:
            reasons.append(Doubt(f"term {step}", f"{term.source} → {term.target}"))
    return Piece(
        number,
        space,
        marked(segment.text, source_marks),
        marked(translation.text, target_marks),
        tuple(reasons),
        tuple(map(_told, segment.repairs)),
    )


def _repairs(document: Document, segment: Segment) -> list[Mark]:
    """Where the repairs stand in the segment's text.

    None where the text cannot be put together again from the document, as with words divided at a line's end.
    """
    marks: list[Mark] = []
    text = ""
    at = segment.start
    for repair in segment.repairs:
        text += _BREAK_AND_MARGIN.sub(" ", document.text[at : max(at, repair.start)])
        end = len(text) + len(repair.after.rstrip() or repair.after)
        marks.append(Mark(len(text), end, "repair", f"repaired: {repair.rule}", repair.before))
        text += repair.after
        at = max(at, repair.end)
    text += _BREAK_AND_MARGIN.sub(" ", document.text[at : segment.end])
    return marks if text.rstrip() == segment.text else []


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
