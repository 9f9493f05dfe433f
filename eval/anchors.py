"""Where in two texts an alignment may run: a band around pairs of sentences that surely belong together."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from eval.overlap import Overlap
from glossary.linked import Span

# Sentences on the right that may have a rare word.
_RARE = 4
# The cosine from which a pair may be an anchor, and how far it has to be above all others of either sentence.
_SIMILAR, _ABOVE = 0.4, 0.15
# How far around the anchors is looked, and how wide at most where there are none.
_MARGIN, _WIDEST = 12, 400


def anchors(overlap: Overlap) -> list[tuple[int, int]]:
    """Pairs of sentences, left and right, that are far more alike than others, as many as keep their order.

    Only those are compared that share a rare word.
    """
    compared = {pair: overlap.cosine(*pair) for pair in overlap.rare_pairs(_RARE)}
    ours, theirs = _best(compared, 0), _best(compared, 1)
    return _in_order(
        sorted(
            (number, other)
            for (number, other), cosine in compared.items()
            if cosine >= _SIMILAR
            and all(first == cosine >= second + _ABOVE for first, second in (ours[number], theirs[other]))
        )
    )


def _best(compared: dict[tuple[int, int], float], side: int) -> dict[int, tuple[float, float]]:
    """For each sentence of a side its two highest cosines."""
    found: dict[int, tuple[float, float]] = {}
    for pair, cosine in compared.items():
        first, second = found.get(pair[side], (0.0, 0.0))
        found[pair[side]] = (cosine, first) if cosine > first else (first, max(second, cosine))
    return found


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest sequence of pairs that grows on both sides (Fredman 1975); the pairs are sorted.

    >>> _in_order([(0, 0), (1, 7), (2, 2), (3, 3)])
    [(0, 0), (2, 2), (3, 3)]
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, other) in enumerate(pairs):
        # No pair of one sentence twice: a sentence has one best.
        at = bisect_right(ends, other)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [other], [index]
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def band(left: int, right: int, found: Sequence[tuple[int, int]]) -> list[Span]:
    """For each number of sentences on the left, from 0, the numbers `[start, end)` on the right that may go with it.

    Both ends grow with the rows, and each row has a number in common with the next.
    """
    corners = [(0, 0), *found, (left, right)]
    lows, highs = [right] * (left + 1), [0] * (left + 1)
    for (top, start), (bottom, end) in pairwise(corners):
        for row in range(max(0, top - _MARGIN), min(left, bottom + _MARGIN) + 1):
            low, high = start - _MARGIN, end + _MARGIN
            if high - low > _WIDEST:
                middle = start + (end - start) * min(max(row - top, 0), bottom - top) // max(1, bottom - top)
                low, high = max(low, middle - _WIDEST // 2), min(high, middle + _WIDEST // 2)
            lows[row], highs[row] = min(lows[row], low), max(highs[row], high)
    lows[0], highs[left] = 0, right
    for row in range(left - 1, -1, -1):
        # Where the right text grows faster than the band is wide, it is passed over within a row.
        lows[row] = min(lows[row], lows[row + 1])
    for row in range(left):
        highs[row] = max(highs[row], lows[row + 1])
        highs[row + 1] = max(highs[row + 1], highs[row])
    return [(max(0, low), min(right, high) + 1) for low, high in zip(lows, highs, strict=True)]
