"""Checksums of the files of a folder, computed again only where a file's time or size has changed."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from glossary import atomic

# Of a file: its checksum, and the size and the time that it had when that was right.
_Row = Mapping[str, Any]


def sha256(path: Path) -> str:
    """The checksum of a file, in hexadecimal as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(folder: Path, names: Sequence[str], record: Path) -> None:
    """Write into `record` what some files of a folder are; raises `OSError`."""
    atomic.write(record, json.dumps({name: _row(folder / name, sha256(folder / name)) for name in names}).encode())


def broken(folder: Path, names: Sequence[str], record: Path) -> str | None:
    """The first of the files that is not as it was sealed, that of the record if it says nothing of one, else None."""
    try:
        rows: dict[str, _Row] = json.loads(record.read_text(encoding="utf-8"))
        seen = {name: rows[name]["sha256"] for name in names}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return record.name
    for name, checksum in seen.items():
        try:
            if rows[name] != _row(folder / name, checksum) and sha256(folder / name) != checksum:
                return name
        except OSError:
            return name
    if any(rows[name] != _row(folder / name, checksum) for name, checksum in seen.items()):
        # Good, though they were copied or touched: next time nothing has to be computed.
        with suppress(OSError):
            seal(folder, names, record)
    return None


def checksums(folder: Path, names: Sequence[str], record: Path | None) -> dict[str, str]:
    """The checksums of files of a folder by name, of those computed that are not as they were when `record` was made.

    The record is made again where that is so, in a folder of its own if need be, and done without where it cannot be.
    Raises `OSError` for a file that cannot be read.
    """
    before = _rows(record) if record else {}
    rows = {name: _known(folder / name, before.get(name)) for name in names}
    if record and rows != before:
        with suppress(OSError):
            record.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(record, json.dumps(rows).encode())
    return {name: row["sha256"] for name, row in rows.items()}


def _rows(record: Path) -> dict[str, _Row]:
    """What a record says of each file, nothing if it cannot be read."""
    try:
        rows = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}


def _known(path: Path, row: object) -> _Row:
    """What is recorded of a file if it is as it was then, else what it is now."""
    state = path.stat()
    # The time of the last change cannot be set, as that of the last writing can.
    now = {"size": state.st_size, "time": state.st_mtime_ns, "changed": state.st_ctime_ns}
    if isinstance(row, dict) and isinstance(row.get("sha256"), str) and row == {**now, "sha256": row["sha256"]}:
        return row
    return {**now, "sha256": sha256(path)}


def _row(path: Path, checksum: str) -> _Row:
    state = path.stat()
    return {"sha256": checksum, "size": state.st_size, "time": state.st_mtime_ns}
