"""A process that translates tables, and what is done when it dies."""

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from typing import Any

import pyarrow as pa

from glossary.errors import DeenError
from glossary.terms import Glossary
from translate.api import Translator
from translate.corpus.batch import cause_of, failed, translate_batch
from translate.corpus.columns import Columns
from translate.errors import CorpusError
from translate.options import Options

# What makes a translator, from what is to be told of it.
Make = Callable[[Callable[[str], None]], Translator]

# Seconds without a sentence after which a process is taken for one that hangs.
_PATIENCE = 1800.0
# Seconds that one has to load its model, and perhaps to convert it or to fetch it.
_LOADING = 3600.0
# Seconds that one which is gone has to say how, as its exit code.
_LEAVING = 0.2
# What a terminal sends to all processes of a command.
_TERMINAL = frozenset({signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)})
# Messages of the process: what it is, sentences done, what the user should know, a table, why there is none, and why
# there will be none.
_READY, _TOLD, _SAID, _DONE, _FAILED, _REFUSED = "ready", "told", "said", "done", "failed", "refused"


def maker(options: Options, glossary: Glossary, threads: int) -> Make:
    """What makes a translator with so many threads; it can be pickled."""
    return partial(Translator.of, replace(options, threads=threads), glossary)


class _Died(Exception):
    """The process is gone, or could not translate a table; the message says how."""


class Worker:
    """Translates tables in a process of its own, so that what kills it costs an article and not the run.

    `make` makes its translator, and can be pickled. `told` hears of sentences that are done, `notify` what the user
    should know. One thread at a time uses a worker; any may stop it.
    """

    def __init__(
        self,
        make: Make,
        columns: Columns,
        told: Callable[[int], None],
        notify: Callable[[str], None],
        patience: float = _PATIENCE,
    ) -> None:
        # Ids and what else a table has stay here.
        self._columns = replace(columns, id=None)
        self._make, self._told, self._notify, self._patience = make, told, notify, patience
        # Nothing of the parent comes along, its locks and threads neither.
        self._context = get_context("spawn")
        self._process: Any = None
        self._connection: Connection | None = None
        self._key = ""
        self._stopped = False
        self._lock = threading.Lock()
        self.deaths = 0

    def key(self) -> str:
        """The key of its model, `ModelFacts.key`; the process is started if there is none.

        Raises `ModelError` and its like for a model that cannot be used, `CorpusError` if no process can be had.
        """
        try:
            self._start()
        except _Died as died:
            raise CorpusError(f"no process that translates can be started: {died}") from died
        return self._key

    def translated(self, table: pa.Table) -> pa.Table:
        """The columns that a translation adds to a table.

        If the process dies, each half of the table is tried by itself in a new one, down to the article that kills it;
        that has an error. An article that came alone is tried once more. Raises `CorpusError` once it was stopped, and
        what `key` raises.
        """
        for _ in range(2 if table.num_rows == 1 else 1):
            try:
                return self._once(table)
            except _Died as died:
                how = str(died)
        return self._in_halves(table, how)

    def _in_halves(self, table: pa.Table, how: str) -> pa.Table:
        if table.num_rows == 1:
            return failed(table, self._columns, f"the process that translated it died: {how}")
        middle = table.num_rows // 2
        done = []
        for half in (table.slice(0, middle), table.slice(middle)):
            try:
                done.append(self._once(half))
            except _Died as died:
                done.append(self._in_halves(half, str(died)))
        return pa.concat_tables(done)

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._stopped = True
        self._end(0.0)

    def _once(self, table: pa.Table) -> pa.Table:
        self._start()
        connection = self._connection
        assert connection
        self._send(connection, _as_bytes(table))
        return _as_table(self._heard(connection, _DONE, self._patience))

    def _start(self) -> None:
        """Start a process, unless there is one."""
        with self._lock:
            if self._stopped:
                raise CorpusError("stopped")
            if self._process is not None:
                return
            connection, theirs = self._context.Pipe()
            process = self._context.Process(target=serve, args=(theirs,), daemon=True)
            with _deaf():
                process.start()
            theirs.close()
            self._connection, self._process = connection, process
        # Not as arguments: a glossary is larger than what a pipe holds, and one that dies before it reads them would
        # have Python wait forever.
        self._send(connection, pickle.dumps((self._make, self._columns)))
        self._key = self._heard(connection, _READY, _LOADING)

    def _send(self, connection: Connection, data: bytes) -> None:
        try:
            connection.send_bytes(data)
        except OSError:
            raise self._died() from None

    def _heard(self, connection: Connection, wanted: str, patience: float) -> Any:
        """The next answer of this kind; what is told before is passed on."""
        while True:
            try:
                if not connection.poll(patience):
                    self._end(0.0)
                    self.deaths += 1
                    raise _Died(f"it did nothing for {patience:.0f} seconds")
                kind, value = connection.recv()
            except (EOFError, OSError):
                raise self._died() from None
            if kind == wanted:
                return value
            if kind == _FAILED:
                raise _Died(value)
            if kind == _REFUSED:
                self._end(0.0)
                raise value
            (self._told if kind == _TOLD else self._notify)(value)

    def _died(self) -> _Died:
        """How the process ended, which it has; the next one will be another."""
        process = self._process
        self._end(_LEAVING)
        if self._stopped or process is None:
            raise CorpusError("stopped")
        self.deaths += 1
        return _Died(_ending(process.exitcode))

    def _end(self, seconds: float) -> None:
        """End the process, which has so many seconds to do it by itself."""
        with self._lock:
            process, self._process = self._process, None
            if process is not None:
                process.join(seconds)
                process.kill()
                process.join()


@contextmanager
def _deaf() -> Iterator[None]:
    """A process that is started meanwhile never hears Ctrl-C: that goes to the parent, which ends it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # It is started with the first process, and would have this thread hear again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _TERMINAL)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending(code: int | None) -> str:
    """How a process ended, by its exit code.

    >>> _ending(-9), _ending(3)
    ('signal SIGKILL, perhaps for want of memory', 'exit code 3')
    """
    if code is None or code >= 0:
        return f"exit code {code}"
    name = signal.Signals(-code).name
    return f"signal {name}" + (", perhaps for want of memory" if -code == signal.SIGKILL else "")


def serve(connection: Connection) -> None:
    """What the process does: it is told how to make its translator and of which columns, and translates table after
    table until nobody is there any more."""
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    try:
        make, columns = pickle.loads(connection.recv_bytes())
        translator = make(lambda notice: connection.send((_SAID, notice)))
        connection.send((_READY, translator.engine.facts.key))
        while True:
            table = _as_table(connection.recv_bytes())
            try:
                done = translate_batch(table, translator, columns, lambda count: connection.send((_TOLD, count)))
                connection.send((_DONE, _as_bytes(done.select(columns.added.names))))
            except (MemoryError, pa.ArrowException) as error:
                connection.send((_FAILED, cause_of(error)))
    except DeenError as error:
        connection.send((_REFUSED, error))
    except (EOFError, OSError):
        # The parent is gone.
        return


def _leave_with_parent() -> None:
    """End this process as soon as its parent is gone, whatever it does: what it makes is for nobody."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _as_bytes(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _as_table(data: bytes) -> pa.Table:
    return pa.ipc.open_stream(data).read_all()
