"""Batches for training: drawn by the mixture's weights, annotated with hints, padded."""

import gc
import itertools
import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
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
    `target_out`: the source piece that a piece translates, or -1. `real` and `aligned` are places in the
    flattened `target_out`: what is no padding, and what has an alignment.
    """

    source: Tensor
    target_in: Tensor
    target_out: Tensor
    alignment: Tensor
    real: Tensor
    aligned: Tensor
    pairs: int

    def to(self, device: torch.device) -> "Batch":
        tensors = (self.source, self.target_in, self.target_out, self.alignment, self.real, self.aligned)
        source, target_in, target_out, alignment, real, aligned = (
            # From pinned memory a copy does not wait for what the GPU has in hand.
            (tensor.pin_memory() if device.type == "cuda" else tensor).to(device, non_blocking=True)
            for tensor in tensors
        )
        return Batch(source, target_in, target_out, alignment, real, aligned, self.pairs)


@dataclass(frozen=True, slots=True)
class Draw:
    """How batches are drawn: at most `tokens` target pieces a batch, a share of the pairs with hints."""

    tokens: int
    hint_share: float
    seed: int


def stream(
    packed: Packed, vocabulary: Vocabulary, draw: Draw, first_lot: int = 0, workers: int = 0
) -> Iterator[tuple[int, list[Batch]]]:
    """Endless rounds of the mixture, in lots of about 20,000 pairs: (lot's number, its batches).

    A lot depends on the seed and its number alone, so that a resumed run sees what the interrupted one
    would have seen; `first_lot` is the number to begin with. With `workers` so many processes make lots
    ahead, which a GPU needs.
    """
    lots = _Lots(packed, vocabulary, draw)
    if not workers:
        yield from ((number, lots.make(number)) for number in itertools.count(first_lot))
    gc.collect()
    # Forked, so that the workers share the packed corpus.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin_work, (lots,)) as pool:
        ahead: deque[Future[bytes]] = deque()
        try:
            for number in itertools.count(first_lot):
                while len(ahead) <= 2 * workers:
                    ahead.append(pool.submit(_work, number + len(ahead)))
                yield number, pickle.loads(ahead.popleft().result())
        finally:
            pool.shutdown(cancel_futures=True)


class _Lots:
    """Lots of a mixture by their numbers."""

    def __init__(self, packed: Packed, vocabulary: Vocabulary, draw: Draw) -> None:
        self._packed = packed
        self._vocabulary = vocabulary
        self._draw = draw
        self._maker = hints.Hinter(packed, vocabulary)
        self._lots_a_round = max(1, round(float(packed.weight.sum()) / _PAIRS_SORTED_TOGETHER))
        self._turn = -1
        self._order = np.empty(0, np.int64)

    def make(self, number: int) -> list[Batch]:
        """The batches of a lot."""
        turn, lot = divmod(number, self._lots_a_round)
        if turn != self._turn:
            self._turn, self._order = turn, _round(self._packed.weight, self._draw.seed, turn)
        chosen = np.array_split(self._order, self._lots_a_round)[lot]
        chance = np.random.default_rng((self._draw.seed, number, 1))
        examples = [self._maker.example(index, chance, self._draw.hint_share) for index in chosen]
        return list(_batches(examples, self._vocabulary, self._draw.tokens, chance))


_own_lots: _Lots | None = None


def _begin_work(lots: _Lots) -> None:
    global _own_lots
    _own_lots = lots
    # Threads do not live on in a forked process, and whoever waits for them waits for ever: OpenMP does, and so does
    # a CTranslate2 engine that was left as garbage.
    torch.set_num_threads(1)
    gc.freeze()
    # What stops a run is for the run alone, which stops its workers.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _work(number: int) -> bytes:
    assert _own_lots is not None
    # Pickled here: as tensors they would go over through one file descriptor each.
    return pickle.dumps(_own_lots.make(number))


def collate(examples: list[Example], vocabulary: Vocabulary) -> Batch:
    """Pad examples to one batch."""
    end, pad = vocabulary.end, vocabulary.pad
    source = _padded([[*e.source, end] for e in examples], pad)
    target_in = _padded([[pad, *e.target] for e in examples], pad)
    target_out = _padded([[*e.target, end] for e in examples], pad)
    alignment = _padded([[*e.alignment, -1] for e in examples], -1)
    real = (target_out != pad).flatten().nonzero().squeeze(1)
    aligned = (alignment >= 0).flatten().nonzero().squeeze(1)
    return Batch(source, target_in, target_out, alignment, real, aligned, len(examples))


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
