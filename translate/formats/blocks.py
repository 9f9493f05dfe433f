"""What a format finds in its data: paragraphs, as a reader reads them, with the marks that stand in them."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["opening", "closing", "point"]


@dataclass(frozen=True, slots=True)
class Text:
    """The characters `[start, end)` of the data, which a reader reads as `text`.

    If both are of one length, each character stands for itself; else they stand for each other as wholes (an entity, a
    run of spaces that is shown as one). `start == end` for what a reader reads without any data.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Copied:
    """Data that come through as they are and stand for a word: code, a placeholder, what is not to be translated.

    `text`, which is not empty, is what a reader reads there.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Data that are no text but belong to what stands beside them, and move along with it.

    An opening mark is closed by the next closing one of the same `name` after it; both go around what translates the
    words between. A point (a line break, a picture, the mark of a footnote) stays with the word that it stands behind.
    `text` is what a reader reads there: nothing, or a space where words on both sides are two.
    """

    start: int
    end: int
    role: Role
    name: str = ""
    text: str = ""


BlockPart = Text | Copied | Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a cell, the value of an attribute: what is split into sentences by itself.

    `parts` are in the order of the data and apart. What lies between two parts is left alone, and is lost where a
    sentence that goes over it comes out otherwise, so all that matters is in a part. `kind` is the format's own word
    for what the block is, which says how text is written there.
    """

    parts: tuple[BlockPart, ...]
    kind: str = ""

    @property
    def text(self) -> str:
        """What a reader reads."""
        return "".join(part.text for part in self.parts)

    @property
    def start(self) -> int:
        """Where its data begin."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where its data end."""
        return self.parts[-1].end
