"""Whether one system is better than another, by sacrebleu's own paired tests."""

from collections.abc import Sequence
from dataclasses import dataclass

from sacrebleu.significance import PairedTest, Result

from eval.metrics import Measure

LEVEL = 0.05
RESAMPLES = 1000
TRIALS = 10_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A corpus score with the mean of its bootstrap resamples and half the width of their 95 % interval."""

    value: float
    mean: float
    interval: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric of a system and of the one it is held against, with the p-values of both tests.

    `bootstrap`: paired bootstrap resampling (Koehn 2004); `randomization`: paired approximate randomization
    (Riezler and Maxwell 2005), each with the signature of its test. `winner` is empty where one of them finds
    no significant difference.
    """

    name: str
    system: Estimate
    other: Estimate
    bootstrap: float
    randomization: float
    winner: str
    bootstrap_signature: str
    randomization_signature: str


def compare(
    system: tuple[str, Sequence[str]], other: tuple[str, Sequence[str]], measures: Sequence[Measure]
) -> list[Comparison]:
    """Hold a system, given as its name and its hypotheses, against another one."""
    metrics = {measure.name: measure.metric for measure in measures}
    systems = [other, system]
    of_bootstrap, bootstrap = PairedTest(systems, metrics, None, "bs", RESAMPLES)()
    of_randomization, randomization = PairedTest(systems, metrics, None, "ar", TRIALS)()
    compared = []
    for measure in measures:
        name = measure.score(system[1]).name
        theirs, ours = map(_result, bootstrap[name])
        by_bootstrap = _p(ours)
        by_randomization = _p(_result(randomization[name][1]))
        better = (ours.score > theirs.score) == measure.higher_is_better
        # Both are asked: randomization, which counts the trials with a larger difference and not those with the
        # same, finds any difference significant that comes from few segments.
        significant = max(by_bootstrap, by_randomization) < LEVEL and ours.score != theirs.score
        winner = (system[0] if better else other[0]) if significant else ""
        compared.append(
            Comparison(
                name,
                _estimate(ours),
                _estimate(theirs),
                by_bootstrap,
                by_randomization,
                winner,
                of_bootstrap[name].format(),
                of_randomization[name].format(),
            )
        )
    return compared


def _result(result: Result | str) -> Result:
    assert isinstance(result, Result)
    return result


def _p(result: Result) -> float:
    assert result.p_value is not None
    return float(result.p_value)


def _estimate(result: Result) -> Estimate:
    assert result.mean is not None
    assert result.ci is not None
    return Estimate(float(result.score), float(result.mean), float(result.ci))
