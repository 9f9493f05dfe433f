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
from translate.documents import files
from translate.formats import cue_marks, flow, phrases, sharing
from translate.formats.blocks import Block
from translate.formats.cue_joining import Utterance, utterances
from translate.formats.cues import Cue
from translate.formats.flow import BlockDocument, Place
from translate.formats.sharing import Room, Sentence
from translate.formats.splice import Edit, Source, spliced

# What stands in a cue for which no word is left.
_GOES_ON = "…"
# A line of the source that is longer was left to the player to break.
_UNBROKEN = 2 * phrases.WIDTH
# Shorter words in capitals are abbreviations.
_SHOUTED = 5
_NEWLINE = re.compile(r"\r\n|\n|\r")
_ENCODINGS = (
    ("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-32-le", codecs.BOM_UTF32_LE), ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE), ("cp1252", b""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Encoding:
    """How text was encoded: the codec and the byte-order mark."""

    codec: str = "utf-8"
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """The text in this encoding; in UTF-8 with a mark, which players look for, if it has characters that are none.

        >>> Encoding("cp1252").encoded("Köln"), Encoding("cp1252").encoded("Łódź")[:3]
        (b'K\\xf6ln', b'\\xef\\xbb\\xbf')
        """
        try:
            return self.mark + text.encode(self.codec)
        except UnicodeEncodeError:
            return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Subtitles:
    """The text of a file of subtitles, how it was encoded, and what was assumed about it."""

    text: str
    encoding: Encoding
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubtitleDocument(BlockDocument):
    """A document of cues; `utterances` are its blocks with the pieces of the cues that they stand in."""

    encoding: Encoding = Encoding()
    cues: tuple[Cue, ...] = ()
    utterances: tuple[Utterance, ...] = ()


def read(data: bytes, name: str) -> Subtitles:
    """The text of a file's bytes, in any encoding of `files.decode`; raises `DocumentError` if they are no text."""
    article = files.decode(data, name)
    for codec, mark in _ENCODINGS:
        if data.startswith(mark) and _gives(article.text, codec, data[len(mark) :]):
            return Subtitles(article.text, Encoding(codec, mark), article.notices)
    # It was damaged; players look for the mark.
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return Subtitles(article.text, Encoding("utf-8", mark), article.notices)


def _gives(text: str, codec: str, data: bytes) -> bool:
    try:
        return text.encode(codec) == data
    except UnicodeEncodeError:
        return False


def newline(source: str) -> str:
    """How lines end in some data: as the first one does.

    >>> newline("1\\r\\n2"), newline("")
    ('\\r\\n', '\\n')
    """
    match = _NEWLINE.search(source)
    return match[0] if match else "\n"


def document(name: str, subtitles: Subtitles, cues: Sequence[Cue], *, repair: bool = True) -> SubtitleDocument:
    """The document of some cues, with what is said in them."""
    said = utterances(subtitles.text, cues)
    plain = flow.document(name, subtitles.text, [one.block for one in said], subtitles.notices, repair=repair)
    return SubtitleDocument(
        plain.name, plain.text, plain.segments, plain.passed_through, plain.notices,
        source=plain.source, blocks=plain.blocks, places=plain.places,
        encoding=subtitles.encoding, cues=tuple(cues), utterances=tuple(said),
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
    return document.encoding.encoded(spliced(document.source, edits))


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
    shares = sharing.shared(sentences, rooms)
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
