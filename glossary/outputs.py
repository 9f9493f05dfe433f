"""Files that commands write: refused before any work is done, or written whole."""

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from glossary import atomic
from glossary.errors import OutputError, reason

Identity = tuple[int, int] | str


def check(outputs: Iterable[Path], sources: Iterable[Path] = (), made: Collection[Path] = ()) -> None:
    """Refuse what could not be written afterwards, a source, and two outputs that are one file, whatever its names.

    `made` are folders that are made before anything is written, if they are not there. Raises `OutputError`.
    """
    read = {identity(path) for path in sources if _kind(path) in (None, stat.S_IFREG)}
    taken: set[Identity] = set()
    for path in outputs:
        if path.parent not in made or path.parent.is_dir():
            _check_place(path)
        own = identity(path)
        if own in read:
            raise OutputError(f"{path}: is read here; choose another name for the output")
        # What is written to /dev/null or to a terminal writes over nothing.
        if own in taken and _kind(path) != stat.S_IFCHR:
            raise OutputError(f"{path}: two outputs have this name; choose another for one of them")
        taken.add(own)


def write(path: Path, data: bytes) -> None:
    """Write data as `write_pieces` does."""
    write_pieces(path, [data])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write data piece by piece, whole or not at all, as `atomic` does; raises `OutputError` if it cannot be done."""
    with _refused(path):
        atomic.write_pieces(path, pieces)


@contextmanager
def writing(path: Path) -> Iterator[Callable[[bytes], None]]:
    """What writes the next piece of a file that is written while something else is done.

    It is there whole at the end, or not at all; where it leads to a stream, each piece at once. Raises `OutputError`.
    """
    with ExitStack() as stack:
        with _refused(path):
            write_next = stack.enter_context(atomic.opened(path))

        def put(piece: bytes) -> None:
            with _refused(path):
                write_next(piece)

        yield put
        with _refused(path):
            stack.close()


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Raises `OutputError` for what is wrong with a file."""
    try:
        yield
    except BrokenPipeError:
        # Who reads has enough.
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written: {reason(error)}") from error


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8, as `write` does."""
    # Names of files that are not UTF-8 come with halves of characters.
    write(path, text.encode("utf-8", errors="backslashreplace"))


def identity(path: Path) -> Identity:
    """What a file is whatever it is called; one that is not there yet is where its name leads."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return os.path.realpath(path)
    return found.st_dev, found.st_ino


def _kind(path: Path) -> int | None:
    """What stands there, as `stat` numbers it; None for what cannot be looked at."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return None


def _check_place(path: Path) -> None:
    if atomic.is_stream(path):
        return
    try:
        target = _target(path)
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be written: {reason(error)}") from error
    if not target.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {target.parent}; make it first")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise OutputError(f"{path}: cannot be written: no permission to write into the folder {target.parent}")


def _target(path: Path) -> Path:
    """The file that is written; raises `OSError` for a name that none can have, and for a folder."""
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise IsADirectoryError(None, "Is a directory; name a file")
    except FileNotFoundError:
        # A link that leads nowhere is one that leads to a new file.
        if not path.is_symlink():
            return path
    return Path(os.path.realpath(path))
