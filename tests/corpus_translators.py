"""Translators for tests of the corpus mode, made in processes of their own: these are found there by name."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from hostile.copying import Copying

from glossary.terms import Glossary
from translate.api import Translator
from translate.corpus.worker import Make
from translate.engines.base import Hypothesis, Request
from translate.options import Options


class Hostile(Copying):
    """An engine that copies, dies of `SEGFAULT` and `OUTOFMEMORY`, fails at `RAISE`, and hangs at `HANG`."""

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        for request in requests:
            if "SEGFAULT" in request.source:
                os.kill(os.getpid(), signal.SIGSEGV)
            if "OUTOFMEMORY" in request.source:
                os.kill(os.getpid(), signal.SIGKILL)
            if "RAISE" in request.source:
                raise RuntimeError("the engine\nbroke")
            if "HANG" in request.source:
                time.sleep(1000)
        return super().translate(requests, repetition_penalty=repetition_penalty)


def hostile(notify: Callable[[str], None]) -> Translator:
    """A translator that copies, around an engine that some words kill."""
    notify("made")
    return Translator.of(Options(memory=False, names=False, lexicon=False), Glossary(), notify).with_engine(Hostile())


def hostile_with(threads: int) -> Make:
    """What makes such translators."""
    return hostile


def unusable(notify: Callable[[str], None]) -> Translator:
    """A translator whose model is not there."""
    return Translator.of(Options("no/such/folder/model", memory=False), Glossary(), notify)


class Once(Copying):
    """An engine that dies the first time it sees `ONCE`, which a file tells the next process."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        if any("ONCE" in request.source for request in requests) and not self._file.exists():
            self._file.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().translate(requests, repetition_penalty=repetition_penalty)


def once(file: Path, notify: Callable[[str], None]) -> Translator:
    """A translator that copies, and dies once."""
    return Translator.of(Options(memory=False, names=False, lexicon=False), Glossary(), notify).with_engine(Once(file))


class Counting(Copying):
    """An engine that writes down what it is asked for."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        with self._file.open("a", encoding="utf-8") as log:
            log.writelines(f"{request.source}\n" for request in requests)
        return super().translate(requests, repetition_penalty=repetition_penalty)


def counting(file: Path, notify: Callable[[str], None]) -> Translator:
    """A translator that copies, and writes down each sentence that its engine is asked for."""
    return Translator.of(Options(memory=False, names=False, lexicon=False), Glossary(), notify).with_engine(
        Counting(file)
    )
