"""A part as a file: Parquet, or lines of JSON."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Literal, Protocol

import pyarrow as pa
from pyarrow import parquet, types

from translate.corpus import json_rows

Form = Literal["parquet", "jsonl"]
# Rows of a group of a Parquet file: what is read and unpacked to have one of them.
_GROUP = 64
# What files that are damaged raise.
DAMAGED = (OSError, ValueError, KeyError, IndexError, OverflowError, RecursionError, pa.ArrowException)


class PartFile(Protocol):
    """A part that is read; the methods raise what `DAMAGED` lists for a damaged one, and for columns it has not."""

    def read(self, columns: Sequence[str]) -> pa.Table:
        """Some columns of it, in the order that is asked for."""
        ...

    def rows(self, places: Sequence[int], columns: Sequence[str]) -> pa.Table:
        """Some rows, in the order of their places, the first of which is 0."""
        ...

    def close(self) -> None: ...


def encoded(table: pa.Table, form: Form, made: Mapping[str, object]) -> bytes:
    """The file of a table; in Parquet its schema says, as `deen`, how it was made.

    Raises Arrow's errors and `ValueError` for kinds of columns that the form cannot hold.
    """
    if form == "jsonl":
        return json_rows.lines(table)
    plain = table
    for place, field in enumerate(table.schema):
        if _parquet_kind(field.type, pa.null()) != field.type:
            # With nulls as truth values, all null: Arrow spoils lists of lists of nulls when it casts them to such.
            kind = _parquet_kind(field.type, pa.bool_())
            plain = plain.set_column(place, field.with_type(kind), table.column(place).cast(kind))
    told = {**(table.schema.metadata or {}), b"deen": json.dumps(dict(made), ensure_ascii=False).encode()}
    sink = pa.BufferOutputStream()
    parquet.write_table(
        plain.replace_schema_metadata(told),
        sink,
        compression="zstd",
        row_group_size=_GROUP,
        write_page_checksum=True,
    )
    return bytes(sink.getvalue())


def _parquet_kind(kind: pa.DataType, null: pa.DataType) -> pa.DataType:
    """The kind for a file, which everybody reads; `null` is the one for nulls.

    A list of a fixed size becomes one of any, since pyarrow writes files with null ones that it cannot read; views
    become what they show.
    """

    def inner(field: pa.Field) -> pa.Field:
        return field.with_type(_parquet_kind(field.type, null))

    if isinstance(kind, pa.BaseExtensionType):
        storage = _parquet_kind(kind.storage_type, null)
        return kind if storage == kind.storage_type else storage
    if types.is_large_list(kind) or types.is_large_list_view(kind):
        return pa.large_list(inner(kind.value_field))
    if types.is_list(kind) or types.is_fixed_size_list(kind) or types.is_list_view(kind):
        return pa.list_(inner(kind.value_field))
    if types.is_struct(kind):
        return pa.struct([inner(field) for field in kind.fields])
    if types.is_map(kind):
        return pa.map_(inner(kind.key_field), inner(kind.item_field))
    return _parquet_leaf(kind, null)


def _parquet_leaf(kind: pa.DataType, null: pa.DataType) -> pa.DataType:
    if types.is_null(kind):
        return null
    if types.is_string_view(kind):
        return pa.large_string()
    return pa.large_binary() if types.is_binary_view(kind) else kind


def opened(source: pa.NativeFile, form: Form) -> PartFile:
    """The part in a file; raises what `DAMAGED` lists if there is none."""
    try:
        return _Rows(source.read()) if form == "jsonl" else _Groups(source)
    except BaseException:
        source.close()
        raise


class _Groups:
    """A Parquet file, of which the groups are read that are asked for."""

    def __init__(self, source: pa.NativeFile) -> None:
        self._source = source
        self._file = parquet.ParquetFile(source, page_checksum_verification=True)
        meta = self._file.metadata
        self._ends = list(accumulate(meta.row_group(group).num_rows for group in range(meta.num_row_groups)))

    def read(self, columns: Sequence[str]) -> pa.Table:
        # By name one can get more: with `a`, a column `a.b` as well.
        return self._file.read(columns=list(columns), use_threads=False).select(columns)

    def rows(self, places: Sequence[int], columns: Sequence[str]) -> pa.Table:
        if any(not 0 <= place < self._ends[-1] for place in places):
            raise IndexError(f"it has {self._ends[-1]} rows")
        groups = sorted({bisect_right(self._ends, place) for place in places})
        found = self._file.read_row_groups(groups, columns=list(columns), use_threads=False).select(columns)
        # Where the rows of each group begin in what was read.
        starts, start = {}, 0
        for group in groups:
            begin = self._ends[group - 1] if group else 0
            starts[group] = start - begin
            start += self._ends[group] - begin
        return found.take(pa.array([place + starts[bisect_right(self._ends, place)] for place in places], pa.int64()))

    def close(self) -> None:
        self._file.close()
        self._source.close()


class _Rows:
    """Lines of JSON, all held."""

    def __init__(self, data: bytes) -> None:
        if not data.endswith(b"\n"):
            raise ValueError("its last line is not whole")
        self._lines = data[:-1].split(b"\n")

    def read(self, columns: Sequence[str]) -> pa.Table:
        return json_rows.table(self._lines, columns)

    def rows(self, places: Sequence[int], columns: Sequence[str]) -> pa.Table:
        if any(place < 0 for place in places):
            raise IndexError("there is no row before the first")
        return json_rows.table([self._lines[place] for place in places], columns)

    def close(self) -> None:
        self._lines = []
