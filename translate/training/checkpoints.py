"""Checkpoints of a run: the newest, and the last from before the decay, which a longer run goes on from."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch

from glossary.errors import reason
from translate.errors import TrainingError

NEWEST = "newest.pt"
UNDECAYED = "undecayed.pt"
_DAMAGE = (OSError, RuntimeError, KeyError, TypeError, ValueError, EOFError, UnpicklingError)


def existing(folder: Path) -> list[Path]:
    """The checkpoints of a run's folder in the order in which they are to be tried."""
    return [path for path in (folder / NEWEST, folder / UNDECAYED) if path.exists()]


def write(folder: Path, content: Mapping[str, object], *, decayed: bool) -> None:
    """Write the newest checkpoint, and the same as that from before the decay unless it has begun.

    Raises `TrainingError` if that cannot be done; the one before is still there then.
    """
    for name in [NEWEST] if decayed else [NEWEST, UNDECAYED]:
        # Renamed when it is whole, so that a killed run leaves the one before.
        partial = folder / f"{name}.part"
        try:
            with partial.open("wb") as file:
                torch.save(content, file)
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, folder / name)
        except (OSError, RuntimeError) as error:
            with suppress(OSError):
                partial.unlink()
            raise TrainingError(f"{folder / name}: cannot be written: {reason(error)}; free some space") from error


@contextmanager
def opened(path: Path, device: torch.device) -> Iterator[dict[str, Any]]:
    """The content of a checkpoint; raises `TrainingError` if it cannot be read, or not be used in the block."""
    try:
        yield torch.load(path, map_location=device, weights_only=True)
    except _DAMAGE as error:
        raise TrainingError(f"{path}: not a checkpoint of this model ({reason(error)}); move it away") from error
