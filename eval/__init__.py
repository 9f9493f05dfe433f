"""Scores of translations: metrics with signatures, significance, reports."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.metrics import Measure, SegmentMean
    from eval.report import Evaluation
    from eval.scoring import Texts, WantedTerms, evaluate
    from eval.significance import Comparison, Tests, compare

__all__ = ["Comparison", "Evaluation", "Measure", "SegmentMean", "Tests", "Texts", "WantedTerms", "compare", "evaluate"]

_MODULES = {
    "Comparison": "significance", "Evaluation": "report", "Measure": "metrics", "SegmentMean": "metrics",
    "Tests": "significance", "Texts": "scoring", "WantedTerms": "scoring", "compare": "significance",
    "evaluate": "scoring",
}  # fmt: skip


def __getattr__(name: str) -> object:
    # Every command imports this package; what few of them need is loaded when it is asked for.
    from glossary.lazily import public

    return public(__name__, _MODULES, name)
