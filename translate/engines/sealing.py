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


def _row(path: Path, checksum: str) -> _Row:
    state = path.stat()
    return {"sha256": checksum, "size": state.st_size, "time": state.st_mtime_ns}
