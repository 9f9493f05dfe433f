"""The rows of a text folder: each file one article, as its bytes."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa

from glossary import bounded
from glossary.errors import reason
from translate.corpus import places, quiet_daft
from translate.formats import choice

SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("path", pa.string()),
        ("text", pa.large_binary()),
        ("format", pa.string()),
        ("read_error", pa.string()),
    ]
)


def table(names: Sequence[str], folder: str) -> pa.Table:
    """The rows of some files: what cannot be read has no text, and `read_error` says why.

    The ids are relative to `folder`, if it is not empty.
    """
    texts, errors = [], []
    for name, data in zip(names, _contents(names), strict=True):
        wrong = None
        if data is None:
            data, wrong = _alone(name)
        texts.append(data)
        errors.append(wrong)
    shown = [name.encode("utf-8", "backslashreplace").decode() for name in names]
    ids = [_relative(name, folder) for name in shown]
    formats = [choice.named(name) for name in shown]
    columns = (ids, shown, texts, formats, errors)
    return pa.table([pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)], SCHEMA)


def _relative(name: str, folder: str) -> str:
    return (
        name
        if not folder
        else str(PurePosixPath(name).relative_to(folder))
        if not places.is_stored(name)
        else name.removeprefix(f"{folder}/")
    )


def _contents(names: Sequence[str]) -> list[bytes | None]:
    """The data of files, fetched together from a store; None for what could not be."""
    if not names or not places.is_stored(names[0]):
        return [None] * len(names)
    daft = quiet_daft.load()
    download = daft.functions.download(daft.col("path"), on_error="null")
    try:
        rows: dict[str, list[Any]] = daft.from_pydict({"path": list(names)}).select(download.alias("text")).to_pydict()
    except Exception:
        return [None] * len(names)
    return rows["text"]


def _alone(name: str) -> tuple[bytes | None, str | None]:
    """The data of one file, or why it cannot be read."""
    try:
        with places.opened(name) as file:
            return bounded.read(file), None
    except (OSError, ValueError) as error:
        return None, f"cannot be read: {reason(error)}"
