"""A translation shared out to the cues that its source was shown in, sentence by sentence."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from glossary.linked import LinkedText, Span
from translate.alignment import projection
from translate.formats.captions import phrases
from translate.formats.flow import Place

# Characters a second that a viewer reads without haste.
_FAST = 17.0
# More words than these are no sentence of a film; they are shared out by length alone.
_MANY = 250


@dataclass(frozen=True, slots=True)
class Room:
    """Where a share goes: what is shown there begins at a character of the source and is so long, in characters.

    It is shown for some milliseconds. `lines` is how many lines it may have.
    """

    start: int
    length: int
    time: int
    lines: int = 2

    @property
    def end(self) -> int:
        """Where what is shown there of the source ends."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block, whose place is `place` and text `text`, with its translation.

    That begins at the character `at` of the translation of the whole block.
    """

    place: Place
    text: str
    linked: LinkedText
    at: int

    @property
    def end(self) -> int:
        """Where its translation ends in that of the whole block."""
        return self.at + len(self.linked.text)

    def within(self, span: Span) -> Span:
        """Where in `text` characters of the block's text stand; nothing of it for such as stand elsewhere."""
        start, end = (min(max(edge, self.place.start), self.place.end) for edge in span)
        size = len(self.text)
        return min(self.place.within(start), size), size if end == self.place.end else self.place.within(end)


def shared(sentences: Sequence[Sentence], rooms: Sequence[Room]) -> list[Span]:
    """A translation divided among rooms, in order: characters of the whole, without white space around them.

    A sentence of one room stays there. None is empty, unless there are fewer words than rooms.

    >>> linked = LinkedText("He said that he is coming.", (((0, 7), (0, 8)), ((8, 26), (9, 23))))
    >>> sentence = Sentence(Place(0, 0, 24), "Er sagte, dass er kommt.", linked, 0)
    >>> [linked.text[start:end] for start, end in shared([sentence], [Room(0, 9, 1000), Room(10, 14, 1000)])]
    ['He said', 'that he is coming.']
    """
    ends = [room.end for room in rooms]
    found: list[Span | None] = [None] * len(rooms)
    taken = [0] * len(rooms)
    for sentence in sentences:
        first = min(bisect_right(ends, sentence.place.start), len(rooms) - 1)
        last = first
        while last + 1 < len(rooms) and rooms[last + 1].start < sentence.place.end:
            last += 1
        for number, span in enumerate(_divided(sentence, rooms[first : last + 1], taken[first : last + 1]), first):
            before = found[number]
            found[number] = (before[0] if before else span[0], span[1])
            taken[number] += span[1] - span[0] + 1
    at = 0
    spans = []
    for share in found:
        spans.append(share or (at, at))
        at = spans[-1][1]
    return spans


def _divided(sentence: Sentence, rooms: Sequence[Room], taken: Sequence[int]) -> list[Span]:
    """The spans of the first of the rooms that a sentence goes over, as far as there are words."""
    words = phrases.words(sentence.linked.text)
    count = min(len(rooms), len(words))
    if count <= 1:
        firsts = [0][:count]
    elif len(words) > _MANY:
        firsts = _by_length(words, _proportions(sentence, rooms[:count]))
    else:
        firsts = phrases.partition(len(words), count, _cost(sentence, words, rooms[:count], taken))
    lasts = [*firsts[1:], len(words)][:count]
    at = sentence.at
    return [(words[first][0] + at, words[last - 1][1] + at) for first, last in zip(firsts, lasts, strict=True)]


def _cost(sentence: Sentence, words: Sequence[Span], rooms: Sequence[Room], taken: Sequence[int]) -> phrases.Cost:
    text = sentence.linked.text
    owners = _owners(sentence, words, rooms)
    # For each room: how far from it the words up to one are, in rooms.
    strays = [list(accumulate((abs(one - room) for one in owners), initial=0)) for room in range(len(rooms))]
    plain = [text[start:end] for start, end in words]
    penalties = [0.0, *(phrases.penalty(*pair) for pair in pairwise(plain)), 0.0]
    length = words[-1][1] - words[0][0]
    expected = [max(6.0, length * share) for share in _proportions(sentence, rooms)]
    times = [max(1.0, room.time * _overlap(sentence, room) / max(room.length, 1)) for room in rooms]
    wide = [max(phrases.WIDTH // 2, room.lines * phrases.WIDTH - had) for room, had in zip(rooms, taken, strict=False)]

    def cost(part: int, first: int, last: int) -> float:
        own = words[last - 1][1] - words[first][0]
        fast = max(0.0, own * 1000 / times[part] - _FAST)
        over = max(0, own - wide[part]) if rooms[part].lines else 0
        uneven = ((own - expected[part]) / expected[part]) ** 2
        astray = strays[part][last] - strays[part][first]
        return 1.5 * uneven + 0.2 * min(fast, 30.0) + 0.3 * over + 0.6 * astray + penalties[last]

    return cost


def _overlap(sentence: Sentence, room: Room) -> int:
    return max(1, min(room.end, sentence.place.end) - max(room.start, sentence.place.start))


def _proportions(sentence: Sentence, rooms: Sequence[Room]) -> list[float]:
    """How much of a sentence belongs in each room: by what the source has there, and by the time."""
    lengths = [_overlap(sentence, room) for room in rooms]
    times = [room.time * length / max(room.length, 1) for room, length in zip(rooms, lengths, strict=True)]
    every, whole = sum(lengths), max(sum(times), 1.0)
    return [(2 * length / every + time / whole) / 3 for length, time in zip(lengths, times, strict=True)]


def _owners(sentence: Sentence, words: Sequence[Span], rooms: Sequence[Room]) -> list[int]:
    """For each word the room whose source it translates."""
    cuts = [sentence.within((room.start, room.start))[0] for room in rooms[1:]]
    divided = iter(projection.shares(sentence.text, sentence.linked, cuts))
    share, owner = next(divided)
    owners = []
    for start, _ in words:
        while share[1] <= start and (following := next(divided, None)):
            share, owner = following
        owners.append(owner)
    return owners


def _by_length(words: Sequence[Span], proportions: Sequence[float]) -> list[int]:
    firsts = [0]
    for number, end in enumerate(list(accumulate(proportions))[:-1], 1):
        rest = len(proportions) - number
        firsts.append(min(max(firsts[-1] + 1, round(end * len(words))), len(words) - rest))
    return firsts
