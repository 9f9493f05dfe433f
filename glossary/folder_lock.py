"""One process at a time in a folder, without a file that says so: the folder itself is locked."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:
    # Only Unix has it; elsewhere whoever writes last wins, as with any editor.
    fcntl = None  # type: ignore[assignment]

# How long to wait before it is tried again, in seconds.
_PAUSE = 0.02


@contextmanager
def locked(folder: Path, patience: float) -> Iterator[None]:
    """The folder while no other process or thread has it so; raises `TimeoutError` after so many seconds.

    The lock ends with its process, however that ends. Where a folder cannot be locked, as on some network drives,
    nobody is kept out.
    """
    handle = os.open(folder, os.O_RDONLY) if fcntl is not None else -1
    try:
        until = time.monotonic() + patience
        while handle >= 0 and not _is_taken(handle):
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(_PAUSE)
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _is_taken(handle: int) -> bool:
    """Whether the lock is ours now, or there are none on this drive."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
