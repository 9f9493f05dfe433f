"""A translation shared out to the cues that its source was shown in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from glossary.linked import LinkedText, Span
from translate import projection
from translate.formats import phrases

# Characters a second that a viewer reads without haste.
_FAST = 17.0
# More words than these are no sentence of a film; they are shared out by length alone.
_MANY = 250


@dataclass(frozen=True, slots=True)
class Room:
    """Where a share goes: what is shown there of the source, in characters, for how many milliseconds.

    `lines` is how many lines it may have.
    """

    length: int
    time: int
    lines: int = 2


def shared(source: str, linked: LinkedText, starts: Sequence[int], rooms: Sequence[Room]) -> list[Span]:
    """A translation divided among rooms, in order; `starts` says where in the source what each shows begins.

    The spans are without white space around them. The last ones are empty where there are fewer words than rooms.

    >>> linked = LinkedText("He said that he is coming.", (((0, 7), (0, 8)), ((8, 26), (9, 23))))
    >>> spans = shared("Er sagte, dass er kommt.", linked, [0, 10], [Room(9, 1000), Room(14, 1000)])
    >>> [linked.text[start:end] for start, end in spans]
    ['He said', 'that he is coming.']
    """
    text = linked.text
    spans = phrases.words(text)
    count = min(len(rooms), len(spans))
    if len(spans) > _MANY:
        firsts = _by_length(spans, rooms[:count])
    elif count > 1:
        firsts = phrases.partition(len(spans), count, _cost(source, linked, starts, rooms[:count], spans))
    else:
        firsts = [0][:count]
    lasts = [*firsts[1:], len(spans)][:count]
    found = [(spans[first][0], spans[last - 1][1]) for first, last in zip(firsts, lasts, strict=True)]
    return [*found, *[(len(text), len(text))] * (len(rooms) - count)]


def _cost(
    source: str, linked: LinkedText, starts: Sequence[int], rooms: Sequence[Room], spans: Sequence[Span]
) -> phrases.Cost:
    text = linked.text
    owners = _owners(source, linked, starts, spans)
    # For each room: how far from it the words up to one are, in rooms.
    strays = [list(accumulate((abs(one - room) for one in owners), initial=0)) for room in range(len(rooms))]
    plain = [text[start:end] for start, end in spans]
    penalties = [0.0, *(phrases.penalty(*pair) for pair in pairwise(plain)), 0.0]
    length = spans[-1][1] - spans[0][0]
    expected = [max(6.0, length * share) for share in _proportions(rooms)]

    def cost(part: int, first: int, last: int) -> float:
        room = rooms[part]
        own = spans[last - 1][1] - spans[first][0]
        fast = max(0.0, own * 1000 / max(room.time, 1) - _FAST)
        wide = max(0, own - room.lines * phrases.WIDTH)
        uneven = ((own - expected[part]) / expected[part]) ** 2
        return (
            1.5 * uneven + 0.2 * min(fast, 30.0) + 0.3 * wide + 0.6 * (strays[part][last] - strays[part][first])
            + (penalties[last] if last < len(spans) else 0.0)
        )  # fmt: skip

    return cost


def _proportions(rooms: Sequence[Room]) -> list[float]:
    """How much of a text belongs in each room: by what the source has there, and by the time."""
    lengths, times = sum(room.length for room in rooms), sum(room.time for room in rooms)
    return [(2 * room.length / max(lengths, 1) + room.time / max(times, 1)) / 3 for room in rooms]


def _owners(source: str, linked: LinkedText, starts: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """For each word the room whose source it translates."""
    owners = []
    divided = iter(projection.shares(source, linked, starts[1:]))
    share, owner = next(divided)
    for start, _ in spans:
        while share[1] <= start and (following := next(divided, None)):
            share, owner = following
        owners.append(owner)
    return owners


def _by_length(spans: Sequence[Span], rooms: Sequence[Room]) -> list[int]:
    ends = list(accumulate(_proportions(rooms)))
    firsts = [0]
    for number, end in enumerate(ends[:-1], 1):
        rest = len(rooms) - number
        firsts.append(min(max(firsts[-1] + 1, round(end * len(spans))), len(spans) - rest))
    return firsts
