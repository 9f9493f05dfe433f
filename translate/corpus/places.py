"""Where tables are: files on the disk, or in a store."""

import contextlib
import glob
import gzip
import io
import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from pyarrow import fs

from glossary.errors import reason
from translate.corpus import stores
from translate.corpus.stores import Place
from translate.errors import CorpusError

_Value = TypeVar("_Value")
_FILE = "file://"
_SIGNS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
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


def found(given: str) -> Found:
    """What a file, a folder, a glob or an address of a store means.

    Of a folder it is everything below, of a glob what matches; what is hidden (begins with . or _) only if it is
    named. Raises `CorpusError` for an address that is none, for a store that cannot be listed, and if there is nothing.
    """
    if stores.is_uri(given):
        result = _in_store(given)
    elif "://" in given and not given.startswith(_FILE):
        raise CorpusError(f"{given}: such addresses are not read; take a file, s3://, gs:// or abfss://")
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
        for path in sorted(glob.glob(given.replace("[", "[[]"), recursive=True)):
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
        # A pipe would be waited for.
        files += [Stored(path, os.path.getsize(path)) for path in paths if os.path.isfile(path)]
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
    place = stores.at(given, options=False)
    if ":" in given.split("/")[2].rpartition("@")[0]:
        raise CorpusError(f"{place.where}: a key is read from the environment, not from a name that is shown")
    with stores.told(given, "cannot be listed"):
        there = stores.looked_up(place)
        if there.is_file:
            return Found((Stored(given, there.size),))
        if there.type == fs.FileType.Directory:
            return Found(tuple(_listed(place, place.key)), given.rstrip("/"))
        plain = re.split(r"[*?]", place.key)[0]
        if plain == place.key:
            return Found(())
        matches = _pattern(place.key).fullmatch
        key_at = len(place.base)
        below = _listed(place, plain.rpartition("/")[0], hidden=True)
        return Found(tuple(one for one in below if matches(one.path[key_at:]) and _shown(one.path[key_at:], place.key)))


def _listed(place: Place, folder: str, hidden: bool = False) -> list[Stored]:
    """The files below a folder of a store, in order of names."""
    selector = fs.FileSelector(f"{place.bucket}/{folder}".rstrip("/"), allow_not_found=True, recursive=True)
    files = []
    for one in place.files.get_file_info(selector):
        key = one.path.removeprefix(f"{place.bucket}/")
        below = key.removeprefix(folder).split("/")
        if one.is_file and (hidden or not any(map(_is_hidden, below))):
            files.append(Stored(place.base + key, one.size))
    return sorted(files, key=lambda file: file.path)


def _pattern(text: str) -> re.Pattern[str]:
    """What matches a file, or what is below a folder; a [ is nothing but that.

    >>> bool(_pattern("a/**/*.pq").fullmatch("a/b/c/d.pq")), bool(_pattern("a[1]*").fullmatch("a1"))
    (True, False)
    """
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", text)
    return re.compile("".join(_SIGNS.get(part) or re.escape(part) for part in parts) + "(?:/.*)?", re.DOTALL)


@contextlib.contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file, open for reading at any place of it; raises `OSError`, also while it is read."""
    if not stores.is_uri(name):
        with Path(name).open("rb", buffering=_BUFFER) as file:
            yield file
        return
    place = stores.at(name, options=False)
    try:
        inner = place.files.open_input_file(place.path)
    except stores.UNUSABLE as error:
        raise OSError(reason(error)) from error
    with io.BufferedReader(inner, _BUFFER) as file:
        yield file


@contextlib.contextmanager
def unpacked(name: str) -> Iterator[BinaryIO]:
    """The same, unpacked if its name ends with .gz."""
    with opened(name) as file:
        if not name.lower().endswith(".gz"):
            yield file
            return
        try:
            with gzip.open(file) as inner:
                yield cast(BinaryIO, inner)
        except (EOFError, zlib.error) as error:
            raise OSError(f"it cannot be unpacked: {reason(error)}") from error


def of_all(paths: Sequence[str], function: Callable[[str], _Value]) -> list[_Value]:
    """What a function says of each file, of several at the same time; raises what it raises."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(function, paths))
