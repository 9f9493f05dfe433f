"""Reading what may have no end, such as a device or a pipe."""

import errno
from pathlib import Path
from typing import BinaryIO

# No article and no glossary is larger, and a machine has room for it.
MOST = 1 << 30
_PIECE = 1 << 20


def read(file: BinaryIO, most: int = MOST) -> bytes:
    """All of a stream; raises `OSError` for one of over `most` bytes."""
    pieces: list[bytes] = []
    left = most
    while piece := file.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise OSError(errno.EFBIG, f"it has over {most:,} bytes; give less at once")
        pieces.append(piece)
    return b"".join(pieces)


def read_file(path: Path) -> bytes:
    """All of a file, as `read`."""
    with path.open("rb", buffering=0) as file:
        return read(file)
