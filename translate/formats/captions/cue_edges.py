"""What stands around the words of a cue and stays where it is: dashes, notes, brackets, tags of whole lines."""

import re
from collections.abc import Sequence
from typing import Literal

from translate.formats import tagging
from translate.formats.blocks import BlockPart, Mark, Text

Kind = Literal["speech", "song", "sound", "label"]

# The name of the mark of a line break in a cue.
BREAK = "line break"
DASH = r"[-–—‐‑―]"
# A dash before what somebody says; the one of "-10 Grad" is none.
BEFORE_SPEECH = rf"{DASH}(?:\s+|(?=[^\s\d])|\Z)"
_LEADS = {
    "speech": re.compile(rf"\s*(?:{BEFORE_SPEECH})?"),
    "song": re.compile(rf"[\s♪♫♬#*]*(?:{BEFORE_SPEECH})?"),
    "sound": re.compile(rf"\s*(?:{BEFORE_SPEECH})?[\[(]?"),
    "label": re.compile(rf"\s*(?:{BEFORE_SPEECH})?"),
}
# Tags around a dash.
_FEW = 3
_SPACE = " \t\r\n\u00a0"
_TAILS = {"speech": _SPACE, "song": _SPACE + "♪♫♬#*", "sound": _SPACE + "])", "label": _SPACE + ":"}


def is_break(part: BlockPart) -> bool:
    """Whether a line ends there."""
    return isinstance(part, Mark) and part.name == BREAK


def flat(parts: Sequence[BlockPart]) -> str:
    """What a reader reads, with line breaks."""
    return "".join("\n" if is_break(part) else part.text for part in parts)


def trimmed(parts: Sequence[BlockPart], kind: Kind) -> tuple[BlockPart, ...]:
    """The parts without what stands around the words: marks, white space, dashes, notes, brackets.

    A tag that is closed in the middle is kept.

    >>> text = "- Ja. "
    >>> trimmed([Text(0, 6, text)], "speech")
    (Text(start=2, end=5, text='Ja.'),)
    """
    edges = _Edges(parts, kind)
    while edges.first < edges.last and (edges.head() or edges.tail() or edges.both()):
        pass
    return tuple(edges.kept[edges.first : edges.last])


class _Edges:
    """Parts from the `first` to the one before the `last`, of which one after the other falls off."""

    def __init__(self, parts: Sequence[BlockPart], kind: Kind) -> None:
        self.kept = list(parts)
        self.first, self.last = 0, len(self.kept)
        self._kind = kind
        self._partners = tagging.partners(self.kept)

    def _is_loose(self, number: int) -> bool:
        """Whether a part is a mark whose partner is not among the parts, or a text of nothing."""
        part = self.kept[number]
        if isinstance(part, Mark):
            return not self.first <= self._partners.get(number, -1) < self.last
        return isinstance(part, Text) and not part.text

    def head(self) -> bool:
        """Whether something fell off at the beginning."""
        part = self.kept[self.first]
        if self._is_loose(self.first):
            self.first += 1
            return True
        if isinstance(part, Text):
            self.kept[self.first] = _without_head(part, self._kind)
        return self.kept[self.first] != part

    def tail(self) -> bool:
        """Whether something fell off at the end."""
        part = self.kept[self.last - 1]
        if self._is_loose(self.last - 1):
            self.last -= 1
            return True
        if isinstance(part, Text):
            self.kept[self.last - 1] = _without_tail(part, self._kind)
        return self.kept[self.last - 1] != part

    def both(self) -> bool:
        """Whether tags around all, or around a dash at the beginning, fell off."""
        partner = self._partners.get(self.first, self.last)
        if partner == self.last - 1:
            self.first, self.last = self.first + 1, self.last - 1
        elif partner < self.last and _is_bare(self.kept[self.first + 1 : partner], self._kind):
            self.first = partner + 1
        else:
            return False
        return True


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


# --- Lines in tags of their own ---


def in_one(source: str, parts: Sequence[BlockPart], kind: Kind) -> tuple[tuple[BlockPart, ...], str, str]:
    """The parts without what stays where it is, and the tags around each line break if all lines are in such."""
    partners = tagging.partners(parts)
    joined: list[BlockPart] = []
    seams: set[tuple[str, str]] = set()
    names: set[str] = set()
    skipped = -1
    for number, part in enumerate(parts):
        if is_break(part):
            depth = _depth(source, parts, partners, number)
            behind = parts[number + 1 : number + 1 + depth]
            del joined[len(joined) - depth :]
            skipped = number + depth
            seams.add((_data(source, parts[number - depth : number]), _data(source, behind)))
            names.update(one.name for one in behind if isinstance(one, Mark))
            joined.append(Mark(parts[number - depth].start, parts[skipped].end, "point", BREAK, part.text))
        elif number > skipped:
            joined.append(part)
    inner = trimmed(joined, kind)
    if len(seams) == 1 and names and not any(isinstance(part, Mark) and part.name in names for part in inner):
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
