"""What happened to an article: every sentence, every term, every doubt."""

from dataclasses import dataclass, field
from typing import Literal

from glossary.terms import Outcome
from translate.checks import Doubt
from translate.document import Document, Segment

Origin = Literal["model", "memory", "passed through"]


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment and its English; `score` is the mean log-probability of its pieces, None if untranslated."""

    segment: Segment
    text: str
    score: float | None
    origin: Origin
    terms: tuple[Outcome, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass
class Report:
    """The translation of one document with everything that is known about it."""

    document: Document
    text: str
    translations: list[Translation] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
