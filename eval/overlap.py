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
    """The sentences of two texts in one language as vectors."""

    left: tuple[_Vector, ...]
    right: tuple[_Vector, ...]

    @classmethod
    def of(cls, left: Sequence[str], right: Sequence[str]) -> "Overlap":
        """The overlap of two texts, given as their sentences."""
        counts = [[Counter(_features(sentence)) for sentence in side] for side in (left, right)]
        frequency = Counter(feature for side in counts for one in side for feature in one)
        rarity = {feature: log(1 + (len(left) + len(right)) / count) for feature, count in frequency.items()}
        ours, theirs = (tuple({f: n * rarity[f] for f, n in one.items()} for one in side) for side in counts)
        return cls(ours, theirs)

    def row(self, number: int, start: int, end: int) -> Numbers:
        """The dot products of one sentence on the left with the sentences `[start, end)` on the right."""
        vector = self.left[number]
        return np.array([_product(vector, other) for other in self.right[start:end]])

    def cosine(self, number: int, other: int) -> float:
        """The cosine of a sentence on the left and one on the right."""
        one, two = self.left[number], self.right[other]
        squares = _product(one, one) * _product(two, two)
        return _product(one, two) / sqrt(squares) if squares else 0.0

    def rare_pairs(self, most: int) -> set[tuple[int, int]]:
        """The sentences, left and right, that share a word which at most `most` sentences of either side have."""
        ours, theirs = _places(self.left), _places(self.right)
        return {
            (number, other)
            for feature, numbers in ours.items()
            if len(numbers) <= most and len(theirs.get(feature, ())) <= most
            for number in numbers
            for other in theirs.get(feature, ())
        }


def within(vectors: Sequence[_Vector]) -> Numbers:
    """The dot products of each sentence with itself, the one before and the one before that; 0 where there is none.

    Their shape is (`REACH`, sentences).
    """
    products = np.zeros((REACH, len(vectors)))
    for number, vector in enumerate(vectors):
        for back in range(min(REACH, number + 1)):
            products[back, number] = _product(vector, vectors[number - back])
    return products


def _features(sentence: str) -> list[str]:
    # Where there are no words, signs stand for them.
    words = _WORD.findall(sentence.lower()) or sentence.split()
    return words + [f"{word[:_STEM]}-" for word in words if len(word) > _STEM]


def _product(one: _Vector, other: _Vector) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other[feature] for feature, weight in one.items() if feature in other)


def _places(vectors: Sequence[_Vector]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for feature in vector:
            found[feature].append(number)
    return found
