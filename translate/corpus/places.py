"""Where tables are: files on the disk, or of a store that Daft lists and reads."""

import contextlib
import glob
import io
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from glossary.errors import reason
from translate.corpus import quiet_daft
from translate.errors import CorpusError

_Value = TypeVar("_Value")
_STORES = ("s3://", "s3a://", "gs://", "gcs://", "az://", "abfs://", "abfss://")
_FILE = "file://"
_WILD = frozenset("*?[")
_BUFFER = 1 << 20
# Files that are read at the same time: in a store it is waiting for the most part.
_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Stored:
    """A file: where it is, and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """The files that an input means, in order of their names; `folder` if it is one, else empty."""

    files: tuple[Stored, ...]
    folder: str = ""


def is_stored(name: str) -> bool:
    """Whether a name is that of something in a store, not on the disk.

    >>> is_stored("s3://articles/2024.parquet"), is_stored("articles/2024.parquet")
    (True, False)
    """
    return name.startswith(_STORES)


def found(given: str) -> Found:
    """What a file, a folder, a glob or an address of a store means.

    Of a folder it is everything below, of a glob what matches; what is hidden (begins with . or _) only if it is
    named. Raises `CorpusError` for an address that is none, for a store that cannot be listed, and if there is nothing.
    """
    if is_stored(given):
        result = _in_store(given)
    elif "://" in given and not given.startswith(_FILE):
        raise CorpusError(f"{given}: such addresses are not read; take a file, s3://, gs://, az:// or abfss://")
    else:
        result = _on_disk(given.removeprefix(_FILE))
    if not result.files:
        raise CorpusError(f"{given}: there is no such file, nor a folder with files in it")
    return result


def _on_disk(given: str) -> Found:
    try:
        if os.path.isdir(given):
            return Found(tuple(_below(given)), given)
        if os.path.exists(given):
            return Found((Stored(given, os.path.getsize(given)),))
        files: list[Stored] = []
        for path in sorted(glob.glob(given, recursive=True)):
            if _shown(path, given):
                files += _below(path) if os.path.isdir(path) else [Stored(path, os.path.getsize(path))]
    except (OSError, ValueError) as error:
        raise CorpusError(f"{given}: cannot be read: {reason(error)}") from error
    # A pattern with ** names the files of a folder again.
    return Found(tuple(dict.fromkeys(files)))


def _below(folder: str) -> list[Stored]:
    """The files in a folder and those below it."""
    files = []
    for above, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        paths = (os.path.join(above, name) for name in names if not _is_hidden(name))
        files += [Stored(path, os.path.getsize(path)) for path in paths]
    return sorted(files, key=lambda file: file.path)


def _raise(error: OSError) -> None:
    raise error


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "_"))


def _shown(path: str, given: str) -> bool:
    """Whether nothing of a path is hidden but what a pattern names."""
    named = given.split("/")
    beginnings = {name[0] for name in named if _is_hidden(name)}
    return not any(_is_hidden(name) and name[0] not in beginnings for name in path.split("/"))


def _in_store(given: str) -> Found:
    if _WILD & set(given):
        files = _matching(_exactly(given), given) or _matching(given, given)
        return Found(tuple(file for file in files if _shown(file.path, given)))
    files = _matching(given, given)
    if [file.path for file in files] == [given]:
        return Found(tuple(files))
    folder = given.rstrip("/")
    below = [
        file for file in _matching(f"{folder}/**", given)
        if not any(map(_is_hidden, file.path.removeprefix(f"{folder}/").split("/")))
    ]  # fmt: skip
    return Found(tuple(below), folder)


def _matching(pattern: str, given: str) -> list[Stored]:
    """What a pattern means in a store, in order of names."""
    daft = quiet_daft.load()
    try:
        rows: dict[str, list[Any]] = daft.from_glob_path(pattern).to_pydict()
    except Exception as error:
        # This is how Daft says that nothing matches.
        if "MicroPartition" in str(error):
            return []
        raise CorpusError(f"{given}: cannot be listed: {quiet_daft.said(error)}") from error
    pairs = zip(rows["path"], rows["size"], strict=True)
    return sorted((Stored(path, size or 0) for path, size in pairs), key=lambda file: file.path)


def _exactly(name: str) -> str:
    """A pattern that matches nothing but this name."""
    return "".join(f"\\{sign}" if sign in "*?[]{}\\" else sign for sign in name)


@contextlib.contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file, open for reading at any place of it; raises `OSError`, also while it is read."""
    if not is_stored(name):
        with Path(name).open("rb", buffering=_BUFFER) as file:
            yield file
        return
    daft = quiet_daft.load()
    try:
        entered = daft.File(name).open(buffer_size=_BUFFER)
        inner = entered.__enter__()
    except Exception as error:
        raise OSError(quiet_daft.said(error)) from error
    try:
        yield io.BufferedReader(_Remote(inner), _BUFFER)
    finally:
        inner.close()


class _Remote(io.RawIOBase):
    """A file of Daft's as those of Python are."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return int(self._inner.seek(offset, whence))

    def tell(self) -> int:
        return int(self._inner.tell())

    def readinto(self, buffer: Any, /) -> int:
        try:
            data: bytes = self._inner.read(len(buffer))
        except Exception as error:
            raise OSError(quiet_daft.said(error)) from error
        buffer[: len(data)] = data
        return len(data)


def of_all(paths: Sequence[str], function: Callable[[str], _Value]) -> list[_Value]:
    """What a function says of each file, of several at the same time; raises what it raises."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(function, paths))
