"""The output of a corpus: a folder of parts that are written whole or not at all, and what says how it was made."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

from glossary.errors import reason
from translate.corpus import part_files, part_folders
from translate.corpus.part_files import DAMAGED, PartFile
from translate.corpus.part_folders import Folder
from translate.errors import CorpusError

_HEAD = "_deen.json"
_SUMMARY = "_summary.json"
# What the layout of the folder is numbered; one that is read differently gets another number.
_FORMAT = 1
_NAME = re.compile(r"part-(?:(?P<writer>[\w.-]+)-)?(?P<number>\d{8,})\.(?P<form>parquet|jsonl)", re.ASCII)
_WRITER = re.compile(r"[\w.-]{0,80}", re.ASCII)
_OTHER = re.compile(r"_[\w-]+\.json", re.ASCII)
# Files that stay open for single rows of them.
_RECENT = 8
# Characters of a setting that a message shows.
_SHOWN = 60
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Description:
    """What a translation depends on, as JSON values: model, glossary, lexicon, options, columns, deen's version."""

    settings: Mapping[str, object]

    def differences(self, there: Mapping[str, object]) -> list[str]:
        """What other settings have that these have not, and the other way round, each in a few words.

        >>> Description({"model": "b", "options": {"beam": 3}}).differences({"model": "a", "options": {"beam": 3}})
        ['model: a there, b now']
        """
        return _differences(there, _as_json(self.settings), "")


class Output:
    """A folder of parts, in a directory or in a store; `opened` opens one. It can be pickled, for writers elsewhere."""

    def __init__(self, folder: Folder, description: Description, form: part_files.Form) -> None:
        self._folder = folder
        self._description = description
        self._form: part_files.Form = form
        # What the next part of each writer is numbered.
        self._numbers: dict[str, int] = {}
        self._recent: dict[str, PartFile] = {}

    def __reduce__(self) -> tuple[type["Output"], tuple[Folder, Description, str]]:
        return Output, (self._folder, self._description, self._form)

    @property
    def where(self) -> str:
        """The name of the folder."""
        return self._folder.where

    def write(self, table: pa.Table, writer: str = "") -> str:
        """Write rows as one part, whole or not at all, and return its name, such as "part-00000017.parquet".

        The numbers of a writer's parts ascend in order of writing. Several writers at once, on the machines of a
        cluster, need a name each, of ASCII letters, digits and `-_.`, which is part of the names of their parts:
        "part-node7-00000017.parquet". What was begun on a store and not ended is written over by the same writer.

        Raises `CorpusError` for a disk that is full and the like, after which the parts before are still whole, and
        for kinds of columns that the form cannot hold; `ValueError` for a table without rows and for other names.
        """
        if not _WRITER.fullmatch(writer):
            raise ValueError(f"{writer!r}: no name for a writer")
        number = self._numbers[writer] if writer in self._numbers else self._first_free(writer)
        name = self._named(writer, number)
        self._put(name, table)
        self._numbers[writer] = number + 1
        return name

    def write_only(self, table: pa.Table, writer: str) -> str:
        """Write the one part of a writer, over what it had written; else as `write`."""
        if not writer or not _WRITER.fullmatch(writer):
            raise ValueError(f"{writer!r}: no name for a writer")
        name = self._named(writer, 0)
        self._put(name, table)
        return name

    def has_only(self, writer: str) -> bool:
        """Whether the one part of a writer is there, and whole."""
        return self._folder.has_whole(self._named(writer, 0))

    def _named(self, writer: str, number: int) -> str:
        return f"part-{writer and writer + '-'}{number:08}.{self._form}"

    def _put(self, name: str, table: pa.Table) -> None:
        if not table.num_rows:
            raise ValueError("a part has rows")
        try:
            data = part_files.encoded(table, self._form, _as_json(self._description.settings))
        except (ValueError, OverflowError, pa.ArrowException) as error:
            other = "jsonl" if self._form == "parquet" else "parquet"
            raise CorpusError(
                f"{self.where}: these columns cannot be written as {self._form}: {reason(error)}; "
                f"leave that one out, or write {other}"
            ) from error
        self._folder.put_part(name, data, table.num_rows)

    def names(self) -> list[str]:
        """The names of the parts that are whole: of each writer in the order of writing."""
        found = [match for name in self._folder.whole() if (match := _NAME.fullmatch(name))]
        ours = [match for match in found if match["form"] == self._form]
        return [match[0] for match in sorted(ours, key=lambda one: (one["writer"] or "", int(one["number"])))]

    def read(self, name: str, columns: Sequence[str]) -> pa.Table:
        """Some columns of a part; from lines of JSON with the kinds that JSON tells, as `json_rows` says.

        Raises `CorpusError` for a part that is damaged or has not these columns.
        """
        with self._undamaged(name):
            part = part_files.opened(self._folder.source(name), self._form)
            try:
                return part.read(columns)
            finally:
                part.close()

    def rows(self, name: str, places: Sequence[int], columns: Sequence[str]) -> pa.Table:
        """Some rows of a part, in the order of their places, the first of which is 0; else as `read`.

        Cheap for a few rows: of Parquet only their groups are read, and the last few files stay open.
        """
        with self._undamaged(name):
            part = self._recent.pop(name, None) or part_files.opened(self._folder.source(name), self._form)
            self._recent[name] = part
            while len(self._recent) > _RECENT:
                self._recent.pop(next(iter(self._recent))).close()
            return part.rows(places, columns)

    def write_json(self, name: str, value: object) -> None:
        """Write a JSON value beside the parts, whole or not at all, under a name such as "_summary.json".

        Raises `CorpusError`, and `ValueError` for a name that others would take for a part.
        """
        if not _OTHER.fullmatch(name) or name == _HEAD:
            raise ValueError(f"{name!r}: no name for a file beside parts")
        self._put_json(name, value)

    def close(self) -> None:
        """Close the files that stay open for single rows; those that are asked for afterwards are opened again."""
        while self._recent:
            self._recent.popitem()[1].close()

    def begin(self, *, redo: bool) -> None:
        """Have the folder be one of this description and form, as `opened` says."""
        entries = self._folder.entries()
        if _HEAD in entries:
            if redo:
                self._clear(entries)
            else:
                self._check(self._folder.get(_HEAD))
                self.clear_begun()
                return
        elif entries:
            raise CorpusError(f"{self.where}: is not empty and is no output of deen corpus; choose another folder")
        head = {"format": _FORMAT, "form": self._form, "description": _as_json(self._description.settings)}
        self._put_json(_HEAD, head)

    def clear_begun(self) -> None:
        """Remove what was begun on a store and not ended, since other readers would take it for parts."""
        whole = set(self._folder.whole())
        begun = [name for name in self._folder.entries() if _NAME.fullmatch(name) and name not in whole]
        if begun:
            self._folder.remove(begun)

    def _clear(self, entries: Sequence[str]) -> None:
        """Remove what is ours; the description goes last, so that what a kill leaves is still an output."""
        listed = {*entries, *self._folder.whole()}
        self._folder.remove(name for name in listed if _NAME.fullmatch(name))
        if _SUMMARY in listed:
            self._folder.remove([_SUMMARY])

    def _check(self, data: bytes | None) -> None:
        try:
            head = json.loads(data or b"")
            number, form, settings = head["format"], head["form"], dict(head["description"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise CorpusError(
                f"{self.where}/{_HEAD}: is damaged; --redo starts anew, or choose another folder"
            ) from error
        if number != _FORMAT:
            raise CorpusError(
                f"{self.where}: was written by another version of deen, in format {number}; this one writes {_FORMAT}; "
                "--redo starts anew, or choose another folder"
            )
        differences = self._description.differences(settings)
        if form != self._form:
            differences.insert(0, f"form: {_brief(form)} there, {self._form} now")
        if differences:
            raise CorpusError(f"{self.where}: {'; '.join(differences)}; --redo starts anew, or choose another folder")

    def _put_json(self, name: str, value: object) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        # Names of files that are not UTF-8 come with halves of characters.
        self._folder.put(name, text.encode("utf-8", "backslashreplace"))

    def _first_free(self, writer: str) -> int:
        matches = [match for name in self.names() if (match := _NAME.fullmatch(name))]
        return 1 + max((int(match["number"]) for match in matches if (match["writer"] or "") == writer), default=-1)

    @contextmanager
    def _undamaged(self, name: str) -> Iterator[None]:
        try:
            yield
        except DAMAGED as error:
            raise CorpusError(
                f"{self.where}/{name}: cannot be read: {reason(error)}; if it is damaged, remove it and run it again: "
                "its rows are then done anew"
            ) from error


@contextmanager
def opened(
    uri: str, description: Description, form: Literal["parquet", "jsonl"], *, redo: bool = False
) -> Iterator[Output]:
    """The output in a folder: a path, a file:// URI, or a folder of a store: s3://, gs://, abfss://.

    The folder is made if it is not there. `redo` removes the parts that there are, and nothing else. A directory is
    locked: a second run is refused. A store has no locks: there, nobody is kept out, and two runs at once do each
    other harm.

    Raises `CorpusError` if the folder cannot be used, is being written, has other files and no parts, or parts of
    another description or form, which the message then names.
    """
    folder = part_folders.at(uri)
    with folder.held():
        output = Output(folder, description, form)
        output.begin(redo=redo)
        try:
            yield output
        finally:
            output.close()
        output.clear_begun()


def _as_json(settings: Mapping[str, object]) -> dict[str, object]:
    """Settings as they are read again: lists for tuples, strings for the names of members."""
    found: dict[str, object] = json.loads(json.dumps(dict(settings), ensure_ascii=False))
    return found


def _differences(there: Mapping[str, object], now: Mapping[str, object], within: str) -> list[str]:
    told: list[str] = []
    for name in [*now, *(name for name in there if name not in now)]:
        old, new = there.get(name, _MISSING), now.get(name, _MISSING)
        if isinstance(old, dict) and isinstance(new, dict):
            told += _differences(old, new, f"{within}{name}.")
        elif old != new:
            told.append(f"{within}{name}: {_brief(old)} there, {_brief(new)} now")
    return told


def _brief(value: object) -> str:
    """A setting in one short line."""
    if value is _MISSING:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    line = "".join(sign if sign.isprintable() else "?" for sign in text)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
