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
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from translate.training import spans, word_pairs
from translate.training.hints import HintAnnotator
from translate.training.packing import Packed
from translate.training.spans import Example
from translate.training.substitution import Substituter
from translate.training.vocabulary import Vocabulary

_PAIRS_PER_SHARD = 20_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Piece ids as (sentences, pieces), padded.

    `target_in` begins with the pad token, `target_out` ends with the end mark. `alignment` has the shape of
    `target_out`: the source piece that a piece translates, or -1. `unpadded` and `aligned` are places in the
    flattened `target_out`: what is no padding, and what has an alignment.
    """

    source: Tensor
    target_in: Tensor
    target_out: Tensor
    alignment: Tensor
    unpadded: Tensor
    aligned: Tensor
    pairs: int

    def to(self, device: torch.device) -> "Batch":
        tensors = (self.source, self.target_in, self.target_out, self.alignment, self.unpadded, self.aligned)
        source, target_in, target_out, alignment, unpadded, aligned = (
            # From pinned memory a copy does not wait for what the GPU has in hand.
            (tensor.pin_memory() if device.type == "cuda" else tensor).to(device, non_blocking=True)
            for tensor in tensors
        )
        return Batch(source, target_in, target_out, alignment, unpadded, aligned, self.pairs)


@dataclass(frozen=True, slots=True)
class Sampling:
    """How batches are drawn: at most `batch_tokens` target pieces in each, a share of the pairs with hints.

    `nouns` is a file of words, of which nouns are put in place of others into the share `noun_share` of the pairs.
    """

    batch_tokens: int
    hint_share: float
    seed: int
    nouns: Path | None = None
    noun_share: float = 0.0


def stream(
    packed: Packed, vocabulary: Vocabulary, sampling: Sampling, first_shard: int = 0, workers: int = 0
) -> Iterator[tuple[int, list[Batch]]]:
    """Endless epochs of the mixture, in shards of about 20,000 pairs: (shard's number, its batches).

    The pairs of a shard are sorted by length together. A shard depends on the seed and its number alone, so that a
    resumed run sees what the interrupted one would have seen; `first_shard` is the number to begin with. With
    `workers` so many processes make shards ahead, which a GPU needs.
    """
    shards = _Shards(packed, vocabulary, sampling)
    numbers = itertools.count(first_shard)
    if workers:
        return _made_ahead(shards, numbers, workers)
    return ((number, shards.batches(number)) for number in numbers)


def collate(examples: list[Example], vocabulary: Vocabulary) -> Batch:
    """Pad examples to one batch."""
    end, pad = vocabulary.end, vocabulary.pad
    source = _padded([[*e.source, end] for e in examples], pad)
    target_in = _padded([[pad, *e.target] for e in examples], pad)
    target_out = _padded([[*e.target, end] for e in examples], pad)
    alignment = _padded([[*e.alignment, -1] for e in examples], -1)
    unpadded = (target_out != pad).flatten().nonzero().squeeze(1)
    aligned = (alignment >= 0).flatten().nonzero().squeeze(1)
    return Batch(source, target_in, target_out, alignment, unpadded, aligned, len(examples))


class _Shards:
    """Shards of a mixture by their numbers."""

    def __init__(self, packed: Packed, vocabulary: Vocabulary, sampling: Sampling) -> None:
        self._packed = packed
        self._vocabulary = vocabulary
        self._sampling = sampling
        self._annotator = HintAnnotator(packed, vocabulary)
        self._substituter = None
        if sampling.nouns and sampling.noun_share:
            self._substituter = Substituter(word_pairs.nouns(sampling.nouns), vocabulary)
        self._shards_per_epoch = max(1, round(float(packed.weight.sum()) / _PAIRS_PER_SHARD))
        self._epoch = -1
        self._order = np.empty(0, np.int64)

    def batches(self, number: int) -> list[Batch]:
        """The batches of a shard."""
        epoch, shard = divmod(number, self._shards_per_epoch)
        if epoch != self._epoch:
            self._epoch, self._order = epoch, _epoch_order(self._packed.weight, self._sampling.seed, epoch)
        chosen = np.array_split(self._order, self._shards_per_epoch)[shard]
        rng = np.random.default_rng((self._sampling.seed, number, 1))
        examples = [self._example(index, rng) for index in chosen]
        groups = _groups(examples, self._sampling.batch_tokens)
        order = rng.permutation(len(groups))
        return [collate([examples[index] for index in groups[group]], self._vocabulary) for group in order]

    def _example(self, index: int, rng: np.random.Generator) -> Example:
        example = spans.plain(self._packed, index)
        if self._substituter and rng.random() < self._sampling.noun_share:
            example = self._substituter.substituted(example, rng)
        return self._annotator.annotated(example, rng) if rng.random() < self._sampling.hint_share else example


def _epoch_order(weight: npt.NDArray[np.float32], seed: int, epoch: int) -> npt.NDArray[np.int64]:
    """A pair stands in an epoch as often as its weight says; fractions are drawn."""
    rng = np.random.default_rng((seed, epoch))
    times = np.floor(weight + rng.random(len(weight))).astype(np.int64)
    order = np.repeat(np.arange(len(weight)), times)
    rng.shuffle(order)
    return order


def _groups(examples: list[Example], batch_tokens: int) -> list[list[int]]:
    """Indices of examples of similar lengths, so many together as fit in a batch."""
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i].target), len(examples[i].source)))
    groups: list[list[int]] = [[]]
    for index in order:
        longest = max(len(examples[index].target) + 1, (len(examples[index].source) + 1) * 3 // 4)
        if groups[-1] and longest * (len(groups[-1]) + 1) > batch_tokens:
            groups.append([])
        groups[-1].append(index)
    return groups


def _padded(rows: list[list[int]], filler: int) -> Tensor:
    result = np.full((len(rows), max(map(len, rows))), filler, dtype=np.int64)
    for line, row in zip(result, rows, strict=True):
        line[: len(row)] = row
    return torch.from_numpy(result)


def _made_ahead(shards: _Shards, numbers: Iterator[int], workers: int) -> Iterator[tuple[int, list[Batch]]]:
    gc.collect()
    # Forked, so that the workers share the packed corpus.
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, _begin_work, (shards,)) as pool:
        ahead: deque[tuple[int, Future[bytes]]] = deque()
        try:
            while True:
                while len(ahead) <= 2 * workers:
                    number = next(numbers)
                    ahead.append((number, pool.submit(_work, number)))
                number, pickled = ahead.popleft()
                yield number, pickle.loads(pickled.result())
        finally:
            pool.shutdown(cancel_futures=True)


_worker_shards: _Shards | None = None


def _begin_work(shards: _Shards) -> None:
    global _worker_shards
    _worker_shards = shards
    # Threads do not live on in a forked process, and whoever waits for them waits for ever: OpenMP does, and so does
    # a CTranslate2 engine that was left as garbage.
    torch.set_num_threads(1)
    gc.freeze()
    # What stops a run is for the run alone, which stops its workers.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _work(number: int) -> bytes:
    assert _worker_shards is not None
    # Pickled here: as tensors they would go over through one file descriptor each.
    return pickle.dumps(_worker_shards.batches(number))
