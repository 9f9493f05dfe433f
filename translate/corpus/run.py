"""The run on one machine: pieces are read, rounds translated by worker processes, and written in order."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Lock

import pyarrow as pa

from translate.corpus import identity, reading
from translate.corpus.columns import Columns
from translate.corpus.parts import Output
from translate.corpus.pieces import Piece
from translate.corpus.rounds import Counts, Round, Rounds, sampled
from translate.corpus.worker import Make, Worker
from translate.engines.base import usable_cores

# Of a worker's time a tenth is Python's, in one thread: with many more cores the others would wait for it.
_CORES_OF_A_WORKER = 4
# Seconds between two looks at what is done.
_LOOK = 0.2


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows are taken: those of which the SQL expression `where` is true, of these a share of `sample`, the same
    in every run, and of these the first `limit`."""

    where: str | None = None
    sample: float | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What is read: pieces of one schema, and which of their rows."""

    pieces: Sequence[Piece]
    schema: pa.Schema
    selection: Selection = Selection()

    def tables(self, columns: Columns) -> Iterator["Rows"]:
        """The rows piece by piece."""
        seen = size = 0
        whole = sum(piece.size for piece in self.pieces)
        limit = self.selection.limit
        for piece in self.pieces:
            size += piece.size
            for table in reading.batches(piece, self.schema, self.selection.where):
                rows = self._selected(table, columns)
                if limit is not None:
                    rows = Rows(rows.table.slice(0, limit - seen), rows.keys[: limit - seen])
                seen += len(rows.keys)
                guess = round(seen * whole / size) if size else seen
                yield replace(rows, guess=guess if limit is None else min(guess, limit))
                if limit is not None and seen >= limit:
                    return

    def _selected(self, table: pa.Table, columns: Columns) -> "Rows":
        return Rows(*sampled(table, identity.keys(table, columns), self.selection.sample))


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that were read, with their keys, and how many there will be of all pieces, as guessed from those read."""

    table: pa.Table
    keys: Sequence[str]
    guess: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is: what is written, the rows that an earlier run had done, all rows as guessed, sentences that
    are translated, and how often a process died."""

    counts: Counts
    done_before: int = 0
    rows: int = 0
    sentences: int = 0
    deaths: int = 0


Watch = Callable[[State], None]


@dataclass(frozen=True, slots=True)
class Crew:
    """How many processes translate, and how many threads each of them has."""

    workers: int
    threads: int

    @classmethod
    def of(cls, workers: int | None, threads: int | None) -> "Crew":
        """As many as are asked for; else a process for every four cores of this machine, which share them out."""
        cores = usable_cores()
        count = workers or max(cores // _CORES_OF_A_WORKER, 1)
        return cls(count, threads or max(cores // count, 1))


class Workers:
    """Several workers, each of which takes the next table."""

    def __init__(self, make: Make, columns: Columns, count: int, notify: Callable[[str], None]) -> None:
        self._lock = Lock()
        self.sentences = 0
        self._all = [Worker(make, columns, self._tell, notify) for _ in range(count)]
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(count)

    @property
    def deaths(self) -> int:
        """How often a process died."""
        return sum(worker.deaths for worker in self._all)

    def key(self) -> str:
        """The key of their model; raises as `Worker.key` does."""
        # A signal interrupts this thread alone, and never in the middle of the start of a process.
        return self._threads.submit(self._all[0].key).result()

    def start(self) -> None:
        """Start all processes now, not when they are needed; raises as `Worker.key` does."""
        for key in [self._threads.submit(worker.key) for worker in self._all]:
            key.result()

    def translated(self, table: pa.Table) -> "list[Future[pa.Table]]":
        """The added columns of a table, when workers have made them: each has its share of the rows."""
        size = max(-(-table.num_rows // len(self._all)), 1)
        shares = [table.slice(start, size) for start in range(0, table.num_rows, size)]
        return [self._threads.submit(self._one, share) for share in shares]

    def stop(self) -> None:
        """End all of them, whatever they do."""
        for worker in self._all:
            worker.stop()
        self._threads.shutdown(cancel_futures=True)

    def _one(self, table: pa.Table) -> pa.Table:
        worker = self._idle.get()
        try:
            return worker.translated(table)
        finally:
            self._idle.put(worker)

    def _tell(self, sentences: int) -> None:
        with self._lock:
            self.sentences += sentences


@contextmanager
def started(make: Make, columns: Columns, count: int, notify: Callable[[str], None]) -> Iterator[Workers]:
    """Workers, which are ended at the end."""
    workers = Workers(make, columns, count, notify)
    try:
        yield workers
    finally:
        workers.stop()


def translate(source: Source, output: Output, columns: Columns, workers: Workers, *, rows: int, watch: Watch) -> State:
    """Translate what is not done yet, `rows` rows a part; how it ended.

    Rounds are written in the order of their rows. While one is in the making, the next one waits for workers that are
    done with their share of it; so what is lost when the process is killed is about one. Raises `CorpusError`.
    """
    rounds = Rounds(output, columns)
    state = State(Counts())
    waiting: deque[tuple[Round, list[Future[pa.Table]]]] = deque()

    def looked(counts: Counts, read: "_Read") -> State:
        now = State(counts, read.done_before, read.guess, workers.sentences, workers.deaths)
        watch(now)
        return now

    def write_first(read: _Read) -> State:
        one, shares = waiting.popleft()
        while wait(shares, _LOOK, FIRST_EXCEPTION).not_done and not any(_failed(share) for share in shares):
            looked(state.counts, read)
        added = joined(columns, shares)
        return looked(state.counts + rounds.written(one, added), read)

    read = _Read()
    try:
        for read in _portions(source, rounds, columns, rows):
            if read.table is not None:
                one = rounds.planned(read.table)
                waiting.append((one, workers.translated(one.articles(columns))))
            if len(waiting) > 1:
                state = write_first(read)
        while waiting:
            state = write_first(read)
        return looked(state.counts, read)
    finally:
        rounds.close()


def joined(columns: Columns, shares: "Sequence[Future[pa.Table]]") -> pa.Table:
    """What workers have made of the shares of a table, when all of them have, in their order."""
    return pa.concat_tables([columns.added.empty_table(), *(share.result() for share in shares)])


def _failed(share: "Future[pa.Table]") -> bool:
    return share.done() and share.exception() is not None


@dataclass(frozen=True, slots=True)
class _Read:
    """Rows of a round, None if a piece had none for one; rows that were done before, and all rows as guessed."""

    table: pa.Table | None = None
    done_before: int = 0
    guess: int = 0


def _portions(source: Source, rounds: Rounds, columns: Columns, rows: int) -> Iterator[_Read]:
    """The rows that are not done yet, so many at a time."""
    left: list[pa.Table] = []
    done_before = guess = 0
    for some in source.tables(columns):
        guess = some.guess
        fresh = rounds.fresh(some.table, some.keys)
        done_before += some.table.num_rows - fresh.num_rows
        left.append(fresh)
        while sum(one.num_rows for one in left) >= rows:
            whole = pa.concat_tables(left)
            left = [whole.slice(rows)]
            yield _Read(whole.slice(0, rows), done_before, guess)
        yield _Read(None, done_before, guess)
    if rest := [one for one in left if one.num_rows]:
        yield _Read(pa.concat_tables(rest), done_before, guess)
