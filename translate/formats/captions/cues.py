"""Cues, which are shown for a time each, and the pieces of them that one voice speaks."""

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translate.formats.blocks import BlockPart, Mark, Text
from translate.formats.captions import cue_edges
from translate.formats.captions.cue_edges import DASH, Kind, is_break

# The name of the mark that says who speaks.
VOICE = "v"

_SPEECH_DASH = re.compile(rf"^[ \t]*{DASH}(?:[ \t]+(?=\S)|(?=[^\s\d]))", re.MULTILINE)
# Who answers in the same line: "Kommst du? - Nein."
_ANSWER = re.compile(rf"[.!?…][\"“«]?[ \t]+(?={DASH} ?[\"„»]?[A-ZÄÖÜ0-9])")
_SQUARE = re.compile(r"\[[^\[\]]{1,200}\]")
_ROUND = re.compile(
    rf"^[ \t]*(?:{DASH}[ \t]*)?(\([^()]{{1,200}}\))(?=[ \t]*(?:$|[A-ZÄÖÜ\"„»(\[]|{DASH}))", re.MULTILINE
)
_NAMED = re.compile(r"^[ \t]*[A-ZÄÖÜ][\w.-]{1,20}(?: [A-ZÄÖÜ][\w.-]{1,20})?:[ ]+(?=[\"„“»]?[A-ZÄÖÜ])", re.MULTILINE)
_LABEL = re.compile(rf"^[ \t]*(?:{DASH}[ \t]*)?([A-ZÄÖÜ][A-ZÄÖÜß0-9 .'’#-]{{1,30}}:)(?=\s)", re.MULTILINE)
_CAPITALS = re.compile(r"[^\W\d_]{3,}")
_NOTE_LINE = re.compile(r"^[ \t]*[♪♫♬]", re.MULTILINE)
_NOTES = re.compile(r"[♪♫♬]|\A\s*(?:#\s[^#]*#|\*\s?[^*]*\*)\s*\Z")
_ENDED = re.compile(r"[.!?…][\"“”»«)\]]*\s*\Z")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from one time to another, in milliseconds: the characters `[start, end)` of the data.

    `parts` are all its parts, with a mark called `BREAK` where a line ends. A sentence goes on in the next cue only if
    that has the same `voice`: style, name of the speaker, place on the screen.
    """

    start: int
    end: int
    begins: int
    ends: int
    parts: tuple[BlockPart, ...]
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one voice speaks in a cue, given by its number, without the dash or the note before it.

    A `fresh` one goes on with nothing that was said before it. `lines` is how many it has; where each of them is in
    tags of its own, `closing` and `opening` are those around a line break.
    """

    cue: int
    parts: tuple[BlockPart, ...]
    kind: Kind = "speech"
    voice: str = ""
    fresh: bool = False
    lines: int = 1
    closing: str = ""
    opening: str = ""

    @property
    def text(self) -> str:
        """What a reader reads, with line breaks."""
        return cue_edges.flat(self.parts)

    @property
    def start(self) -> int:
        """Where its data begin."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where its data end."""
        return self.parts[-1].end


def pieces(source: str, cue: Cue, number: int) -> list[Piece]:
    """The pieces of a cue that have words, in order: one a speaker, a sound, a line of a song.

    >>> text = "- Ja. - Nein."
    >>> [piece.text for piece in pieces(text, Cue(0, 13, 0, 1, (Text(0, 13, text),)), 0)]
    ['Ja.', 'Nein.']
    """
    text = cue_edges.flat(cue.parts)
    fresh = _fresh(text)
    found = []
    voice = cue.voice
    for start, parts in _divided(cue.parts, sorted(fresh | _others(text, cue.parts))):
        own = cue_edges.flat(parts)
        for part in filter(_is_voice, parts):
            voice = f"{cue.voice} {source[part.start : part.end]}"
        kind = _kind(own)
        inner, closing, opening = cue_edges.in_one(source, parts, kind)
        if kind == "label":
            inner = tuple(_in_small_letters(part) for part in inner)
        if _LETTER.search(cue_edges.flat(inner)):
            lines = 1 + sum(is_break(part) for part in inner)
            found.append(Piece(number, inner, kind, voice, start in fresh, lines, closing, opening))
    return found


def _in_small_letters(part: BlockPart) -> BlockPart:
    """A name in capitals as it stands in running text: models have seen few of the others."""
    if not isinstance(part, Text):
        return part
    text = _CAPITALS.sub(lambda found: found[0][0] + found[0][1:].lower(), part.text)
    return replace(part, text=text) if len(text) == len(part.text) else part


# --- Where another voice begins ---


def _is_voice(part: BlockPart) -> bool:
    """Whether it says who speaks."""
    return isinstance(part, Mark) and part.name == VOICE and part.role == "opening"


def _fresh(text: str) -> set[int]:
    """Where somebody else speaks than before: characters of the text of a cue."""
    dashes = [match.start() for match in _SPEECH_DASH.finditer(text)]
    if len(dashes) == 1 and dashes[0] and not _ENDED.search(text, 0, dashes[0]):
        # A dash in the middle of a sentence, at the beginning of a line.
        dashes = []
    labels = [place for match in _LABEL.finditer(text) for place in (match.start(), match.end())]
    named = [match.start() for match in _NAMED.finditer(text)]
    return {*dashes, *labels, *named, *(match.end() for match in _ANSWER.finditer(text))}


def _others(text: str, parts: Sequence[BlockPart]) -> set[int]:
    """Where sounds and the lines of songs begin and end, and where a voice is named."""
    at = 0
    voices = set()
    for part in parts:
        if _is_voice(part):
            voices.add(at)
        at += len(part.text)
    sounds = [place for match in _SQUARE.finditer(text) for place in match.span()]
    sounds += [place for match in _ROUND.finditer(text) for place in (match.start(), match.end(1))]
    return {*sounds, *voices, *(match.start() for match in _NOTE_LINE.finditer(text))}


def _kind(text: str) -> Kind:
    bare = text.strip()
    opened = bare.lstrip("-–—‐‑― ")
    if opened[:1] in ("[", "(") and opened[-1:] in ("]", ")") and len(opened) > 2:
        return "sound"
    label = _LABEL.match(bare + " ")
    if label and label.end() == len(bare):
        return "label"
    return "song" if _NOTES.search(bare) else "speech"


def _divided(parts: Sequence[BlockPart], places: Sequence[int]) -> Iterator[tuple[int, tuple[BlockPart, ...]]]:
    """The parts in groups, divided at places of their text, each with its place; an entity is not divided."""
    waiting = deque(place for place in places if place)
    group: list[BlockPart] = []
    first = at = 0
    for part in _cut(parts, waiting):
        if waiting and waiting[0] <= at and _belongs_behind(part):
            yield first, tuple(group)
            group = []
            while waiting and waiting[0] <= at:
                first = waiting.popleft()
        group.append(part)
        at += len(part.text)
    yield first, tuple(group)


def _cut(parts: Sequence[BlockPart], places: Iterable[int]) -> Iterator[BlockPart]:
    """The parts with texts cut at places of the whole text."""
    known = sorted(places)
    at = 0
    for part in parts:
        inside = known[bisect_right(known, at) : bisect_left(known, at + len(part.text))]
        if isinstance(part, Text) and len(part.text) == part.end - part.start:
            for start, end in pairwise([at, *inside, at + len(part.text)]):
                yield Text(part.start + start - at, part.start + end - at, part.text[start - at : end - at])
        else:
            yield part
        at += len(part.text)


def _belongs_behind(part: BlockPart) -> bool:
    """Whether something at a place where parts are divided belongs to what comes behind it."""
    return not (isinstance(part, Mark) and (part.role == "closing" or is_break(part)))
