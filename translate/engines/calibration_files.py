"""Files that say how a model's confidence is computed: one in the model's folder, or the user's own for a model.

The user's own are in `DEEN_HOME`, named by the digest of the model, and go over the model's.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from glossary import atomic, store
from glossary.errors import GlossaryError, reason
from translate.confidence import FEATURES, Calibration
from translate.engines import json_files
from translate.engines.marian import CHECKSUMS, MarianModel, checksums
from translate.engines.sealing import sha256
from translate.errors import ModelError

NAME = "confidence.json"
_FOLDER = "confidence"
# Further from nought is no weight that was fitted.
_LARGEST = 1e6
_LONGEST_TEXT = 500


def of(model: MarianModel) -> Calibration | None:
    """How a model's confidence is computed, None if nobody has calibrated it.

    Raises `ModelError` for a file that is damaged.
    """
    try:
        own = own_file(model)
    except GlossaryError:
        # Nobody says where the user's own files are: then there are none.
        own = None
    shipped = model.directory / NAME
    if own and own.exists():
        return _read(own, "calibrate the model again: deen model calibrate")
    if not shipped.exists():
        return None
    sums = model.directory / CHECKSUMS
    if sums.is_file() and sha256(shipped) != checksums(sums).get(NAME):
        raise ModelError(f"{shipped}: damaged (its checksum is not the one in {CHECKSUMS}); install deen again")
    return _read(shipped, "get the model again")


def own_file(model: MarianModel) -> Path:
    """Where the user's own calibration of a model is kept; raises `GlossaryError` if that is not known."""
    return store.own_file().parent / _FOLDER / f"{model.digest[:32]}.json"


def write(path: Path, calibration: Calibration) -> None:
    """Write a calibration, whole or not at all; raises `ModelError` if that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, (json.dumps(asdict(calibration), indent=2, ensure_ascii=False) + "\n").encode())
    except OSError as error:
        raise ModelError(f"{path}: cannot be written: {reason(error)}") from error


def _read(path: Path, remedy: str) -> Calibration:
    if not path.is_file():
        raise ModelError(f"{path}: this is no file; {remedy}")
    try:
        table = json_files.table(path)
    except ModelError:
        table = {}
    weights = table.get("weights")
    if (
        not isinstance(weights, dict)
        or not set(weights) <= set(FEATURES)
        or not all(_is_number(value) for value in weights.values())
        or not _is_number(table.get("intercept"))
        or not _is_number(table.get("threshold"), 1)
        or not _is_text(table.get("fitted_on"))
    ):
        raise ModelError(f"{path}: not how a confidence is computed; {remedy}")
    return _calibration(table)


def _calibration(table: Mapping[str, Any]) -> Calibration:
    weights = {str(name): float(value) for name, value in table["weights"].items()}
    return Calibration(float(table["intercept"]), weights, float(table["threshold"]), table["fitted_on"])


def _is_number(value: object, largest: float = _LARGEST) -> bool:
    return type(value) in (int, float) and abs(value) <= largest  # type: ignore[arg-type]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT
