"""The confidence of a translation: what it is computed from, and what is said where it is low."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.checks import UNSURE, Doubt
from translate.confidence import FEATURES, LOW, Calibration, features

LENGTH = Doubt("length", "short")


def calibration(intercept: float = 0.0, threshold: float = 0.5, **weights: float) -> Calibration:
    return Calibration(intercept, {name.replace("_", " "): weight for name, weight in weights.items()}, threshold, "10")


def sure(made: Calibration, score: float = -0.2, *doubts: Doubt) -> float:
    return made.confidence(score, doubts)


def test_it_is_the_logistic_function_of_the_weighted_features() -> None:
    made = calibration(0.25, score=2.0, doubts=-1.0)
    assert sure(made, -0.4, LENGTH) == pytest.approx(1 / (1 + math.exp(-(0.25 - 0.8 - 1.0))), abs=0.0005)


@given(st.floats(-50, 0), st.floats(-1e6, 1e6))
def test_it_is_never_quite_sure(score: float, weight: float) -> None:
    made = Calibration(0.0, dict.fromkeys(FEATURES, weight), 0.5, "")
    assert 0 < made.confidence(score, ()) < 1


def test_what_is_said_of_a_low_one() -> None:
    made = calibration(threshold=0.3)
    assert made.doubt(0.3) is None
    assert made.doubt(0.12) == Doubt(LOW, "of 100 such sentences a reader would let about 12 stand")


def test_its_own_doubt_and_that_of_the_score_are_no_features() -> None:
    assert features(-0.9, (Doubt(UNSURE, ""), Doubt(LOW, ""), LENGTH))["doubts"] == 1
    assert features(-0.9, (LENGTH,) * 9)["doubts"] == 3
