"""The translation memory: what was translated once is not translated again, also after an interruption."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import astuple, dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from glossary.errors import reason
from glossary.linked import LinkedText, Span
from glossary.terms import FOUND, Step, TermMatch
from translate.lexicon.unknown import Rare
from translate.options import Style

if TYPE_CHECKING:
    from filelock import FileLock

T = TypeVar("T")
_Row = tuple[Any, Any, Any]

# Seconds to wait for another process that writes.
_PATIENCE = 2.0
_KEYS_A_QUERY = 500
# What decides on a translation beside the engine: the code and the data of these.
_DECIDING = (
    "glossary",
    "translate",
    "translate.alignment",
    "translate.decoding",
    "translate.documents",
    "translate.engines",
    "translate.lexicon",
    "glossary.data",
    "translate.data",
)
# What is set aside are rows that are not as they were written.
_VERSION = 1
_CREATE = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS sealed_translation (key TEXT PRIMARY KEY, content BLOB, checksum BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS set_aside (key, content, checksum);
PRAGMA user_version = {_VERSION};
COMMIT;
"""
# What keeps a good file from being used; all else that SQLite says is about the file.
_IN_THE_WAY = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOLFS, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation as it was kept.

    `steps` says for each matched term how it came to stand in the text, `places` where it stands. `rare` are the words
    of the source that a lexicon had to tell, or that nobody knows.
    """

    translation: LinkedText
    score: float
    steps: tuple[Step, ...]
    places: tuple[Span | None, ...]
    decoded_again: bool
    rare: tuple[Rare, ...] = ()


def key(
    source: str,
    engine: str,
    matches: Sequence[TermMatch],
    style: Style,
    copied: Sequence[Span] = (),
    lexicon: str | None = None,
) -> str:
    """The key of a translation: what it depends on, hashed.

    That is the engine, the source, its terms, what of it is copied, how the English is set, the lexicons (their key,
    None without), and the code that does all that.
    """
    terms = [
        (m.start, m.end, m.term.source, m.term.target, m.term.kind, m.term.forms, m.term.plural, m.term.origin == FOUND)
        for m in matches
    ]
    parts = [_code(), engine, source, terms, copied, astuple(style), lexicon]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


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

    A file that is damaged is set aside, and so is a row of one; what cannot be read or written, or is of a later
    release, is done without. `notify` is told once of each, and the translation goes on: the memory saves time, it is
    not needed.
    """

    def __init__(self, path: Path, notify: Callable[[str], None]) -> None:
        self._path = path
        self._notify = notify
        self._usable = True
        self._told_of_rows = False

    @cached_property
    def _lock(self) -> "FileLock":
        # Imported here: it takes long, and a memory that is there already needs none.
        from filelock import FileLock

        return FileLock(f"{self._path}.lock", timeout=_PATIENCE)

    def get_many(self, keys: Iterable[str]) -> dict[str, Remembered]:
        """Those of the keys that are known."""
        wanted = list(dict.fromkeys(keys))

        def read(connection: sqlite3.Connection) -> list[_Row]:
            rows: list[_Row] = []
            for first in range(0, len(wanted), _KEYS_A_QUERY):
                some = wanted[first : first + _KEYS_A_QUERY]
                marks = ",".join("?" * len(some))
                rows += connection.execute(
                    f"SELECT key, content, checksum FROM sealed_translation WHERE key IN ({marks})", some
                )
            return rows

        found, damaged = {}, []
        for row_key, content, checksum in self._with_connection(read) or ():
            if checksum == _checksum(row_key, content):
                found[row_key.decode()] = _remembered(content)
            else:
                damaged.append(row_key.decode())
        if damaged:
            self._set_aside(damaged)
        return found

    def put_many(self, translations: Mapping[str, Remembered]) -> None:
        """Keep translations; what is known already is replaced."""
        rows = [(row_key, *_sealed(row_key, kept)) for row_key, kept in translations.items()]

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.executemany("INSERT OR REPLACE INTO sealed_translation VALUES (?, ?, ?)", rows)

        if rows:
            self._with_connection(write)

    def _set_aside(self, keys: Sequence[str]) -> None:
        """Move damaged rows where nobody takes them for translations."""

        def move(connection: sqlite3.Connection) -> None:
            with connection:
                for row_key in keys:
                    connection.execute(
                        "INSERT INTO set_aside SELECT * FROM sealed_translation WHERE key = ?", (row_key,)
                    )
                    connection.execute("DELETE FROM sealed_translation WHERE key = ?", (row_key,))

        if not self._told_of_rows:
            self._told_of_rows = True
            self._notify(f"{self._path}: some of it is damaged and was set aside; those sentences are translated anew")
        self._with_connection(move)

    def _with_connection(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do the work on a connection of its own: short-lived, so that no process keeps another waiting."""
        if not self._usable:
            return None
        try:
            return self._attempt(work)
        except (sqlite3.Error, OSError, ValueError) as error:
            if not _is_damage(error):
                self._given_up(error)
                return None
        return self._start_anew(work)

    def _given_up(self, error: Exception) -> None:
        """Go on without the memory."""
        if self._usable:
            self._usable = False
            self._notify(f"{self._path}: the translation memory is not used: {reason(error)}")

    def _start_anew(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        try:
            with self._locked():
                try:
                    # Another process may have begun a new one in the meantime.
                    return self._attempt(work)
                except (sqlite3.Error, OSError, ValueError) as error:
                    if not _is_damage(error):
                        raise
                    aside = self._moved_away()
                    told = f"{self._path}: damaged ({reason(error)}); set aside as {aside.name}, a new one is begun"
                self._notify(told)
                return self._attempt(work)
        except (sqlite3.Error, OSError, ValueError) as error:
            self._given_up(error)
            return None

    def _moved_away(self) -> Path:
        """Give the memory's file, and what SQLite keeps beside it, a name that no file has."""
        aside = next(
            path
            for number in count(1)
            if not os.path.lexists(path := self._path.with_name(f"{self._path.name}.damaged-{number}"))
        )
        os.replace(self._path, aside)
        for suffix in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                os.replace(f"{self._path}{suffix}", f"{aside}{suffix}")
        return aside

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists() and not self._path.is_file():
            raise OSError("it is no file")
        with closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as connection:
            # Of a damaged row not even the text need be text.
            connection.text_factory = bytes
            [[version]] = connection.execute("PRAGMA user_version")
            if version > _VERSION:
                raise OSError("it is of a later release of deen")
            connection.execute("PRAGMA synchronous=NORMAL")
            if version < _VERSION:
                self._prepare(connection)
            return work(connection)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        # SQLite does not wait for its own lock when two connections turn a new file to WAL at once.
        with self._locked():
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_CREATE)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keeps other processes from beginning a memory; raises `OSError` if that takes too long."""
        from filelock import Timeout

        try:
            self._lock.acquire()
        except NotImplementedError as error:
            raise OSError("the file system has no locks") from error
        except Timeout as error:
            raise OSError("another process holds it") from error
        try:
            yield
        finally:
            self._lock.release()


def _is_damage(error: Exception) -> bool:
    """Whether it is the file's fault, which another file would not have."""
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF not in _IN_THE_WAY
    return not isinstance(error, OSError)


def _sealed(row_key: str, kept: Remembered) -> tuple[bytes, bytes]:
    """A translation as bytes, and their checksum."""
    links = [number for ours, theirs in kept.translation.links for number in (*ours, *theirs)]
    rare = list(map(astuple, kept.rare))
    row = [kept.translation.text, links, kept.score, kept.steps, kept.places, kept.decoded_again, rare]
    content = json.dumps(row).encode()
    return content, _checksum(row_key.encode(), content)


def _checksum(row_key: bytes, content: object) -> bytes:
    """The checksum of a row; content that was damaged may be of any type."""
    return hashlib.sha256(row_key + (content if isinstance(content, bytes) else b"")).digest()[:16]


def _remembered(content: bytes) -> Remembered:
    text, links, score, steps, places, decoded_again, rare = json.loads(content)
    linked = LinkedText(text, tuple(((a, b), (c, d)) for a, b, c, d in zip(*[iter(links)] * 4, strict=True)))
    spans = tuple(place and (place[0], place[1]) for place in places)
    return Remembered(linked, score, tuple(steps), spans, decoded_again, tuple(Rare(*one) for one in rare))
