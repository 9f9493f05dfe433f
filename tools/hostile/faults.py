"""A file system whose k-th call fails: what is written below a folder, by Python, is counted."""

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
_BY_PATH = ("open", "replace", "rename", "mkdir", "chmod")
_BY_HANDLE = ("write", "fsync")


class Counter:
    """Counts calls, and lets one of them fail; `calls` is how many there were."""

    def __init__(self, folder: Path, failing: int, error: int) -> None:
        self._folder = os.path.realpath(folder)
        self._handles: set[int] = set()
        self._failing = failing
        self._error = error
        self.calls = 0

    def path(self, path: object) -> bool:
        """Whether a path is in the folder."""
        if isinstance(path, int):
            return path in self._handles
        return isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(self._folder + os.sep)

    def opened(self, handle: int) -> None:
        """From now on calls with this handle count."""
        self._handles.add(handle)

    def call(self, path: object) -> None:
        """Count a call; raises `OSError` if it is the one that fails."""
        if not self.path(path):
            return
        self.calls += 1
        if self.calls == self._failing:
            raise OSError(self._error, os.strerror(self._error), path if isinstance(path, str) else None)


class _File:
    """A file whose writing can fail, also when what is written goes out at its end."""

    def __init__(self, file: Any, counter: Counter, path: object) -> None:
        self._file, self._counter, self._path = file, counter, path

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_File":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def write(self, data: Any) -> Any:
        self._counter.call(self._path)
        return self._file.write(data)

    def close(self) -> None:
        if not self._file.closed:
            self._file.close()
            self._counter.call(self._path)


@contextmanager
def failing(folder: Path, call: int, error: int) -> Iterator[Counter]:
    """Let the call of that number, from 1, that changes something below a folder fail with an error number."""
    counter = Counter(folder, call, error)
    real_open = io.open

    def opening(file: Any, mode: str = "r", *arguments: Any, **settings: Any) -> Any:
        if not counter.path(file) or not set(mode) & set("wax+"):
            return real_open(file, mode, *arguments, **settings)
        if not isinstance(file, int):
            counter.call(file)
        return _File(real_open(file, mode, *arguments, **settings), counter, file)

    def by_path(real: Callable[..., Any]) -> Callable[..., Any]:
        def run(path: Any, *arguments: Any, **settings: Any) -> Any:
            # Folders are opened to be read, also when they are removed.
            if real is not real_os_open or arguments[0] & (os.O_WRONLY | os.O_RDWR):
                counter.call(path)
            result = real(path, *arguments, **settings)
            if real is real_os_open and counter.path(path):
                counter.opened(result)
            return result

        return run

    def by_handle(real: Callable[..., Any]) -> Callable[..., Any]:
        def run(handle: Any, *arguments: Any) -> Any:
            counter.call(handle)
            return real(handle, *arguments)

        return run

    real_os_open = os.open
    patches = [mock.patch.object(os, name, by_path(getattr(os, name))) for name in _BY_PATH]
    patches += [mock.patch.object(os, name, by_handle(getattr(os, name))) for name in _BY_HANDLE]
    patches += [mock.patch.object(io, "open", opening), mock.patch.object(builtins, "open", opening)]
    for patch in patches:
        patch.start()
    try:
        yield counter
    finally:
        for patch in reversed(patches):
            patch.stop()
