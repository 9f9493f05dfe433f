"""BLEU, chrF and TER as sacrebleu counts them (Post 2018), and what any other metric has to give.

The statistics of a hypothesis file are counted once and kept: the score, its parts, the scores of the
segments and every resample of a significance test come from them.
"""

import multiprocessing
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from eval.errors import EvaluationError
from glossary.wording import counted

References = Sequence[Sequence[str]]
Numbers = NDArray[np.float64]
# Sources, hypotheses and references to a score for each segment.
SegmentScorer = Callable[[Sequence[str], Sequence[str], References], Iterable[float]]
# A hypothesis and a reference, and TER's edits between them with the length of the reference in words.
Pair = tuple[str, str]
Edits = tuple[int, float]

NAMES = ("bleu", "chrf", "chrf++", "ter")

# From here on a pool of processes pays for its start.
SEGMENTS_FOR_A_POOL = 200
_SEGMENTS_A_TASK = 25


class Measure(ABC):
    """One metric over one set of references: what it has to give to be scored, grouped and tested like all others.

    `name` is what tables call it, and apart from that of every other one; `signature` says how it is counted, as
    `key:value` with | between. A metric that is the mean of its segments' scores is a `SegmentMean`.
    """

    def __init__(self, name: str, signature: str, *, higher_is_better: bool = True) -> None:
        self.name = name
        self.signature = signature
        self.higher_is_better = higher_is_better
        self._kept: dict[tuple[str, ...], Numbers] = {}

    @abstractmethod
    def count(self, hypotheses: Sequence[str]) -> Any:
        """The statistics of a file, shape (segments, k): numbers whose sums over any segments suffice to score these.

        A file without its empty lines has the same sums.
        """

    @abstractmethod
    def scores(self, sums: Numbers) -> Numbers:
        """The scores of some sets of segments, shape (n,), from the sums of their statistics, shape (n, k)."""

    def statistics(self, hypotheses: Sequence[str]) -> Numbers:
        """What `count` says of a file; each file is counted once."""
        key = tuple(hypotheses)
        if key not in self._kept:
            # Floats hold the counts exactly, and make resampling fast.
            self._kept[key] = np.array(self.count(hypotheses), dtype=np.float64)
        return self._kept[key]

    def score(self, hypotheses: Sequence[str]) -> float:
        """The score of a whole file."""
        return self.subset(hypotheses, range(len(hypotheses)))

    def subset(self, hypotheses: Sequence[str], indices: Sequence[int]) -> float:
        """The score of some of the segments, taken together."""
        return float(self.scores(self.statistics(hypotheses)[indices].sum(0, keepdims=True))[0])

    def segments(self, hypotheses: Sequence[str]) -> list[float]:
        """The score of each segment by itself."""
        scores: list[float] = self.scores(self.statistics(hypotheses)).tolist()
        return scores


class SegmentMean(Measure):
    """A metric that scores segments, a file having their mean: neural ones, say.

    `scorer` takes sources, hypotheses and references (a sequence of segments a reference) and gives a score a segment;
    it is called once a hypothesis file. Lines that are empty in all texts do not count. Tables show two digits behind
    the point, so a metric from 0 to 1 had better be given in points of a hundred.

    Raises `EvaluationError` when scoring, if the scorer gives another number of scores than there are segments, or one
    that is not finite.

    >>> def overlap(sources, hypotheses, references):
    ...     return [float(one in reference) for one, reference in zip(hypotheses, references[0])]
    >>> measure = SegmentMean("overlap", "overlap:letters", overlap, ["Haus", "", "Hof"], [["house", "", "yard"]])
    >>> measure.score(["us", "", "use"]), measure.segments(["us", "", "use"])
    (0.5, [1.0, 0.0, 0.0])
    """

    def __init__(
        self,
        name: str,
        signature: str,
        scorer: SegmentScorer,
        sources: Sequence[str],
        references: References,
        *,
        higher_is_better: bool = True,
    ) -> None:
        super().__init__(name, signature, higher_is_better=higher_is_better)
        self._scorer = scorer
        self._sources = sources
        self._references = references

    def count(self, hypotheses: Sequence[str]) -> Numbers:
        """The scores of the segments, and that each of them is one."""
        scores = np.array(list(self._scorer(self._sources, hypotheses, self._references)), dtype=np.float64)
        if scores.shape != (len(hypotheses),):
            raise EvaluationError(
                f"{self.name} gave {counted(scores.size, 'score')} for {counted(len(hypotheses), 'segment')}"
            )
        if not np.isfinite(scores).all():
            number = int(np.argmin(np.isfinite(scores))) + 1
            raise EvaluationError(f"{self.name} gave line {number} the score {scores[number - 1]}")
        filled = [any(texts) for texts in zip(self._sources, hypotheses, *self._references, strict=True)]
        return np.stack([scores * filled, filled], axis=1)

    def scores(self, sums: Numbers) -> Numbers:
        """The means; 0 of no segments."""
        return _ratio(sums[:, 0], sums[:, 1])


def measures(names: Iterable[str], references: References, edits: "EditCounter") -> dict[str, Measure]:
    """The measures with these names (of `NAMES`) over the same references: one sequence of segments a reference."""
    made: dict[str, Measure] = {}
    # The long n-grams first: with one reference the short ones need not be counted again.
    for name in sorted(set(names), reverse=True):
        longer = made.get("chrf++")
        if name == "bleu":
            made[name] = _Bleu("BLEU", BLEU(references=references, force=True))
        elif name == "ter":
            made[name] = _Ter(references, edits)
        elif name == "chrf" and longer and len(references) == 1:
            made[name] = _FirstOrders(longer)
        else:
            words = 2 if name == "chrf++" else 0
            made[name] = _Chrf("chrF2++" if words else "chrF2", CHRF(references=references, word_order=words))
    return made


def _signature(metric: Metric) -> str:
    return metric.get_signature().format()


class _Sacrebleu(Measure):
    def __init__(self, name: str, metric: Metric) -> None:
        super().__init__(name, _signature(metric))
        self._metric = metric

    def count(self, hypotheses: Sequence[str]) -> Any:
        return self._metric._extract_corpus_statistics(hypotheses, None)


class _Bleu(_Sacrebleu):
    def scores(self, sums: Numbers) -> Numbers:
        return _bleu(sums, effective_order=False)

    def segments(self, hypotheses: Sequence[str]) -> list[float]:
        """Without the orders of n-grams that are too long for the segment."""
        scores: list[float] = _bleu(self.statistics(hypotheses), effective_order=True).tolist()
        return scores


def _bleu(sums: Numbers, *, effective_order: bool) -> Numbers:
    """`BLEU.compute_bleu` with exponential smoothing, for many rows of lengths, matches and n-grams at once."""
    length, of_reference = sums[:, 0], sums[:, 1]
    correct, total = np.split(sums[:, 2:], 2, axis=1)
    counted_orders = np.logical_and.accumulate(total > 0, axis=1)
    smoothing = np.exp2(np.cumsum(counted_orders & (correct == 0), axis=1))
    matches = np.where(correct > 0, correct, 1 / smoothing)
    logarithms = np.where(
        counted_orders, np.log(_ratio(100 * matches, total, 1.0)), 0.0 if effective_order else -np.inf
    )
    orders = counted_orders.sum(1) if effective_order else total.shape[1]
    penalty = np.where(length > 0, np.exp(np.minimum(0, 1 - _ratio(of_reference, length))), 0.0)
    return np.where(correct.any(1), penalty * np.exp(logarithms.sum(1) / np.maximum(orders, 1)), 0.0)


class _Chrf(_Sacrebleu):
    def scores(self, sums: Numbers) -> Numbers:
        """`CHRF._compute_f_score` without smoothing, for many rows of hypothesis, reference and common n-grams."""
        of_hypothesis, of_reference, common = np.moveaxis(sums.reshape(len(sums), -1, 3), 2, 0)
        # An order that one side is too short for does not count.
        there = (of_hypothesis > 0) & (of_reference > 0)
        orders = there.sum(1)
        precision = _ratio((_ratio(common, of_hypothesis) * there).sum(1), orders)
        recall = _ratio((_ratio(common, of_reference) * there).sum(1), orders)
        weight = CHRF.BETA**2
        return 100 * _ratio((1 + weight) * precision * recall, weight * precision + recall)


class _FirstOrders(_Chrf):
    """chrF with one reference, whose statistics are the first of those that chrF++ has counted already."""

    def __init__(self, longer: Measure) -> None:
        metric = CHRF()
        metric.num_refs = 1
        super().__init__("chrF2", metric)
        self._longer = longer
        self._columns = 3 * metric.order

    def count(self, hypotheses: Sequence[str]) -> Numbers:
        return self._longer.statistics(hypotheses)[:, : self._columns]


class _Ter(Measure):
    def __init__(self, references: References, edits: "EditCounter") -> None:
        metric = TER()
        metric.num_refs = len(references)
        super().__init__("TER", _signature(metric), higher_is_better=False)
        self._references = references
        self._edits = edits

    def count(self, hypotheses: Sequence[str]) -> Any:
        """For each segment the fewest edits over the references, and their mean length in words."""
        by_reference = self._edits.count(hypotheses, self._references)
        return [
            (min(edits for edits, _ in of_one), sum(length for _, length in of_one) / len(of_one))
            for of_one in zip(*by_reference, strict=True)
        ]

    def scores(self, sums: Numbers) -> Numbers:
        """Edits to a word; all is wrong where something stands for nothing."""
        edits, words = sums[:, 0], sums[:, 1]
        return 100 * np.where(words > 0, _ratio(edits, words), edits > 0)


def _ratio(dividend: Numbers, divisor: Any, otherwise: float = 0.0) -> Numbers:
    """The quotients, and `otherwise` where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(divisor > 0, dividend / divisor, otherwise)


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
