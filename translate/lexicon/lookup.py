"""The words of several lexicons, asked for together."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock

from translate.lexicon import store
from translate.lexicon.word_file import WordFile
from translate.lexicon.word_lines import WordLines
from translate.lexicon.words import Word

SHIPPED = Path(__file__).parents[1] / "data" / "lexicon.tsv"


@dataclass(slots=True)
class _Opened:
    """The files as one process has them open; a child of it may not read on where its parent stands."""

    process: int
    lock: Lock = field(default_factory=Lock)
    files: dict[Path, WordFile] | None = None


def _none() -> Mapping[str, tuple[Word, ...]]:
    return {}


@cache
def shipped() -> Mapping[str, tuple[Word, ...]]:
    """The words that ship with deen: those that news has and the bundled model lacks, or gets wrong now and then."""
    return WordLines(SHIPPED.read_bytes())


class Lexicon:
    """Lexicons in an order, which threads may share, and which a forked process opens for itself.

    Files are opened when they are first needed. One that cannot be used is told of once, by `notify`, and done without:
    a lexicon helps, it is not needed. What none of them has `last` may have.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        notify: Callable[[str], None],
        last: Callable[[], Mapping[str, tuple[Word, ...]]] = _none,
    ) -> None:
        self._last = last
        self._usable = list(paths)
        self._notify = notify
        self._opened = _Opened(os.getpid())

    @classmethod
    def own(cls, notify: Callable[[str], None]) -> "Lexicon":
        """All the lexicons of the user, in the order of their names, and the one that ships behind them."""
        return cls([store.path_of(name) for name in store.names()], notify, shipped)

    @property
    def key(self) -> str:
        """A text that is another when the words of the files that can be used are; empty if there are none."""
        opened = self._here()
        with opened.lock:
            keys = [file.facts.key for file in self._files(opened).values()]
        return hashlib.sha256(" ".join(keys).encode()).hexdigest()[:32] if keys else ""

    def find(self, words: Iterable[str]) -> dict[str, tuple[Word, ...]]:
        """What is known of each word that a lexicon has, by exactly that form: first what the first lexicon says.

        Words that none has are not in the answer.
        """
        wanted = [word for word in dict.fromkeys(words) if _can_be_asked(word)]
        found: dict[str, list[Word]] = {}
        opened = self._here()
        with opened.lock:
            for path, file in list(self._files(opened).items()):
                try:
                    some = list(file.find(wanted))
                except store.UNUSABLE as error:
                    self._give_up(path, error)
                    self._files(opened).pop(path).close()
                    continue
                for word in some:
                    found.setdefault(word.german, []).append(word)
        last = self._last()
        for german in wanted:
            if german in last:
                found.setdefault(german, []).extend(last[german])
        return {german: tuple(several) for german, several in found.items()}

    def is_for(self, word: str) -> bool:
        """Whether what ships has a word, by exactly that form: those are chosen for being wrong too often."""
        return word in self._last()

    def close(self) -> None:
        """Close the files; they are opened again when they are needed."""
        opened = self._here()
        with opened.lock:
            for file in (opened.files or {}).values():
                file.close()
            opened.files = None

    def _here(self) -> _Opened:
        if self._opened.process != os.getpid():
            # The parent's lock may be taken by a thread that there is not here.
            self._opened = _Opened(os.getpid())
        return self._opened

    def _files(self, opened: _Opened) -> dict[Path, WordFile]:
        if opened.files is None:
            opened.files = {}
            for path in list(self._usable):
                try:
                    opened.files[path] = WordFile(path)
                except store.UNUSABLE as error:
                    self._give_up(path, error)
        return opened.files

    def _give_up(self, path: Path, error: BaseException) -> None:
        self._usable.remove(path)
        self._notify(f"{path}: the lexicon is not used: {store.told(error)}")


def _can_be_asked(word: str) -> bool:
    """Whether a word is text; halves of characters, as in names of files, are in no lexicon."""
    return word.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in word)
