"""A model's confidence, fitted: the regression against what it was made from, and from texts to a calibration."""

import math
import random

import numpy as np
import pytest

from glossary.linked import LinkedText
from translate import calibrating
from translate.documents.document import Segment
from translate.errors import ModelError
from translate.report import Translation

SOURCE, REFERENCE = "Das Haus ist sehr alt.", "The house is very old."


def translation(english: str, score: float) -> Translation:
    return Translation(Segment(0, len(SOURCE), SOURCE), LinkedText(english), score, "model")


def translations(count: int, seed: int = 1) -> list[Translation]:
    """Some of which are wrong: the lower the score, the likelier."""
    rng = random.Random(seed)
    scores = [-rng.random() for _ in range(count)]
    return [
        translation(REFERENCE if rng.random() < math.exp(3 * one) else "Old is the very horse.", one) for one in scores
    ]


def test_the_regression_finds_the_weights_that_made_the_probabilities() -> None:
    rows = np.random.default_rng(1).normal(size=(4000, 3))
    weights = np.array([0.3, 1.2, -0.8, 0.0])
    stand = 1 / (1 + np.exp(-(weights[0] + rows @ weights[1:])))
    assert calibrating.regression(rows, stand) == pytest.approx(weights, abs=0.02)


def test_the_regression_agrees_with_frequencies() -> None:
    rows = np.repeat([[1.0], [-1.0]], 5000, 0)
    stand = np.array([1.0] * 4000 + [0.0] * 1000 + [1.0] * 1000 + [0.0] * 4000)
    intercept, weight = calibrating.regression(rows, stand)
    assert (intercept, weight) == (pytest.approx(0, abs=0.01), pytest.approx(math.log(4), abs=0.01))


def test_a_confidence_falls_with_the_score_and_is_right_on_average() -> None:
    made = translations(600)
    stand = [float(one.text == REFERENCE) for one in made]
    fitted = calibrating.fitted(made, stand, "news.de")
    sure = [fitted.confidence(one.score or 0.0, ()) for one in made]
    assert sum(sure) / len(sure) == pytest.approx(sum(stand) / len(stand), abs=0.02)
    assert fitted.confidence(-0.05, ()) > 0.7 > 0.3 > fitted.confidence(-0.9, ())
    assert fitted.fitted_on == "600 lines of news.de"
    assert sum(one < fitted.threshold for one in sure) == pytest.approx(0.3 * len(sure), abs=2)


def test_what_all_have_alike_has_no_weight() -> None:
    made = translations(300)
    assert calibrating.fitted(made, [0.5] * 300, "x").weights["doubts"] == 0


def test_a_verdict_follows_the_likeness_to_the_reference() -> None:
    made = [translation(REFERENCE, -0.1), translation("The house is old.", -0.1), translation("A cabbage.", -0.1)]
    right, near, wrong = calibrating.verdicts(made, [REFERENCE] * 3)
    assert 1 > right > 0.5
    assert right > near > wrong > 0


@pytest.mark.parametrize(
    ("lines", "references", "told"),
    [(250, 249, "a.de has 250 lines and a.en 249"), (199, 199, r"a.de: too few lines \(199\); give at least 200")],
)
def test_lines_that_do_not_serve(lines: int, references: int, told: str) -> None:
    with pytest.raises(ModelError, match=told):
        calibrating.check(["x"] * lines, ["x"] * references, "a.de", "a.en")


def test_translations_that_are_all_alike() -> None:
    with pytest.raises(ModelError, match="the same score"):
        calibrating.fitted([translation(REFERENCE, -0.1)] * 300, [1.0] * 300, "x")
