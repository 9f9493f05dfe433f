"""Whether one system is better than another: paired tests on the statistics that the measures keep.

The resamples are sacrebleu's, which draws the same from the same seed, and so are its p-values wherever no resample
has just the difference that is tested. Those that have it count here as at least as extreme.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from eval.errors import EvaluationError
from eval.metrics import Measure, Numbers
from glossary.wording import counted

LEVEL = 0.05
RESAMPLES = 1000
TRIALS = 10_000
SEED = 12345
# Of fewer segments each could be swapped in so few ways that no difference is significant.
FEWEST_SEGMENTS = 6

# The least that is drawn for each pair of systems: a corrected p-value can be a fifth of the level.
_DRAWS_A_PAIR = 100
# Differences that are no more than this are the same, computed in another order.
_SAME = 1e-9
# How many numbers of a table of draws there are at once; sacrebleu's draws go by 32.
_DRAWS_AT_ONCE, _DRAWS_GO_BY = 2**22, 32


@dataclass(frozen=True, slots=True)
class Estimate:
    """A corpus score with the mean of its bootstrap resamples and half the width of their 95 % interval.

    The last two are None where there are too few segments to resample.
    """

    value: float
    mean: float | None = None
    interval: float | None = None


@dataclass(frozen=True, slots=True)
class PValue:
    """The p-value of one test; `corrected` for the number of pairs of systems, as Holm (1979) does."""

    raw: float
    corrected: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two systems by one metric, with the p-values of both tests.

    `bootstrap`: paired bootstrap resampling (Koehn 2004); `randomization`: paired approximate randomization
    (Riezler and Maxwell 2005). `winner` is the better system, and empty where one of the tests finds no significant
    difference.
    """

    metric: str
    system: str
    other: str
    bootstrap: PValue
    randomization: PValue
    winner: str


@dataclass(frozen=True, slots=True)
class Tests:
    """What the tests found: `estimates` by system and by measure, and `comparisons` of all pairs of systems by measure.

    `bootstrap` and `randomization` say how often was drawn, as signatures do.
    """

    __test__ = False

    estimates: tuple[tuple[Estimate, ...], ...]
    comparisons: tuple[Comparison, ...]
    bootstrap: str
    randomization: str


def too_few(segments: int) -> str:
    """Why nothing can be tested, where there are too few segments for it; empty where there are enough."""
    if segments >= FEWEST_SEGMENTS:
        return ""
    return f"{counted(segments, 'segment')}: too few to test differences, which takes {FEWEST_SEGMENTS}"


def compare(systems: Sequence[tuple[str, Sequence[str]]], measures: Sequence[Measure]) -> Tests:
    """Hold systems, given as their names and hypotheses, against each other, each with each.

    Two systems with the same score have p = 1. With more than ten systems more is drawn than sacrebleu does, so that
    a p-value can be small enough after its correction.

    Raises `EvaluationError` for fewer than six segments.
    """
    filled = sum(map(any, zip(*(hypotheses for _, hypotheses in systems), strict=True)))
    if refusal := too_few(filled):
        raise EvaluationError(refusal)
    pairs = list(combinations([name for name, _ in systems], 2))
    least = -(-len(pairs) * _DRAWS_A_PAIR // 1000) * 1000
    resamples, trials = max(RESAMPLES, least), max(TRIALS, least) if pairs else 0
    by_measure = _sums(systems, measures, resamples, trials)
    estimates = [[_estimate(measure, one) for one in sums] for measure, sums in zip(measures, by_measure, strict=True)]
    comparisons = [
        comparison
        for measure, sums in zip(measures, by_measure, strict=True)
        for comparison in _comparisons(measure, pairs, list(combinations(sums, 2)))
    ]
    return Tests(
        tuple(zip(*estimates, strict=True)),
        tuple(comparisons),
        f"bs:{resamples}|seed:{SEED}",
        f"ar:{trials}|seed:{SEED}",
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values of a family of tests, corrected for their number (Holm 1979, a step-down Bonferroni).

    >>> holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    corrected = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        corrected[index] = largest
    return corrected


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums of one system's statistics for one measure, a row a set of segments.

    `total` has one row, all segments; `resampled` a row a resample; `swapped` a row a trial, the segments that it
    takes from the other system.
    """

    total: Numbers
    resampled: Numbers
    swapped: Numbers


def _sums(
    systems: Sequence[tuple[str, Sequence[str]]], measures: Sequence[Measure], resamples: int, trials: int
) -> list[list[_Sums]]:
    """By measure, by system: all from one product with each table of draws, which is what takes time."""
    statistics = [[measure.statistics(hypotheses) for _, hypotheses in systems] for measure in measures]
    table = np.hstack([of_one for of_measure in statistics for of_one in of_measure])
    tables = [table.sum(0, keepdims=True), _resampled(table, resamples), _swapped(table, trials)]
    ends = np.cumsum([of_one.shape[1] for of_measure in statistics for of_one in of_measure])
    sums = [_Sums(*parts) for parts in zip(*(np.split(one, ends[:-1], axis=1) for one in tables), strict=True)]
    return [sums[start : start + len(systems)] for start in range(0, len(sums), len(systems))]


def _resampled(table: Numbers, resamples: int) -> Numbers:
    """Sums over as many segments as there are, drawn with replacement; shape (resamples, columns)."""
    rng = np.random.default_rng(SEED)
    segments = len(table)
    sums = []
    for rows in _blocks(resamples, segments):
        drawn = rng.choice(segments, size=(rows, segments)) + segments * np.arange(rows)[:, None]
        times = np.bincount(drawn.ravel(), minlength=rows * segments).reshape(rows, segments)
        sums.append(times.astype(np.float64) @ table)
    return np.vstack(sums)


def _swapped(table: Numbers, trials: int) -> Numbers:
    """Sums over segments drawn by a coin each; shape (trials, columns)."""
    rng = np.random.default_rng(SEED)
    drawn = (rng.integers(2, size=(rows, len(table)), dtype=bool) for rows in _blocks(trials, len(table)))
    sums = [one.astype(np.float64) @ table for one in drawn]
    return np.vstack(sums) if sums else np.empty((0, table.shape[1]))


def _blocks(rows: int, segments: int) -> Iterator[int]:
    """How many rows of draws are made at once, so that they are those that would be made all at once."""
    size = max(_DRAWS_AT_ONCE // segments // _DRAWS_GO_BY * _DRAWS_GO_BY, _DRAWS_GO_BY)
    for start in range(0, rows, size):
        yield min(size, rows - start)


def _estimate(measure: Measure, sums: _Sums) -> Estimate:
    scores = np.sort(measure.scores(sums.resampled))
    outside = len(scores) // 40
    interval = (scores[-outside - 1] - scores[outside]) / 2
    return Estimate(float(measure.scores(sums.total)[0]), float(scores.mean()), float(interval))


def _comparisons(
    measure: Measure, pairs: Sequence[tuple[str, str]], sums: Sequence[tuple[_Sums, _Sums]]
) -> Iterator[Comparison]:
    """Pairs of systems by one measure, from the sums of each pair; the pairs are one family of tests."""
    by_bootstrap = _corrected([_bootstrap(measure, *of_pair) for of_pair in sums])
    by_randomization = _corrected([_randomization(measure, *of_pair) for of_pair in sums])
    for pair, of_pair, bootstrap, randomization in zip(pairs, sums, by_bootstrap, by_randomization, strict=True):
        significant = max(bootstrap.corrected, randomization.corrected) < LEVEL
        better = pair[(_difference(measure, *of_pair) > 0) != measure.higher_is_better]
        yield Comparison(measure.name, *pair, bootstrap, randomization, better if significant else "")


def _corrected(p_values: Sequence[float]) -> list[PValue]:
    return [PValue(*both) for both in zip(p_values, holm(p_values), strict=True)]


def _difference(measure: Measure, ours: _Sums, theirs: _Sums) -> float:
    return float(measure.scores(ours.total)[0] - measure.scores(theirs.total)[0])


def _bootstrap(measure: Measure, ours: _Sums, theirs: _Sums) -> float:
    apart = np.abs(measure.scores(ours.resampled) - measure.scores(theirs.resampled))
    return _p_value(apart - apart.mean(), abs(_difference(measure, ours, theirs)))


def _randomization(measure: Measure, ours: _Sums, theirs: _Sums) -> float:
    moved = ours.swapped - theirs.swapped
    apart = np.abs(measure.scores(ours.total - moved) - measure.scores(theirs.total + moved))
    return _p_value(apart, abs(_difference(measure, ours, theirs)))


def _p_value(differences: Numbers, difference: float) -> float:
    """The share of differences that are at least as large as the one that was found, which counts as one of them."""
    if difference < _SAME:
        return 1.0
    as_extreme = int(np.count_nonzero(differences >= difference - _SAME))
    return (as_extreme + 1) / (len(differences) + 1)
