"""Which sentences of a text and of its translation belong together.

By length (Gale & Church 1993) and by a machine translation of the source, which is compared with the translation in
its own language (Sennrich & Volk 2010, 2011). The best sequence of beads is found by dynamic programming in a band
around pairs of sentences that surely belong together, so that time and memory grow as the texts do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from eval.anchors import anchors, band
from eval.overlap import REACH, Numbers, Overlap, within
from glossary.linked import Span

# Gale & Church (1993), table 5, where two shapes together have twice as much, and none has three sentences. More stands
# alone in articles, whose translations are shortened, than in the records of parliaments that they counted.
_PRIORS = {
    (1, 1): 0.89, (1, 0): 0.03, (0, 1): 0.03, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011,
    (3, 1): 0.004, (1, 3): 0.004,
}  # fmt: skip
_SHAPES = tuple(_PRIORS)
_TARGET_ALONE = _SHAPES.index((0, 1))
_ALONE = log(_PRIORS[0, 1])
# The variance of the length of a translation per character of its source (ibid.), and the deviation of what is none.
_VARIANCE = 6.8
_DEVIATION_OF_OTHERS = 3.0
_LARGEST_DEVIATION = 4.0
# How much shorter or longer than its source a whole translation is at most.
_LEAST_RATIO, _MOST_RATIO = 0.7, 1.3
# The log-odds that sentences of a similarity belong together: a line, as fitted to newstest2017, that does not fall on.
_SLOPE, _MIDDLE = 30.0, 0.2
_LEAST_ODDS = -6.0
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences `[start, end)` of the source and of the target that belong together; one side may have none.

    `similarity` is the cosine of the machine translation and the target, between 0 and 1, None without a translation;
    `deviation` is how many standard deviations the length of the target is from what that of the source lets expect.
    """

    source: Span
    target: Span
    similarity: float | None
    deviation: float


def align(source: Sequence[str], target: Sequence[str], translations: Sequence[str] | None = None) -> list[Bead]:
    """The beads of a text and its translation, in order; every sentence of either is in exactly one of them.

    `translations` is a machine translation of each sentence of the source.

    >>> beads = align(["Ja.", "Ein Haus steht dort."], ["There is a house."], ["Yes.", "A house stands there."])
    >>> [(bead.source, bead.target) for bead in beads]
    [((0, 1), (0, 0)), ((1, 2), (0, 1))]
    """
    overlap = None if translations is None else Overlap.of(translations, target)
    rows = band(len(source), len(target), anchors(overlap) if overlap else ())
    choices = _choices(_Gains(source, target, overlap, rows), rows)
    # Anew, since the products that beads were compared with are gone.
    gains = _Gains(source, target, overlap, rows)
    beads = []
    i, j = len(source), len(target)
    while i or j:
        a, b = _SHAPES[choices[i][j - rows[i][0]]]
        beads.append(gains.bead(i, j, a, b))
        i, j = i - a, j - b
    return beads[::-1]


class _Gains:
    """What beads gain over sentences that stand alone, as log-odds.

    A bead is named by its ends, `i` in the source and `j` in the target, and by its shape, `a` to `b` sentences.
    """

    def __init__(self, source: Sequence[str], target: Sequence[str], overlap: Overlap | None, rows: Sequence[Span]):
        self._source, self._target = _ends(source), _ends(target)
        ratio = self._target[-1] / max(1.0, self._source[-1])
        self._ratio = min(max(ratio, _LEAST_RATIO), _MOST_RATIO)
        self._overlap = overlap
        if overlap is not None:
            self._left = [_squares(within(overlap.left), size) for size in range(REACH + 1)]
            self._right = [_squares(within(overlap.right), size) for size in range(REACH + 1)]
        self._rows = rows
        self._products: dict[int, tuple[int, Numbers]] = {}

    def of(self, i: int, js: Span, a: int, b: int) -> Numbers:
        """The gains of the beads that end at `i` and at each `j` of `[start, end)`."""
        deviations = np.minimum(np.abs(self.deviations(i, js, a, b)), _LARGEST_DEVIATION)
        gains: Numbers = log(_DEVIATION_OF_OTHERS) - deviations**2 / 2 * (1 - _DEVIATION_OF_OTHERS**-2)
        if self._overlap is not None:
            gains += np.maximum(_SLOPE * (self.similarities(i, js, a, b) - _MIDDLE), _LEAST_ODDS)
        gains += log(_PRIORS[a, b])
        return gains

    def deviations(self, i: int, js: Span, a: int, b: int) -> Numbers:
        """How far the lengths of the target are from what the source lets expect, in standard deviations."""
        ours = self._source[i] - self._source[i - a]
        theirs = _cut(self._target, 0, *js) - _cut(self._target, 0, js[0] - b, js[1] - b)
        deviations: Numbers = (theirs - ours * self._ratio) / sqrt(_VARIANCE * max(1.0, ours))
        return deviations

    def similarities(self, i: int, js: Span, a: int, b: int) -> Numbers:
        """The cosines of the translations and the targets."""
        products = np.zeros(js[1] - js[0])
        for number in range(i - a, i):
            first, row = self._row(number)
            for back in range(1, b + 1):
                products += _cut(row, first, js[0] - back, js[1] - back)
        squares = self._left[a][i] * _cut(self._right[b], 0, *js)
        return products / np.sqrt(np.where(squares > 0, squares, 1))

    def bead(self, i: int, j: int, a: int, b: int) -> Bead:
        """A bead with what speaks for it."""
        paired = a > 0 and b > 0
        similarity = float(self.similarities(i, (j, j + 1), a, b)[0]) if paired and self._overlap is not None else None
        deviation = float(self.deviations(i, (j, j + 1), a, b)[0]) if paired else 0.0
        return Bead((i - a, i), (j - b, j), similarity, deviation)

    def _row(self, number: int) -> tuple[int, Numbers]:
        """The products of one sentence of the source, behind the number of the first sentence that they are with."""
        if number not in self._products:
            start = max(0, self._rows[number][0] - REACH)
            end = min(self._rows[min(number + REACH, len(self._rows) - 1)][1], len(self._target) - 1)
            assert self._overlap
            self._products[number] = start, self._overlap.row(number, start, end)
            self._products.pop(number - 2 * REACH, None)
        return self._products[number]


def _ends(sentences: Sequence[str]) -> Numbers:
    """How many characters there are up to the end of each sentence, and before the first."""
    return np.cumsum([0.0, *map(len, sentences)])


def _squares(products: Numbers, size: int) -> Numbers:
    """The squared length of each `size` neighbours taken together, by the number of sentences up to their end."""
    count = products.shape[1]
    squares = np.zeros(count + 1)
    if size <= count:
        for last in range(size):
            for back in range(size - last):
                squares[size:] += (2 if back else 1) * products[back, size - 1 - last : count - last]
    return squares


def _cut(values: Numbers, first: int, start: int, end: int, missing: float = 0.0) -> Numbers:
    """The values `[start, end)` of an array that begins with number `first`."""
    found = np.full(end - start, missing)
    low, high = max(start, first), min(end, first + len(values))
    if low < high:
        found[low - start : high - start] = values[low - first : high - first]
    return found


def _choices(gains: _Gains, rows: Sequence[Span]) -> list[NDArray[np.int8]]:
    """The number of the shape of the last bead of the best sequence up to each place in the band."""
    totals: list[Numbers] = []
    choices = []
    for i, (start, end) in enumerate(rows):
        best = np.full(end - start, -np.inf)
        if i == 0:
            best[0] = 0
        choice = np.zeros(end - start, np.int8)
        for number, (a, b) in enumerate(_SHAPES):
            if not 0 < a <= i:
                continue
            total = _cut(totals[i - a], rows[i - a][0], start - b, end - b, -np.inf)
            total += gains.of(i, (start, end), a, b) if b else _ALONE
            better = total > best
            best[better], choice[better] = total[better], number
        # A row of sentences of the target that stand alone.
        alone = _ALONE * np.arange(end - start)
        reached = np.maximum.accumulate(best - alone) + alone
        choice[reached > best + _ROUNDING] = _TARGET_ALONE
        totals.append(np.maximum(reached, best))
        choices.append(choice)
        if i >= REACH:
            totals[i - REACH] = totals[i - REACH][:0]
    return choices
