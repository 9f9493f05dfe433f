"""From the blocks of a document to its sentences, and from their translations to what is written into the data."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, groupby

from glossary.linked import LinkedText, Span
from translate.documents import contents, language, segmenter
from translate.documents import repair as repairing
from translate.documents.document import Document, Segment
from translate.documents.repair import Mended, Repair
from translate.formats import tagging
from translate.formats.blocks import Block, Copied, Text
from translate.formats.splice import Edit, Part, Source

# Writes what a reader is to read as the data of a block have it: with `<` as `&lt;`, say.
Write = Callable[[str, Block], str]
# What goes before and behind the English of a block that is written behind its German; None where it takes its place.
Beside = Callable[[Block], tuple[str, str] | None]

# Finds the sentences of a text.
Split = Callable[[str], Sequence[Span]]

# What stands for what is copied while sentences are looked for: no abbreviation, and nothing that is repaired.
_STAND_IN = "Xxxxx"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment stands: the characters `[start, end)` of the text of a block.

    `origins` says for each character of the segment's text, and for its end, which of the block's text it was; it is
    empty where each is the one that is as far behind the first.
    """

    block: int
    start: int
    end: int
    origins: tuple[int, ...] = ()

    def within(self, offset: int) -> int:
        """Where in the segment's text a character of the block's text stands that is in the place."""
        return bisect_left(self.origins, offset) if self.origins else offset - self.start

    def original(self, span: Span) -> Span:
        """Where characters of the segment's text stand in that of the block."""
        if not self.origins:
            return span[0] + self.start, span[1] + self.start
        return self.origins[span[0]], self.origins[span[1]]


@dataclass(frozen=True, slots=True)
class BlockDocument(Document):
    """A document of blocks: `text` has one a line, `source` are its data, `places` are those of its segments."""

    source: str = ""
    blocks: tuple[Block, ...] = ()
    places: tuple[Place, ...] = ()


# --- From blocks to sentences ---


def document(
    name: str,
    source: str,
    blocks: Sequence[Block],
    notices: Sequence[str] = (),
    *,
    repair: bool = True,
    split: Split = segmenter.split,
) -> BlockDocument:
    """The document of some data, with the sentences of its blocks, which `split` finds.

    Blocks without words are none of its text, but keep their numbers.
    """
    texts = [block.text for block in blocks]
    text = "\n".join(texts)
    article = repairing.vocabulary(text) if repair else None
    segments: list[Segment] = []
    places: list[Place] = []
    between: list[Segment] = []
    at = 0
    for number, block in enumerate(blocks):
        found = list(_sentences(block, number, at, article, split))
        segments += [segment for segment, _ in found]
        places += [place for _, place in found]
        between += _between(texts[number], number, at, [place for _, place in found])
        at += len(texts[number]) + 1
    foreign = language.foreign(text)
    every = (*notices, foreign) if foreign else tuple(notices)
    return BlockDocument(
        name, text, tuple(segments), tuple(between), every,
        source=source, blocks=tuple(blocks), places=tuple(places),
    )  # fmt: skip


def _sentences(
    block: Block, number: int, behind: int, article: Mapping[str, int] | None, split: Split
) -> Iterator[tuple[Segment, Place]]:
    """The segments of a block whose text begins at a character of the document's."""
    reading = _Reading(block)
    mended = Mended(reading.text) if article is None else repairing.repair(reading.text, article)
    untold = deque(mended.repairs)
    for start, end in split(mended.text):
        text, origins, copied = reading.part(mended, start, end)
        if not contents.has_words(text, copied):
            continue
        plain = not copied and not mended.origins
        place = Place(number, origins[0], origins[-1], () if plain else origins)
        repairs = tuple(_repairs(untold, reading, text, origins, behind))
        yield Segment(origins[0] + behind, origins[-1] + behind, text, repairs, number, copied), place


class _Reading:
    """A block as its sentences are looked for: something that is a word stands for what is copied."""

    def __init__(self, block: Block) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._gains: list[int] = []
        self._texts: list[str] = []
        at = gain = 0
        for part in block.parts:
            text = part.text
            if isinstance(part, Copied):
                self._starts.append(at)
                self._texts.append(text)
                gain += len(text) - len(_STAND_IN)
                self._gains.append(gain)
                text = _STAND_IN
            parts.append(text)
            at += len(text)
        self.text = "".join(parts)

    def original(self, offset: int) -> int:
        """Where a character stands in the text of the block; for one that stands in, what it stands in for."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return offset
        start, gain = self._starts[number], self._gains[number]
        if offset < start + len(_STAND_IN):
            return start + gain - len(self._texts[number]) + len(_STAND_IN)
        return offset + gain

    def part(self, mended: Mended, start: int, end: int) -> tuple[str, tuple[int, ...], tuple[Span, ...]]:
        """A part of the mended text as it is read, the places of its characters in the block, and what is copied."""
        places = [mended.original(offset) for offset in range(start, end)]
        # Behind what was put in at the end nothing else of the block has come.
        last = mended.original(end)
        if not self._starts:
            return mended.text[start:end], (*places, last), ()
        text: list[str] = []
        origins: list[int] = []
        copied: list[Span] = []
        at = 0
        while at < len(places):
            number = bisect_right(self._starts, places[at]) - 1
            if number < 0 or places[at] >= self._starts[number] + len(_STAND_IN):
                text.append(mended.text[start + at])
                origins.append(self.original(places[at]))
                at += 1
                continue
            own = self._texts[number]
            first = self.original(self._starts[number])
            copied.append((len(origins), len(origins) + len(own)))
            text.append(own)
            origins += range(first, first + len(own))
            until = self._starts[number] + len(_STAND_IN)
            while at < len(places) and places[at] < until:
                at += 1
        return "".join(text), (*origins, max(origins[-1], self.original(last))), tuple(copied)


def _repairs(
    untold: deque[Repair], reading: _Reading, text: str, origins: Sequence[int], behind: int
) -> Iterator[Repair]:
    """Those of the repairs of a block, which are in order, that do not lie behind a sentence, as the document counts.

    They are taken from those that no sentence before it had.
    """
    while untold and (start := reading.original(untold[0].start)) <= origins[-1]:
        one = untold.popleft()
        at = text.find(one.after.strip(), bisect_left(origins, start))
        end = reading.original(one.end)
        yield Repair(start + behind, end + behind, one.before, one.after, one.rule, at if at >= 0 else None)


def _between(text: str, number: int, behind: int, places: Sequence[Place]) -> Iterator[Segment]:
    """What a reader sees of a block beside its sentences."""
    edges = [0, *(edge for place in places for edge in (place.start, place.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        seen = text[start:end].strip()
        if seen:
            first = text.index(seen, start)
            yield Segment(first + behind, first + len(seen) + behind, seen, paragraph=number)


# --- From translations to edits ---


def edits(
    document: BlockDocument, translations: Sequence[LinkedText], write: Write, beside: Beside | None = None
) -> list[Edit]:
    """What puts translations, one a segment, into the data, with marks where their words are.

    A sentence that comes out as it was read is left alone. With `beside`, the German of a block stays, and its
    translation is written behind it.
    """
    made: list[Edit] = []
    for number, changed in _changed(document, translations):
        block = document.blocks[number]
        own = list(_of_block(document, block, changed, partial(_written, write, block)))
        around = beside(block) if beside else None
        if around:
            start, end = block.start, block.end
            copy = (around[0], *_inlined(own, start, end), around[1])
            made.append(Edit(start, end, (Source(start, end, edited=False), *copy)))
        else:
            made += own
    return made


def _of_block(
    document: BlockDocument, block: Block, changed: Sequence["_Changed"], write: Callable[[str], str]
) -> Iterator[Edit]:
    laid = _Laid(block)
    before = -1
    for index, translation in changed:
        place = document.places[index]
        if translation is not None:
            touching = place.start == before
            yield laid.edit(place, document.segments[index], translation, write, touching=touching)
        before = place.end


def _written(write: Write, block: Block, text: str) -> str:
    return write(text, block)


def _inlined(edits: Sequence[Edit], start: int, end: int) -> Iterator[Part]:
    """The data of a block with the edits of its sentences made, as parts of another edit."""
    at = start
    for edit in edits:
        yield Source(at, edit.start)
        yield from edit.parts
        at = edit.end
    yield Source(at, end)


def translated(document: BlockDocument, translations: Sequence[LinkedText]) -> Iterator[tuple[int, LinkedText]]:
    """For formats that write otherwise: for each block of which a sentence comes out otherwise, its number and text.

    The text's links lead to the text of the block; what stands between sentences is linked to itself.
    """
    for number, changed in _changed(document, translations):
        text = document.blocks[number].text
        parts: list[LinkedText] = []
        at = 0
        for index, translation in changed:
            place = document.places[index]
            own = translation.of_source(place.original) if translation else _itself(text, place.start, place.end)
            parts += [LinkedText(" ") if at == place.start > 0 else _itself(text, at, place.start), own]
            at = place.end
        yield number, LinkedText.of_parts([*parts, _itself(text, at, len(text))])


def _itself(text: str, start: int, end: int) -> LinkedText:
    """A part of a source, linked to itself."""
    return LinkedText(text[start:end], (((0, end - start), (start, end)),) if start < end else ())


# The number of a segment, and what comes in its place: None if it stays.
_Changed = tuple[int, LinkedText | None]


def _changed(document: BlockDocument, translations: Sequence[LinkedText]) -> Iterator[tuple[int, list[_Changed]]]:
    """The blocks with a sentence that comes out otherwise, with all their sentences."""
    if len(translations) != len(document.places):
        raise ValueError(f"{len(translations)} translations for {len(document.places)} segments")
    numbered = zip(document.places, translations, strict=True)
    for number, of_block in groupby(enumerate(numbered), key=lambda one: one[1][0].block):
        text = document.blocks[number].text
        found: list[_Changed] = []
        for index, (place, translation) in of_block:
            same = text[place.start : place.end] == translation.text
            found.append((index, None if same else translation))
        if any(translation is not None for _, translation in found):
            yield number, found


class _Laid:
    """A block with the places of its parts: characters of its text."""

    def __init__(self, block: Block) -> None:
        self._parts = block.parts
        self._starts = [0, *accumulate(len(part.text) for part in block.parts)]
        self._partners = tagging.partners(block.parts)

    def edit(
        self, place: Place, segment: Segment, translation: LinkedText, write: Callable[[str], str], *, touching: bool
    ) -> Edit:
        """What puts the translation of the segment at a place there, with its marks; a space before if `touching`."""
        first, last = self._numbers(place)
        inside = []
        for number in range(first, last + 1):
            part, at = self._parts[number], self._starts[number]
            if not isinstance(part, Text):
                span = place.within(at), place.within(min(at + len(part.text), place.end))
                inside.append((number, part, span))
        parts = tuple(tagging.written(segment.text, translation, inside, self._partners, write))
        return Edit(self._start(first, place.start), self._end(last, place.end), (" ", *parts) if touching else parts)

    def _numbers(self, place: Place) -> Span:
        """The first and the last part of a sentence; tags right beside it are in it if their partners are."""
        first = bisect_right(self._starts, place.start) - 1
        last = bisect_left(self._starts, place.end) - 1
        begins, ends = first, last
        at = first - 1
        while at >= 0 and self._starts[first] == place.start and not self._parts[at].text:
            begins = at if first <= self._partners.get(at, -1) <= last else begins
            at -= 1
        at = last + 1
        while at < len(self._parts) and self._starts[last + 1] == place.end and not self._parts[at].text:
            ends = at if begins <= self._partners.get(at, -1) <= last else ends
            at += 1
        return begins, ends

    def _start(self, number: int, offset: int) -> int:
        """Where the data begin that a character of the text is read from, which stands in a part."""
        part = self._parts[number]
        into = max(offset - self._starts[number], 0)
        return part.start + into if len(part.text) == part.end - part.start else part.start

    def _end(self, number: int, offset: int) -> int:
        part = self._parts[number]
        until = offset - self._starts[number]
        return part.start + until if len(part.text) == part.end - part.start and part.text else part.end
