"""Files of clients: in a private folder, until they are fetched, and for an hour at most.

A server holds a lock on its folder. Where one was killed, its folder is left, and the next server removes it.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 3600.0
# Seconds between two looks for files that are too old.
_LOOK = 60.0
_BYTES = 1 << 30
# Folders of servers, and those that nobody has locked yet.
_FOLDER, _NEW = "deen-uploads-", "deen-new-"


@dataclass(frozen=True, slots=True)
class _Held:
    """A file: its name as the client has it, its size, and when it came."""

    name: str
    size: int
    since: float


class Full(Exception):
    """There is no room for a file."""


class Gone(Exception):
    """A file is not there: it was fetched, or nobody fetched it in time."""


class Uploads:
    """A store of files that only this process can read; `close` removes them all.

    All of them together have at most `limit` bytes, and none is kept for more than `seconds` by the `clock`.
    """

    def __init__(
        self, limit: int = _BYTES, seconds: float = _SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        _remove_left_behind()
        self._limit = limit
        self._seconds = seconds
        self._clock = clock
        self._held: dict[str, _Held] = {}
        self._size = 0
        self._folder: Path | None = None
        # What the folder is locked by.
        self._open: int | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def put(self, data: bytes, name: str) -> str:
        """Keep a file that a client calls so; what it is asked for by.

        Raises `Full` if there is no more room.
        """
        self.sweep()
        number = secrets.token_hex(16)
        try:
            with self._lock:
                if self._size + len(data) > self._limit or self._closed.is_set():
                    raise Full
                folder = self._opened()
                self._held[number] = _Held(name, len(data), self._clock())
                self._size += len(data)
            (folder / number).write_bytes(data)
        except OSError as error:
            self.remove(number)
            raise Full from error
        return number

    def take(self, number: str) -> tuple[bytes, str]:
        """The data and the name of a file, which is removed; raises `Gone` where it is no more."""
        with self._lock:
            held, folder = self._held.get(number), self._folder
        if held is None or folder is None:
            raise Gone
        try:
            data = (folder / number).read_bytes()
        except OSError as error:
            raise Gone from error
        finally:
            self.remove(number)
        return data, held.name

    def remove(self, number: str) -> None:
        """Remove a file, if it is there."""
        with self._lock:
            held, folder = self._held.pop(number, None), self._folder
            if held is None or folder is None:
                return
            self._size -= held.size
        (folder / number).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the files that are too old."""
        oldest = self._clock() - self._seconds
        with self._lock:
            old = [number for number, held in self._held.items() if held.since < oldest]
        for number in old:
            self.remove(number)

    def close(self) -> None:
        """Remove all files, and take no more."""
        self._closed.set()
        with self._lock:
            folder, self._folder = self._folder, None
            opened, self._open = self._open, None
            self._held.clear()
            self._size = 0
        if folder is not None and opened is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(opened)

    def _opened(self) -> Path:
        """The folder, which only its owner can look into, made when it is first needed."""
        if self._folder is None:
            new = Path(tempfile.mkdtemp(prefix=_NEW))
            self._open = os.open(new, os.O_RDONLY)
            fcntl.flock(self._open, fcntl.LOCK_EX)
            # From now on other servers look at it, and it is locked.
            self._folder = new.rename(new.with_name(new.name.replace(_NEW, _FOLDER, 1)))
            threading.Thread(target=self._watch, name="uploads", daemon=True).start()
        return self._folder

    def _watch(self) -> None:
        while not self._closed.wait(min(_LOOK, self._seconds)):
            self.sweep()


def _remove_left_behind() -> None:
    """Remove the folders of servers that were killed: those that are ours and that nobody has a lock on."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError):
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(opened).st_uid == os.getuid():
                    shutil.rmtree(folder)
            finally:
                os.close(opened)
