"""The cache of converted models."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from translate.engines import marian
from translate.engines.marian import MarianModel
from translate.errors import ModelError

# Raised when the conversion changes, so that older entries are not used.
_CONVERSION = 1
_ENTRY = "deen.json"
_LOCK = "converting.lock"

# Told when something takes longer than usual.
Notify = Callable[[str], None]


def cache_dir() -> Path:
    """Where converted models and the translation memory are kept: `DEEN_CACHE`, else the user's cache folder."""
    if chosen := os.environ.get("DEEN_CACHE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "deen"


def converted(model: MarianModel, precision: str, notify: Notify) -> Path:
    """The converted model in the cache, made if it is not there or damaged.

    It is made in a folder of its own and renamed, so that a run that is killed leaves no half of it; one at a time,
    so that two runs do not make the same. Raises `ModelError` if it cannot be made or written.
    """
    entry = cache_dir() / f"{model.digest[:32]}-{precision}-{_CONVERSION}"
    if _whole(entry):
        return entry
    # Imported here: a model is converted once, and numpy takes longer to load than all else.
    from filelock import FileLock

    from translate.engines.conversion import convert

    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(entry.parent / _LOCK):
            if _whole(entry):
                return entry
            notify(f"preparing {model.directory.name} for this machine (once)")
            with tempfile.TemporaryDirectory(dir=entry.parent, prefix="partial-") as folder:
                made = Path(folder) / "model"
                convert(model, precision, made)
                (made / _ENTRY).write_text(json.dumps({"model.bin": marian.sha256(made / "model.bin")}))
                if entry.exists():
                    os.replace(entry, Path(folder) / "damaged")
                os.replace(made, entry)
    except OSError as error:
        raise ModelError(
            f"{entry}: the converted model cannot be written: {error}; set DEEN_CACHE to a folder that can be written"
        ) from error
    return entry


def _whole(entry: Path) -> bool:
    try:
        expected = json.loads((entry / _ENTRY).read_text())["model.bin"]
        vocabulary = json.loads((entry / "shared_vocabulary.json").read_text(encoding="utf-8"))
        return bool(vocabulary) and marian.sha256(entry / "model.bin") == expected
    except (OSError, ValueError, KeyError, TypeError):
        return False
