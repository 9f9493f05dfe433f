"""Batches for training: drawn by the mixture's weights, annotated with hints, padded."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from translate.training import hints
from translate.training.hints import Example
from translate.training.packing import Packed
from translate.training.vocabulary import Vocabulary

_PAIRS_SORTED_TOGETHER = 20_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Piece numbers as (sentences, pieces), padded.

    `target_in` begins with the pad token, `target_out` ends with the end mark. `alignment` has the shape of
    `target_out`: the source piece that a piece translates, or -1.
    """

    source: Tensor
    target_in: Tensor
    target_out: Tensor
    alignment: Tensor
    pairs: int

    def to(self, device: torch.device) -> "Batch":
        source, target_in, target_out, alignment = (
            t.to(device, non_blocking=True) for t in (self.source, self.target_in, self.target_out, self.alignment)
        )
        return Batch(source, target_in, target_out, alignment, self.pairs)


@dataclass(frozen=True, slots=True)
class Draw:
    """How batches are drawn: at most `tokens` target pieces a batch, a share of the pairs with hints."""

    tokens: int
    hint_share: float
    seed: int


def stream(packed: Packed, vocabulary: Vocabulary, draw: Draw, first_lot: int = 0) -> Iterator[tuple[int, list[Batch]]]:
    """Endless rounds of the mixture, in lots of about 20,000 pairs: (lot's number, its batches).

    A lot depends on the seed and its number alone, so that a resumed run sees what the interrupted one
    would have seen; `first_lot` is the number to begin with.
    """
    maker = hints.Hinter(packed, vocabulary)
    lots_a_round = max(1, round(float(packed.weight.sum()) / _PAIRS_SORTED_TOGETHER))
    number = first_lot
    while True:
        turn, lot = divmod(number, lots_a_round)
        order = _round(packed.weight, draw.seed, turn)
        chosen = np.array_split(order, lots_a_round)[lot]
        chance = np.random.default_rng((draw.seed, number, 1))
        examples = [maker.example(index, chance, draw.hint_share) for index in chosen]
        yield number, list(_batches(examples, vocabulary, draw.tokens, chance))
        number += 1


def collate(examples: list[Example], vocabulary: Vocabulary) -> Batch:
    """Pad examples to one batch."""
    end, pad = vocabulary.end, vocabulary.pad
    source = _padded([[*e.source, end] for e in examples], pad)
    target_in = _padded([[pad, *e.target] for e in examples], pad)
    target_out = _padded([[*e.target, end] for e in examples], pad)
    alignment = _padded([[*e.alignment, -1] for e in examples], -1)
    return Batch(source, target_in, target_out, alignment, len(examples))


def _round(weight: npt.NDArray[np.float32], seed: int, turn: int) -> npt.NDArray[np.int64]:
    """A pair stands in a round as often as its weight says; fractions are drawn."""
    chance = np.random.default_rng((seed, turn))
    times = np.floor(weight + chance.random(len(weight))).astype(np.int64)
    order = np.repeat(np.arange(len(weight)), times)
    chance.shuffle(order)
    return order


def _batches(
    examples: list[Example], vocabulary: Vocabulary, tokens: int, chance: np.random.Generator
) -> Iterator[Batch]:
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].target), len(examples[i].source)))
    groups: list[list[int]] = [[]]
    for index in order:
        longest = max(len(examples[index].target) + 1, (len(examples[index].source) + 1) * 3 // 4)
        if groups[-1] and longest * (len(groups[-1]) + 1) > tokens:
            groups.append([])
        groups[-1].append(index)
    for group in chance.permutation(len(groups)):
        yield collate([examples[index] for index in groups[group]], vocabulary)


def _padded(rows: list[list[int]], filler: int) -> Tensor:
    result = np.full((len(rows), max(map(len, rows))), filler, dtype=np.int64)
    for line, row in zip(result, rows, strict=True):
        line[: len(row)] = row
    return torch.from_numpy(result)
