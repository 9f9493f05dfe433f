"""One document of several: the texts in a zip, each in its own member."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Generic, TypeVar

from glossary.linked import LinkedText
from translate.documents import language
from translate.documents.document import Document, Segment
from translate.formats import packed
from translate.formats.packed import Archive

P = TypeVar("P", bound=Document)
# Gives the data of a part with its translations, one a segment, and the numbers of those that are doubtful.
Render = Callable[[P, Sequence[LinkedText], Set[int]], bytes]
# What stands between the texts of two parts.
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class PartsDocument(Document, Generic[P]):
    """A document whose segments are those of its parts, one part after the other.

    `text` has the texts of the parts, a line break between two, and the spans count its characters. `members` are the
    names of the members of the zip that the parts are.
    """

    archive: Archive = field(kw_only=True)
    parts: tuple[P, ...] = ()
    members: tuple[str, ...] = ()


def joined(
    archive: Archive, members: Sequence[str], parts: Sequence[P], notices: Sequence[str] = ()
) -> PartsDocument[P]:
    """The document of the parts that some members of a zip are.

    What several of them have to notice is said once, and the language is that of all of them together.
    """
    segments: list[Segment] = []
    passed_through: list[Segment] = []
    told = dict.fromkeys(notices)
    at = paragraphs = 0
    for part in parts:
        segments += [_moved(segment, at, paragraphs) for segment in part.segments]
        passed_through += [_moved(segment, at, paragraphs) for segment in part.passed_through]
        at += len(part.text) + len(_BETWEEN)
        paragraphs += 1 + max((one.paragraph for one in chain(part.segments, part.passed_through)), default=-1)
        told |= dict.fromkeys(notice for notice in part.notices if notice != language.foreign(part.text))
    text = _BETWEEN.join(part.text for part in parts)
    if foreign := language.foreign(text):
        told[foreign] = None
    return PartsDocument(
        archive.name, text, tuple(segments), tuple(passed_through), tuple(told),
        parts=tuple(parts), members=tuple(members), archive=archive,
    )  # fmt: skip


def rendered(
    document: PartsDocument[P], translations: Sequence[LinkedText], doubtful: Set[int], render: Render[P]
) -> bytes:
    """The zip with `translations`, one a segment of the document, in those of its members where something changes.

    It is the same zip if each segment comes out as it was read. Raises `ValueError` if there is not one translation a
    segment.
    """
    if len(translations) != len(document.segments):
        raise ValueError(f"{len(translations)} translations for {len(document.segments)} segments")
    if is_same(document, translations):
        return document.archive.data
    changed = {}
    at = 0
    for member, part in zip(document.members, document.parts, strict=True):
        end = at + len(part.segments)
        own = {number - at for number in doubtful if at <= number < end}
        data = render(part, translations[at:end], own)
        if data != document.archive.read(member):
            changed[member] = data
        at = end
    return packed.rewritten(document.archive, changed)


def is_same(document: Document, translations: Sequence[LinkedText]) -> bool:
    """Whether each segment comes out as it was read: nothing was translated, and what says German stays true."""
    return all(
        document.text[segment.start : segment.end] == translation.text
        for segment, translation in zip(document.segments, translations, strict=True)
    )


def _moved(segment: Segment, by: int, paragraphs: int) -> Segment:
    return replace(
        segment,
        start=segment.start + by,
        end=segment.end + by,
        paragraph=segment.paragraph + paragraphs,
        repairs=tuple(replace(one, start=one.start + by, end=one.end + by) for one in segment.repairs),
    )
