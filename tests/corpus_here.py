"""A worker of the corpus mode that translates where it is, so that tests need no further process."""

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa

from translate.corpus.batch import translate_batch
from translate.corpus.columns import Columns
from translate.corpus.worker import Make


class Here:
    """In place of a `Worker`: what would kill a process would kill the test."""

    deaths = 0

    def __init__(
        self, make: Make, columns: Columns, told: Callable[[int], None], notify: Callable[[str], None]
    ) -> None:
        self._make, self._told, self._notify = make, told, notify
        self._columns = replace(columns, id=None)

    def key(self) -> str:
        """The key of the model."""
        return self._make(self._notify).engine.facts.key

    def translated(self, table: pa.Table) -> pa.Table:
        """The added columns."""
        done = translate_batch(table, self._make(self._notify), self._columns, self._told)
        return done.select(self._columns.added.names)

    def stop(self) -> None:
        """There is nothing to end."""
