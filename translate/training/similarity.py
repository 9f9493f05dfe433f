"""How like their reference translations of one sentence are, in measures cheap enough to be taken of thousands.

BLEU and chrF are those that sacrebleu gives a sentence, to the last digit, but of all its translations at once.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

Numbers = NDArray[np.float64]
_Integers = NDArray[np.int64]
_Codes = NDArray[np.uint64]

_WORD_ORDERS = 4
_CHARACTER_ORDERS = 6
# The square of how much more recall counts than precision.
_CHRF_WEIGHT = 4
# An n-gram is known by a number modulo 2^64; that two of a sentence have the same one is as good as impossible.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def bleu(hypotheses: Sequence[str], reference: str) -> Numbers:
    """BLEU of each, from 0 to 1, without the orders of n-grams that it is too short for (Papineni et al. 2002)."""
    numbers: dict[str, int] = {}
    texts = [
        np.array([numbers.setdefault(token, len(numbers)) for token in _tokenizer()(text).split()], np.uint64)
        for text in (reference, *hypotheses)
    ]
    lengths = _lengths(texts)
    correct, total = _matches(texts, _WORD_ORDERS), lengths[1:, None] - np.arange(_WORD_ORDERS)
    counted = total > 0
    # Exponential smoothing: a half of a match for the first order without one, a quarter for the next.
    smoothing = np.exp2(np.cumsum(counted & (correct == 0), axis=1))
    precisions = np.where(correct > 0, correct, 1 / smoothing) / np.where(counted, total, 1)
    logarithms = np.where(counted, np.log(precisions), 0.0).sum(1) / np.maximum(counted.sum(1), 1)
    brevity = np.minimum(0, 1 - lengths[0] / np.maximum(lengths[1:], 1))
    return np.where(correct.any(1), np.exp(brevity + logarithms), 0.0)


def chrf(hypotheses: Sequence[str], reference: str) -> Numbers:
    """The F-measure of character n-grams chrF2 of each, from 0 to 1 (Popović 2015)."""
    texts = [
        np.frombuffer("".join(text.split()).encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
        for text in (reference, *hypotheses)
    ]
    common, total = _matches(texts, _CHARACTER_ORDERS), _lengths(texts)[:, None] - np.arange(_CHARACTER_ORDERS)
    # An order that one side is too short for does not count.
    counted = (total[1:] > 0) & (total[0] > 0)
    orders = np.maximum(counted.sum(1), 1)
    precision, recall = (
        np.where(counted, common / np.maximum(of, 1), 0.0).sum(1) / orders for of in (total[1:], total[:1])
    )
    divisor = _CHRF_WEIGHT * precision + recall
    score: Numbers = (1 + _CHRF_WEIGHT) * precision * recall / np.where(divisor > 0, divisor, 1.0)
    return score


def edit_rates(hypotheses: Sequence[str], reference: str) -> Numbers:
    """Words to insert, delete or replace in each, to a word of the reference and at most 1, but for capitals.

    That is TER (Snover et al. 2006) where nothing is moved: to look for what might be takes hundreds of times as long.
    """
    words = _words(reference)
    places: dict[str, int] = {}
    for place, word in enumerate(words):
        places[word] = places.get(word, 0) | 1 << place
    edits = [_edits(_words(hypothesis), places, len(words)) for hypothesis in hypotheses]
    return np.minimum(np.array(edits, np.float64) / max(len(words), 1), 1.0)


def _edits(words: Sequence[str], places: Mapping[str, int], length: int) -> int:
    """The Levenshtein distance to a text of `length` words, with the places of each word in that as bits.

    The bits of `more` and `less` say whether a cell of the table's column is one more, or one less, than that above it
    (Myers 1999, as Hyyrö 2001 has it).
    """
    if not length:
        return len(words)
    every, last = (1 << length) - 1, 1 << (length - 1)
    more, less, distance = every, 0, length
    for word in words:
        same = places.get(word, 0)
        diagonal = (((same & more) + more) ^ more) | same | less
        right_more, right_less = less | ~(diagonal | more), more & diagonal
        distance += bool(right_more & last) - bool(right_less & last)
        right_more = right_more << 1 | 1
        more, less = (right_less << 1 | ~(diagonal | right_more)) & every, right_more & diagonal & every
    return distance


def _matches(texts: Sequence[_Codes], orders: int) -> _Integers:
    """How many n-grams of each order each text but the first has in common with that: `[texts - 1, orders]`."""
    codes, owners, order_of = _ngrams(texts, orders)
    right = owners == 0
    known, first, counts = np.unique(codes[right], return_index=True, return_counts=True)
    if not len(known):
        return np.zeros((len(texts) - 1, orders), np.int64)
    codes, rows = codes[~right], owners[~right] - 1
    places = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    there = known[places] == codes
    cells = np.bincount(rows[there] * len(known) + places[there], minlength=(len(texts) - 1) * len(known))
    common = np.minimum(cells.reshape(-1, len(known)), counts)
    matches: _Integers = common @ (order_of[right][first][:, None] == np.arange(orders))
    return matches


def _ngrams(texts: Sequence[_Codes], orders: int) -> tuple[_Codes, _Integers, _Integers]:
    """The n-grams of all texts as numbers, with the text and the order of each."""
    flat = np.concatenate(texts)
    owners = np.repeat(np.arange(len(texts)), _lengths(texts))
    codes, rows, of_order = [], [], []
    running = np.zeros_like(flat)
    for order in range(orders):
        end = max(len(flat) - order, 0)
        running = running[:end] * _FACTOR + flat[order:] + np.uint64(1)
        inside = owners[:end] == owners[order:]
        codes.append(running[inside])
        rows.append(owners[order:][inside])
        of_order.append(np.full(len(codes[-1]), order))
    return np.concatenate(codes), np.concatenate(rows), np.concatenate(of_order)


def _lengths(texts: Sequence[NDArray[Any]]) -> _Integers:
    return np.array([len(text) for text in texts])


def _words(text: str) -> list[str]:
    return text.lower().split()


@cache
def _tokenizer() -> Tokenizer13a:
    return Tokenizer13a()  # type: ignore[no-untyped-call]
