"""Glossaries that clients make: each a file in a folder, for any pair of languages; each API key has its own folder.

A file has two lines of JSON: what a list of glossaries tells of it, and its entries. It is written whole or not at all.
"""

import json
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from glossary import atomic, store
from glossary.errors import GlossaryError
from glossary.terms import Glossary, Term
from translate.server.problems import Problem

# Source language and target language, as DeepL calls them: in small letters.
Pair = tuple[str, str]

_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_MOST = 1000
# Bytes of a glossary, as DeepL has it.
_LARGEST = 10 << 20
# Seconds to wait for whoever changes the shelf.
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list tells of a glossary; `counts` are the entries of each pair of languages that it has."""

    id: str
    name: str
    created: str
    counts: Mapping[Pair, int]


@dataclass(frozen=True, slots=True)
class Stored:
    """A glossary with its dictionaries."""

    id: str
    name: str
    created: str
    dictionaries: Mapping[Pair, Mapping[str, str]]

    @property
    def summary(self) -> Summary:
        """What a list tells of it."""
        return Summary(self.id, self.name, self.created, {pair: len(one) for pair, one in self.dictionaries.items()})


class Shelf:
    """The glossaries in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, key: str) -> "Shelf":
        """The shelf of the client with an API key, which no other can look into; without keys there is one for all."""
        return Shelf(self._folder / blake2b(key.encode(), digest_size=16).hexdigest()) if key else self

    def create(self, name: str, dictionaries: Mapping[Pair, Mapping[str, str]]) -> Summary:
        """Put a new glossary there; raises `Problem` if there are too many, or if it is too large."""
        with self._changing():
            if sum(1 for _ in self._folder.glob("*.json")) >= _MOST:
                raise Problem(400, "Too many glossaries", f"There are {_MOST}; delete one that is not needed")
            now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
            return self._write(Stored(str(uuid.uuid4()), name, now, dictionaries))

    def summaries(self) -> list[Summary]:
        """What is there, the oldest first."""
        found = (_summary(path) for path in self._folder.glob("*.json"))
        return sorted((one for one in found if one), key=lambda one: (one.created, one.id))

    def summary(self, number: str) -> Summary:
        """What a list tells of a glossary; raises as `get` does."""
        found = _summary(self._path(number))
        if found is None:
            raise _missing()
        return found

    def get(self, number: str) -> Stored:
        """A glossary by its ID; raises `Problem` (400) for what is none, 404 if there is no such glossary."""
        found = _stored(self._path(number))
        if found is None:
            raise _missing()
        return found

    def change(self, number: str, changed: Callable[[Stored], Stored]) -> Summary:
        """Write another glossary in the place of one, while nobody else does; raises as `get` and `create` do."""
        with self._changing():
            before = self.get(number)
            return self._write(replace(changed(before), id=before.id, created=before.created))

    def delete(self, number: str) -> None:
        """Remove a glossary; raises as `get` does."""
        with self._changing():
            try:
                self._path(number).unlink()
            except FileNotFoundError as error:
                raise _missing() from error

    def terms(self, number: str, pair: Pair) -> Glossary | None:
        """The terms of a glossary for a pair of languages, if it has such; raises as `get` does."""
        path = self._path(number)
        try:
            version = path.stat().st_mtime_ns
        except OSError as error:
            raise _missing() from error
        return _terms(path, version, pair)

    def _path(self, number: str) -> Path:
        if not _ID.fullmatch(number):
            raise Problem(400, "Value for 'glossary_id' not supported.")
        return self._folder / f"{number.lower()}.json"

    def _write(self, glossary: Stored) -> Summary:
        summary = glossary.summary
        counts = [[*pair, count] for pair, count in summary.counts.items()]
        about = {"name": glossary.name, "created": glossary.created, "counts": counts}
        entries = [[*pair, one] for pair, one in glossary.dictionaries.items()]
        data = "\n".join(json.dumps(line, ensure_ascii=False) for line in (about, entries)).encode() + b"\n"
        if len(data) > _LARGEST:
            raise Problem(413, "The glossary is too large", f"It may have {_LARGEST >> 20} MiB")
        atomic.write(self._path(glossary.id), data)
        return summary

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """The folder while no other thread or process changes it; raises `Problem` if it cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / ".lock", timeout=_PATIENCE):
                yield
        except Timeout as error:
            raise Problem(503, "The glossaries are being changed by others", headers={"Retry-After": "5"}) from error
        except OSError as error:
            raise Problem(503, "The glossaries cannot be written", error.strerror or "") from error


def _missing() -> Problem:
    return Problem(404, "Glossary not found")


def _lines(path: Path, count: int) -> list[Any] | None:
    """The first lines of a file, read; None if there is no such file, or it is none of ours."""
    try:
        with path.open(encoding="utf-8") as file:
            return [json.loads(file.readline()) for _ in range(count)]
    except (OSError, ValueError):
        return None


def _summary(path: Path) -> Summary | None:
    lines = _lines(path, 1)
    return _summed(path, lines[0]) if lines else None


def _summed(path: Path, about: Any) -> Summary:
    counts = {(source, target): count for source, target, count in about["counts"]}
    return Summary(path.stem, about["name"], about["created"], counts)


def _stored(path: Path) -> Stored | None:
    lines = _lines(path, 2)
    if not lines:
        return None
    about, entries = lines
    dictionaries = {(source, target): one for source, target, one in entries}
    return Stored(path.stem, about["name"], about["created"], dictionaries)


@lru_cache(maxsize=16)
def _terms(path: Path, version: int, pair: Pair) -> Glossary | None:
    stored = _stored(path)
    if stored is None or pair not in stored.dictionaries:
        return None
    return Glossary.merge(usable(stored.dictionaries[pair], stored.name)[0])


def usable(entries: Mapping[str, str], name: str) -> tuple[Sequence[Term], Sequence[str]]:
    """The entries of a dictionary as terms, and what is wrong with those that can be none."""
    terms: list[Term] = []
    wrong: list[str] = []
    for source, target in entries.items():
        try:
            terms.append(store.validated(Term(source, target, origin=name)))
        except GlossaryError as error:
            wrong.append(str(error))
    return terms, wrong
