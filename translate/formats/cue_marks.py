"""The marks of what is said over several cues, in each of the shares of its translation."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from glossary.linked import LinkedText, Span
from translate import projection
from translate.formats import cues, tagging
from translate.formats.blocks import Mark
from translate.formats.cues import Piece

_WORD_START = re.compile(r"(?<!\S)\S")


@dataclass(frozen=True, slots=True)
class Inserted:
    """What stands at a character of a translation: `rank` says what goes first there."""

    at: int
    rank: tuple[int, int]
    data: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """A tag that is opened and closed in a piece, by its number, and the characters of the source in between."""

    piece: int
    order: int
    opening: str
    closing: str
    span: Span


def inserted(
    source: str, data: str, linked: LinkedText, pieces: Sequence[Piece], starts: Sequence[int], shares: Sequence[Span]
) -> list[list[Inserted]]:
    """What stands in each of the shares of a translation, in order.

    A pair of tags goes around what translates its words, in every share that has some of it, once in each. Other marks
    stay in their piece, in their order: they say what is shown when.
    """
    pairs: list[_Pair] = []
    found: list[list[Inserted]] = [[] for _ in shares]
    for number, (piece, start, share) in enumerate(zip(pieces, starts, shares, strict=True)):
        end = starts[number + 1] if number + 1 < len(starts) else len(source)
        places = [start, *accumulate((len(part.text) for part in piece.parts), initial=start)][1:]
        partners = tagging.partners(piece.parts)
        for order, part in enumerate(piece.parts):
            if not isinstance(part, Mark) or cues.is_break(part):
                continue
            own = data[part.start : part.end]
            partner = partners.get(order)
            if partner is None:
                at = _point(linked.text, share, (places[order] - start) / max(1, end - start))
                found[number].append(Inserted(at, (1, order), own))
            elif partner > order:
                other = piece.parts[partner]
                closing = data[other.start : other.end]
                pairs.append(_Pair(number, order, own, closing, (places[order], places[partner])))
    for pair, span in zip(pairs, _apart(_spans(source, linked, pairs)), strict=True):
        _put(found, pair, span, shares)
    return [sorted(of_one, key=lambda one: (one.at, one.rank)) for of_one in found]


def _spans(source: str, linked: LinkedText, pairs: Sequence[_Pair]) -> list[Span]:
    return projection.spans(source, linked, [pair.span for pair in pairs]) if pairs else []


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Spans that lie within each other or apart: one that begins in another and ends behind it is cut at its end."""
    kept: list[Span] = []
    for start, end in spans:
        for first, last in kept:
            if first < start < last < end:
                start = last
            elif start < first < end < last:
                end = first
        kept.append((start, end))
    return kept


def _put(found: Sequence[list[Inserted]], pair: _Pair, span: Span, shares: Sequence[Span]) -> None:
    inside = [(n, max(span[0], start), min(span[1], end)) for n, (start, end) in enumerate(shares)]
    inside = [one for one in inside if one[1] < one[2]]
    for number, start, end in inside:
        found[number].append(Inserted(start, (2, pair.order), pair.opening))
        found[number].append(Inserted(end, (0, -pair.order), pair.closing))
    if not inside:
        start, end = shares[pair.piece]
        found[pair.piece].append(Inserted(min(max(span[0], start), end), (1, pair.order), pair.opening + pair.closing))


def _point(text: str, share: Span, proportion: float) -> int:
    """The beginning of the word that is nearest to a place in a share, or its end."""
    start, end = share
    wanted = start + proportion * (end - start)
    places = [start, *(match.start() for match in _WORD_START.finditer(text, start, end)), end]
    return min(places, key=lambda place: abs(place - wanted))


def written(
    text: str, share: Span, breaks: Sequence[Span], marks: Sequence[Inserted], write: Callable[[str], str], newline: str
) -> str:
    """A share of a translation as the data of a cue, with lines broken and marks in their places."""
    parts: list[str] = []
    at = share[0]
    lines = [Inserted(start, (1, -1), "") for start, _ in breaks]
    ends = dict(breaks)
    for one in sorted([*lines, *marks], key=lambda one: (one.at, one.rank)):
        place = max(one.at, at)
        parts.append(write(text[at:place]))
        at = place
        if not one.data:
            parts.append(newline)
            at = ends[one.at]
        else:
            parts.append(one.data)
    return "".join([*parts, write(text[at : share[1]])])
