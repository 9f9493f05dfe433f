"""A gate: thresholds in a file that an evaluation has to meet, for a build that is to fail where a system got worse."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from eval.errors import EvaluationError
from eval.report import Evaluation
from glossary import bounded
from glossary.errors import reason
from translate.report import Translation

# Besides the metrics: the smallest share of terms in place, the largest of segments to look at, the smallest mean of
# their confidence.
TERMS, DOUBTFUL, CONFIDENCE = "terms", "doubtful", "confidence"
SHARES = (TERMS, DOUBTFUL, CONFIDENCE)

_MOST_BYTES = 2**20
_LARGEST = 10**9
_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value of an evaluation by its name in a gate; None where there is nothing that it could be measured of."""

    name: str
    value: float | None
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class Fall:
    """A threshold that does not hold: what was wanted and what was got, as text."""

    name: str
    wanted: str
    got: str


@dataclass(frozen=True, slots=True)
class Gate:
    """Thresholds by name, in the order of their file."""

    thresholds: tuple[tuple[str, float], ...]

    def fallen(self, measured: Iterable[Measured]) -> tuple[Fall, ...]:
        """The thresholds that do not hold; what was not measured does not hold.

        >>> Gate((("bleu", 35.0), ("ter", 50.0))).fallen([Measured("bleu", 35.2), Measured("ter", 51.5, False)])
        (Fall(name='ter', wanted='at most 50', got='51.50'),)
        """
        by_name = {one.name: one for one in measured}
        return tuple(
            Fall(name, f"at {'least' if one.higher_is_better else 'most'} {_number(threshold)}", _got(one, threshold))
            for name, threshold in self.thresholds
            for one in [by_name.get(name, Measured(name, None))]
            if not _holds(one.value, one, threshold)
        )


def read(path: Path, names: Sequence[str]) -> Gate:
    """The gate in a TOML file: a table `[gate]` with numbers by the names of what is measured.

    Raises `EvaluationError` for a file that cannot be read or is no such table, for a name that is not among `names`,
    for what is no finite number, and for a share that is not between 0 and 1.
    """
    table = _table(path)
    if unknown := [name for name in table if name not in names]:
        raise EvaluationError(f"{path}: “{unknown[0]}” is not measured here; what is: {', '.join(names)}")
    if not table:
        raise EvaluationError(f"{path}: no threshold in [gate]; it may have: {', '.join(names)}")
    return Gate(tuple((name, _threshold(name, value, path)) for name, value in table.items()))


def table(falls: Sequence[Fall]) -> list[str]:
    """The lines of a table of what fell.

    >>> table([Fall("ter", "at most 50", "51.50")])
    ['name  wanted      got', 'ter   at most 50  51.50']
    """
    rows = [("name", "wanted", "got"), *((fall.name, fall.wanted, fall.got) for fall in falls)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def measured(evaluation: Evaluation, metrics: Sequence[str], translations: Sequence[Translation]) -> Iterator[Measured]:
    """What an evaluation gives a gate: the first system's scores by the names of its metrics, and its shares.

    `metrics` are in the order of the evaluation's; `translations` are what the first system's output consists of.
    """
    system, segments = evaluation.systems[0], evaluation.segments
    for name, metric in zip(metrics, evaluation.metrics, strict=True):
        yield Measured(name, system.scores[metric.name].value, metric.higher_is_better)
    yield Measured(TERMS, system.terms.per_occurrence if system.terms else None)
    yield Measured(DOUBTFUL, fmean(bool(segment.doubts) for segment in segments), higher_is_better=False)
    known = [one.confidence for one in translations if one.confidence is not None]
    yield Measured(CONFIDENCE, fmean(known) if known else None)


def _table(path: Path) -> dict[str, object]:
    try:
        with path.open("rb", buffering=0) as file:
            text = bounded.read(file, _MOST_BYTES).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path}: cannot be read: {reason(error)}") from error
    try:
        tables = tomllib.loads(text)
    # Brackets in brackets in brackets.
    except (ValueError, RecursionError) as error:
        raise EvaluationError(f"{path}: not TOML: {reason(error)}") from error
    table = tables.pop("gate", None)
    if not isinstance(table, dict):
        raise EvaluationError(f"{path}: no table [gate] with thresholds such as bleu = 35.0")
    if tables:
        raise EvaluationError(f"{path}: “{next(iter(tables))}” stands outside of [gate], where nothing is read")
    return table


def _threshold(name: str, value: object, path: Path) -> float:
    # A truth value is a number to Python.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise EvaluationError(f"{path}: {name} must be a number, as in {name} = {0.9 if name in SHARES else 35.0}")
    # No score is larger, and of a whole number Python itself may not make a float.
    if not -_LARGEST <= value <= _LARGEST:
        raise EvaluationError(f"{path}: {name} must be a finite number")
    if name in SHARES and not 0 <= value <= 1:
        raise EvaluationError(f"{path}: {name} must be a share between 0 and 1, and is {value:g}")
    return float(value)


def _holds(value: float | None, one: Measured, threshold: float) -> bool:
    if value is None:
        return False
    return value >= threshold if one.higher_is_better else value <= threshold


def _got(one: Measured, threshold: float) -> str:
    """What was got, with as many digits as show that it does not hold."""
    if one.value is None:
        return _NOT_KNOWN
    rounded = (f"{one.value:.{digits}f}" for digits in (2, 4))
    return next((text for text in rounded if not _holds(float(text), one, threshold)), _number(one.value))


def _number(value: float) -> str:
    """A number with all its digits.

    >>> _number(35.0), _number(0.98)
    ('35', '0.98')
    """
    return repr(float(value)).removesuffix(".0")
