"""JSON lines: their rows, and which kinds of values they have.

Python reads them, line by line: Daft takes the kinds of a file's first mebibyte for those of all, and what does not fit
later becomes null without a word; it makes dates of strings that look like one, and it stops at an empty line.
"""

import codecs
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import pyarrow as pa
from pyarrow import types

from glossary import bounded
from glossary.errors import reason
from translate.corpus import places
from translate.errors import CorpusError

Row = dict[str, Any]
# What is nested more deeply is kept as JSON.
_DEPTH = 32
_HALVES = re.compile("[\ud800-\udfff]")
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_LARGEST = 1 << 63
# Floats have all whole numbers up to here.
_EXACT = 1 << 53
_READ = 1 << 20


class _Long:
    """Stands for long numbers."""


_KINDS = (
    (frozenset({bool}), pa.bool_()),
    (frozenset({int, _Long}), pa.int64()),
    (frozenset({int, float}), pa.float64()),
)


class Kinds:
    """Collects which kinds of values the columns have, of one file or of several."""

    def __init__(self) -> None:
        self._columns: dict[str, _Seen] = {}

    def add(self, row: Row) -> None:
        for name, value in row.items():
            seen = self._columns.get(name)
            if seen is None:
                seen = self._columns[name] = _Seen()
            seen.add(value, 0)

    def schema(self) -> pa.Schema:
        """The columns in the order in which they were first seen. Those of several kinds, and of none, have strings."""
        return pa.schema([(name, seen.kind()) for name, seen in self._columns.items()])


class _Seen:
    """The values of a column, or of one within it."""

    __slots__ = ("_fields", "_items", "_scalars")

    def __init__(self) -> None:
        self._scalars: set[type] = set()
        self._items: _Seen | None = None
        self._fields: dict[str, _Seen] | None = None

    def add(self, value: object, depth: int) -> None:
        if value is None:
            return
        if depth == _DEPTH or not isinstance(value, list | dict | int):
            self._scalars.add(float if isinstance(value, float) else str)
        elif isinstance(value, list):
            if self._items is None:
                self._items = _Seen()
            for item in value:
                self._items.add(item, depth + 1)
        elif isinstance(value, dict):
            if self._fields is None:
                self._fields = {}
            for name, item in value.items():
                if name not in self._fields:
                    self._fields[name] = _Seen()
                self._fields[name].add(item, depth + 1)
        else:
            self._scalars.add(bool if isinstance(value, bool) else _whole_number(value))

    def kind(self) -> pa.DataType:
        if self._items is not None and not self._scalars and self._fields is None:
            return pa.list_(self._items.kind())
        # A structure without fields cannot be written to Parquet.
        if self._fields and not self._scalars and self._items is None:
            return pa.struct([(name, seen.kind()) for name, seen in self._fields.items()])
        if self._fields is not None or self._items is not None:
            return pa.string()
        return next((kind for scalars, kind in _KINDS if self._scalars and self._scalars <= scalars), pa.string())


def _whole_number(value: int) -> type:
    """What a number counts as: `_Long` if it has more digits than a float keeps, a string if it is longer still."""
    if not -_LARGEST <= value < _LARGEST:
        return str
    return int if abs(value) <= _EXACT else _Long


def rows(name: str, span: tuple[int, int] | None = None) -> Iterator[tuple[int, Row]]:
    """The rows of a file with the numbers of their lines, counted from where the span begins.

    A file that is one list of objects, or one object, has these for rows, with numbers of their own. Raises
    `CorpusError` naming the file, and the line that is broken.
    """
    try:
        with places.opened(name) as file:
            if span is None and not _begins_with_row(file):
                yield from enumerate(_whole(file, name), 1)
            else:
                yield from _lines(file, name, span)
    except OSError as error:
        raise CorpusError(f"{name}: cannot be read: {reason(error)}") from error


def has_lines(name: str) -> bool:
    """Whether the first line of a file is a row, so that the file can be cut at its lines."""
    try:
        with places.opened(name) as file:
            return _begins_with_row(file)
    except OSError as error:
        raise CorpusError(f"{name}: cannot be read: {reason(error)}") from error


def _begins_with_row(file: BinaryIO) -> bool:
    file.seek(0)
    first = next((line for line in map(_bare, file) if line), b"{}")
    file.seek(0)
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _bare(line: bytes) -> bytes:
    return line.removeprefix(codecs.BOM_UTF8).strip()


def _lines(file: BinaryIO, name: str, span: tuple[int, int] | None) -> Iterator[tuple[int, Row]]:
    at, end = span or (0, None)
    if at:
        # The line that begins before belongs to the span before.
        file.seek(at - 1)
        at += len(file.readline()) - 1
    for number in itertools.count(1):
        line = file.readline() if end is None or at < end else b""
        if not line:
            return
        at += len(line)
        if bare := _bare(line):
            yield number, _row(bare, name, number, span[0] if span else 0)


def _row(line: bytes, name: str, number: int, start: int) -> Row:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"{name}: line {_number(name, number, start)}: {_wrong(error)}") from error
    if not isinstance(value, dict):
        raise CorpusError(f"{name}: line {_number(name, number, start)}: no object with names and values")
    cleaned: Row = _cleaned(value) if _HALF.search(line) else value
    return cleaned


def _wrong(error: BaseException) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON: {error.msg} (column {error.colno})"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8; save the file as UTF-8"
    return "nested too deeply" if isinstance(error, RecursionError) else f"broken JSON: {reason(error)}"


def _number(name: str, number: int, start: int) -> int:
    """The number of a line in its file; what is before the span is read for it."""
    before, last = 0, b"\n"
    with places.opened(name) as file:
        while start > 0 and (data := file.read(min(_READ, start))):
            before += data.count(b"\n")
            start -= len(data)
            last = data
    # A line that begins before the span ends in it, and was not counted with the others.
    return number + before + (not last.endswith(b"\n"))


def _whole(file: BinaryIO, name: str) -> Iterator[Row]:
    """The rows of a file that is one value."""
    first = next(line for line in map(_bare, file) if line)
    file.seek(0)
    data = bounded.read(file)
    try:
        value = json.loads(data.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError) as error:
        if not first.startswith(b"["):
            # Then it has lines, and the first is broken.
            yield from (row for _, row in _lines(_rewound(file), name, None))
        line = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        raise CorpusError(f"{name}: {line}{_wrong(error)}") from error
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        if not isinstance(row, dict):
            raise CorpusError(f"{name}: value {number} of the list is no object with names and values")
        yield _cleaned(row) if _HALF.search(data) else row


def _rewound(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    return file


def _cleaned(value: Any) -> Any:
    """A value without halves of characters, which Arrow does not take."""
    if isinstance(value, str):
        return _HALVES.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(item) for name, item in value.items()}
    return value


def column(read: list[tuple[int, Row]], field: pa.Field, name: str) -> pa.Array:
    """A column of rows with their numbers; raises `CorpusError` naming the file and the row whose value is of another
    kind."""
    values = []
    for number, row in read:
        try:
            values.append(_fitting(row.get(field.name), field.type))
        except TypeError as error:
            value = json.dumps(row[field.name], ensure_ascii=False)[:80]
            raise CorpusError(f"{name}: row {number}: {field.name} is {value}, not {field.type}") from error
    return pa.array(values, field.type)


def _fitting(value: Any, kind: pa.DataType) -> Any:
    """A value as one of a kind; raises `TypeError` if it is none."""
    if value is None:
        return None
    if types.is_string(kind) or types.is_large_string(kind):
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if types.is_struct(kind) and isinstance(value, Mapping):
        return {field.name: _fitting(value.get(field.name), field.type) for field in kind}
    if types.is_list(kind) and isinstance(value, list):
        return [_fitting(item, kind.value_type) for item in value]
    if _is_one(value, kind):
        return value
    raise TypeError


def _is_one(value: Any, kind: pa.DataType) -> bool:
    """Whether a number or a truth value is of a kind."""
    if isinstance(value, bool):
        return bool(types.is_boolean(kind))
    if types.is_int64(kind):
        return isinstance(value, int) and -_LARGEST <= value < _LARGEST
    return bool(types.is_float64(kind)) and (
        isinstance(value, float) or (isinstance(value, int) and abs(value) <= _EXACT)
    )
