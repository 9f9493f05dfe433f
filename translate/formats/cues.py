"""Cues, which are shown for a time each, and the pieces of them that one voice speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from translate.formats import tagging
from translate.formats.blocks import BlockPart, Mark, Text

Kind = Literal["speech", "song", "sound", "label"]

# The name of the mark of a line break in a cue, and of that of a speaker.
BREAK = "line break"
VOICE = "v"

_DASH = r"[-–—‐‑―]"
# A dash before what somebody says; the one of "-10 Grad" is none.
_BEFORE_SPEECH = rf"{_DASH}(?:\s+|(?=[^\s\d])|\Z)"
_SPEECH_DASH = re.compile(rf"^[ \t]*{_DASH}(?:[ \t]+(?=\S)|(?=[^\s\d]))", re.MULTILINE)
# Who answers in the same line: "Kommst du? - Nein."
_ANSWER = re.compile(rf"[.!?…][\"“«]?[ \t]+(?={_DASH} ?[\"„»]?[A-ZÄÖÜ0-9])")
_SQUARE = re.compile(r"\[[^\[\]]{1,200}\]")
_ROUND = re.compile(
    rf"^[ \t]*(?:{_DASH}[ \t]*)?(\([^()]{{1,200}}\))(?=[ \t]*(?:$|[A-ZÄÖÜ\"„»(\[]|{_DASH}))", re.MULTILINE
)
_NAMED = re.compile(r"^[ \t]*[A-ZÄÖÜ][\w.-]{1,20}(?: [A-ZÄÖÜ][\w.-]{1,20})?:[ ]+(?=[\"„“»]?[A-ZÄÖÜ])", re.MULTILINE)
_LABEL = re.compile(rf"^[ \t]*(?:{_DASH}[ \t]*)?([A-ZÄÖÜ][A-ZÄÖÜß0-9 .'’#-]{{1,30}}:)(?=\s)", re.MULTILINE)
_CAPITALS = re.compile(r"[^\W\d_]{3,}")
_NOTE_LINE = re.compile(r"^[ \t]*[♪♫♬]", re.MULTILINE)
_NOTES = re.compile(r"[♪♫♬]|\A\s*(?:#\s[^#]*#|\*\s?[^*]*\*)\s*\Z")
_ENDED = re.compile(r"[.!?…][\"“”»«)\]]*\s*\Z")
_LETTER = re.compile(r"[^\W\d_]")

# What stands around the words and stays where it is.
_LEADS = {
    "speech": re.compile(rf"\s*(?:{_BEFORE_SPEECH})?"),
    "song": re.compile(rf"[\s♪♫♬#*]*(?:{_BEFORE_SPEECH})?"),
    "sound": re.compile(rf"\s*(?:{_BEFORE_SPEECH})?[\[(]?"),
    "label": re.compile(rf"\s*(?:{_BEFORE_SPEECH})?"),
}
# Tags around a dash.
_FEW = 3
_SPACE = " \t\r\n\u00a0"
_TAILS = {"speech": _SPACE, "song": _SPACE + "♪♫♬#*", "sound": _SPACE + "])", "label": _SPACE + ":"}


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
        return _flat(self.parts)

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
    text = _flat(cue.parts)
    fresh = _fresh(text)
    found = []
    voice = cue.voice
    for start, parts in _divided(cue.parts, sorted(fresh | _others(text, cue.parts))):
        own = _flat(parts)
        for part in filter(_is_voice, parts):
            voice = f"{cue.voice} {source[part.start : part.end]}"
        kind = _kind(own)
        inner, closing, opening = _in_one(source, parts, kind)
        if kind == "label":
            inner = tuple(_in_small_letters(part) for part in inner)
        if _LETTER.search(_flat(inner)):
            lines = 1 + sum(is_break(part) for part in inner)
            found.append(Piece(number, inner, kind, voice, start in fresh, lines, closing, opening))
    return found


def _in_small_letters(part: BlockPart) -> BlockPart:
    """A name in capitals as it stands in running text: models have seen few of the others."""
    if not isinstance(part, Text):
        return part
    text = _CAPITALS.sub(lambda found: found[0][0] + found[0][1:].lower(), part.text)
    return replace(part, text=text) if len(text) == len(part.text) else part


def _in_one(source: str, parts: Sequence[BlockPart], kind: Kind) -> tuple[tuple[BlockPart, ...], str, str]:
    """The parts without what stays where it is, and the tags around each line break if all lines are in such."""
    partners = tagging.partners(parts)
    joined: list[BlockPart] = []
    seams: set[tuple[str, str]] = set()
    at = 0
    for number, part in enumerate(parts):
        if number < at:
            continue
        at = number + 1
        if is_break(part):
            depth = _depth(source, parts, partners, number)
            before, behind = parts[number - depth : number], parts[number + 1 : number + 1 + depth]
            del joined[len(joined) - depth :]
            at += depth
            first, last = parts[number - depth], parts[number + depth]
            seams.add((_data(source, before), _data(source, behind)))
            part = Mark(first.start, last.end, "point", BREAK, part.text)
        joined.append(part)
    inner = trimmed(joined, kind)
    if seams and len(seams) == 1 and seams != {("", "")}:
        marks = {part.name for part in inner if isinstance(part, Mark) and part.role != "point"}
        tags = {part.name for part in parts if isinstance(part, Mark) and part.role == "opening"}
        if marks.isdisjoint(tags):
            return inner, *seams.pop()
    return trimmed(parts, kind), "", ""


def _depth(source: str, parts: Sequence[BlockPart], partners: dict[int, int], number: int) -> int:
    """How many tags are closed before a line break and opened again behind it."""
    depth = 0
    while number - depth - 1 >= 0 and number + depth + 1 < len(parts):
        before, behind = partners.get(number - depth - 1, number), number + depth + 1
        same = _data(source, parts[before : before + 1]) == _data(source, parts[behind : behind + 1])
        if before >= number - depth - 1 or not same or partners.get(behind, 0) <= behind:
            break
        depth += 1
    return depth


def _data(source: str, parts: Sequence[BlockPart]) -> str:
    return source[parts[0].start : parts[-1].end] if parts else ""


def is_break(part: BlockPart) -> bool:
    """Whether a line ends there."""
    return isinstance(part, Mark) and part.name == BREAK


def _flat(parts: Sequence[BlockPart]) -> str:
    return "".join("\n" if is_break(part) else part.text for part in parts)


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
    waiting = iter([place for place in places if place])
    place = next(waiting, None)
    group: list[BlockPart] = []
    first = at = 0
    for part in parts:
        rest: BlockPart = part
        while place is not None and (at + len(rest.text) > place or (at == place and _belongs_behind(rest))):
            whole = not isinstance(rest, Text) or len(rest.text) != rest.end - rest.start
            if at < place and whole:
                place = at + len(rest.text)
                break
            if at < place and isinstance(rest, Text):
                cut = place - at
                group.append(Text(rest.start, rest.start + cut, rest.text[:cut]))
                rest = Text(rest.start + cut, rest.end, rest.text[cut:])
            yield first, tuple(group)
            group, first, at = [], place, place
            place = next(waiting, None)
        group.append(rest)
        at += len(rest.text)
    yield first, tuple(group)


def _belongs_behind(part: BlockPart) -> bool:
    """Whether something at a place where parts are divided belongs to what comes behind it."""
    return not (isinstance(part, Mark) and (part.role == "closing" or is_break(part)))


# --- What stays where it is ---


def trimmed(parts: Sequence[BlockPart], kind: Kind) -> tuple[BlockPart, ...]:
    """The parts without what stands around the words: marks, white space, dashes, notes, brackets.

    A tag that is closed in the middle is kept.
    """
    kept = list(parts)
    partners = tagging.partners(kept)
    first, last = 0, len(kept)

    def loose(number: int) -> bool:
        return isinstance(kept[number], Mark) and not first <= partners.get(number, -1) < last

    while first < last:
        head, tail = kept[first], kept[last - 1]
        if loose(first) or (isinstance(head, Text) and not head.text):
            first += 1
        elif loose(last - 1) or (isinstance(tail, Text) and not tail.text):
            last -= 1
        elif isinstance(head, Text) and (shorter := _without_head(head, kind)) != head:
            kept[first] = shorter
        elif isinstance(tail, Text) and (shorter := _without_tail(tail, kind)) != tail:
            kept[last - 1] = shorter
        elif partners.get(first) == last - 1:
            first, last = first + 1, last - 1
        elif (partner := partners.get(first, last)) < last and _is_bare(kept[first + 1 : partner], kind):
            first = partner + 1
        else:
            break
    return tuple(kept[first:last])


def _is_bare(parts: Sequence[BlockPart], kind: Kind) -> bool:
    """Whether nothing stands between two tags but what may stand before words."""
    inside = "".join(part.text for part in parts[:_FEW])
    return len(parts) <= _FEW and not _without_head(Text(0, len(inside), inside), kind).text


def _without_head(part: Text, kind: Kind) -> Text:
    """A text without what may stand before words; one that stands for an entity goes as a whole."""
    match = _LEADS[kind].match(part.text)
    cut = match.end() if match else 0
    if cut == len(part.text):
        return Text(part.end, part.end, "")
    return part if len(part.text) != part.end - part.start else Text(part.start + cut, part.end, part.text[cut:])


def _without_tail(part: Text, kind: Kind) -> Text:
    kept = len(part.text.rstrip(_TAILS[kind]))
    if not kept:
        return Text(part.start, part.start, "")
    return part if len(part.text) != part.end - part.start else Text(part.start, part.start + kept, part.text[:kept])
