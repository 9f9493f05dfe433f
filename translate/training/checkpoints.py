"""Checkpoints of a run: the newest, and the last from before the decay, which a longer run goes on from."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch

from translate.errors import TrainingError

NEWEST = "newest.pt"
UNDECAYED = "undecayed.pt"
_DAMAGE = (OSError, RuntimeError, KeyError, TypeError, ValueError, EOFError, UnpicklingError)


def existing(folder: Path) -> list[Path]:
    """The checkpoints of a run's folder in the order in which they are to be tried."""
    return [path for path in (folder / NEWEST, folder / UNDECAYED) if path.exists()]


def write(folder: Path, content: Mapping[str, object], *, decayed: bool) -> None:
    """Write the newest checkpoint, and the same as that from before the decay unless it has begun."""
    for name in [NEWEST] if decayed else [NEWEST, UNDECAYED]:
        # Renamed when it is whole, so that a killed run leaves the one before.
        partial = folder / f"{name}.part"
        torch.save(content, partial)
        os.replace(partial, folder / name)


@contextmanager
def opened(path: Path, device: torch.device) -> Iterator[dict[str, Any]]:
    """The content of a checkpoint; raises `TrainingError` if it cannot be read, or not be used in the block."""
    try:
        yield torch.load(path, map_location=device, weights_only=True)
    except _DAMAGE as error:
        reason = str(error).partition("\n")[0]
        raise TrainingError(f"{path}: not a checkpoint of this model ({reason}); move it away") from error
