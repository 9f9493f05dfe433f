"""Quotation marks of the English: one kind, nested ones single, in balance where the German is in balance.

Models write most of them where they belong. One that is lost is put back beside the word that translates the one beside
the German mark, as far as the links tell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from glossary.linked import LinkedText, Span
from translate.options import Quotes

_MARK = re.compile(r"[\"“”„‟«»'‘’‚‛‹›]|``")
_SINGLE = "'‘’‚‛‹›"
_APOSTROPHE = re.compile(r"['’‘]")
# Of a sentence with more quotations no further ones are put back.
_MOST = 100
# So many marks ahead one is looked for that closes.
_AHEAD = 50
_ALWAYS_OPENS = frozenset({"„", "‚", "``"})
# What a mark opens behind, if no space is there.
_BEFORE_OPENING = "([{<–—-/\"“„«»'‘‚›‹:"
_DECADE_OR_CLIPPED = re.compile(r"(?:\d0s|n|em|til|cause|tis|twas)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_CLOSES_SENTENCE = ".,!?…"
# A stretch of English is believed to be a quotation if so much of it translates that.
_ALIKE = 0.8
_MARKS = {"straight": (('"', '"'), ("'", "'")), "curly": (("“", "”"), ("‘", "’"))}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark at `[start, end)` of a text."""

    start: int
    end: int
    opens: bool
    single: bool

    @property
    def span(self) -> Span:
        return self.start, self.end


def quoted(source: str, linked: LinkedText, quotes: Quotes) -> LinkedText:
    """A translation with its quotation marks and apostrophes of one kind.

    >>> quoted("Er sagte: „Nein.“", LinkedText("He said: ''No.''"), "curly").text
    'He said: “No.”'
    """
    if not _MARK.search(linked.text) and not _MARK.search(source):
        return linked
    linked = _with_lost(source, linked)
    marks = _marks(linked.text)
    written = {mark.span: _MARKS[quotes][level][not mark.opens] for mark, level in _levels(marks, _marks(source))}
    inside = {at for start, end in written for at in range(start, end)}
    for found in _APOSTROPHE.finditer(linked.text):
        if found.start() not in inside:
            written[found.span()] = _MARKS[quotes][1][1]
    changed = [(span, written[span], None) for span in sorted(written) if linked.text[slice(*span)] != written[span]]
    return linked.all_replaced(changed)


def _levels(marks: Sequence[_Mark], german: Sequence[_Mark]) -> Iterator[tuple[_Mark, int]]:
    """Each mark with 0 for an outer one, 1 for one inside another quotation, 0 inside that, and so on."""
    steps = [1 if mark.opens else -1 for mark in marks]
    # Quotations that went on from the sentence before, or that single marks alone stand inside of.
    depth = max(0, -min(accumulate(steps), default=0))
    if german and all(mark.single for mark in german):
        depth = max(depth, 1)
    for mark, step in zip(marks, steps, strict=True):
        yield mark, (depth if mark.opens else depth - 1) % 2
        depth += step


def _marks(text: str) -> list[_Mark]:
    """The quotation marks of a text; apostrophes are none."""
    found = list(_MARK.finditer(text.replace("''", '"\0')))
    marks: list[_Mark] = []
    waiting = 0
    for index, one in enumerate(found):
        start, end = one.start(), one.end() + (text[one.start() : one.end() + 1] == "''")
        single = one[0] in _SINGLE
        behind = found[index + 1 : index + 1 + _AHEAD]
        if single and one[0] in "'’‘" and _is_apostrophe(text, start, waiting, behind):
            continue
        mark = _Mark(start, end, _opens(text, (start, end), marks[-1] if marks else None), single)
        waiting += single if mark.opens else -(single and waiting > 0)
        marks.append(mark)
    return marks


def _opens(text: str, span: Span, last: _Mark | None) -> bool:
    """Whether a mark opens a quotation, by what stands around it and by the mark before it."""
    start, end = span
    before, behind = text[start - 1 : start], text[end : end + 1]
    if last and last.end == start:
        return last.opens
    if text[start:end] in _ALWAYS_OPENS or not before:
        return True
    if not (before.isspace() or before in _BEFORE_OPENING):
        return False
    return not (behind.isspace() and last and last.opens)


def _is_apostrophe(text: str, at: int, waiting: int, others: Sequence[re.Match[str]]) -> bool:
    """Whether a mark is none of quotation: don't, the players' coach, the '90s, rock 'n' roll.

    `waiting` single marks opened a quotation before, `others` are marks behind.
    """
    before, behind = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if before.isalnum():
        return behind.isalnum() or not waiting
    if text[at] == "’" and not before.isspace():
        return False
    if _DECADE_OR_CLIPPED.match(text, at + 1):
        return True
    # What opens closes somewhere, behind a word or its full stop and before no other.
    return not before.strip() and not any(
        one[0] in "'’‘" and not text[one.start() - 1].isspace() and not text[one.end() : one.end() + 1].isalnum()
        for one in others
    )


# --- What is lost ---


def _with_lost(source: str, linked: LinkedText) -> LinkedText:
    """The translation with marks put in where it has fewer than its source, and where links tell the place."""
    german = _marks(source)
    lacking = len(german) - len(_marks(linked.text))
    if lacking <= 0 or not linked.links:
        return linked
    for opening, closing in islice(_pairs(german), _MOST):
        inner = (opening.end, closing.start)
        stretch = _translated_from(linked, inner)
        places = _lacked(linked.text, stretch) if stretch else []
        if stretch is None or not places or len(places) > lacking:
            continue
        if len(places) == 2 and not _may_be_quoted(source[slice(*inner)], linked.text, stretch):
            continue
        lacking -= len(places)
        for at in sorted(places, reverse=True):
            linked = linked.replaced((at, at), '"')
    return linked


def _may_be_quoted(german: str, text: str, stretch: Span) -> bool:
    """Whether both marks may go around a stretch: it says as much as the quotation, and no other lacks its partner."""
    words = [len(_WORD.findall(part)) for part in (text[slice(*stretch)], german)]
    marks = _marks(text)
    return words[0] >= _ALIKE * words[1] and 2 * len(list(_pairs(marks))) == len(marks)


def _pairs(marks: Sequence[_Mark]) -> Iterator[tuple[_Mark, _Mark]]:
    opened: list[_Mark] = []
    for mark in marks:
        if mark.opens:
            opened.append(mark)
        elif opened:
            yield opened.pop(), mark


def _translated_from(linked: LinkedText, inner: Span) -> Span | None:
    """The stretch of English whose words translate what stands at `inner` of the source, if it is one."""
    whole = (0, max((theirs[1] for _, theirs in linked.links), default=0))
    words = [found.span() for found in _WORD.finditer(linked.text)]
    inside = [2 * linked.linked(word, inner) > linked.linked(word, whole) for word in words]
    if True not in inside:
        return None
    first, last = inside.index(True), len(inside) - 1 - inside[::-1].index(True)
    if sum(inside) < _ALIKE * (last + 1 - first):
        return None
    return words[first][0], words[last][1]


def _lacked(text: str, stretch: Span) -> list[int]:
    """Where marks go that a quotation lacks; nowhere if others stand within it, or one beside it has a partner."""
    start, end = stretch
    marks = _marks(text)
    if any(start <= mark.start < end for mark in marks):
        return []
    beside = [mark for mark in marks if not _WORD.search(text, min(mark.end, end), max(mark.start, start))]
    paired = {mark for pair in _pairs(marks) for mark in pair}
    if not paired.isdisjoint(beside):
        return []
    places = [] if any(mark.opens for mark in beside if mark.end <= start) else [start]
    closed = any(not mark.opens for mark in beside if mark.start >= end)
    return places if closed else [*places, _behind_stop(text, start, end)]


def _behind_stop(text: str, start: int, end: int) -> int:
    """The end of a stretch with the full stop, or the bracket of its own, that closes it."""
    while end < len(text) and (text[end] in _CLOSES_SENTENCE or _closes_bracket(text, start, end)):
        end += 1
    return end


def _closes_bracket(text: str, start: int, at: int) -> bool:
    """Whether a bracket closes at a place that opened behind `start`."""
    return text[at] == ")" and text.count("(", start, at) > text.count(")", start, at)
