"""Plain text, the first of the formats.

What no segment covers passes through untouched: blank lines, indentation, list marks, separator lines, numbers
and addresses that stand alone.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from glossary.linked import LinkedText, Span
from glossary.wording import counted
from translate.documents import boilerplate, contents, entities, files, language, lines, mojibake, removal, segmenter
from translate.documents import repair as repairing
from translate.documents.document import Document, Dropped, Segment
from translate.documents.edits import Edited
from translate.documents.joining import Joined
from translate.documents.lines import Line
from translate.documents.repair import Mended, Repair
from translate.documents.wrapping import BREAK_AND_MARGIN, Wrapped, wrap_again, wrapped

# Half of a character out of UTF-16 is none; nothing behind this could take it.
_SURROGATE = re.compile(r"[\uD800-\uDFFF]")
# So that half of a character that passes through is still itself.
_ENCODING, _ERRORS = "utf-8", "surrogatepass"
# What is repaired without a look at its lines.
_EARLY_RULES = frozenset({"entity", "encoding"})
_VISIBLE_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")


@dataclass(frozen=True, slots=True)
class PlainDocument(Document):
    """A text and what rendering it needs.

    `layout` is the text after what was repaired before its lines were looked at, `places` are the segments,
    `removed` the lines that are left out and `wrapped` the paragraphs that were broken at a width, all as characters
    of `layout`.
    """

    layout: str = ""
    places: tuple[Span, ...] = ()
    removed: tuple[Span, ...] = ()
    wrapped: tuple[Wrapped, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that is broken at its width when it is written: its texts, and the numbers of its segments."""

    block: Wrapped
    parts: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class PlainText:
    """The format of plain text.

    With `repair`, scrape damage is mended before the sentences are found; with `clean`, lines that are no part of the
    article (navigation, share buttons, photo credits) are left out.
    """

    repair: bool = True
    clean: bool = False

    def parse(self, data: bytes, name: str) -> PlainDocument:
        """The document in a file's bytes, in any of the encodings of `files.decode`.

        Raises `DocumentError` if the data are no text.
        """
        article = files.decode(data, name)
        return self.document(article.text, name, article.notices)

    def document(self, text: str, name: str = "", notices: Sequence[str] = ()) -> PlainDocument:
        """The document of a text, whose spans count its characters."""
        edited = self._edited(text)
        readable = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", edited.text)
        article = repairing.vocabulary(readable) if self.repair else None
        kept, dropped = self._sorted_out(readable)
        found: list[_Found] = []
        blocks: list[Wrapped] = []
        for paragraph in lines.paragraphs(readable, kept):
            joined = Joined(readable, paragraph)
            mended = Mended(joined.text) if article is None else repairing.repair(joined.text, article)
            found += _sentences(edited, joined, mended)
            if len(paragraph) > 1:
                blocks.append(wrapped(edited.text, paragraph))
        removed = removal.spans(edited.text, [(line.start, line.end) for line, _ in dropped])
        found += _between(edited, found, removed)
        numbered = _numbered(edited.text, sorted(found, key=lambda one: one.start), blocks)
        return PlainDocument(
            name,
            text,
            tuple(one.segment for one in numbered if one.sentence),
            tuple(one.segment for one in numbered if not one.sentence),
            (*notices, *_notices(edited)),
            tuple(_dropped(edited, line, reason) for line, reason in dropped),
            edited.text,
            tuple((one.start, one.end) for one in numbered if one.sentence),
            tuple(removed),
            tuple(blocks),
        )

    def _sorted_out(self, text: str) -> tuple[list[Line], list[tuple[Line, str]]]:
        """The lines of a text that are translated, and those that are left out, with the reasons.

        What is no part of the article stands alone if it is not left out.
        """
        every = lines.lines_of(text)
        if not self.clean and sum(line.body < line.end for line in every) < 2:
            # The only line stands alone whatever it is.
            return every, []
        reasons = boilerplate.find(text, every)
        if self.clean:
            kept = [line for number, line in enumerate(every) if number not in reasons]
            return kept, [(every[number], reasons[number]) for number in sorted(reasons)]
        return [replace(line, alone=True) if number in reasons else line for number, line in enumerate(every)], []

    def _edited(self, text: str) -> Edited:
        """The text after what is repaired without a look at its lines."""
        edited = Edited.of(text)
        if not self.repair:
            return edited
        edited = edited.edited(entities.find(text), "entity")
        return edited.edited(mojibake.find(edited.text), "encoding")

    def render(
        self, document: PlainDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The text in UTF-8 with its segments replaced by `translations`, one a segment.

        A wrapped paragraph is wrapped again at its width. Sentences that touched each other get a space between.
        """
        if len(translations) != len(document.places):
            raise ValueError(f"{len(translations)} translations for {len(document.places)} segments")

        def filled(part: str | int) -> str:
            return part if isinstance(part, str) else translations[part].text

        written = (
            wrap_again("".join(map(filled, part.parts)), part.block) if isinstance(part, Paragraph) else filled(part)
            for part in layout(document)
        )
        return "".join(written).encode(_ENCODING, _ERRORS)


def layout(document: PlainDocument) -> Iterator[str | int | Paragraph]:
    """A document in parts: texts that stay, and numbers of segments, in whose place translations are written.

    Sentences that touched each other have a space between.

    >>> list(layout(PlainText().document("Das Haus. Der Hund.\\n")))
    [0, ' ', 1, '\\n']
    """
    starts = [start for start, _ in document.places]
    kept = partial(removal.without, document.layout, document.removed)

    def parts(start: int, end: int) -> Iterator[str | int]:
        at = start
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            first, last = document.places[index]
            touching = start < at == first
            if between := " " if touching else kept(at, first):
                yield between
            yield index
            at = last
        if rest := kept(at, end):
            yield rest

    at = 0
    for block in document.wrapped:
        yield from parts(at, block.start)
        yield Paragraph(block, tuple(parts(block.start, block.end)))
        at = block.end
    yield from parts(at, len(document.layout))


@dataclass(frozen=True, slots=True)
class _Found:
    """A segment, or what passes through, and its characters `[start, end)` in the layout."""

    start: int
    end: int
    segment: Segment
    sentence: bool


def _dropped(edited: Edited, line: Line, reason: str) -> Dropped:
    start, end = line.start + len(line.margin), line.end
    return Dropped(edited.original(start), edited.original(end), edited.text[start:end], reason)


def _notices(edited: Edited) -> list[str]:
    """What a reader should know of a text as a whole."""
    notices = []
    if mojibake := [repair for repair in edited.repairs if repair.rule == "encoding"]:
        line = edited.source.count("\n", 0, mojibake[0].start) + 1
        places = f"{counted(len(mojibake), 'place')}, the first in line {line}"
        notices.append(f"UTF-8 that was encoded twice ({places}); repaired")
    if foreign := language.foreign(edited.text):
        notices.append(foreign)
    return notices


# --- Sentences ---


def _sentences(edited: Edited, joined: Joined, mended: Mended) -> list[_Found]:
    """The segments of a paragraph, each with its repairs."""
    spans = [span for span in segmenter.split(mended.text) if contents.has_words(mended.text[slice(*span)])]
    found = []
    for (start, end), repairs in zip(spans, _of_each(edited, joined, mended, spans), strict=True):
        first, last = joined.original(mended.original(start)), joined.original_end(mended.original(end))
        segment = Segment(edited.original(first), edited.original(last), mended.text[start:end], repairs)
        found.append(_Found(first, last, segment, True))
    return found


def _of_each(edited: Edited, joined: Joined, mended: Mended, spans: Sequence[Span]) -> list[tuple[Repair, ...]]:
    """The repairs of each sentence, with their places in it; what was put in between two belongs to the first."""
    repairs: list[list[Repair]] = [[] for _ in spans]
    if not spans:
        return []

    def place(offset: int) -> int:
        """Where a character of the mended paragraph stands in the document."""
        return edited.original(joined.original(mended.original(offset)))

    ends = [edited.original(joined.original_end(mended.original(end))) for _, end in spans]
    for one in _in_document(edited, joined, mended):
        index = min(bisect_left(ends, one.start), len(spans) - 1)
        start, end = spans[index]
        low = bisect_left(range(end), one.start, start, key=place)
        high = bisect_right(range(end), one.start, low, key=place)
        at = mended.text.find(one.after.rstrip(), low, min(end, high + len(one.after)))
        repairs[index].append(replace(one, at=at - start if at >= 0 else None))
    return [tuple(of_one) for of_one in repairs]


def _in_document(edited: Edited, joined: Joined, mended: Mended) -> list[Repair]:
    """All repairs of a paragraph, in order; what was changed before its lines were looked at and again now is one."""
    later = []
    for one in mended.repairs:
        first = joined.original(one.start)
        start, end = edited.original(first), edited.original(max(first, joined.original_end(one.end)))
        later.append(replace(one, start=start, end=end, before=edited.source[start:end]))
    first, last = joined.original(0), joined.original_end(len(joined.text))
    earlier = edited.within(edited.original(first), edited.original(last))
    kept: list[Repair] = []
    covered = 0
    for one in sorted([*later, *earlier], key=lambda one: (one.start, -one.end)):
        if one.rule in _EARLY_RULES and one.end <= covered:
            continue
        covered = max(covered, one.end if one.rule not in _EARLY_RULES else 0)
        kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))


# --- What stands between the sentences ---


def _between(edited: Edited, sentences: Sequence[_Found], removed: Sequence[Span]) -> list[_Found]:
    """What stands between the sentences, line by line, without what is left out."""
    edges = [0, *(edge for one in sentences for edge in (one.start, one.end)), len(edited.text)]
    told = {(repair.start, repair.end) for one in sentences for repair in one.segment.repairs}
    between = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        for line in _VISIBLE_LINE.finditer(edited.text[first:last]):
            start, end = first + line.start(), first + line.end()
            if removal.covers(removed, start):
                continue
            place = edited.original(start), edited.original(end)
            repairs = tuple(repair for repair in edited.within(*place) if (repair.start, repair.end) not in told)
            between.append(_Found(start, end, Segment(*place, line[0], repairs), False))
    return between


def _numbered(text: str, found: Sequence[_Found], blocks: Sequence[Wrapped]) -> list[_Found]:
    """What was found, in order, with the numbers of its paragraphs: a line, or lines that were broken.

    The margins of a quoted mail, inside a paragraph that was broken, are none of it.
    """
    rest = iter(blocks)
    block = next(rest, None)
    numbered: list[_Found] = []
    number = at = 0
    for one in found:
        while block is not None and block.end <= one.start:
            block = next(rest, None)
        inside = block is not None and block.start < one.start
        if inside and not one.segment.text.strip("> "):
            continue
        if numbered and not inside and BREAK_AND_MARGIN.search(text, at, one.start):
            number += 1
        numbered.append(replace(one, segment=replace(one.segment, paragraph=number)))
        at = one.end
    return numbered
