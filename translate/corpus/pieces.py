"""What is read at once: the files of the inputs, cut so that a reader needs little memory."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import pyarrow as pa

from glossary.errors import reason
from translate.corpus import json_lines, places
from translate.corpus.places import Stored
from translate.errors import CorpusError
from translate.formats import choice

_Part = TypeVar("_Part")
Kind = Literal["parquet", "jsonl", "csv", "text", "warc"]
_ENDINGS: dict[str, Kind] = {
    ".parquet": "parquet", ".pq": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".warc": "warc",
}  # fmt: skip
# Bytes and files that are read at once.
_SIZE = 32 << 20
_FILES = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """What is read at once: files of one kind, or row groups of one Parquet file, or a part of one file of JSON lines.

    `size` is in bytes as stored. `folder` is what the ids of the files of a text folder are relative to. The lines of a
    `span` are those that begin at one of its bytes, counted from 0, without its end.
    """

    kind: Kind
    files: tuple[str, ...]
    row_groups: tuple[int, ...] | None
    size: int
    folder: str = ""
    span: tuple[int, int] | None = None


def listed(inputs: Sequence[str]) -> list[Piece]:
    """The pieces of files, folders, globs and addresses of stores, in that order, and in order of names below.

    In a folder and among what a glob matches, files that deen cannot read by their names are left out. Raises
    `CorpusError` where nothing is left, for files of several kinds, and for a Parquet file that cannot be read.
    """
    whole = [places.found(given) for given in inputs]
    folder = whole[0].folder if len(whole) == 1 else ""
    files: dict[str, Stored] = {}
    kinds: dict[Kind, str] = {}
    for given, one in zip(inputs, whole, strict=True):
        for file in one.files:
            kind = kind_of(file.path)
            if kind is not None:
                kinds.setdefault(kind, file.path)
                files.setdefault(file.path, file)
            elif file.path == given:
                raise CorpusError(
                    f"{given}: its name does not tell a table or a text; call it .parquet, .jsonl or .csv"
                )
    if not kinds:
        raise CorpusError(f"{', '.join(inputs)}: there are no tables, texts or WARC files")
    if len(kinds) > 1:
        named = " and ".join(f"{kind} ({path})" for kind, path in kinds.items())
        raise CorpusError(f"files of several kinds: {named}; give one kind at once, such as 'folder/**/*.parquet'")
    return list(_cut(next(iter(kinds)), list(files.values()), folder))


def kind_of(name: str) -> Kind | None:
    """The kind of a file, told by its name; None for one that deen does not read.

    >>> kind_of("a.pq"), kind_of("a.warc.gz"), kind_of("a.md"), kind_of("a.csv.gz"), kind_of("a.zip")
    ('parquet', 'warc', 'text', 'csv', None)
    """
    lower = name.lower()
    if lower.endswith(".warc.gz"):
        return "warc"
    found = _ENDINGS.get(os.path.splitext(lower.removesuffix(".gz"))[1])
    if lower.endswith(".gz"):
        return found if found in ("jsonl", "csv") else None
    if found is None and choice.named(name) not in (None, "json", "csv"):
        return "text"
    return found


def _cut(kind: Kind, files: Sequence[Stored], folder: str) -> Iterator[Piece]:
    if kind == "parquet":
        yield from _parquet(files)
    elif kind == "warc":
        yield from (Piece(kind, (file.path,), None, file.size) for file in files)
    else:
        for together in _together(files, lambda file: file.size):
            size = sum(file.size for file in together)
            packed = together[0].path.lower().endswith(".gz")
            if kind == "jsonl" and size > _SIZE and not packed and json_lines.has_lines(together[0].path):
                yield from _spans(together[0])
            else:
                yield Piece(kind, tuple(file.path for file in together), None, size, folder)


def _together(parts: Iterable[_Part], size: Callable[[_Part], int]) -> Iterator[list[_Part]]:
    """Neighbours, as many as are read at once; what is larger comes alone."""
    held: list[_Part] = []
    total = 0
    for part in parts:
        if held and (total + size(part) > _SIZE or len(held) == _FILES):
            yield held
            held, total = [], 0
        held.append(part)
        total += size(part)
    if held:
        yield held


def _spans(file: Stored) -> Iterator[Piece]:
    for start in range(0, file.size, _SIZE):
        end = min(start + _SIZE, file.size)
        yield Piece("jsonl", (file.path,), None, end - start, span=(start, end))


@dataclass(frozen=True, slots=True)
class _Group:
    """A row group: its number, and its bytes as stored and as unpacked."""

    number: int
    stored: int
    unpacked: int


@dataclass(frozen=True, slots=True)
class _File:
    """A Parquet file, and its row groups."""

    path: str
    groups: tuple[_Group, ...]

    @property
    def unpacked(self) -> int:
        return sum(group.unpacked for group in self.groups)

    @property
    def stored(self) -> int:
        return sum(group.stored for group in self.groups)


def _parquet(files: Sequence[Stored]) -> Iterator[Piece]:
    read = places.of_all([file.path for file in files], _groups)
    for together in _together(read, lambda file: file.unpacked):
        if together[0].unpacked <= _SIZE or len(together[0].groups) < 2:
            paths = tuple(file.path for file in together)
            yield Piece("parquet", paths, None, sum(file.stored for file in together))
            continue
        for groups in _together(together[0].groups, lambda group: group.unpacked):
            numbers = tuple(group.number for group in groups)
            yield Piece("parquet", (together[0].path,), numbers, sum(group.stored for group in groups))


def _groups(path: str) -> _File:
    metadata = footer(path)
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    return _File(
        path, tuple(_Group(number, _stored(group), group.total_byte_size) for number, group in enumerate(groups))
    )


def _stored(group: Any) -> int:
    return sum(group.column(number).total_compressed_size for number in range(group.num_columns))


def footer(path: str) -> Any:
    """What a Parquet file says of itself: `pyarrow.parquet.FileMetaData`; raises `CorpusError` naming the file."""
    from pyarrow import parquet

    try:
        with places.opened(path) as file:
            return parquet.read_metadata(file)
    except (OSError, pa.ArrowException) as error:
        raise CorpusError(f"{path}: no Parquet file that can be read: {reason(error)}") from error
