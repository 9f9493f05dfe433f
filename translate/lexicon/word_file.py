"""A lexicon as a file: an SQLite table of words, each row with a checksum, and what is known of the whole.

A file is written once, whole, and never changed. So it is opened as one that nobody changes, without locks, which takes
well under a millisecond however many words there are.
"""

import hashlib
import json
import math
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from urllib.parse import quote

from glossary.errors import reason
from translate.errors import LexiconError
from translate.lexicon.words import MOST_SENSES, Giving, Word

_VERSION = 1
_CREATE = f"""
CREATE TABLE word (german TEXT, part TEXT, senses TEXT, checksum INTEGER, PRIMARY KEY (german, part)) WITHOUT ROWID;
CREATE TABLE facts (content TEXT, checksum INTEGER);
PRAGMA user_version = {_VERSION};
"""
# Between senses; none of them has it.
_DIVIDER = "|"
_KEYS_A_QUERY = 500
_Row = tuple[str, str, str, float]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a lexicon.

    `kind` is the format that it came in, `source` the name of that file, `added` the day, `words` and `senses` how many
    German forms and translations it has, `licence` what the file says of its own, `key` a hash of the content.
    """

    kind: str
    source: str
    added: str
    words: int
    senses: int
    licence: str
    key: str


def written(givings: Iterable[Giving], kind: str, source: str, added: str, licence: str) -> tuple[bytes, Facts]:
    """The bytes of a file of these words, and its facts; raises `LexiconError` where there is no room to sort them.

    Words with one form and part of speech become one. Of its senses those come first that were given more often, with
    more weight, further in front, and in fewer words: what is translated freely in a text is translated so most often.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as target, closing(sqlite3.connect("")) as scratch:
            target.executescript(_CREATE)
            forms = senses = 0
            digest = hashlib.sha256()
            before = ""
            for word in _merged(givings, scratch):
                joined = _DIVIDER.join(word.senses)
                row = word.german, word.part, joined
                target.execute("INSERT INTO word VALUES (?, ?, ?, ?)", (*row, _checksum(*row)))
                digest.update("\t".join(row).encode() + b"\n")
                forms += word.german != before
                senses += len(word.senses)
                before = word.german
            facts = Facts(kind, source, added, forms, senses, licence, digest.hexdigest()[:32])
            content = json.dumps(asdict(facts))
            target.execute("INSERT INTO facts VALUES (?, ?)", (content, _checksum(content)))
            target.commit()
            return target.serialize(), facts
    except sqlite3.Error as error:
        raise LexiconError(f"{source}: cannot be sorted: {reason(error)}") from error


def _merged(givings: Iterable[Giving], scratch: sqlite3.Connection) -> Iterator[Word]:
    """The words in order, one of each form and part of speech; what does not fit into memory goes to the disk."""
    scratch.execute("CREATE TABLE given (german TEXT, part TEXT, sense TEXT, weight REAL)")
    given: Iterator[_Row] = (
        (word.german, word.part, sense, weight / math.sqrt(place) / (1 + sense.count(" ")))
        for word, weight in givings
        for place, sense in enumerate(word.senses, 1)
    )
    scratch.executemany("INSERT INTO given VALUES (?, ?, ?, ?)", given)
    rows: Iterator[tuple[str, str, str]] = scratch.execute(
        "SELECT german, part, sense FROM given GROUP BY german, part, sense "
        "ORDER BY german, part, sum(weight) DESC, min(rowid)"
    )
    for (german, part), group in groupby(rows, itemgetter(0, 1)):
        yield Word(german, tuple(sense for _, _, sense in group)[:MOST_SENSES], part)


class DamageError(Exception):
    """A file is not as it was written; says what tells so."""


class WordFile:
    """An open file; every call raises `OSError`, `sqlite3.Error` or `DamageError` for one that cannot be used."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileNotFoundError(None, "No such file")
        # The name as a part of an address, whatever bytes it has.
        address = f"file:{quote(os.fsencode(os.path.abspath(path)))}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        try:
            self.facts = self._facts()
        except BaseException:
            self._connection.close()
            raise

    def _facts(self) -> Facts:
        [[version]] = self._connection.execute("PRAGMA user_version")
        if version > _VERSION:
            raise OSError(None, "it is of a later release of deen; add its source again")
        rows = self._connection.execute("SELECT content, checksum FROM facts LIMIT 2").fetchall()
        if len(rows) != 1 or not _is_intact(rows[0]):
            raise DamageError("its facts are not as they were written")
        return Facts(**json.loads(rows[0][0]))

    def find(self, words: Sequence[str]) -> Iterator[Word]:
        """The words with these forms, those of one form by their parts of speech."""
        for first in range(0, len(words), _KEYS_A_QUERY):
            some = words[first : first + _KEYS_A_QUERY]
            marks = ",".join("?" * len(some))
            query = f"SELECT german, part, senses, checksum FROM word WHERE german IN ({marks}) ORDER BY german, part"
            for row in self._connection.execute(query, some).fetchall():
                if not _is_intact(row):
                    raise DamageError("a word is not as it was written")
                german, part, senses, _ = row
                yield Word(german, tuple(senses.split(_DIVIDER)), part)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _checksum(*texts: str) -> int:
    return zlib.crc32("\t".join(texts).encode())


def _is_intact(row: Sequence[object]) -> bool:
    """Whether a row has the checksum that it ends with; of a damaged one the columns may be of any type."""
    *texts, checksum = row
    return all(isinstance(one, str) for one in texts) and _checksum(*map(str, texts)) == checksum
