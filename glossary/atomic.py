"""Writing a file whole or not at all."""

import contextlib
import hashlib
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

try:
    import fcntl
except ImportError:
    # Only Unix has it; elsewhere a temporary file whose process was killed stays.
    fcntl = None  # type: ignore[assignment]

_DESCRIPTORS = re.compile(r"/proc/(?:self|thread-self|\d+)(?:/task/\d+)?/fd")
_PREFIX = ".deen-"
# As many as the system follows.
_MOST_LINKS = 40
# How often it is tried to have the name for temporary files of a target, before it is left to those who have it.
_TRIES = 8


def write(path: Path, data: bytes) -> None:
    """Write a file as `write_pieces` does."""
    write_pieces(path, [data])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file piece by piece, as `opened` does; raises `OSError`."""
    with opened(path) as put:
        for piece in pieces:
            put(piece)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Callable[[bytes], object]]:
    """What writes the next piece of a file: of a temporary one beside it, which is renamed at the end.

    What was there before keeps its permissions and, where that may be, its owner; a new file has those that files
    usually have, and until it is whole nobody else may read it. A symbolic link stays a link: the file that it points
    to is written. Another hard link keeps the old content. What is no regular file, such as a pipe, is written to as
    it is, and so is a stream that is open already, such as /dev/stdout.

    Raises `OSError`; what was there before is still there then.
    """
    stream = _open_stream(path)
    if stream is not None:
        yield partial(_write_on, stream)
        return
    target = Path(os.path.realpath(path))
    try:
        before = path.stat()
    except FileNotFoundError:
        before = None
    if before and not stat.S_ISREG(before.st_mode):
        with path.open("wb", buffering=0) as special:
            yield partial(_all_of, special.fileno())
        return
    lock, temporary = _temporary(target)
    try:
        # A handle of its own, since what fails when it is closed has to fail before the file has its name.
        with os.fdopen(os.dup(lock), "wb") as file:
            yield file.write
            file.flush()
            _like(file.fileno(), before)
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        _remove(lock, temporary)
        raise
    finally:
        os.close(lock)
    _keep_name(target.parent)


def _temporary(target: Path) -> tuple[int, str]:
    """A new file beside a target, open and locked, and its name.

    All writers of a target begin with one name, so that what one left that was killed is found without a search. Who
    lives has its file locked; a file without a lock under that name is nobody's, and goes. Where there are no locks, or
    another one is writing, the file has a name of its own.
    """
    name = os.path.join(target.parent, _PREFIX + hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16])
    for _ in range(_TRIES if fcntl is not None else 0):
        try:
            handle = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            if _is_cleared(name):
                continue
            break
        if _is_ours(handle):
            return handle, name
        os.close(handle)
    return tempfile.mkstemp(dir=target.parent, prefix=_PREFIX)


def _is_ours(handle: int) -> bool:
    """Whether a new file is locked, or cannot be, and was not cleared away before it was."""
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX)
    return os.fstat(handle).st_nlink > 0


def _is_cleared(name: str) -> bool:
    """Whether there is nothing more under a name; what no living process has locked is removed."""
    try:
        handle = os.open(name, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        return isinstance(error, FileNotFoundError)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return False
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(handle, name)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def _remove(handle: int, name: str) -> None:
    """Remove an open file, if it still has the name."""
    with contextlib.suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(handle), os.stat(name, follow_symlinks=False)):
            os.unlink(name)


def is_stream(path: Path) -> bool:
    """Whether what is written there goes on, and replaces nothing: a pipe, a terminal, /dev/stdout."""
    try:
        kind = path.stat().st_mode
        return _open_stream(path) is not None or not (stat.S_ISREG(kind) or stat.S_ISDIR(kind))
    except (OSError, ValueError):
        return False


def _open_stream(path: Path) -> int | None:
    """The number of the stream of this process that the path means, as /dev/stdout and /dev/fd/63 do."""
    for _ in range(_MOST_LINKS):
        folder = os.path.realpath(path.parent)
        if path.name.isdecimal() and _DESCRIPTORS.fullmatch(folder):
            return int(path.name) if f"/{os.getpid()}/" in folder or "self/" in folder else None
        if not path.is_symlink():
            return None
        path = Path(folder, os.readlink(path))
    return None


def _write_on(stream: int, piece: bytes) -> None:
    """Write to a stream where it stands, behind what was said there before."""
    if sys.stdout is not None:
        sys.stdout.flush()
    _all_of(stream, piece)


def _all_of(stream: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(stream, left) :]


def _like(file: int, before: os.stat_result | None) -> None:
    """Give a temporary file, which is its owner's alone, the owner and permissions that it is to have."""
    if before is None:
        os.fchmod(file, 0o666 & ~_umask())
        return
    own = os.fstat(file)
    if (before.st_uid, before.st_gid) != (own.st_uid, own.st_gid):
        with contextlib.suppress(PermissionError):
            os.fchown(file, before.st_uid, before.st_gid)
    os.fchmod(file, stat.S_IMODE(before.st_mode))


def _keep_name(folder: Path) -> None:
    """Have the disk keep the new name too; not every file system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    """The bits that new files do not get; asked of the system where it tells, since to set them is of all threads."""
    with contextlib.suppress(OSError), Path("/proc/self/status").open(encoding="utf-8", errors="replace") as status:
        for line in status:
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
