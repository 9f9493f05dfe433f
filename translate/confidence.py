"""How probable it is that a reader would let a translation stand.

A logistic regression over what is known without a reference. Quality estimation of this kind, from what the model
itself was sure of: Fomicheva et al. 2020 (Unsupervised Quality Estimation for Neural Machine Translation).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translate.checks import UNSURE, Doubt

# The doubt about a sentence whose confidence is low.
LOW = "confidence"
# More doubts about one sentence tell no more.
_MOST_DOUBTS = 3
# No estimate is surer than this.
_LEAST, _MOST = 0.01, 0.99


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a model's confidence is computed with: the weight of each of `FEATURES`, and of none.

    A sentence whose confidence is below `threshold` is one to look at. `fitted_on` says how many sentences of what the
    weights are from.
    """

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    fitted_on: str

    def confidence(self, score: float, doubts: Sequence[Doubt]) -> float:
        """The estimated probability, between 0 and 1, that a reader would let a translation stand.

        `score` is `Hypothesis.score`, `doubts` are what `checks` found.
        """
        values = features(score, doubts)
        logit = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return round(min(max(_probability(logit), _LEAST), _MOST), 3)

    def doubt(self, confidence: float) -> Doubt | None:
        """What is said of a sentence whose confidence is low."""
        if confidence >= self.threshold:
            return None
        stand = round(100 * confidence)
        return Doubt(LOW, f"of 100 such sentences a reader would let about {stand} stand")


def features(score: float, doubts: Sequence[Doubt]) -> dict[str, float]:
    """What a confidence is computed from, by name.

    The length of a sentence is not among it: readers let fewer of the long ones stand, but chrF finds these better.

    >>> features(-0.25, [Doubt("length", "short")])
    {'score': -0.25, 'doubts': 1.0}
    """
    told = sum(doubt.check not in (UNSURE, LOW) for doubt in doubts)
    return {"score": score, "doubts": float(min(told, _MOST_DOUBTS))}


FEATURES = tuple(features(0.0, ()))


def _probability(logit: float) -> float:
    """The logistic function, which overflows nowhere."""
    return 0.5 * (1 + math.tanh(logit / 2))
