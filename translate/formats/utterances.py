"""From the pieces of cues to blocks: what one voice says without a break, over as many cues as it takes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from translate.documents import hyphens, segmenter
from translate.formats import cues
from translate.formats.blocks import Block, BlockPart, Text
from translate.formats.cues import Cue, Piece

# Milliseconds after which nothing goes on; and after which only what begins with a small letter does.
_LONG_PAUSE, _PAUSE = 4000, 1500
# Cues that are shown together for longer are two voices.
_OVERLAP = 250
# No sentence of a speaker is longer, in characters and in pieces.
_LONGEST, _MOST_PIECES = 400, 8
# Of less than this share of cues with a full stop in some of them, it says nothing that a cue has none.
_PUNCTUATED = 0.2
_FULL_STOP = re.compile(r"[.!?…][\"“”»«)\]]*\Z")
# What German sentences do not end with.
_HANGING = frozenset(
    "aber als an auf aus bei bis damit dass das dem den denn der des die durch ein eine einem einen einer eines für"
    " gegen ihr ihre im in ist mein mit nach oder ob ohne sein seine sich sind sondern über um und unter von vor weil"
    " wenn wie zu zum zur zwischen".split()
)
_SURELY_ENDED = re.compile(r"[!?~][\"“”»«)\]]*\Z")
_LETTER = re.compile(r"[^\W\d_]")
_DOTS_BEFORE = re.compile(r"\s*(?:\.\.\.|…)\Z")
_DOTS_BEHIND = re.compile(r"(?:\.\.\.|…)\s*")
# How much of a text tells whether it ends a sentence.
_REACH = 100


@dataclass(frozen=True, slots=True)
class Utterance:
    """A block with the pieces that it is made of, each with the place in the block's text where it begins."""

    block: Block
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]


def utterances(source: str, every: Sequence[Cue]) -> list[Utterance]:
    """What is said in the cues of some data, in their order."""
    order = sorted(range(len(every)), key=lambda number: every[number].begins)
    found = [piece for number in order for piece in cues.pieces(source, every[number], number)]
    return [_utterance(group) for group in _groups(found, every)]


def _groups(found: Sequence[Piece], every: Sequence[Cue]) -> list[list[Piece]]:
    """The pieces that are translated together, in order; those of one group need not follow each other."""
    punctuated = _is_punctuated(found)
    groups: list[list[Piece]] = []
    last: dict[tuple[str, str], list[Piece]] = {}
    for piece in found:
        key = (piece.voice, piece.kind)
        group = last.get(key)
        if group and _goes_on(group, piece, every, punctuated):
            group[-1], piece = _without_dots(group[-1], piece)
            group.append(piece)
            continue
        if piece.fresh:
            last = {one: group for one, group in last.items() if one[0] != piece.voice}
        last[key] = group = [piece]
        groups.append(group)
    return groups


def _is_punctuated(found: Iterable[Piece]) -> bool:
    """Whether sentences end with full stops here; captions made by machines have none."""
    ends = [bool(_FULL_STOP.search(piece.text)) for piece in found if piece.kind == "speech"]
    return sum(ends) >= _PUNCTUATED * len(ends)


def _goes_on(group: Sequence[Piece], piece: Piece, every: Sequence[Cue], punctuated: bool) -> bool:
    """Whether a piece goes on with the sentence that a group of pieces ends with."""
    before = group[-1]
    if piece.fresh or piece.kind in ("sound", "label") or piece.start < before.end or len(group) >= _MOST_PIECES:
        return False
    if sum(len(one.text) for one in group) + len(piece.text) > _LONGEST:
        return False
    left, right = before.text, piece.text
    pause = 0 if before.cue == piece.cue else every[piece.cue].begins - every[before.cue].ends
    letter = _LETTER.search(right)
    small = letter is not None and letter[0].islower()
    if not -_OVERLAP <= pause <= (_LONG_PAUSE if small else _PAUSE):
        return False
    if left.isupper() != right.isupper() or _ends(left, right, small):
        return False
    return punctuated or left.endswith(",") or left.split()[-1].lower() in _HANGING


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
    starts: list[int] = []
    length = 0
    for piece in group:
        if parts:
            _join(parts, piece.parts, parts[-1].end, parts[-1].end)
        length = sum(len(part.text) for part in parts)
        starts.append(length)
        for number, part in enumerate(piece.parts):
            if cues.is_break(part):
                _join(parts, piece.parts[number + 1 :], part.start, part.end)
            else:
                parts.append(part)
    return Utterance(Block(tuple(parts), group[0].kind), tuple(group), tuple(starts))


def _join(parts: list[BlockPart], following: Sequence[BlockPart], start: int, end: int) -> None:
    """Puts what a reader reads at a line break behind some parts; a hyphen that only divides a word falls off."""
    last = parts[-1]
    right = next((part.text for part in following if part.text.strip()), "")
    fallen, between = hyphens.joint(last.text, right)
    if fallen and isinstance(last, Text) and len(last.text) == last.end - last.start:
        cut = last.end - fallen
        parts[-1:] = [Text(last.start, cut, last.text[:-fallen]), Text(cut, last.end, "")]
    parts.append(Text(start, end, between))
