"""What all formats of subtitles share: from cues to sentences, and from their translations to cues again.

A sentence that goes over several cues is translated whole and shared out to them. Times are never touched, no cue comes
or goes, and none is left empty.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from glossary.linked import LinkedText, Span
from translate.formats import charsets, flow
from translate.formats.blocks import Block
from translate.formats.captions import cue_marks, cue_sharing, phrases
from translate.formats.captions.cue_joining import Utterance, utterances
from translate.formats.captions.cue_sharing import Room, Sentence
from translate.formats.captions.cues import Cue
from translate.formats.charsets import UTF8, Charset, Decoded
from translate.formats.flow import BlockDocument, Place
from translate.formats.splice import Edit, Source, spliced

# What stands in a cue for which no word is left.
_GOES_ON = "…"
# A line of the source that is longer was left to the player to break.
_UNBROKEN = 2 * phrases.WIDTH
# Shorter words in capitals are abbreviations.
_SHOUTED = 5
_UNIVERSAL = Charset("utf-8", codecs.BOM_UTF8)
_NEWLINE = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class SubtitleDocument(BlockDocument):
    """A document of cues; `utterances` are its blocks with the pieces of the cues that they stand in."""

    charset: Charset = UTF8
    cues: tuple[Cue, ...] = ()
    utterances: tuple[Utterance, ...] = ()


def newline(source: str) -> str:
    """How lines end in some data: as the first one does.

    >>> newline("1\\r\\n2"), newline("")
    ('\\r\\n', '\\n')
    """
    match = _NEWLINE.search(source)
    return match[0] if match else "\n"


def document(name: str, read: Decoded, cues: Sequence[Cue], *, repair: bool = True) -> SubtitleDocument:
    """The document of some cues, with what is said in them."""
    said = utterances(read.text, cues)
    plain = flow.document(name, read.text, [one.block for one in said], read.notices, repair=repair)
    return SubtitleDocument(
        plain.name, plain.text, plain.segments, plain.passed_through, plain.notices,
        source=plain.source, blocks=plain.blocks, places=plain.places,
        charset=read.charset, cues=tuple(cues), utterances=tuple(said),
    )  # fmt: skip


def rendered(
    document: SubtitleDocument,
    translations: Sequence[LinkedText],
    write: Callable[[str], str],
    newline: str,
    *,
    bilingual: bool = False,
) -> bytes:
    """The data of the document with translations, one a segment, in its cues; `write` escapes, `newline` ends a line.

    With `bilingual`, each cue has its German and below it the English.
    """
    shown = _shown(document.utterances)
    edits: list[Edit] = []
    changed: set[int] = set()
    for said, sentences in _told(document, translations):
        edits += _edits(document, said, sentences, _Style(write, newline), shown)
        changed.update(piece.cue for piece in said.pieces)
    if bilingual:
        # They stand first, for one piece may be all of a cue.
        edits[:0] = [_beside(document.cues[number], newline) for number in sorted(changed)]
    text = spliced(document.source, edits)
    # Players look for the mark of UTF-8.
    charset = document.charset if document.charset.has_all(text) else _UNIVERSAL
    return charset.encoded(text, charsets.plain)


def _beside(cue: Cue, newline: str) -> Edit:
    """Puts the translation of a cue below it; marks before its first words say how all of it is shown."""
    start = next((part.start for part in cue.parts if part.text.strip()), cue.start)
    opened = [part.start for part in cue.parts if part.start < start and getattr(part, "role", "") == "opening"]
    first = min([start, *opened])
    return Edit(cue.start, cue.end, (Source(cue.start, cue.end, edited=False), newline, Source(first, cue.end)))


@dataclass(slots=True)
class _Shown:
    """How many pieces a cue has, and how many characters of them."""

    pieces: int = 0
    length: int = 0


def _shown(said: Sequence[Utterance]) -> dict[int, _Shown]:
    """What is shown in each cue."""
    shown: dict[int, _Shown] = {}
    for one in said:
        for piece, (start, end) in zip(one.pieces, one.spans, strict=True):
            cue = shown.setdefault(piece.cue, _Shown())
            cue.pieces += 1
            cue.length += end - start
    return shown


def _told(document: SubtitleDocument, translations: Sequence[LinkedText]) -> Iterator[tuple[Utterance, list[Sentence]]]:
    """The utterances that come out otherwise than they were, with all their sentences in order."""
    if len(translations) != len(document.places):
        raise ValueError(f"{len(translations)} translations for {len(document.places)} segments")
    told = zip(document.places, document.segments, translations, strict=True)
    for number, of_block in groupby(told, key=lambda one: one[0].block):
        said = document.utterances[number]
        text = said.block.text
        sentences: list[Sentence] = []
        at = behind = 0
        changed = False
        for place, segment, linked in of_block:
            own = linked if linked.text.strip() else _itself(segment.text)
            changed = changed or own.text != text[place.start : place.end]
            if text[at : place.start].strip():
                sentences.append(_untranslated(text, number, (at, place.start), behind))
                behind = sentences[-1].end + 1
            sentences.append(Sentence(place, segment.text, _shouted(said.block, segment.text, own), behind))
            at, behind = place.end, sentences[-1].end + 1
        if text[at:].strip():
            sentences.append(_untranslated(text, number, (at, len(text)), behind))
        if changed:
            yield said, sentences


def _untranslated(text: str, number: int, span: Span, at: int) -> Sentence:
    """What stands beside the sentences of a block, as one that translates itself."""
    own = text[slice(*span)].strip()
    start = text.index(own, span[0])
    return Sentence(Place(number, start, start + len(own)), own, _itself(own), at)


def _itself(text: str) -> LinkedText:
    return LinkedText(text, tuple((span, span) for span in phrases.words(text)))


@dataclass(frozen=True, slots=True)
class _Style:
    """How text is written, and how a line ends."""

    write: Callable[[str], str]
    newline: str


def _edits(
    document: SubtitleDocument, said: Utterance, sentences: Sequence[Sentence], style: _Style, shown: dict[int, _Shown]
) -> list[Edit]:
    """What puts the translation of an utterance into its cues."""
    text = " ".join(one.linked.text for one in sentences)
    rooms = [_room(document.cues, said, number, shown) for number in range(len(said.pieces))]
    shares = cue_sharing.shared(sentences, rooms)
    marks = cue_marks.inserted(document.source, text, sentences, said.pieces, rooms, shares)
    edits = []
    for piece, room, share, own in zip(said.pieces, rooms, shares, marks, strict=True):
        newline = piece.closing + style.newline + piece.opening
        new = cue_marks.written(text, share, _broken(text, share, room), own, style.write, newline)
        new = new if share[0] < share[1] else new + style.write(_GOES_ON)
        edits.append(Edit(piece.start, piece.end, (new,)))
    return edits


def _shouted(block: Block, source: str, linked: LinkedText) -> LinkedText:
    """In capitals what the source has in capitals: a sign, a shout, the name of who speaks."""
    text = linked.text.upper()
    shouted = source.isupper() and sum(map(str.isalpha, source)) >= _SHOUTED
    if (shouted or block.kind == "label") and len(text) == len(linked.text):
        return LinkedText(text, linked.links)
    return linked


def _room(cues: Sequence[Cue], said: Utterance, number: int, shown: dict[int, _Shown]) -> Room:
    piece, (start, end) = said.pieces[number], said.spans[number]
    cue, own = cues[piece.cue], shown[piece.cue]
    time = (cue.ends - cue.begins) * (end - start) // max(own.length, 1)
    lines = max(2, piece.lines) if own.pieces == 1 else piece.lines
    longest = max(map(len, piece.text.split("\n")))
    return Room(start, end - start, max(time, 1), lines if longest <= _UNBROKEN else 0)


def _broken(text: str, share: Span, room: Room) -> list[Span]:
    """Where the lines of a share end; nowhere if its source was left to the player to break."""
    if not room.lines:
        return []
    return [(start + share[0], end + share[0]) for start, end in phrases.breaks(text[slice(*share)], room.lines)]
