"""An article as its text and its segments."""

from dataclasses import dataclass

from translate.documents.repair import Repair


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
class Wrapped:
    """A paragraph that was broken into lines of at most `width` columns: the characters `[start, end)`.

    `first` stands before `start` on its first line, `rest` at the beginning of its other lines.
    """

    start: int
    end: int
    width: int
    first: str
    rest: str
    line_break: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its sentences in order; what no segment covers passes through untouched."""

    text: str
    segments: tuple[Segment, ...]
    wrapped: tuple[Wrapped, ...] = ()
