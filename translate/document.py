"""An article as text and segments, and back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """One mended scrape damage: `before` stood at the characters `[start, end)` of the document."""

    start: int
    end: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: the characters `[start, end)` of the document.

    `text` is what is translated: the same characters after repair and with line breaks joined.
    """

    start: int
    end: int
    text: str
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its sentences in order; what no segment covers passes through untouched."""

    text: str
    segments: tuple[Segment, ...]
