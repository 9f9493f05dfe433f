"""What `deen corpus` refuses before it loads a model: inputs that are no files, and outputs that are among them."""

import os
import stat
from collections.abc import Iterable, Sequence

from translate.corpus import part_folders, stores
from translate.corpus.pieces import Piece
from translate.errors import CorpusError

_FILE = "file://"


def check_inputs(inputs: Iterable[str]) -> None:
    """Raise `CorpusError` for standard input and for pipes: tables are read more than once, and not in one go."""
    for given in inputs:
        if given == "-":
            raise CorpusError("-: tables are not read from standard input; write it to a file first")
        try:
            mode = os.stat(given.removeprefix(_FILE)).st_mode
        except (OSError, ValueError):
            # What it is instead, a pattern or nothing at all, is told where it is listed.
            continue
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise CorpusError(f"{given}: is a pipe or a device, and tables are read more than once; take a file")


def check_output(output: str, inputs: Iterable[str], pieces: Sequence[Piece]) -> None:
    """Raise `CorpusError` for an output that cannot be used, that another run writes to, or that would be read as input
    by the next run."""
    folder = part_folders.at(output)
    where = _plain(output)
    for given in inputs:
        if os.path.isfile(given):
            continue
        below = where.removeprefix(_plain(given))
        is_within = where == _plain(given) or (below != where and below.startswith("/"))
        if is_within and not any(name.startswith(("_", ".")) for name in below.split("/")):
            raise CorpusError(
                f"{output}: lies in the input {given}, and would be read with it; choose a folder outside of it, "
                "or one whose name begins with _"
            )
    for piece in pieces:
        for file in piece.files:
            if _plain(file).startswith(f"{where}/"):
                raise CorpusError(
                    f"{output}: the input has a file of it, {file}; choose an output outside of the input"
                )
    # Made, and held for a moment: it is opened in earnest once the model is known.
    with folder.held():
        pass


def _plain(name: str) -> str:
    """A name by which two that are one and the same are known to be, links on the way followed."""
    return name.rstrip("/") if stores.is_uri(name) else os.path.realpath(name.removeprefix(_FILE))
