"""What happened to an article: every sentence, every term, every doubt."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Literal, TypeVar

from glossary.linked import LinkedText, Span
from glossary.terms import FOUND, LeftOut, Outcome, Step, Term
from glossary.wording import counted
from translate.checks import Doubt
from translate.documents.document import Document, Format, Segment

D = TypeVar("D", bound=Document)
T = TypeVar("T")
Origin = Literal["model", "memory", "passed through"]

_IN_PLACE: tuple[Step, ...] = ("draft", "hint", "replaced", "found", "inserted", "pronoun")
# No word is longer that is one.
_LONGEST_WORD = 200
_PARTS_A_PIECE = 10_000
# Steps after which a person should look at the sentence: it was not made with the term in it.
TO_LOOK_AT: tuple[Step, ...] = ("inserted", "missing")


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment and its English.

    `linked` is the English with its links to the segment's text, `score` is `Hypothesis.score`, None if untranslated;
    `terms` are in the order of their places in the segment, `left_out` those that are not enforced. `confidence`,
    between 0 and 1, estimates how probable it is that a reader would let it stand; None if untranslated, and of a model
    that is not calibrated. `unknown` are the words of the segment that neither the model nor a lexicon knows.
    """

    segment: Segment
    linked: LinkedText
    score: float | None
    origin: Origin
    terms: tuple[Outcome, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    confidence: float | None = None
    unknown: tuple[Span, ...] = ()

    @property
    def text(self) -> str:
        """The English."""
        return self.linked.text

    @property
    def to_look_at(self) -> bool:
        """Whether a person should: for a doubt, or for a term."""
        return bool(self.doubts) or any(outcome.step in TO_LOOK_AT for outcome in self.terms)

    def as_dict(self) -> dict[str, object]:
        """All that is known of it as plain values, for JSON: a segment of `docs/report.schema.json`."""
        segment = self.segment
        return {
            "start": segment.start,
            "end": segment.end,
            "source": segment.text,
            "translation": self.text,
            "score": self.score,
            "confidence": self.confidence,
            "origin": self.origin,
            "alignment": [
                {"start": start, "end": end, "source_start": low, "source_end": high}
                for (start, end), source in self.linked.words()
                if source is not None
                for low, high in [_whole_words(segment.text, source)]
            ],
            "repairs": [asdict(repair) for repair in segment.repairs],
            "terms": [
                {
                    "source": outcome.match.term.source,
                    "target": outcome.match.term.target,
                    "start": outcome.match.start,
                    "end": outcome.match.end,
                    "target_start": outcome.place[0] if outcome.place else None,
                    "target_end": outcome.place[1] if outcome.place else None,
                    "step": outcome.step,
                    "origin": outcome.match.term.origin,
                }
                for outcome in self.terms
            ],
            "left_out": [
                {
                    "source": one.match.term.source,
                    "target": one.match.term.target,
                    "start": one.match.start,
                    "end": one.match.end,
                    "reason": one.reason,
                    "origin": one.match.term.origin,
                }
                for one in self.left_out
            ],
            "unknown_words": [
                {"word": segment.text[start:end], "start": start, "end": end} for start, end in self.unknown
            ],
            "doubts": [asdict(doubt) for doubt in self.doubts],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The translation of one document with everything that is known about it.

    `data` is the translated document in its own format, `translations` are those of its segments, in order.
    """

    document: Document
    data: bytes
    translations: tuple[Translation, ...]

    @classmethod
    def of(cls, document: D, form: Format[D], translations: Sequence[Translation]) -> "Report":
        """The report of a document whose segments have these translations; `form` renders the data."""
        doubtful = {number for number, translation in enumerate(translations) if translation.to_look_at}
        data = form.render(document, [one.linked for one in translations], doubtful)
        return cls(document, data, tuple(translations))

    @property
    def text(self) -> str:
        """The translated document, of a format that is text."""
        return self.data.decode("utf-8", "surrogatepass")

    @property
    def all_segments(self) -> list[Translation]:
        """All that a reader sees, in the order of the text: the translations, and what passed through between."""
        between = map(passed_through, self.document.passed_through)
        return sorted([*self.translations, *between], key=lambda one: one.segment.start)

    @property
    def terms(self) -> Counter[Step]:
        """How many matched terms came into the text by which step."""
        return Counter(outcome.step for translation in self.translations for outcome in translation.terms)

    @property
    def enforced(self) -> int:
        """How many terms had to come into the text: all that are not from a lexicon."""
        return self.terms.total() - self.terms["lexicon"]

    @property
    def names(self) -> Counter[Term]:
        """How often each name stands in the document that no glossary has and that was found in it."""
        matches = (outcome.match for translation in self.translations for outcome in translation.terms)
        return Counter(match.term for match in matches if match.term.origin == FOUND)

    @property
    def unknown_words(self) -> Counter[str]:
        """How often each word stands in the document that neither the model nor a lexicon knows."""
        return Counter(one.segment.text[slice(*span)] for one in self.translations for span in one.unknown)

    @property
    def confidence(self) -> float | None:
        """The mean confidence of its sentences: the share of them that a reader would let stand, as estimated."""
        known = [one.confidence for one in self.translations if one.confidence is not None]
        return sum(known) / len(known) if known else None

    @property
    def lowest_confidence(self) -> float | None:
        """The confidence of the sentence that a reader is least likely to let stand."""
        return min((one.confidence for one in self.translations if one.confidence is not None), default=None)

    @property
    def exit_code(self) -> int:
        """What a strict run exits with: 1 if a matched term is missing from the translation."""
        return int(self.terms["missing"] > 0)

    def summary(self) -> str:
        """One line: sentences by origin, terms in place and left out, sentences that may be wrong, lines left out."""
        origins = Counter(translation.origin for translation in self.translations)
        sentences = ", ".join(f"{count} from the {origin}" for origin, count in sorted(origins.items()))
        parts = [counted(origins.total(), "sentence") + (f" ({sentences})" if "memory" in origins else "")]
        if total := self.enforced:
            kept = sum(self.terms[step] for step in _IN_PLACE)
            found = f" ({names} found in the article)" if (names := self.names.total()) else ""
            parts.append(f"{kept} of {total} terms in place{found}")
            if inserted := self.terms["inserted"]:
                parts.append(f"{inserted} of them inserted as a last resort")
        if rare := self.terms["lexicon"]:
            parts.append(f"{counted(rare, 'rare word')} from a lexicon")
        if passed_over := sum(len(translation.left_out) for translation in self.translations):
            parts.append(f"{counted(passed_over, 'term')} left out on purpose")
        parts += self._wrong()
        if dropped := len(self.document.dropped):
            parts.append(f"{counted(dropped, 'line')} left out")
        return "; ".join(parts)

    def _wrong(self) -> list[str]:
        """How many sentences may be wrong: as estimated, else those with a doubt."""
        to_look_at = sum(one.to_look_at for one in self.translations)
        of_all = f"of {counted(len(self.translations), 'sentence')} may be wrong"
        if self.confidence is None:
            return [f"{to_look_at} {of_all}"] if to_look_at else []
        estimated = round(sum(1 - one.confidence for one in self.translations if one.confidence is not None))
        wrong = f"about {max(estimated, to_look_at)} {of_all}"
        if to_look_at:
            return [f"{wrong}, {to_look_at} to look at first"]
        return [wrong] if estimated else []

    def as_dict(self) -> dict[str, object]:
        """The report as plain values, for JSON: `docs/report.schema.json` describes them."""
        return {**self.head(), "segments": [translation.as_dict() for translation in self.all_segments]}

    def head(self) -> dict[str, object]:
        """The same without the segments."""
        ending = self.ending()
        first = {"name": self.document.name, "summary": ending["summary"], "confidence": ending["confidence"]}
        return {**first, **beginning(self.document), **ending}

    def ending(self) -> dict[str, object]:
        """What of the head is known when all is translated."""
        return {
            "summary": self.summary(),
            "confidence": self.confidence,
            "terms": dict(sorted(self.terms.items())),
            "names": [
                {"source": term.source, "target": term.target, "count": count} for term, count in self.names.items()
            ],
            "unknown_words": [{"word": word, "count": count} for word, count in self.unknown_words.items()],
        }


def beginning(document: Document) -> dict[str, object]:
    """What the head of a document's report says before it is translated."""
    return {
        "name": document.name,
        "notices": list(document.notices),
        "dropped": [asdict(one) for one in document.dropped],
    }


def passed_through(segment: Segment) -> Translation:
    """A segment that stands in the translation as it is."""
    return Translation(segment, LinkedText(segment.text), None, "passed through")


class _Lazy(list[dict[str, object]]):
    """A list, for the JSON encoder, of what is made of items when it comes to each."""

    def __init__(self, items: Sequence[T], make: Callable[[T], dict[str, object]]) -> None:
        super().__init__()
        self._items: Sequence[T] = items
        self._make: Callable[[T], dict[str, object]] = make

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[dict[str, object]]:
        return map(self._make, self._items)


def as_json(head: Mapping[str, object], reports: Sequence[Report]) -> Iterator[bytes]:
    """The file of reports in JSON, piece by piece: that of a long article is larger than should be held at once.

    `head` stands before the reports.
    """
    encoder = json.JSONEncoder(ensure_ascii=False, indent=2)
    parts = encoder.iterencode({**head, "documents": _Lazy(reports, _as_lazy_dict)})
    while some := "".join(islice(parts, _PARTS_A_PIECE)):
        # Names of files that are not UTF-8 come with halves of characters.
        yield some.encode("utf-8", "backslashreplace")
    yield b"\n"


def _as_lazy_dict(report: Report) -> dict[str, object]:
    return {**report.head(), "segments": _Lazy(report.all_segments, Translation.as_dict)}


def _whole_words(text: str, span: Span) -> Span:
    """A span widened to the words that it begins and ends in: a piece may be a part of one."""
    start, end = span
    first, last = max(start - _LONGEST_WORD, 0), min(end + _LONGEST_WORD, len(text))
    while first < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < last and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
