"""Rows of a table as lines of JSON, and back.

Numbers, truth values, strings and nulls are as they are in JSON, lists are lists, structs objects, and a map is a list
of objects with `key` and `value`. Dates, times and durations are strings of ISO 8601, those with a time zone in UTC;
decimals are strings, bytes base64. NaN and the infinities, which JSON has not, are null.

What comes back has the kinds that JSON tells: a string for a date, a null column for one without any value.
"""

import base64
import json
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute, types

# A value of a column, which is not null, as one of JSON.
_Change = Callable[[Any], object]
_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_LARGEST = 2**63 - 1
_HOLD_BYTES = (types.is_binary, types.is_large_binary, types.is_fixed_size_binary, types.is_binary_view)


def lines(table: pa.Table) -> bytes:
    """The rows of a table, an object a line; raises `ValueError` and Arrow's errors for kinds that JSON cannot show."""
    columns = [_values(column) for column in table.columns]
    names = table.column_names
    return b"".join(
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False).encode() + b"\n"
        for row in zip(*columns, strict=True)
    )


def _values(column: pa.ChunkedArray) -> list[object]:
    kind, change = _shown(column.type)
    if types.is_run_end_encoded(column.type):
        column = pa.chunked_array([compute.run_end_decode(chunk) for chunk in column.chunks], column.type.value_type)
    if kind != column.type:
        column = column.cast(kind)
    values: list[object] = column.to_pylist()
    return values if change is None else [None if value is None else change(value) for value in values]


def _shown(kind: pa.DataType) -> tuple[pa.DataType, _Change | None]:
    """What a column of a kind is cast to, and what is done to its values then, None for nothing."""
    if isinstance(kind, pa.BaseExtensionType):
        return _shown(kind.storage_type)
    if types.is_dictionary(kind) or types.is_run_end_encoded(kind):
        return _shown(kind.value_type)
    if types.is_temporal(kind):
        return _shown_time(kind)
    if types.is_nested(kind):
        return _shown_nested(kind)
    if types.is_floating(kind):
        return kind, _number
    if types.is_decimal(kind):
        return kind, _decimal
    if types.is_null(kind):
        # Nulls as truth values, all null: of a slice, Arrow casts lists of nulls to such lists with a wrong length.
        return pa.bool_(), None
    is_bytes = any(holds(kind) for holds in _HOLD_BYTES)
    return kind, _bytes if is_bytes else None


def _shown_time(kind: pa.DataType) -> tuple[pa.DataType, _Change]:
    """As numbers, since Python's dates end with the year 9999 and its times with microseconds."""
    if types.is_date32(kind):
        return pa.int32(), lambda value: str(np.datetime64(value, "D"))
    if types.is_date64(kind):
        return pa.int64(), lambda value: str(np.datetime64(value, "ms").astype("datetime64[D]"))
    if types.is_interval(kind):
        return kind, _interval
    unit = kind.unit
    if types.is_timestamp(kind):
        zone = "Z" if kind.tz else ""
        return pa.int64(), lambda value: str(np.datetime64(value, unit)) + zone
    if types.is_duration(kind):
        return pa.int64(), lambda value: f"PT{_seconds(value, unit)}S"
    return pa.int32() if types.is_time32(kind) else pa.int64(), lambda value: _time(value, unit)


def _shown_nested(kind: pa.DataType) -> tuple[pa.DataType, _Change | None]:
    if types.is_union(kind):
        raise ValueError(f"{kind} has no like in JSON")
    if types.is_struct(kind):
        return _shown_struct(kind)
    if types.is_map(kind):
        key, change_key = _shown(kind.key_type)
        item, change_item = _shown(kind.item_type)
        return pa.map_(key, item), lambda pairs: [
            {"key": _changed(change_key, name), "value": _changed(change_item, value)} for name, value in pairs
        ]
    value_kind, change = _shown(kind.value_type)
    plain = pa.large_list(value_kind) if types.is_large_list(kind) else pa.list_(value_kind)
    if change is None:
        return plain, None
    return plain, lambda values: [_changed(change, value) for value in values]


def _shown_struct(kind: pa.DataType) -> tuple[pa.DataType, _Change | None]:
    shown = {field.name: _shown(field.type) for field in kind.fields}
    plain = pa.struct([(name, inner) for name, (inner, _) in shown.items()])
    changes = {name: change for name, (_, change) in shown.items() if change is not None}
    if not changes:
        return plain, None
    return plain, lambda value: {name: _changed(changes.get(name), inner) for name, inner in value.items()}


def _changed(change: _Change | None, value: object) -> object:
    return value if change is None or value is None else change(value)


def _number(value: Any) -> float | None:
    number = float(value)
    return number if np.isfinite(number) else None


def _decimal(value: Any) -> str:
    return format(value, "f")


def _bytes(value: Any) -> str:
    return base64.b64encode(value).decode()


def _seconds(value: int, unit: str) -> str:
    """
    >>> _seconds(-1500, "ms"), _seconds(3, "s")
    ('-1.500', '3')
    """
    whole, rest = divmod(abs(value), _PER_SECOND[unit])
    digits = len(str(_PER_SECOND[unit])) - 1
    return ("-" if value < 0 else "") + str(whole) + (f".{rest:0{digits}}" if digits else "")


def _time(value: int, unit: str) -> str:
    seconds, rest = divmod(value, _PER_SECOND[unit])
    fraction = _seconds(rest, unit).removeprefix("0")
    hours, seconds = divmod(seconds, 3600)
    return f"{hours:02}:{seconds // 60:02}:{seconds % 60:02}{fraction if unit != 's' else ''}"


def _interval(value: Any) -> str:
    months, days, nanoseconds = value
    return f"P{months}M{days}DT{_seconds(nanoseconds, 'ns')}S"


def table(rows: Iterable[bytes], columns: Sequence[str]) -> pa.Table:
    """Some columns of rows that are lines of JSON.

    Raises `ValueError` for a line that is no object, and `KeyError` for a column that one has not.
    """
    found: list[list[object]] = [[] for _ in columns]
    for line in rows:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("a line is no JSON object")
        for values, name in zip(found, columns, strict=True):
            values.append(row[name])
    arrays = [pa.array(values, _kind_of(values)) for values in found]
    return pa.Table.from_arrays(arrays, names=list(columns))


def _kind_of(values: Iterable[object]) -> pa.DataType:
    """The kind of a column of JSON values; Arrow's own guess takes no number over 2⁶³.

    Raises `ValueError` for values that are of no one kind.
    """
    there = [value for value in values if value is not None]
    kinds: set[type] = {type(value) for value in there}
    if len(kinds) > 1:
        raise ValueError("a column has values of several kinds")
    return _KINDS[kinds.pop()](there) if kinds else pa.null()


def _kind_of_lists(lists: Sequence[Any]) -> pa.DataType:
    return pa.list_(_kind_of(chain.from_iterable(lists)))


def _kind_of_objects(objects: Sequence[Any]) -> pa.DataType:
    names = dict.fromkeys(chain.from_iterable(objects))
    return pa.struct([(name, _kind_of(one.get(name) for one in objects)) for name in names])


_KINDS: dict[type, Callable[[Sequence[Any]], pa.DataType]] = {
    bool: lambda _: pa.bool_(),
    int: lambda numbers: pa.uint64() if max(numbers) > _LARGEST else pa.int64(),
    float: lambda _: pa.float64(),
    str: lambda _: pa.string(),
    list: _kind_of_lists,
    dict: _kind_of_objects,
}
