"""An article as its text and its segments, and the door that every format of documents has."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Protocol, TypeVar

from glossary.linked import LinkedText, Span
from translate.documents.repair import Repair


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: the characters `[start, end)` of the document.

    `text` is what is translated: the same characters after repair and with line breaks joined. `paragraph` is the
    number of the paragraph that it stands in; what has the same number is shown together. `copied` are characters of
    `text`, in order and apart, that are copied whatever they look like.
    """

    start: int
    end: int
    text: str
    repairs: tuple[Repair, ...] = ()
    paragraph: int = 0
    copied: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """The characters `[start, end)` of the document that were left out of the translation, and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its sentences in order; what no segment covers comes through untouched.

    Spans count characters of `text`. `passed_through` is what a reader sees between the sentences
    (list marks, numbers and addresses that stand alone), for the report. `notices` say what was assumed about the data,
    `dropped` what was left out as no part of the article.
    """

    name: str
    text: str
    segments: tuple[Segment, ...]
    passed_through: tuple[Segment, ...] = ()
    notices: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()


D = TypeVar("D", bound=Document)


class Format(Protocol[D]):
    """What turns data into a document, and a document with its translations into data again."""

    def parse(self, data: bytes, name: str) -> D:
        """The document in the data of a file called `name`.

        Raises `DocumentError` for data that are not of this format.
        """

    def render(self, document: D, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()) -> bytes:
        """The data of the document with its segments replaced by `translations`, one a segment.

        `doubtful` are the numbers of the segments that a person should look at, for formats that say so.
        """
