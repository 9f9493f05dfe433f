"""BLEU, chrF and TER as sacrebleu counts them (Post 2018), each score with its signature.

The statistics of a hypothesis file are counted once and kept: the score, its parts, the scores of the
segments and every resample of a significance test come from them.
"""

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

References = Sequence[Sequence[str]]
Statistics = NDArray[np.float64]

NAMES = ("bleu", "chrf", "chrf++", "ter")

# From here on a pool of processes pays for its start.
_SEGMENTS_FOR_A_POOL = 200
_SEGMENTS_A_TASK = 25


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score in points from 0 to 100 (TER may be over), with sacrebleu's name and signature."""

    name: str
    value: float
    signature: str
    higher_is_better: bool


class Measure:
    """One metric over one set of references.

    `references` are whole files: one sequence of segments a reference.
    """

    def __init__(self, name: str, references: References) -> None:
        self.name = name
        self.higher_is_better = name != "ter"
        self.metric = _metric(name, references)

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


class _TER(_Keeping, TER):
    """TER with its segments spread over all processors: each is counted by itself anyway."""

    def __init__(self, references: References) -> None:
        super().__init__()
        self._references = references
        # What the signature tells.
        self.num_refs = len(references)

    def _count(self, hypotheses: Sequence[str]) -> Any:
        return edits(hypotheses, self._references)


def edits(hypotheses: Sequence[str], references: References) -> list[tuple[float, float]]:
    """For each segment TER's least number of edits over the references, and their mean length in words."""
    segments = [(hypothesis, list(of_one)) for hypothesis, *of_one in zip(hypotheses, *references, strict=True)]
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(segments) < _SEGMENTS_FOR_A_POOL or processors == 1:
        return [_edits(segment) for segment in segments]
    # Spawned, since a process with an engine in it has threads that a fork would cut off.
    with ProcessPoolExecutor(processors, multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(_edits, segments, chunksize=_SEGMENTS_A_TASK))


def _edits(segment: tuple[str, list[str]]) -> tuple[float, float]:
    score = TER().sentence_score(*segment)
    return score.num_edits, score.ref_length


def _metric(name: str, references: References) -> Metric:
    if name == "bleu":
        return _BLEU(references=references, force=True)
    if name == "ter":
        return _TER(references)
    return _CHRF(references=references, word_order=2 if name == "chrf++" else 0)
