"""The run on many machines: Daft hands the rows out on a Ray cluster, and each node makes rounds of them."""

import os
import pickle
from collections.abc import Callable
from dataclasses import astuple, dataclass, field, fields
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import Any
from uuid import uuid4

import pyarrow as pa

from translate.corpus import identity, quiet_daft, reading
from translate.corpus.columns import Columns
from translate.corpus.parts import Output
from translate.corpus.rounds import Counts, Rounds, sampled
from translate.corpus.run import Crew, Source, State, Watch, Workers, joined
from translate.corpus.worker import Make
from translate.errors import CorpusError

# What Daft calls the runner of clusters, in the variable that chooses it.
_VARIABLE, _RAY = "DAFT_RUNNER", "ray"
# What a node tells of a round in the first of its rows: the counts, rows done before, and how often a process died.
_TOLD = (*(one.name for one in fields(Counts)), "done_before", "deaths")


def is_wanted() -> bool:
    """Whether the user wants a cluster: as Daft's users do, by `DAFT_RUNNER=ray`."""
    return os.environ.get(_VARIABLE, "").lower() == _RAY


def connect() -> None:
    """Join the cluster, or start one here if `RAY_ADDRESS` names none, before Daft does it in its own way.

    Raises `CorpusError` where Ray is not installed or cannot be reached.
    """
    try:
        import ray
    except ImportError as error:
        raise CorpusError(f"{_VARIABLE}={_RAY} needs Ray: pip install 'daft[ray]'") from error
    try:
        if not ray.is_initialized():
            # On the nodes, too, nothing is told to anybody.
            ray.init(runtime_env={"env_vars": dict(quiet_daft.SETTINGS)}, log_to_driver=False, logging_level="error")
    except Exception as error:
        raise CorpusError(f"Ray cannot be reached: {quiet_daft.said(error)}; is RAY_ADDRESS right?") from error


@dataclass(frozen=True, slots=True)
class Job:
    """All that a node has to know.

    `maker` gives what makes a translator with so many threads; `workers` of so many `threads` each are started, as
    `Crew.of` has it. `run` is another text for each run.
    """

    output: Output
    columns: Columns
    maker: Callable[[int], Make]
    workers: int | None
    threads: int | None
    names: tuple[str, ...]
    sample: float | None
    run: str = field(default_factory=lambda: uuid4().hex)


class Node:
    """Makes rounds of the rows that come to one process of a cluster: as `run` does, but by itself.

    It knows what was done before the run and what it has done itself, not what others do meanwhile. Ray gives the rows
    of a node that is lost to another one; so a part is called by the rows that came for it, and one that is there
    already is not made again.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._rounds = Rounds(job.output, job.columns)
        crew = Crew.of(job.workers, job.threads)
        self._workers = Workers(job.maker(crew.threads), job.columns, crew.workers, lambda notice: None)
        # Daft calls from several threads, and the worker has threads of its own.
        self._lock = Lock()

    def done(self, values: list[pa.Array]) -> list[dict[str, int]]:
        """Make a round of rows, given column by column; what `_TOLD` names, in the first of as many values."""
        table = pa.table(dict(zip(self._job.names, values, strict=True)))
        with self._lock:
            told = self._told(table)
        nothing = dict.fromkeys(_TOLD, 0)
        return [dict(zip(_TOLD, told, strict=True)), *[nothing] * (table.num_rows - 1)]

    def _told(self, table: pa.Table) -> tuple[int, ...]:
        deaths = self._workers.deaths
        table, keys = sampled(table, identity.keys(table, self._job.columns), self._job.sample)
        writer = blake2b("".join(keys).encode(), digest_size=12).hexdigest()
        if self._job.output.has_only(writer):
            return (*astuple(Counts()), table.num_rows, 0)
        fresh = self._rounds.fresh(table, keys)
        counts = Counts()
        if fresh.num_rows:
            one = self._rounds.planned(fresh)
            shares = self._workers.translated(one.articles(self._job.columns))
            added = joined(self._job.columns, shares)
            counts = self._rounds.written(one, added, writer)
        return (*astuple(counts), table.num_rows - fresh.num_rows, self._workers.deaths - deaths)


@lru_cache(maxsize=1)
def node_of(job: bytes) -> Node:
    """The one node of this process for a pickled job, whatever Daft makes of the step."""
    return Node(pickle.loads(job))


def translate(source: Source, job: Job, *, rows: int, watch: Watch) -> State:
    """Translate what is not done yet, about `rows` rows a part, on all nodes that Daft has; how it ended.

    The rows of a part stand in the order of the input, parts of different nodes do not. Raises `CorpusError`.
    """
    selection = source.selection
    if selection.limit is not None and selection.sample is not None:
        raise CorpusError("--sample and --limit go together on one machine only; give one of them")
    daft = quiet_daft.load()
    frame = reading.frame(source.pieces, source.schema, selection.where)
    if selection.limit is not None:
        frame = frame.limit(selection.limit)
    told = frame.into_batches(rows).select(_step(daft, job, rows)(*map(daft.col, source.schema.names)).alias("told"))
    state = State(Counts())
    try:
        for batch in told.to_arrow_iter():
            for value in batch.column(0).to_pylist():
                if value["rows"] or value["done_before"] or value["deaths"]:
                    state = _after(state, value)
                    watch(state)
    except CorpusError:
        raise
    except Exception as error:
        raise CorpusError(f"the cluster stopped: {quiet_daft.said(error)}; call it again to go on") from error
    return state


def _after(state: State, told: dict[str, int]) -> State:
    counts = state.counts + Counts(**{one.name: told[one.name] for one in fields(Counts)})
    before = state.done_before + told["done_before"]
    return State(counts, before, 0, counts.sentences, state.deaths + told["deaths"])


def _step(daft: Any, job: Job, rows: int) -> Any:
    """What Daft calls with the columns of some rows; one object of it lives in each process that it starts."""

    class Step:
        # Daft sends the class itself to the nodes, so it reaches for nothing outside.
        def __init__(self, job: bytes) -> None:
            from translate.corpus.cluster import node_of

            self.node = node_of(job)

        def done(self, *values: Any) -> list[dict[str, int]]:
            return self.node.done([one.to_arrow() for one in values])

    kinds = daft.DataType.struct({name: daft.DataType.int64() for name in _TOLD})
    Step.done = daft.method.batch(return_dtype=kinds, batch_size=rows)(Step.done)  # type: ignore[method-assign]
    return daft.cls(Step)(pickle.dumps(job)).done
