"""The user's lexicons: files in the folder `lexicon` beside the user's own glossary."""

import datetime
import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from glossary import atomic, folder_lock
from glossary import store as glossaries
from glossary.errors import reason
from translate.errors import LexiconError
from translate.lexicon import reading, word_file
from translate.lexicon.word_file import DamageError, Facts, WordFile

_ENDING = ".sqlite3"
_NAME = re.compile(r"\w[\w.+-]{0,99}")
# What the names of dictionaries end with, one behind another.
_ENDINGS = frozenset(
    {".xz", ".gz", ".dz", ".tsv", ".txt", ".tab", ".csv", ".tei", ".xml", ".dict", ".index", ".json", ".jsonl", ".ding"}
)
# Seconds to wait for another process that is writing in the folder.
_PATIENCE = 5
UNUSABLE = (OSError, sqlite3.Error, DamageError, ValueError, TypeError)


def folder() -> Path:
    """Where lexicons are kept: `lexicon` in `DEEN_HOME`, by default in ~/.config/deen."""
    return glossaries.own_file().parent / "lexicon"


def names() -> list[str]:
    """The names of the lexicons there are, in order; what else stands in the folder is none."""
    try:
        found = [path for path in folder().iterdir() if path.name.endswith(_ENDING)]
    except OSError:
        return []
    return sorted(name for path in found if _NAME.fullmatch(name := path.name.removesuffix(_ENDING)))


def path_of(name: str) -> Path:
    """The file of a lexicon, which may not be there; raises `LexiconError` for what can be no name."""
    if not _NAME.fullmatch(name) or name.endswith(_ENDING):
        raise LexiconError(f"{name!r}: no name for a lexicon; take letters, digits, and - _ . + between them")
    return folder() / (name + _ENDING)


def name_of(source: Path) -> str:
    """The name for a lexicon that a file gives it: its own without endings.

    >>> name_of(Path("freedict-deu-eng.dict.dz")), name_of(Path("my words.tsv.xz"))
    ('freedict-deu-eng', 'my_words')
    """
    bare = source.name
    while (ending := os.path.splitext(bare)[1]).lower() in _ENDINGS:
        bare = bare.removesuffix(ending)
    return re.sub(r"[^\w.+-]", "_", bare).strip(".+-_")[:100] or "lexicon"


def facts(name: str) -> Facts:
    """What is known of a lexicon; raises `LexiconError` if there is none with that name, or it is damaged."""
    path = path_of(name)
    if not path.is_file():
        others = ", ".join(names())
        raise LexiconError(
            f"{name}: no lexicon; there {f'are: {others}' if others else 'are none: deen lexicon add FILE'}"
        )
    try:
        opened = WordFile(path)
    except UNUSABLE as error:
        raise LexiconError(f"{path}: cannot be used: {told(error)}; add its source again") from error
    opened.close()
    return opened.facts


def told(error: BaseException) -> str:
    """What is wrong with a file, in a few words."""
    return "damaged" if isinstance(error, ValueError | TypeError | sqlite3.DatabaseError) else reason(error)


def add(source: Path, name: str, replace: bool, tell: Callable[[str], object]) -> Facts:
    """Read a file, and keep its words under a name; raises `LexiconError`, and nothing is changed then.

    A lexicon of that name is replaced if it is of a file that is called the same, or if `replace` says so. `tell` is
    called with what is replaced.
    """
    path = path_of(name)
    _check_free(name, source, replace)
    with reading.opened(source) as contents:
        today = datetime.date.today().isoformat()
        data, found = word_file.written(contents.words, contents.kind, _called(source), today, contents.licence)
    if not found.words:
        raise LexiconError(f"{source}: has no German word with an English one, though it looks like {contents.kind}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with folder_lock.locked(path.parent, _PATIENCE):
            if before := _check_free(name, source, replace):
                tell(f"replaces {name}, {before}")
            atomic.write(path, data)
    except TimeoutError as error:
        raise LexiconError(
            f"{path}: another process has been writing there for {_PATIENCE} seconds; end that one or try again"
        ) from error
    except (OSError, ValueError) as error:
        raise LexiconError(f"{path}: cannot be written: {reason(error)}") from error
    return found


def _check_free(name: str, source: Path, replace: bool) -> str:
    """What a new lexicon would replace, in words, empty if nothing; raises `LexiconError` if it may not."""
    if not path_of(name).is_file():
        return ""
    try:
        old = facts(name)
    except LexiconError:
        return "which could not be used"
    if old.source != _called(source) and not replace:
        raise LexiconError(f"{name}: there is one already, of {old.source}; give another --name, or --replace")
    return f"of {old.source}, added {old.added}"


def _called(source: Path) -> str:
    """The name of a file as text; names that are not UTF-8 come with halves of characters."""
    return source.name.encode("utf-8", "backslashreplace").decode()


def remove(name: str) -> Path:
    """Remove a lexicon, usable or not, and say where it was; raises `LexiconError` if there is none."""
    path = path_of(name)
    if not path.is_file():
        facts(name)
    try:
        path.unlink()
    except OSError as error:
        raise LexiconError(f"{path}: cannot be removed: {reason(error)}") from error
    return path
