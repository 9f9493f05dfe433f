"""BLEU, chrF and TER as sacrebleu counts them (Post 2018), each score with its signature.

The statistics of a hypothesis file are counted once and kept: the score, its parts, the scores of the
segments and every resample of a significance test come from them.
"""

import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

References = Sequence[Sequence[str]]
Statistics = NDArray[np.float64]
# A hypothesis and a reference, and TER's edits between them with the length of the reference in words.
Pair = tuple[str, str]
Edits = tuple[int, float]

NAMES = ("bleu", "chrf", "chrf++", "ter")

# From here on a pool of processes pays for its start.
SEGMENTS_FOR_A_POOL = 200
_SEGMENTS_A_TASK = 25


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score in points from 0 to 100 (TER may be over), with sacrebleu's name and signature."""

    name: str
    value: float
    signature: str
    higher_is_better: bool


class Measure:
    """One metric over one set of references."""

    def __init__(self, name: str, metric: Metric) -> None:
        self.name = name
        self.higher_is_better = name != "ter"
        self.metric = metric

    def score(self, hypotheses: Sequence[str]) -> Score:
        """The score of a whole file."""
        score = self.metric.corpus_score(hypotheses, None)
        signature = self.metric.get_signature().format()
        return Score(score.name, float(score.score), signature, self.higher_is_better)

    def subset(self, hypotheses: Sequence[str], indices: Sequence[int]) -> float:
        """The score of some of the segments, taken together."""
        return float(self.metric._compute_score_from_stats(self._statistics(hypotheses)[indices].sum(0)).score)

    def segments(self, hypotheses: Sequence[str]) -> list[float]:
        """The score of each segment; for BLEU without the n-gram orders that are too long for it."""
        statistics = self._statistics(hypotheses)
        if isinstance(self.metric, BLEU):
            return [_sentence_bleu(row) for row in statistics]
        return [float(self.metric._compute_score_from_stats(row).score) for row in statistics]

    def _statistics(self, hypotheses: Sequence[str]) -> Statistics:
        statistics: Statistics = self.metric._extract_corpus_statistics(hypotheses, None)
        return statistics


def _sentence_bleu(row: Statistics) -> float:
    counts = row.tolist()
    orders = (len(counts) - 2) // 2
    score = BLEU.compute_bleu(
        counts[2 : 2 + orders],
        counts[2 + orders :],
        int(counts[0]),
        int(counts[1]),
        smooth_method="exp",
        effective_order=True,
    )
    return float(score.score)


def measures(names: Iterable[str], references: References, edits: "EditCounter") -> dict[str, Measure]:
    """The measures with these names (of `NAMES`) over the same references: one sequence of segments a reference."""
    metrics: dict[str, Metric] = {}
    # The long n-grams first: with one reference the short ones need not be counted again.
    for name in sorted(set(names), reverse=True):
        longer = metrics.get("chrf++")
        if name == "bleu":
            metrics[name] = _BLEU(references=references, force=True)
        elif name == "ter":
            metrics[name] = _TER(references, edits)
        elif name == "chrf" and isinstance(longer, _CHRF) and len(references) == 1:
            metrics[name] = _FirstOrders(longer)
        else:
            metrics[name] = _CHRF(references=references, word_order=2 if name == "chrf++" else 0)
    return {name: Measure(name, metric) for name, metric in metrics.items()}


class _Keeping(Metric):
    """Keeps the statistics of each file that it has counted once.

    They are arrays of floats, which hold the counts exactly and make resampling fast.
    """

    def _extract_corpus_statistics(self, hypotheses: Sequence[str], references: References | None) -> Statistics:
        kept: dict[tuple[str, ...], Statistics] = self.__dict__.setdefault("_kept", {})
        key = tuple(hypotheses)
        if key not in kept:
            kept[key] = np.array(self._count(hypotheses), dtype=np.float64)
        return kept[key]

    def _count(self, hypotheses: Sequence[str]) -> Any:
        return super()._extract_corpus_statistics(hypotheses, None)


class _BLEU(_Keeping, BLEU):
    pass


class _CHRF(_Keeping, CHRF):
    pass


class _FirstOrders(_Keeping, CHRF):
    """chrF with one reference, whose statistics are the first of those that chrF++ has counted already."""

    def __init__(self, longer: _CHRF) -> None:
        super().__init__()
        self._longer = longer
        self._ref_cache = longer._ref_cache
        self.num_refs = longer.num_refs

    def _count(self, hypotheses: Sequence[str]) -> Any:
        return self._longer._extract_corpus_statistics(hypotheses, None)[:, : 3 * self.order]


class _TER(_Keeping, TER):
    def __init__(self, references: References, edits: "EditCounter") -> None:
        super().__init__()
        self._references = references
        self._edits = edits
        # What the signature tells.
        self.num_refs = len(references)

    def _count(self, hypotheses: Sequence[str]) -> Any:
        """For each segment the fewest edits over the references, and their mean length in words."""
        by_reference = self._edits.count(hypotheses, self._references)
        return [
            (min(edits for edits, _ in of_one), sum(length for _, length in of_one) / len(of_one))
            for of_one in zip(*by_reference, strict=True)
        ]


class EditCounter:
    """Counts the edits of TER, those of equal pairs of segments once, on all processors if there are many."""

    def __init__(self) -> None:
        self._known: dict[Pair, Edits] = {}

    def count(self, hypotheses: Sequence[str], references: References) -> list[list[Edits]]:
        """For each reference, for each segment: the edits, and the length of the reference in words."""
        pairs = [list(zip(hypotheses, reference, strict=True)) for reference in references]
        new = [pair for pair in dict.fromkeys(chain.from_iterable(pairs)) if pair not in self._known]
        self._known.update(zip(new, _edits_of_all(new), strict=True))
        return [[self._known[pair] for pair in of_one] for of_one in pairs]


def _edits_of_all(pairs: Sequence[Pair]) -> list[Edits]:
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(pairs) < SEGMENTS_FOR_A_POOL or processors == 1:
        return list(map(_edits, pairs))
    # Spawned, since a process with an engine in it has threads that a fork would cut off.
    with ProcessPoolExecutor(processors, multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(_edits, pairs, chunksize=_SEGMENTS_A_TASK))


def _edits(pair: Pair) -> Edits:
    hypothesis, reference = pair
    score = TER().sentence_score(hypothesis, [reference])
    return score.num_edits, score.ref_length
