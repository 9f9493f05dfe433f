"""From the pieces of cues to blocks: what one voice says without a break, over as many cues as it takes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from glossary.linked import Span
from translate.documents import hyphens, segmenter
from translate.formats.blocks import Block, BlockPart, Text
from translate.formats.captions import cues
from translate.formats.captions.cue_edges import is_break
from translate.formats.captions.cues import Cue, Piece

# Milliseconds after which nothing goes on; and after which only what begins with a small letter does.
_LONG_PAUSE, _PAUSE = 4000, 1500
# Cues that are shown together for longer are two voices.
_OVERLAP = 250
# No sentence of a speaker is longer, in characters and in pieces.
_LONGEST, _MOST_PIECES = 400, 8
# Where less than this share of the cues has a full stop, it says nothing that one ends without.
_PUNCTUATED = 0.4
_FULL_STOP = re.compile(r"[^\W\d_][.!?][\"“”»«)\]]*(?=\s|\Z)")
# What German sentences do not end with.
_HANGING = frozenset(
    "aber als an auf aus bei bis damit dass das dem den denn der des die durch ein eine einem einen einer eines für"
    " gegen ihr ihre im in ist mein mit nach oder ob ohne sein seine sich sind sondern über um und unter von vor weil"
    " wenn wie zu zum zur zwischen".split()
)
_SURELY_ENDED = re.compile(r"[!?~][\"“”»«)\]]*\Z")
_LETTER = re.compile(r"[^\W\d_]")
_DOTS_BEFORE = re.compile(r"(?<!\s)\s*(?:\.\.\.|…)\Z")
_DOTS_BEHIND = re.compile(r"(?:\.\.\.|…)\s*")
# How much of a text tells whether it ends a sentence.
_REACH = 100


@dataclass(frozen=True, slots=True)
class Utterance:
    """A block with the pieces that it is made of, each with the characters of the block's text that it stands at."""

    block: Block
    pieces: tuple[Piece, ...]
    spans: tuple[Span, ...]


def utterances(source: str, every: Sequence[Cue]) -> list[Utterance]:
    """What is said in the cues of some data, in their order."""
    order = sorted(range(len(every)), key=lambda number: every[number].begins)
    found = [piece for number in order for piece in cues.pieces(source, every[number], number)]
    return [_utterance(group) for group in _groups(found, every)]


@dataclass(slots=True)
class _Group:
    """Pieces that are translated together; the sentence that they end with has so many characters and pieces."""

    pieces: list[Piece]
    length: int = 0
    count: int = 0

    def add(self, piece: Piece) -> None:
        """Puts a piece behind the others."""
        spans = segmenter.split(piece.text)
        if len(spans) > 1:
            self.length = self.count = 0
        self.length += spans[-1][1] - spans[-1][0] if spans else 0
        self.count += 1
        self.pieces.append(piece)


def _groups(found: Sequence[Piece], every: Sequence[Cue]) -> list[list[Piece]]:
    """The pieces that are translated together, in order; those of one group need not follow each other."""
    punctuated = _is_punctuated(found)
    groups: list[_Group] = []
    last: dict[tuple[str, str], _Group] = {}
    for piece in found:
        key = (piece.voice, piece.kind)
        group = last.get(key)
        if group and _goes_on(group, piece, every, punctuated):
            group.pieces[-1], piece = _without_dots(group.pieces[-1], piece)
        else:
            if piece.fresh:
                last = {one: group for one, group in last.items() if one[0] != piece.voice}
            last[key] = group = _Group([])
            groups.append(group)
        group.add(piece)
    return [group.pieces for group in groups]


def _is_punctuated(found: Iterable[Piece]) -> bool:
    """Whether sentences end with full stops here; captions made by machines have none."""
    stops = [bool(_FULL_STOP.search(piece.text)) for piece in found if piece.kind == "speech"]
    return sum(stops) >= _PUNCTUATED * len(stops)


def _goes_on(group: _Group, piece: Piece, every: Sequence[Cue], punctuated: bool) -> bool:
    """Whether a piece goes on with the sentence that a group of pieces ends with."""
    if piece.fresh or group.count >= _MOST_PIECES or group.length + len(piece.text) > _LONGEST:
        return False
    before = group.pieces[-1]
    left, right = before.text, piece.text
    letter = _LETTER.search(right)
    small = letter is not None and letter[0].islower()
    if not _is_next(before, piece, every, _LONG_PAUSE if small else _PAUSE):
        return False
    if left.isupper() != right.isupper() or _ends(left, right, small):
        return False
    hanging = left.endswith(",") or left.split()[-1].lower() in _HANGING or bool(_DOTS_BEFORE.search(left))
    return punctuated or hanging


def _is_next(before: Piece, piece: Piece, every: Sequence[Cue], most: int) -> bool:
    """Whether a piece may go on with one before it: after `most` so many milliseconds, in the order of the data."""
    if piece.kind in ("sound", "label") or piece.start < before.end:
        return False
    pause = 0 if before.cue == piece.cue else every[piece.cue].begins - every[before.cue].ends
    return -_OVERLAP <= pause <= most


def _ends(left: str, right: str, small: bool) -> bool:
    """Whether a sentence ends between two pieces, of which the second one begins with a small letter or not."""
    if left.endswith(":") or _DOTS_BEFORE.search(left):
        return not small
    if _SURELY_ENDED.search(left):
        return True
    tail = left[-_REACH:].lstrip()
    spans = segmenter.split(f"{tail} {right[:_REACH]}")
    return any(end == len(tail) for _, end in spans)


def _without_dots(before: Piece, behind: Piece) -> tuple[Piece, Piece]:
    """Two pieces of one sentence without the dots that say so; those stay where they are."""
    head, tail = behind.parts[0], before.parts[-1]
    found = _DOTS_BEFORE.search(tail.text)
    if isinstance(tail, Text) and len(tail.text) == tail.end - tail.start and found and found.start():
        cut = Text(tail.start, tail.start + found.start(), tail.text[: found.start()])
        before = replace(before, parts=(*before.parts[:-1], cut))
    found = _DOTS_BEHIND.match(head.text)
    if isinstance(head, Text) and len(head.text) == head.end - head.start and found and found.end() < len(head.text):
        cut = Text(head.start + found.end(), head.end, head.text[found.end() :])
        behind = replace(behind, parts=(cut, *behind.parts[1:]))
    return before, behind


# --- What a reader reads ---


def _utterance(group: Sequence[Piece]) -> Utterance:
    parts: list[BlockPart] = []
    spans: list[Span] = []
    at = 0
    for piece in group:
        if parts:
            at += _join(parts, piece.parts, parts[-1].end, parts[-1].end)
        start = at
        for number, part in enumerate(piece.parts):
            if is_break(part):
                at += _join(parts, piece.parts[number + 1 :], part.start, part.end)
            else:
                parts.append(part)
                at += len(part.text)
        spans.append((start, at))
    return Utterance(Block(tuple(parts), group[0].kind), tuple(group), tuple(spans))


def _join(parts: list[BlockPart], following: Sequence[BlockPart], start: int, end: int) -> int:
    """Puts what a reader reads at a line break behind some parts; a hyphen that only divides a word falls off.

    Tells how much longer the text is then.
    """
    last = parts[-1]
    right = next((part.text for part in following if part.text.strip()), "")
    fallen, between = hyphens.joint(last.text, right)
    fallen = fallen if isinstance(last, Text) and len(last.text) == last.end - last.start else 0
    if fallen:
        cut = last.end - fallen
        parts[-1:] = [Text(last.start, cut, last.text[:-fallen]), Text(cut, last.end, "")]
    parts.append(Text(start, end, between))
    return len(between) - fallen
