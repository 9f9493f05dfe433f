"""`deen corpus` with an engine that copies, which waits where it is told to: `python corpus_stages.py STAGE FILE …`.

At the stage (reading, loading, translating or writing; never for none) it makes the file and waits, so that a test can
strike there; FILE.begun is there once it heeds signals. What follows are the arguments of deen.
"""

import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

if __name__ == "__main__":
    # As `translate.start` does, before the imports below take their time; whoever waits for it knows now.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Path(f"{sys.argv[2]}.begun").touch()

from hostile.copying import Copying

from glossary.terms import Glossary
from translate.api import Translator
from translate.engines.base import Hypothesis, Request
from translate.options import Options
from translate.start import main

T = TypeVar("T")


def reach(stage: str, wanted: str, file: Path) -> None:
    """Wait here, if this is where one is to wait, and nobody has."""
    if stage == wanted and not file.exists():
        file.touch()
        time.sleep(1000)


class Waiting(Copying):
    """An engine that waits at the sentence WAIT if it is to wait while it translates."""

    def __init__(self, wanted: str, file: Path) -> None:
        self._wanted, self._file = wanted, file

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        if any("WAIT" in request.source for request in requests):
            reach("translating", self._wanted, self._file)
        return super().translate(requests, repetition_penalty=repetition_penalty)


def made(wanted: str, file: Path, options: Options, glossary: Glossary, notify: Callable[[str], None]) -> Translator:
    """The translator of a worker."""
    reach("loading", wanted, file)
    plain = Options(memory=False, names=False, lexicon=False)
    return Translator.of(plain, glossary, notify).with_engine(Waiting(wanted, file))


def waiting(stage: str, wanted: str, file: Path, function: Callable[..., T], at: int) -> Callable[..., T]:
    """A function that waits in front of the call of this number."""
    calls = 0

    def called(*arguments: Any, **named: Any) -> T:
        nonlocal calls
        calls += 1
        if calls == at:
            reach(stage, wanted, file)
        return function(*arguments, **named)

    return called


def start() -> None:
    wanted, file = sys.argv[1], Path(sys.argv[2])
    sys.argv[1:3] = []
    sys.argv[0] = "deen"
    from translate.corpus import reading
    from translate.corpus.part_folders import Directory

    Translator.of = partial(made, wanted, file)  # type: ignore[method-assign]
    reading.batches = waiting("reading", wanted, file, reading.batches, 1)
    Directory.put_part = waiting("writing", wanted, file, Directory.put_part, 2)  # type: ignore[method-assign]
    main()


if __name__ == "__main__":
    start()
