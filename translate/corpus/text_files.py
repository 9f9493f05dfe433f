"""The rows of a text folder: each file one article, as its bytes."""

from collections.abc import Sequence

import pyarrow as pa

from glossary import bounded
from glossary.errors import reason
from translate.corpus import places
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
    contents = places.of_all(names, _content)
    shown = [name.encode("utf-8", "backslashreplace").decode() for name in names]
    ids = [_relative(name, folder) for name in shown]
    formats = [choice.named(name) for name in shown]
    columns = (ids, shown, [data for data, _ in contents], formats, [wrong for _, wrong in contents])
    return pa.table([pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)], SCHEMA)


def _relative(name: str, folder: str) -> str:
    return name.removeprefix(folder).lstrip("/") if folder else name


def _content(name: str) -> tuple[bytes | None, str | None]:
    """The data of a file, or why it cannot be read."""
    try:
        with places.opened(name) as file:
            return bounded.read(file), None
    except (OSError, ValueError) as error:
        return None, f"cannot be read: {reason(error)}"
