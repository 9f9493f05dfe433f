"""How probable it is that a reader would let a translation stand.

A logistic regression over what is known without a reference. Quality estimation of this kind, from what the model
itself was sure of: Fomicheva et al. 2020 (Unsupervised Quality Estimation for Neural Machine Translation).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from glossary import wordlists
from translate.checks import UNSURE, Doubt

# The doubt about a sentence whose confidence is low.
LOW = "confidence"
_WORD = re.compile(r"\w+")
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

    def confidence(self, source: str, hypothesis: str, score: float, doubts: Sequence[Doubt]) -> float:
        """The estimated probability, between 0 and 1, that a reader would let a hypothesis stand.

        `score` is `Hypothesis.score`, `doubts` are what `checks` found.
        """
        values = features(source, hypothesis, score, doubts)
        logit = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return round(min(max(_probability(logit), _LEAST), _MOST), 3)

    def doubt(self, confidence: float) -> Doubt | None:
        """What is said of a sentence whose confidence is low."""
        if confidence >= self.threshold:
            return None
        stand = round(100 * confidence)
        return Doubt(LOW, f"of 100 such sentences a reader would let about {stand} stand")


def features(source: str, hypothesis: str, score: float, doubts: Sequence[Doubt]) -> dict[str, float]:
    """What a confidence is computed from, by name.

    The length of a sentence is not among it: readers let fewer of the long ones stand, but chrF finds these better.

    >>> features("Das Haus brennt.", "The house is burning.", 0.0, ())["word length"]
    4.0
    """
    words, english = _WORD.findall(source), _WORD.findall(hypothesis)
    unknown = _unknown(words, english)
    told = sum(doubt.check not in (UNSURE, LOW) for doubt in doubts)
    return {
        "score": score,
        "probability": math.exp(score),
        "unknown words": len(unknown) / max(len(words), 1),
        "unknown characters": sum(map(len, unknown)) / max(len(source), 1),
        "word length": len(source) / (len(words) + 1),
        "ratio": math.log((len(english) + 1) / (len(words) + 1)),
        "doubts": float(min(told, _MOST_DOUBTS)),
    }


def _unknown(words: Sequence[str], english: Sequence[str]) -> list[str]:
    """The words that stand in no list, and that the English has not taken over as it does names."""
    known, copied = _german_words(), set(english)
    return [
        word
        for word in words
        if word.isalpha() and word not in copied and known.isdisjoint((word, word.lower(), word.capitalize()))
    ]


@cache
def _german_words() -> frozenset[str]:
    return wordlists.words("translate", "words.txt")[""]


FEATURES = tuple(features("", "", 0.0, ()))


def _probability(logit: float) -> float:
    """The logistic function, which overflows nowhere."""
    return 0.5 * (1 + math.tanh(logit / 2))
