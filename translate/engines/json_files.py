"""The JSON files of a model: strictly read, since what is doubtful in one makes a model that talks nonsense."""

import json
import math
from pathlib import Path
from typing import Any

from glossary.errors import reason
from translate.errors import ModelError

# A vocabulary of a quarter of a million pieces takes ten megabytes.
_MOST_BYTES = 64_000_000
_MOST_DIGITS = 18


def table(path: Path) -> dict[str, Any]:
    """The object in a JSON file; raises `ModelError` for a file that holds anything else.

    Names that stand twice, numbers that are none, and such as no model has are refused too.
    """
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise ModelError(f"{path}: too large ({size} bytes); get the model again")
        read = json.loads(
            path.read_bytes().decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_number,
            parse_constant=_number,
        )
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read: {reason(error)}; get the model again") from error
    except RecursionError as error:
        raise ModelError(f"{path}: cannot be read: nested too deeply; get the model again") from error
    if not isinstance(read, dict):
        raise ModelError(f"{path}: cannot be read: no JSON object; get the model again")
    return read


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice[:40]!a} stands in it twice")
    return found


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits[:20]} is no number")
    return number
