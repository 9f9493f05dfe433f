"""The rows of pieces as Arrow tables, and as one frame of Daft's.

Daft asks conditions of rows, and shares pieces out on a cluster. It lists, fetches and reads no file: its own readers
now and then lose rows unsaid (docs/decisions.md).
"""

import itertools
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa
from pyarrow import types

from glossary.errors import reason
from translate.corpus import delimited, json_lines, pieces, places, quiet_daft, text_files, warc
from translate.corpus.columns import ARTICLE, Columns
from translate.corpus.pieces import Piece
from translate.errors import CorpusError

if TYPE_CHECKING:
    import daft

_Row = TypeVar("_Row")
# Rows that are made into a table at once, and bytes of a Parquet file that are read at once.
_ROWS = 1000
_BUFFER = 1 << 20


def default_columns(read: Sequence[Piece]) -> Columns | None:
    """The columns of text folders and WARC files, where deen names them; None elsewhere.

    Of the pages of a WARC file the articles are wanted.
    """
    kind = read[0].kind if read else None
    if kind == "text":
        return Columns("text", id="id", format="format", failure="read_error")
    return Columns("text", id="id", fixed_format=ARTICLE, failure="read_error") if kind == "warc" else None


# --- Columns ---


def schema(read: Sequence[Piece]) -> pa.Schema:
    """The columns of all pieces together; one that a file lacks is null there.

    JSON lines are read as a whole for it, so that a broken line is known before anything is translated. Raises
    `CorpusError` for a file that cannot be read, and where a column is of kinds in two files that cannot be made one,
    naming both.
    """
    kind = read[0].kind
    if kind == "text":
        return text_files.SCHEMA
    if kind == "warc":
        return warc.SCHEMA
    if kind == "jsonl":
        return _of_lines(read)
    files = list(dict.fromkeys(itertools.chain.from_iterable(piece.files for piece in read)))
    return _merged(zip(files, places.of_all(files, _header if kind == "csv" else _footer), strict=True))


def _of_lines(read: Sequence[Piece]) -> pa.Schema:
    kinds = json_lines.Kinds()
    for piece in read:
        for name in piece.files:
            for _, row in json_lines.rows(name, piece.span):
                kinds.add(row)
    return kinds.schema()


def _header(name: str) -> pa.Schema:
    return pa.schema([(one, pa.string()) for one in delimited.header(name)])


def _footer(name: str) -> pa.Schema:
    return pieces.footer(name).schema.to_arrow_schema()


def _merged(schemas: Iterable[tuple[str, pa.Schema]]) -> pa.Schema:
    """The schemas of files as one, columns in the order in which they were first seen."""
    merged: dict[str, pa.Field] = {}
    first: dict[str, str] = {}
    for name, one in schemas:
        if twice := next((column for column in one.names if one.names.count(column) > 1), None):
            raise CorpusError(f"{name}: two columns are called {twice!r}; give one of them another name")
        for field in one:
            plain = pa.field(field.name, field.type)
            known = merged.setdefault(field.name, plain)
            where = first.setdefault(field.name, name)
            if known.type != plain.type:
                merged[field.name] = _wider(known, plain, where, name)
    return pa.schema(list(merged.values()))


def _wider(one: pa.Field, other: pa.Field, where: str, there: str) -> pa.Field:
    try:
        return pa.unify_schemas([pa.schema([one]), pa.schema([other])], promote_options="permissive").field(0)
    except pa.ArrowException as error:
        raise CorpusError(
            f"{one.name} is {one.type} in {where} and {other.type} in {there}; translate them apart, or convert one"
        ) from error


# --- Rows ---


def read(piece: Piece, schema: pa.Schema, where: str | None = None) -> pa.Table:
    """The rows of a piece in the order of its files, with the columns of the schema in its order.

    `where` is a condition in Daft's SQL that the rows are to meet, such as `length(text) > 200`. Raises `CorpusError`
    for what cannot be read, naming the file, and for a condition that is none.
    """
    tables = list(batches(piece, schema, where))
    return pa.concat_tables(tables) if tables else schema.empty_table()


def batches(piece: Piece, schema: pa.Schema, where: str | None = None) -> Iterator[pa.Table]:
    """The same in portions, none empty, so that a large file needs no more memory than a small one."""
    for table in _portions(piece, schema):
        met = table if where is None else _meeting(table, where)
        if met.num_rows:
            yield met


def _portions(piece: Piece, schema: pa.Schema) -> Iterator[pa.Table]:
    if piece.kind == "text":
        yield _aligned(text_files.table(piece.files, piece.folder), schema, piece.folder)
        return
    for name in piece.files:
        if piece.kind == "parquet":
            yield from (_aligned(table, schema, name) for table in _of_groups(name, piece.row_groups))
        elif piece.kind == "warc":
            yield from (_aligned(table, schema, name) for table in warc.tables(name))
        elif piece.kind == "jsonl":
            for rows in _some(json_lines.rows(name, piece.span)):
                yield pa.table([json_lines.column(rows, field, name) for field in schema], schema)
        else:
            for cells in _some(delimited.rows(name)):
                yield pa.table(
                    [pa.array([row.get(field.name) for row in cells], field.type) for field in schema], schema
                )


def _of_groups(name: str, groups: Sequence[int] | None) -> Iterator[pa.Table]:
    """The rows of a Parquet file, some at once.

    Arrow reads them: Daft now and then takes a damaged file for one that ends there.
    """
    from pyarrow import parquet

    try:
        with places.opened(name) as file:
            opened = parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
            for batch in opened.iter_batches(_ROWS, row_groups=groups):
                yield pa.Table.from_batches([batch])
    except (OSError, pa.ArrowException) as error:
        raise CorpusError(f"{name}: cannot be read: {reason(error)}") from error


def _aligned(table: pa.Table, schema: pa.Schema, name: str) -> pa.Table:
    """A table with the columns of a schema, those null that it has not."""
    try:
        columns = [
            table[field.name].cast(field.type) if field.name in table.column_names
            else pa.nulls(table.num_rows, field.type)
            for field in schema
        ]  # fmt: skip
    except pa.ArrowException as error:
        raise CorpusError(f"{name}: not of the columns that it had: {reason(error)}") from error
    return pa.table(columns, schema)


def check_condition(where: str, schema: pa.Schema) -> None:
    """Raise `CorpusError` for a condition that cannot be asked of rows with these columns."""
    _meeting(schema.empty_table(), where)


def _meeting(table: pa.Table, where: str) -> pa.Table:
    """The rows that meet a condition; raises `CorpusError` for one that is none."""
    daft = quiet_daft.load()
    frame = daft.from_arrow(
        pa.table({field.name: table[field.name].cast(_plain(field.type)) for field in table.schema})
    )
    try:
        # It is asked of each row, so that none can get lost.
        _limited(frame, where)
        met = frame.select(daft.sql_expr(where).alias("met")).to_arrow()["met"]
    except CorpusError:
        raise
    except Exception as error:
        raise CorpusError(f"{where!r}: cannot be asked of the rows: {quiet_daft.said(error)}") from error
    if len(met) != table.num_rows:
        raise CorpusError(f"{where!r}: cannot be asked of the rows: {len(met)} of {table.num_rows} answered")
    return table.filter(met)


def _limited(frame: "daft.DataFrame", where: str | None) -> "daft.DataFrame":
    """The rows of a frame that meet a condition; raises `CorpusError` for one that is none."""
    if where is None:
        return frame
    try:
        return frame.where(where)
    except Exception as error:
        raise CorpusError(f"{where!r}: no condition that can be asked of the rows: {quiet_daft.said(error)}") from error


def _plain(kind: pa.DataType) -> pa.DataType:
    """The kind that Daft has for one that it lacks."""
    if types.is_dictionary(kind):
        return kind.value_type
    if types.is_string_view(kind):
        return pa.large_string()
    if types.is_binary_view(kind):
        return pa.large_binary()
    return pa.time64("us") if types.is_time32(kind) else kind


def _some(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    while some := list(itertools.islice(rows, _ROWS)):
        yield some


def _chosen(table: pa.Table, schema: pa.Schema) -> pa.Table:
    return table.select(schema.names).cast(schema)


# --- A frame ---


def frame(pieces: Sequence[Piece], schema: pa.Schema, where: str | None = None) -> "daft.DataFrame":
    """All pieces as one frame of Daft's, of which nothing is read yet; for a cluster, where each is read on a machine.

    Strings and lists are of Daft's kinds for large ones. What is wrong with a file is an error of Daft's when the frame
    is read; raises `CorpusError` for a condition that is none.
    """
    daft = quiet_daft.load()
    plain = pa.schema([(field.name, _plain(field.type)) for field in schema])
    kind = daft.DataType.from_arrow_type(pa.list_(pa.struct(list(plain))))
    taking = daft.func.batch(return_dtype=kind, batch_size=1)(_taking(plain))
    told = daft.from_pydict({"piece": [pickle.dumps(piece) for piece in pieces]})
    # In one process there is nothing to share out.
    parts = told.into_partitions(len(pieces)) if daft.get_or_infer_runner_type() == "ray" else told
    rows = parts.select(taking(daft.col("piece")).alias("row")).explode("row").where(~daft.col("row").is_null())
    return _limited(rows.select(*(daft.col("row")[name].alias(name) for name in plain.names)), where)


def _taking(schema: pa.Schema) -> Callable[[Any], pa.Array]:
    """What makes lists of rows of pieces, on whichever machine."""

    def taken(told: Any) -> pa.Array:
        parts = []
        for one in told.to_pylist():
            rows = read(pickle.loads(one), schema).to_struct_array()
            parts.append(pa.concat_arrays(rows.chunks) if rows.num_chunks else pa.array([], rows.type))
        ends = itertools.accumulate(map(len, parts), initial=0)
        return pa.LargeListArray.from_arrays(pa.array(list(ends), pa.int64()), pa.concat_arrays(parts))

    return taken
