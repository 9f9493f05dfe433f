"""How a model's confidence is computed: fitted on translations of sentences that have a reference.

What a reader would say of a translation is told by its likeness to the reference (sentence chrF and TER) and by its
doubts, as a logistic regression that `tools/verdicts.py` fits on sentences which were read. That is what the
confidence, which knows no reference, is fitted to: a regression on probabilities, by Newton's method with a small ridge
(Hastie, Tibshirani and Friedman 2009, section 4.4.1).
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from translate.confidence import FEATURES, Calibration, features
from translate.errors import ModelError
from translate.report import Translation

Array = NDArray[np.float64]

# With fewer sentences the weights are those of chance.
LEAST = 200
# The share of sentences that are to be looked at first.
_SHARE = 0.3
_RIDGE = 3.0
_STEPS = 100
_CLOSE = 1e-9
_SURE = (0.01, 0.99)
# What `tools/verdicts.py` prints: of none, of chrF and TER (from 0 to 1), and of the doubts.
_VERDICT = (-3.447, 4.103, 0.109, -3.086)


def check(lines: Sequence[str], references: Sequence[str], name: str, name_of_references: str) -> None:
    """Raise `ModelError` unless a model can be calibrated by these lines and their references."""
    if len(lines) != len(references):
        raise ModelError(
            f"{name} has {len(lines)} lines and {name_of_references} {len(references)}; each line needs its reference"
        )
    if len(lines) < LEAST:
        raise ModelError(f"{name}: too few lines ({len(lines)}); give at least {LEAST}")


def fitted(translations: Sequence[Translation], stand: Sequence[float] | Array, name: str) -> Calibration:
    """The calibration of a model that made these translations, which are of the lines of `name`.

    `stand` says of each how probable it is that a reader would let it stand. Raises `ModelError` where all
    translations are alike, so that nothing can be told from them.
    """
    seen = np.array([[known[feature] for feature in FEATURES] for known in map(_features, translations)])
    centre, spread = seen.mean(0), seen.std(0)
    if spread[FEATURES.index("score")] < _CLOSE:
        raise ModelError(f"{name}: all sentences have the same score; give other ones")
    # What all sentences have alike has no weight.
    spread[spread < _CLOSE] = np.inf
    # If all or none may stand, no weight is large enough for that.
    probable = np.clip(np.asarray(stand, np.float64), *_SURE)
    intercept, *scaled = regression((seen - centre) / spread, probable)
    weights = np.array(scaled) / spread
    draft = Calibration(
        round(float(intercept - weights @ centre), 6),
        {feature: round(float(weight), 6) for feature, weight in zip(FEATURES, weights, strict=True)},
        0.0,
        f"{len(translations)} lines of {name}",
    )
    threshold = np.quantile([_confidence(draft, one) for one in translations], _SHARE)
    return replace(draft, threshold=round(float(threshold), 3))


def verdicts(translations: Sequence[Translation], references: Sequence[str]) -> Array:
    """How probable it is that a reader would let each translation stand, told by its reference."""
    intercept, *weights = _VERDICT
    logits = [intercept + np.dot(weights, row) for row in likeness(translations, references)]
    return np.array([1 / (1 + math.exp(-logit)) for logit in logits])


def likeness(translations: Sequence[Translation], references: Sequence[str]) -> list[tuple[float, float, float]]:
    """Of each translation what a verdict is told by: chrF, TER (both from 0 to 1), and its doubts."""
    chrf, ter = CHRF(), TER()
    rows = []
    for one, reference in zip(translations, references, strict=True):
        scores = [metric.sentence_score(one.text, [reference]).score / 100 for metric in (chrf, ter)]
        rows.append((scores[0], min(scores[1], 1.0), _features(one)["doubts"]))
    return rows


def regression(rows: Array, probabilities: Array) -> Array:
    """The intercept and the weights of a logistic regression.

    `rows` (sentences × features) are to have the mean 0 and the deviation 1, `probabilities` are one a row.
    """
    ones = np.column_stack([np.ones(len(rows)), rows])
    weights = np.zeros(ones.shape[1])
    ridge = np.diag([0.0, *[_RIDGE] * rows.shape[1]])
    for _ in range(_STEPS):
        now = 1 / (1 + np.exp(-ones @ weights))
        slope = ones.T @ (probabilities - now) - ridge @ weights
        curvature = (ones * (now * (1 - now))[:, None]).T @ ones + ridge
        step = np.linalg.solve(curvature, slope)
        weights += step
        if np.abs(step).max() < _CLOSE:
            break
    return weights


def _features(translation: Translation) -> dict[str, float]:
    return features(translation.score or 0.0, translation.doubts)


def _confidence(calibration: Calibration, one: Translation) -> float:
    return calibration.confidence(one.score or 0.0, one.doubts)
