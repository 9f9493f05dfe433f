"""The cache of converted models."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from glossary.errors import reason
from translate.engines import sealing
from translate.engines.marian import MarianModel
from translate.errors import ModelError

# Raised when the conversion changes, so that older entries are not used.
_CONVERSION = 1
_FILES = ("config.json", "model.bin", "shared_vocabulary.json")
_ENTRY = "deen.json"
_CHECKED = "checked"
_LOCK = "converting.lock"
_PARTIAL = "partial-"
# Seconds to wait for another process that converts, which takes a few: two that do the same lose nothing.
_PATIENCE = 60

# Told when something takes longer than usual.
Notify = Callable[[str], None]


def cache_dir() -> Path:
    """Where converted models and the translation memory are kept: `DEEN_CACHE`, else the user's cache folder."""
    if chosen := os.environ.get("DEEN_CACHE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "deen"


def record_of(directory: Path) -> Path:
    """Where it is recorded which files of a model directory were checked."""
    place = hashlib.sha256(os.fsencode(directory.resolve())).hexdigest()
    return cache_dir() / _CHECKED / f"{place[:32]}.json"


def converted(model: MarianModel, precision: str, notify: Notify) -> Path:
    """The converted model in the cache, made if it is not there or damaged.

    It is made in a folder of its own and renamed, so that a run that is killed leaves no half of it; one at a time,
    so that two runs do not make the same. Raises `ModelError` if it cannot be made or written.
    """
    entry = cache_dir() / f"{model.digest[:32]}-{precision}-{_CONVERSION}"
    if _is_whole(entry):
        return entry
    # Imported here: a model is converted once, and numpy takes longer to load than all else.
    from translate.engines.conversion import convert

    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(entry.parent) as alone:
            if _is_whole(entry):
                return entry
            if alone:
                _clear(entry.parent)
            notify(f"preparing {model.directory.name} for this machine (once)")
            with tempfile.TemporaryDirectory(dir=entry.parent, prefix=_PARTIAL, ignore_cleanup_errors=True) as folder:
                made = Path(folder) / "model"
                convert(model, precision, made)
                sealing.seal(made, _FILES, made / _ENTRY)
                _put(made, entry, Path(folder) / "damaged")
    except OSError as error:
        raise ModelError(
            f"{entry}: the converted model cannot be written: {reason(error)}; "
            "set DEEN_CACHE to a folder that can be written"
        ) from error
    return entry


def _is_whole(entry: Path) -> bool:
    return sealing.broken(entry, _FILES, entry / _ENTRY) is None


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[bool]:
    """Keeps other processes from converting; yields false where that cannot be had."""
    from filelock import FileLock

    lock = FileLock(folder / _LOCK, timeout=_PATIENCE)
    try:
        lock.acquire()
    except (OSError, NotImplementedError):  # held too long, or the file system knows no locks
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _clear(folder: Path) -> None:
    """Remove what runs that were killed have left; nobody else converts."""
    for left in folder.glob(f"{_PARTIAL}*"):
        shutil.rmtree(left, ignore_errors=True)


def _put(made: Path, entry: Path, aside: Path) -> None:
    """Put a converted model in its place, whatever stands there, unless another process was first."""
    try:
        if os.path.lexists(entry) and not _is_whole(entry):
            os.replace(entry, aside)
        os.replace(made, entry)
    except OSError:
        if not _is_whole(entry):
            raise
