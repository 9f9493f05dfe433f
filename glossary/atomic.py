"""Writing a file whole or not at all."""

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Write a file as `write_pieces` does."""
    write_pieces(path, [data])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, by way of a temporary one beside it, which is then renamed.

    What was there before keeps its permissions; a new file has those that files usually have. A symbolic link is
    replaced, not followed. Raises `OSError`; what was there before is still there then.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".deen-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is its owner's alone.
        os.chmod(temporary, stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
