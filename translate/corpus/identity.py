"""What a row is known by, and an index of the rows and texts that are done."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from tempfile import gettempdir
from typing import Any

import pyarrow as pa

from translate.corpus.columns import Columns
from translate.errors import CorpusError

# Bytes of a digest: among a billion texts the chance that two have one is 10⁻¹¹.
_BYTES = 12
# How many values SQLite takes at a time in every version.
_ASKED_AT_ONCE = 500


def keys(table: pa.Table, columns: Columns) -> list[str]:
    """What the rows of a table are known by: the digest of the text and its format, and that of the row.

    The row is its id and its text; one without an id is all its columns, those without a value apart. So a row is
    still known when a column is added to the table.
    """
    texts = table.column(columns.text).to_pylist()
    nothing = [None] * len(texts)
    forms = table.column(columns.format).to_pylist() if columns.format else nothing
    ids = table.column(columns.id).to_pylist() if columns.id else nothing
    digests = [_digest(f"{form or ''}\0", text) for form, text in zip(forms, texts, strict=True)]
    others = table.drop_columns([columns.text])
    rows = others.to_pylist() if None in ids else [{}] * len(texts)
    return [
        digest + _digest(digest, repr(name) if name is not None else _content(row))
        for digest, name, row in zip(digests, ids, rows, strict=True)
    ]


def text_of(key: str) -> str:
    """The digest of the text in the key of a row."""
    return key[: 2 * _BYTES]


def share(key: str) -> float:
    """A number from 0 to 1 that a row is given by its key, so that a sample is the same in every run."""
    return int(key[-8:], 16) / 16**8


def _content(row: dict[str, object]) -> str:
    return repr(sorted((name, repr(value)) for name, value in row.items() if value is not None))


def _digest(beginning: str, content: str | bytes | None) -> str:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    made = blake2b(beginning.encode(), digest_size=_BYTES)
    # Nothing is another thing than an empty text.
    made.update(b"-" if data is None else b"+" + data)
    return made.hexdigest()


class Index:
    """Which rows are done, how often, and where the first translation of each text stands: a part and a row in it.

    It is in a temporary file of SQLite's, which goes with the process, so that millions of rows take no memory. All
    methods raise `CorpusError` where there is no room for it.
    """

    def __init__(self) -> None:
        self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._base.execute("pragma synchronous = off")
        self._base.execute("pragma journal_mode = off")
        self._base.execute("create table done (row text primary key, times integer) without rowid")
        self._base.execute("create table texts (text text primary key, part integer, place integer) without rowid")

    def add_done(self, part: int, done: Sequence[str]) -> None:
        """A part of an earlier run has the rows with these keys."""
        self._put(
            "insert into done values (?, ?) on conflict do update set times = times + excluded.times",
            Counter(done).items(),
        )
        self.add_texts(part, done)

    def add_texts(self, part: int, rows: Sequence[str]) -> None:
        """A part has, or will have, the texts of rows with these keys; of a text that is known nothing changes."""
        self._put(
            "insert or ignore into texts values (?, ?, ?)",
            ((text_of(key), part, place) for place, key in enumerate(rows)),
        )

    def fresh(self, rows: Sequence[str]) -> list[int]:
        """The places of the rows that no earlier run has done; each row that it has done counts once.

        >>> index = Index()
        >>> index.add_done(0, ["a", "b"])
        >>> index.fresh(["a", "a", "c"]), index.fresh(["b", "b"])
        ([1, 2], [1])
        """
        left: dict[str, int] = dict(self._found("select row, times from done where times > 0 and row in", rows))
        fresh = []
        used: Counter[str] = Counter()
        for place, key in enumerate(rows):
            if left.get(key, 0) > used[key]:
                used[key] += 1
            else:
                fresh.append(place)
        self._put("update done set times = times - ? where row = ?", ((n, key) for key, n in used.items()))
        return fresh

    def originals(self, rows: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Of those rows whose text is translated already, where: by the digest of the text, a part and a row in it."""
        found = self._found("select text, part, place from texts where text in", list(map(text_of, rows)))
        return {text: (part, place) for text, part, place in found}

    def close(self) -> None:
        """Remove the file."""
        self._base.close()

    def _found(self, question: str, values: Sequence[str]) -> Iterable[Any]:
        distinct = list(dict.fromkeys(values))
        for start in range(0, len(distinct), _ASKED_AT_ONCE):
            some = distinct[start : start + _ASKED_AT_ONCE]
            with _told():
                answers = self._base.execute(f"{question} ({', '.join('?' * len(some))})", some).fetchall()
            yield from answers

    def _put(self, statement: str, values: Iterable[tuple[object, ...]]) -> None:
        with _told():
            self._base.executemany(statement, values)


@contextmanager
def _told() -> Iterator[None]:
    """Raises `CorpusError` where there is no room for the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise CorpusError(
            f"the temporary index of rows cannot be kept: {error}; make room in {gettempdir()}, or set TMPDIR to "
            "another folder, and run it again"
        ) from error
