"""Text files that may be packed with xz."""

import lzma
from pathlib import Path
from typing import TextIO, cast

# What reading one of them may raise.
UNREADABLE = (OSError, ValueError, lzma.LZMAError)


def opened(path: Path) -> TextIO:
    """A file of UTF-8, unpacked if its name ends in `.xz`; reading it may raise one of `UNREADABLE`."""
    return cast(TextIO, (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8"))
