"""Where parts are kept: in a directory or in an object store. In both a file is there whole or not at all.

In a directory it is written beside its name and renamed. A store has no rename, but an object is there only once it
is closed; that a part is done is said by an entry in `_manifest`, which is written after it.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

import pyarrow as pa
from pyarrow import fs

from glossary import atomic, folder_lock
from glossary.errors import reason
from translate.corpus import stores
from translate.corpus.stores import UNUSABLE, Place
from translate.errors import CorpusError

_MANIFEST = "_manifest"
_ENTRY = ".json"
# Requests to a store that are under way at once.
_AT_ONCE = 16


class Folder(Protocol):
    """A folder of parts; `where` is its name in messages. All methods raise `CorpusError`."""

    @property
    def where(self) -> str:
        """Its name."""
        ...

    def held(self) -> AbstractContextManager[None]:
        """The folder, made if it is not there, while no other run writes in it."""
        ...

    def entries(self) -> list[str]:
        """The names of all that stands in it, but for what is hidden."""
        ...

    def whole(self) -> list[str]:
        """The names of the files among them that are whole if they are parts."""
        ...

    def get(self, name: str) -> bytes | None:
        """All of a file; None if it is not there."""
        ...

    def has_whole(self, name: str) -> bool:
        """Whether a part is there, and whole."""
        ...

    def source(self, name: str) -> pa.NativeFile:
        """A file that is read here and there."""
        ...

    def put(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        ...

    def put_part(self, name: str, data: bytes, rows: int) -> None:
        """Write a part, which counts once all of it is there."""
        ...

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, what says that they are whole before all."""
        ...


@dataclass(frozen=True, slots=True)
class Directory:
    """A folder of this machine, or of a drive that it has mounted; `path` is absolute."""

    where: str
    path: Path

    @contextmanager
    def held(self) -> Iterator[None]:
        with ExitStack() as stack:
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                if not os.access(self.path, os.W_OK | os.X_OK):
                    raise PermissionError("no permission to write into it")
                stack.enter_context(folder_lock.locked(self.path, patience=0.0))
            except FileExistsError as error:
                raise CorpusError(
                    f"{self.where}: is a file, and the output is a folder; choose another name"
                ) from error
            except TimeoutError as error:
                raise CorpusError(
                    f"{self.where}: is being written by another run; wait for it, or choose another folder"
                ) from error
            except UNUSABLE as error:
                raise CorpusError(
                    f"{self.where}: cannot be used as a folder: {reason(error)}; choose another one"
                ) from error
            yield

    def entries(self) -> list[str]:
        try:
            return sorted(name for name in os.listdir(self.path) if not name.startswith("."))
        except OSError as error:
            raise CorpusError(f"{self.where}: cannot be read: {reason(error)}") from error

    def whole(self) -> list[str]:
        return self.entries()

    def get(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise CorpusError(f"{self.where}/{name}: cannot be read: {reason(error)}") from error

    def has_whole(self, name: str) -> bool:
        return (self.path / name).exists()

    def source(self, name: str) -> pa.NativeFile:
        try:
            # Arrow's own files take no name that is not UTF-8.
            return pa.PythonFile((self.path / name).open("rb", buffering=0), mode="r")
        except OSError as error:
            raise CorpusError(f"{self.where}/{name}: cannot be read: {reason(error)}") from error

    def put(self, name: str, data: bytes) -> None:
        with _written(f"{self.where}/{name}"), atomic.opened(self.path / name) as write:
            write(data)

    def put_part(self, name: str, data: bytes, rows: int) -> None:
        self.put(name, data)

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            try:
                (self.path / name).unlink(missing_ok=True)
            except OSError as error:
                raise CorpusError(
                    f"{self.where}/{name}: cannot be removed: {reason(error)}; choose another folder"
                ) from error


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of an object store.

    There is no lock: two runs that write to one folder of a store at once do each other harm.
    """

    place: Place

    @property
    def where(self) -> str:
        return self.place.where

    @contextmanager
    def held(self) -> Iterator[None]:
        with stores.told(self.where, "cannot be used as a folder"):
            found = stores.looked_up(self.place).type
        if found == fs.FileType.File:
            raise CorpusError(f"{self.where}: is an object, and the output is a folder; choose another name")
        yield

    def entries(self) -> list[str]:
        return self._listed(self.place.path)

    def whole(self) -> list[str]:
        # One that was removed by hand still has its entry.
        counted = {name.removesuffix(_ENTRY) for name in self._listed(f"{self.place.path}/{_MANIFEST}")}
        return [name for name in self.entries() if name in counted]

    def get(self, name: str) -> bytes | None:
        path = f"{self.place.path}/{name}"
        try:
            with self.place.files.open_input_file(path) as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None
        except UNUSABLE as error:
            raise CorpusError(f"{self.where}/{name}: cannot be read: {reason(error)}") from error

    def has_whole(self, name: str) -> bool:
        with stores.told(f"{self.where}/{name}", "cannot be read"):
            found = self.place.files.get_file_info(f"{self.place.path}/{_MANIFEST}/{name}{_ENTRY}")
        return bool(found.type == fs.FileType.File)

    def source(self, name: str) -> pa.NativeFile:
        with stores.told(f"{self.where}/{name}", "cannot be read"):
            return self.place.files.open_input_file(f"{self.place.path}/{name}")

    def put(self, name: str, data: bytes) -> None:
        path = f"{self.place.path}/{name}"
        with _written(f"{self.where}/{name}"):
            try:
                with self.place.files.open_output_stream(path, compression=None) as stream:
                    stream.write(data)
            except BaseException:
                # A stream is closed even if not all was written, and then there is an object.
                with suppress(*UNUSABLE):
                    self.place.files.delete_file(path)
                raise

    def put_part(self, name: str, data: bytes, rows: int) -> None:
        self.put(name, data)
        self.put(f"{_MANIFEST}/{name}{_ENTRY}", json.dumps({"rows": rows, "bytes": len(data)}).encode())

    def remove(self, names: Iterable[str]) -> None:
        listed = list(names)
        counted = {name + _ENTRY for name in listed} & set(self._listed(f"{self.place.path}/{_MANIFEST}"))
        self._delete(f"{_MANIFEST}/{name}" for name in counted)
        self._delete(listed)

    def _delete(self, names: Iterable[str]) -> None:
        with stores.told(self.where, "cannot be cleared"), ThreadPoolExecutor(_AT_ONCE) as pool:
            for _ in pool.map(self._delete_one, names):
                pass

    def _delete_one(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self.place.files.delete_file(f"{self.place.path}/{name}")

    def _listed(self, path: str) -> list[str]:
        with stores.told(self.where, "cannot be read"):
            found = self.place.files.get_file_info(fs.FileSelector(path, allow_not_found=True))
        return sorted(one.base_name for one in found if not one.base_name.startswith("."))


def at(uri: str) -> Folder:
    """The folder that a path, a file:// URI, or a URI of a store names; raises `CorpusError` if there can be none.

    >>> at("out/").where, at("file:///tmp/a%20b").where
    ('out', '/tmp/a b')
    """
    local = re.fullmatch(r"file:(?://(?:localhost)?(?=/)|(?!//))(/.*)", uri, re.DOTALL)
    if local is None and uri.startswith("file:"):
        raise CorpusError(f"{uri}: is no place of this machine; such a URI is file:///folder")
    if local is None and "://" in uri:
        return _store(uri)
    path = uri if local is None else unquote(local[1], errors="surrogateescape")
    if not path:
        raise CorpusError("the output has no name; give a folder")
    name = path.rstrip("/") or "/"
    return Directory(name, Path(os.path.abspath(name)))


def _store(uri: str) -> Store:
    place = stores.at(uri)
    if not place.key:
        raise CorpusError(f"{place.where}: names no folder; give one, such as s3://bucket/folder")
    return Store(place)


@contextmanager
def _written(where: str) -> Iterator[None]:
    try:
        yield
    except UNUSABLE as error:
        raise CorpusError(
            f"{where}: cannot be written: {reason(error)}; what was written before stays: "
            "put this right, and run it again"
        ) from error
