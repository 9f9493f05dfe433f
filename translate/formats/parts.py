"""One document of several: the texts in a package, each in its own member."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain
from typing import Generic, TypeVar

from glossary.linked import LinkedText
from translate.documents.document import Document, Segment

P = TypeVar("P", bound=Document)
# What stands between the texts of two parts.
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class PartsDocument(Document, Generic[P]):
    """A document whose segments are those of its parts, one part after the other.

    `text` has the texts of the parts, a line break between two, and the spans count its characters.
    """

    parts: tuple[P, ...] = ()


def joined(name: str, parts: Sequence[P], notices: Sequence[str] = ()) -> PartsDocument[P]:
    """The document of some parts; what several of them have to notice is said once."""
    segments: list[Segment] = []
    passed_through: list[Segment] = []
    at = paragraphs = 0
    for part in parts:
        segments += [_moved(segment, at, paragraphs) for segment in part.segments]
        passed_through += [_moved(segment, at, paragraphs) for segment in part.passed_through]
        at += len(part.text) + len(_BETWEEN)
        paragraphs += 1 + max((one.paragraph for one in chain(part.segments, part.passed_through)), default=-1)
    told = dict.fromkeys(chain(notices, *(part.notices for part in parts)))
    text = _BETWEEN.join(part.text for part in parts)
    return PartsDocument(name, text, tuple(segments), tuple(passed_through), tuple(told), parts=tuple(parts))


def divided(
    document: PartsDocument[P], translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
) -> Iterator[tuple[P, Sequence[LinkedText], Set[int]]]:
    """Each part with the translations of its segments and the numbers of those of them that are doubtful.

    Raises `ValueError` if there is not one translation a segment.
    """
    if len(translations) != len(document.segments):
        raise ValueError(f"{len(translations)} translations for {len(document.segments)} segments")
    at = 0
    for part in document.parts:
        end = at + len(part.segments)
        yield part, translations[at:end], {number - at for number in doubtful if at <= number < end}
        at = end


def _moved(segment: Segment, by: int, paragraphs: int) -> Segment:
    repairs = tuple(replace(repair, start=repair.start + by, end=repair.end + by) for repair in segment.repairs)
    return replace(
        segment,
        start=segment.start + by,
        end=segment.end + by,
        paragraph=segment.paragraph + paragraphs,
        repairs=repairs,
    )
