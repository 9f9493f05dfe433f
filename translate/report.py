"""What happened to an article: every sentence, every term, every doubt."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Literal

from glossary.terms import Outcome, Step
from glossary.wording import counted
from translate.checks import Doubt
from translate.documents.document import Document, Segment

Origin = Literal["model", "memory", "passed through"]

_IN_PLACE: tuple[Step, ...] = ("draft", "hint", "forced", "inserted", "pronoun")
# Steps after which a person should look at the sentence: it was not made with the term in it.
TO_LOOK_AT: tuple[Step, ...] = ("inserted", "missing")


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment and its English; `score` is `Hypothesis.score`, None if untranslated."""

    segment: Segment
    text: str
    score: float | None
    origin: Origin
    terms: tuple[Outcome, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def to_look_at(self) -> bool:
        """Whether a person should: for a doubt, or for a term."""
        return bool(self.doubts) or any(outcome.step in TO_LOOK_AT for outcome in self.terms)


@dataclass
class Report:
    """The translation of one document with everything that is known about it.

    `translations` are in the order of the text; those with the origin `passed through` are what stood
    between the segments. `notices` are for the user's eyes.
    """

    document: Document
    text: str
    translations: list[Translation]
    name: str = ""
    notices: list[str] = field(default_factory=list)

    @property
    def terms(self) -> Counter[Step]:
        """How many matched terms came into the text by which step."""
        return Counter(outcome.step for translation in self.translations for outcome in translation.terms)

    @property
    def exit_code(self) -> int:
        """What a strict run exits with: 1 if a matched term is missing from the translation."""
        return int(self.terms["missing"] > 0)

    def summary(self) -> str:
        """One line: sentences by origin, terms by step, sentences to look at."""
        origins = Counter(t.origin for t in self.translations if t.origin != "passed through")
        sentences = ", ".join(f"{count} from the {origin}" for origin, count in sorted(origins.items()))
        parts = [counted(origins.total(), "sentence") + (f" ({sentences})" if "memory" in origins else "")]
        if total := self.terms.total():
            kept = sum(self.terms[step] for step in _IN_PLACE)
            parts.append(f"{kept} of {total} terms in place")
            if inserted := self.terms["inserted"]:
                parts.append(f"{inserted} of them inserted as a last resort")
        if to_look_at := sum(t.to_look_at for t in self.translations):
            parts.append(f"{counted(to_look_at, 'sentence')} to look at")
        return "; ".join(parts)

    def as_dict(self) -> dict[str, object]:
        """The report as plain values, for JSON; offsets count characters of the document."""
        return {
            "name": self.name,
            "summary": self.summary(),
            "notices": self.notices,
            "terms": dict(sorted(self.terms.items())),
            "segments": [_segment(translation) for translation in self.translations],
        }


def _segment(translation: Translation) -> dict[str, object]:
    segment = translation.segment
    return {
        "start": segment.start,
        "end": segment.end,
        "source": segment.text,
        "translation": translation.text,
        "score": translation.score,
        "origin": translation.origin,
        "repairs": [asdict(repair) for repair in segment.repairs],
        "terms": [
            {
                "source": outcome.match.term.source,
                "target": outcome.match.term.target,
                "start": outcome.match.start,
                "end": outcome.match.end,
                "step": outcome.step,
                "origin": outcome.match.term.origin,
            }
            for outcome in translation.terms
        ],
        "doubts": [asdict(doubt) for doubt in translation.doubts],
    }
