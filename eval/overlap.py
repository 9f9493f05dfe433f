"""How much the words of sentences have in common, for many pairs of neighbours at once.

A sentence is a vector of its words, each weighted by how rare it is in the two texts (Spärck Jones 1972), so that the
dot products of some sentences taken together are sums of those of each: what all beads of an alignment are
compared with needs one product a pair of sentences.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
_Vector = dict[str, float]

_WORD = re.compile(r"\w+")
# Of longer words the beginning counts as much as the whole, since forms of one word differ in their ends.
_STEM = 5
# How many neighbours are taken together at most.
REACH = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """The sentences of two texts in one language as vectors.

    `left_within` and `right_within` have, with shape (`REACH`, sentences), the dot products of each sentence with
    itself, the one before and the one before that; 0 where there is none.
    """

    left: tuple[_Vector, ...]
    places: dict[str, tuple[NDArray[np.int64], Numbers]]
    left_within: Numbers
    right_within: Numbers

    @classmethod
    def of(cls, left: Sequence[str], right: Sequence[str]) -> "Overlap":
        """The overlap of two texts, given as their sentences."""
        counts = [[Counter(_features(sentence)) for sentence in side] for side in (left, right)]
        frequency = Counter(feature for side in counts for one in side for feature in one)
        rarity = {feature: log(1 + (len(left) + len(right)) / count) for feature, count in frequency.items()}
        ours, theirs = ([{f: n * rarity[f] for f, n in one.items()} for one in side] for side in counts)
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, vector in enumerate(theirs):
            for feature, weight in vector.items():
                found[feature].append((number, weight))
        places = {
            feature: (np.array([number for number, _ in pairs]), np.array([weight for _, weight in pairs]))
            for feature, pairs in found.items()
        }
        return cls(tuple(ours), places, _within(ours), _within(theirs))

    def row(self, number: int, start: int, end: int) -> Numbers:
        """The dot products of one sentence on the left with the sentences `[start, end)` on the right."""
        products = np.zeros(max(0, end - start))
        for feature, weight in self.left[number].items():
            if feature in self.places:
                numbers, weights = self.places[feature]
                first, last = np.searchsorted(numbers, (start, end))
                products[numbers[first:last] - start] += weight * weights[first:last]
        return products

    def cosine(self, number: int, other: int) -> float:
        """The cosine of a sentence on the left and one on the right."""
        squares = float(self.left_within[0, number] * self.right_within[0, other])
        return float(self.row(number, other, other + 1)[0]) / sqrt(squares) if squares else 0.0

    def rare(self, number: int, most: int) -> set[int]:
        """The sentences on the right that have a word of one on the left which at most `most` of them have."""
        known = (self.places[feature][0] for feature in self.left[number] if feature in self.places)
        return {int(other) for numbers in known if len(numbers) <= most for other in numbers}


def _features(sentence: str) -> list[str]:
    words = _WORD.findall(sentence.lower())
    return words + [f"{word[:_STEM]}-" for word in words if len(word) > _STEM]


def _within(vectors: Sequence[_Vector]) -> Numbers:
    products = np.zeros((REACH, len(vectors)))
    for number, vector in enumerate(vectors):
        for back in range(min(REACH, number + 1)):
            other = vectors[number - back]
            products[back, number] = sum(weight * other.get(feature, 0) for feature, weight in vector.items())
    return products
