"""The marks of what is said over several cues, in each of the shares of its translation."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from glossary.linked import Span
from translate.alignment import projection
from translate.formats import tagging
from translate.formats.blocks import Mark
from translate.formats.captions.cue_edges import is_break
from translate.formats.captions.cue_sharing import Room, Sentence
from translate.formats.captions.cues import Piece

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
    data: str, text: str, sentences: Sequence[Sentence], pieces: Sequence[Piece], rooms: Sequence[Room],
    shares: Sequence[Span],
) -> list[list[Inserted]]:  # fmt: skip
    """What stands in each of the shares of a translation, whose text is given, in order.

    A pair of tags goes around what translates its words, once in every share that has some of it. Other marks stay in
    their piece, in their order: they say what is shown when.
    """
    pairs: list[_Pair] = []
    found: list[list[Inserted]] = [[] for _ in shares]
    for number, (piece, room) in enumerate(zip(pieces, rooms, strict=True)):
        places = list(accumulate((len(part.text) for part in piece.parts), initial=room.start))
        partners = tagging.partners(piece.parts)
        for order, part in enumerate(piece.parts):
            if not isinstance(part, Mark) or is_break(part):
                continue
            own = data[part.start : part.end]
            partner = partners.get(order)
            if partner is None:
                at = _point(text, shares[number], (places[order] - room.start) / max(1, room.length))
                found[number].append(Inserted(at, (1, order), own))
            elif partner > order:
                other = piece.parts[partner]
                closing = data[other.start : other.end]
                pairs.append(_Pair(number, order, own, closing, (places[order], places[partner])))
    _put(found, pairs, _spans(sentences, pairs), shares)
    return [sorted(of_one, key=lambda one: (one.at, one.rank)) for of_one in found]


def _spans(sentences: Sequence[Sentence], pairs: Sequence[_Pair]) -> list[Span]:
    """Where in the translation each of the pairs is."""
    found: list[Span | None] = [None] * len(pairs)
    first = 0
    for sentence in sentences:
        while first < len(pairs) and pairs[first].span[1] <= sentence.place.start:
            first += 1
        inside = []
        for number in range(first, len(pairs)):
            start, end = pairs[number].span
            if start >= sentence.place.end:
                break
            if end > sentence.place.start:
                inside.append(number)
        wanted = [sentence.within(pairs[number].span) for number in inside]
        translated = projection.spans(sentence.text, sentence.linked, wanted) if wanted else []
        for number, (start, end) in zip(inside, translated, strict=True):
            found[number] = _united(found[number], (start + sentence.at, end + sentence.at))
    return [span or (0, 0) for span in found]


def _united(one: Span | None, other: Span) -> Span:
    if one is None or one[0] == one[1]:
        return other
    return one if other[0] == other[1] else (one[0], other[1])


def _put(
    found: Sequence[list[Inserted]], pairs: Sequence[_Pair], spans: Sequence[Span], shares: Sequence[Span]
) -> None:
    """Puts pairs around their words in each share that has some of them; one without words stays in its own share."""
    ends = [end for _, end in shares]
    around: list[list[tuple[int, int, int]]] = [[] for _ in shares]
    for order, (pair, (first, last)) in enumerate(zip(pairs, spans, strict=True)):
        number = bisect_right(ends, first)
        placed = False
        while number < len(shares) and shares[number][0] < last:
            start, end = max(first, shares[number][0]), min(last, ends[number])
            if start < end:
                around[number].append((start, -end, order))
                placed = True
            number += 1
        if not placed:
            at = min(max(first, shares[pair.piece][0]), ends[pair.piece])
            found[pair.piece].append(Inserted(at, (1, pair.order), pair.opening + pair.closing))
    for own, of_share in zip(found, around, strict=True):
        own += _nested(pairs, sorted(of_share))


def _nested(pairs: Sequence[_Pair], around: Sequence[tuple[int, int, int]]) -> Iterator[Inserted]:
    """The tags of pairs, each with its span and its number; one that begins in another ends in it."""
    opened: list[int] = []
    for rank, (start, behind, order) in enumerate(around):
        while opened and opened[-1] <= start:
            opened.pop()
        end = min(-behind, opened[-1]) if opened else -behind
        opened.append(end)
        yield Inserted(start, (2, rank), pairs[order].opening)
        yield Inserted(end, (0, -rank), pairs[order].closing)


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
        if one.rank == (1, -1):
            parts.append(newline)
            at = ends[one.at]
        else:
            parts.append(one.data)
    return "".join([*parts, write(text[at : share[1]])])
