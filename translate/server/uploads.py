"""Files of clients: in a private folder, until they are fetched, and for an hour at most."""

import secrets
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_SECONDS = 3600.0
# Seconds between two looks for files that are too old.
_LOOK = 60.0
_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class _Held:
    """A file: its name as the client has it, its size, and when it came in the time of `time.monotonic`."""

    name: str
    size: int
    since: float


class Full(Exception):
    """There is no room for a file."""


class Gone(Exception):
    """A file is not there: it was fetched, or nobody fetched it in time."""


class Uploads:
    """A store of files that only this process can read; `close` removes them all.

    All of them together have at most `limit` bytes, and none is kept for more than `seconds`.
    """

    def __init__(self, limit: int = _BYTES, seconds: float = _SECONDS) -> None:
        self._limit = limit
        self._seconds = seconds
        self._held: dict[str, _Held] = {}
        self._size = 0
        self._folder: Path | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def put(self, data: bytes, name: str) -> str:
        """Keep a file that a client calls so; what it is asked for by.

        Raises `Full` if there is no more room.
        """
        self.sweep()
        number = secrets.token_hex(16)
        with self._lock:
            if self._size + len(data) > self._limit or self._closed.is_set():
                raise Full
            folder = self._opened()
            self._held[number] = _Held(name, len(data), time.monotonic())
            self._size += len(data)
        try:
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
        oldest = time.monotonic() - self._seconds
        with self._lock:
            old = [number for number, held in self._held.items() if held.since < oldest]
        for number in old:
            self.remove(number)

    def close(self) -> None:
        """Remove all files, and take no more."""
        self._closed.set()
        with self._lock:
            folder, self._folder = self._folder, None
            self._held.clear()
            self._size = 0
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _opened(self) -> Path:
        """The folder, which only its owner can look into, made when it is first needed."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="deen-uploads-"))
            threading.Thread(target=self._watch, name="uploads", daemon=True).start()
        return self._folder

    def _watch(self) -> None:
        while not self._closed.wait(min(_LOOK, self._seconds)):
            self.sweep()
