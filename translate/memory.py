"""The translation memory: what was translated once is not translated again, also after an interruption."""

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, get_args

from filelock import FileLock

from glossary.linked import Link, LinkedText, Span
from glossary.terms import FOUND, Step, TermMatch
from translate.options import Style

T = TypeVar("T")

_BUSY_SECONDS = 30.0
_KEYS_A_QUERY = 500
# What decides on a translation beside the engine: the code and the data of these.
_DECIDING = (
    "glossary",
    "translate",
    "translate.alignment",
    "translate.decoding",
    "translate.documents",
    "translate.engines",
    "glossary.data",
    "translate.data",
)
# The table that goes is of releases that did not keep links.
_CREATE = """
DROP TABLE IF EXISTS translation;
CREATE TABLE IF NOT EXISTS linked_translation (
    key TEXT PRIMARY KEY, text TEXT NOT NULL, links TEXT NOT NULL, score REAL NOT NULL, steps TEXT NOT NULL,
    places TEXT NOT NULL, decoded_again INTEGER NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation as it was kept.

    `steps` says for each matched term how it came to stand in the text, `places` where it stands.
    """

    translation: LinkedText
    score: float
    steps: tuple[Step, ...]
    places: tuple[Span | None, ...]
    decoded_again: bool


def key(source: str, engine: str, matches: Sequence[TermMatch], style: Style, copied: Sequence[Span] = ()) -> str:
    """The key of a translation: what it depends on, hashed.

    That is the engine, the source, its terms, what of it is copied, how the English is set, and the code that does all
    that.
    """
    terms = [
        (m.start, m.end, m.term.source, m.term.target, m.term.kind, m.term.forms, m.term.plural, m.term.origin == FOUND)
        for m in matches
    ]
    return hashlib.sha256(json.dumps([_code(), engine, source, terms, copied, astuple(style)]).encode()).hexdigest()


@cache
def _code() -> str:
    """A hash of the code and data that decide on a translation, so that nobody has to count versions."""
    digest = hashlib.sha256()
    for package in _DECIDING:
        for file in sorted(files(package.partition(".")[0]).joinpath(*package.split(".")[1:]).iterdir(), key=str):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


class Memory:
    """Translations in an SQLite file, which several processes may share.

    A file that cannot be read is set aside; one that cannot be written is done without. Either way
    `notify` is told once and the translation goes on: the memory saves time, it is not needed.
    """

    def __init__(self, path: Path, notify: Callable[[str], None]) -> None:
        self._path = path
        self._notify = notify
        self._usable = True

    def get_many(self, keys: Iterable[str]) -> dict[str, Remembered]:
        """Those of the keys that are known."""
        wanted = list(dict.fromkeys(keys))

        def read(connection: sqlite3.Connection) -> dict[str, Remembered]:
            found = {}
            for first in range(0, len(wanted), _KEYS_A_QUERY):
                some = wanted[first : first + _KEYS_A_QUERY]
                marks = ",".join("?" * len(some))
                rows = connection.execute(
                    "SELECT key, text, links, score, steps, places, decoded_again FROM linked_translation"
                    f" WHERE key IN ({marks})",
                    some,
                )
                for row_key, text, links, score, steps, places, decoded_again in rows:
                    translation = LinkedText(text, _links(links))
                    found[row_key] = Remembered(translation, score, _steps(steps), _places(places), bool(decoded_again))
            return found

        return self._with_connection(read) or {}

    def put_many(self, translations: Mapping[str, Remembered]) -> None:
        """Keep translations; what is known already is replaced."""
        rows = [
            (
                row_key,
                kept.translation.text,
                json.dumps([number for ours, theirs in kept.translation.links for number in (*ours, *theirs)]),
                kept.score,
                " ".join(kept.steps),
                json.dumps(kept.places),
                kept.decoded_again,
            )
            for row_key, kept in translations.items()
        ]

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO linked_translation VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

        if rows:
            self._with_connection(write)

    def _with_connection(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do the work on a connection of its own: short-lived, so that no process keeps another waiting."""
        if not self._usable:
            return None
        try:
            return self._attempt(work)
        except (sqlite3.OperationalError, OSError) as error:
            self._usable = False
            self._notify(f"{self._path}: the translation memory is not used: {error}")
        except (sqlite3.DatabaseError, ValueError) as error:
            return self._start_anew(work, error)
        return None

    def _start_anew(self, work: Callable[[sqlite3.Connection], T], error: Exception) -> T | None:
        aside = self._path.with_name(f"{self._path.name}.damaged-{time.time_ns()}")
        try:
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            os.replace(self._path, aside)
            self._notify(f"{self._path}: damaged ({error}); set aside as {aside.name}, a new one is begun")
            return self._attempt(work)
        except (sqlite3.DatabaseError, OSError) as another:
            self._usable = False
            self._notify(f"{self._path}: the translation memory is not used: {another}")
            return None

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite does not wait for its own lock when two connections turn a new file to WAL at once.
        lock = FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=_BUSY_SECONDS)
        with lock, closing(sqlite3.connect(self._path, timeout=_BUSY_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.executescript(_CREATE)
            return work(connection)


def _steps(stored: str) -> tuple[Step, ...]:
    known = {str(step): step for step in get_args(Step)}
    try:
        return tuple(known[step] for step in stored.split())
    except KeyError as error:
        raise ValueError(f"unknown step {error}") from error


def _links(stored: str) -> tuple[Link, ...]:
    numbers = json.loads(stored)
    return tuple(
        ((start, end), (source_start, source_end))
        for start, end, source_start, source_end in zip(*[iter(numbers)] * 4, strict=True)
    )


def _places(stored: str) -> tuple[Span | None, ...]:
    return tuple(place and (place[0], place[1]) for place in json.loads(stored))
