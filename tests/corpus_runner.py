"""A run over a table by an engine that copies, slowly: `python corpus_runner.py INPUT OUTPUT SECONDS [redo]`.

It is a program of its own, so that tests can kill it.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from hostile.copying import Copying

from glossary.terms import Glossary
from translate.api import Translator
from translate.corpus import parts, pieces, reading, run
from translate.corpus.columns import Columns
from translate.corpus.parts import Description
from translate.engines.base import Hypothesis, Request
from translate.options import Options

COLUMNS = Columns("text", id="id")


class Slow(Copying):
    """An engine that takes its time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        time.sleep(self._seconds)
        return super().translate(requests, repetition_penalty=repetition_penalty)


def slow(seconds: float, notify: Callable[[str], None]) -> Translator:
    """A translator that copies, and takes so many seconds for each batch."""
    options = Options(memory=False, names=False, lexicon=False)
    return Translator.of(options, Glossary(), notify).with_engine(Slow(seconds))


def main() -> None:
    given, out, seconds, *redo = sys.argv[1:]
    listed = pieces.listed([given])
    source = run.Source(listed, reading.schema(listed), run.Selection())
    with (
        run.started(partial(slow, float(seconds)), COLUMNS, 2, print) as workers,
        parts.opened(out, Description({"model": workers.key()}), "parquet", redo=bool(redo)) as output,
    ):
        state = run.translate(source, output, COLUMNS, workers, rows=10, watch=lambda now: None)
    print(state.counts.rows, state.done_before)


if __name__ == "__main__":
    main()
