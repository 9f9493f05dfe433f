"""Batches for the engine from what many sentences ask for, first drafts and second tries alike.

No round has to be whole before the next begins: a batch is taken from whatever waits, sentences of about one length,
and while the engine has some, those that are done are finished and the next prepared. Which ones go together hangs on
the sentences and on the engine, never on how fast anything was, so that the same text comes out the same.
"""

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from translate.decoding.asking import Ask, Asking
from translate.engines.base import Engine, Hypothesis, source_length

T = TypeVar("T")

# Batches that the engine has for each that it translates at a time, so that the next one follows without a gap.
_AHEAD = 2
# Requests that wait, from which the next batch is chosen: few at first, so that the first sentences come soon, then
# twice as many after each batch.
_FIRST_WAITING, _MOST_WAITING = 64, 512
# A batch that is too small to share all by is made so much larger, as a part of its size.
_FINER = 12
# Sentences that may be done before one that is not.
_MOST_UNDELIVERED = 4 * _MOST_WAITING


def in_order(tasks: Iterable[Asking[T]], engine: Engine) -> Generator[T]:
    """What comes of tasks, in their order, each as soon as it and those before it are done.

    The tasks are taken as far as they are needed. Whoever closes this early waits for what is in the engine, and these
    tasks go on as far as that brings them.
    """
    schedule = _Schedule(iter(tasks), engine)
    try:
        going_on = True
        while going_on:
            while schedule.begin():
                yield from schedule.delivered()
            going_on = schedule.go_on()
            yield from schedule.delivered()
    finally:
        schedule.close()


@dataclass(slots=True, eq=False)
class _Running(Generic[T]):
    """A task with the answers that it still waits for."""

    number: int
    asking: Asking[T]
    answers: list[Hypothesis | None] = field(default_factory=list)
    missing: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Item(Generic[T]):
    """A request that waits: the answer number `place` of its task; `length` counts pieces."""

    task: _Running[T]
    place: int
    ask: Ask
    length: int


class _Schedule(Generic[T]):
    """What waits, what is in the engine, and what is done."""

    def __init__(self, tasks: Iterator[Asking[T]], engine: Engine) -> None:
        self._tasks = tasks
        self._engine = engine
        self._wanted = _FIRST_WAITING
        self._waiting: list[_Item[T]] = []
        self._in_engine: deque[tuple[list[_Item[T]], Future[list[Hypothesis]]]] = deque()
        self._pool: ThreadPoolExecutor | None = None
        self._begun = self._next = 0
        self._done: dict[int, T] = {}
        self._is_last = self._is_closed = False

    def begin(self) -> bool:
        """Begin a task, unless enough requests wait or none is left."""
        if self._is_last or len(self._waiting) >= self._wanted or self._begun - self._next >= _MOST_UNDELIVERED:
            return False
        if (task := next(self._tasks, None)) is None:
            self._is_last = True
            return False
        self._begun += 1
        self._advance(_Running(self._begun - 1, task), None)
        return True

    def delivered(self) -> Iterator[T]:
        """Results whose turn it is."""
        while self._next in self._done:
            self._next += 1
            yield self._done.pop(self._next - 1)

    def go_on(self) -> bool:
        """Give the engine what it has room for, and take what it has had longest; false if all is done."""
        if self._is_last and not self._in_engine and len(batches := self._batches()) == 1:
            # Threads would take longer to begin than they save.
            self._waiting.clear()
            self._answered(batches[0], self._translated(batches[0]))
            return True
        self._submit()
        if not self._in_engine:
            return not self._is_last
        self._collect()
        return True

    def _submit(self) -> None:
        """An engine that is busy waits for a full batch: what comes back may ask for more."""
        facts = self._engine.facts
        while self._waiting and len(self._in_engine) < _AHEAD * facts.workers:
            is_full = sum(item.length for item in self._waiting) >= facts.batch_pieces
            if len(self._in_engine) >= facts.workers and not is_full:
                return
            first = min(self._waiting, key=lambda item: item.task.number)
            batch = next(some for some in self._batches() if first in some)
            taken = set(map(id, batch))
            self._waiting = [item for item in self._waiting if id(item) not in taken]
            self._wanted = min(2 * self._wanted, _MOST_WAITING)
            self._pool = self._pool or ThreadPoolExecutor(_AHEAD * facts.workers)
            self._in_engine.append((batch, self._pool.submit(self._translated, batch)))

    def close(self) -> None:
        """Wait for what is in the engine, begin nothing more."""
        self._is_closed = True
        try:
            while self._in_engine:
                self._collect()
        finally:
            if self._pool:
                self._pool.shutdown(cancel_futures=True)

    def _collect(self) -> None:
        batch, made = self._in_engine.popleft()
        hypotheses = made.result()
        if not self._is_closed:
            # Before anything else, so that the engine is not kept waiting.
            self._submit()
        self._answered(batch, hypotheses)

    def _translated(self, batch: Sequence[_Item[T]]) -> list[Hypothesis]:
        requests = [item.ask.request for item in batch]
        return self._engine.translate(requests, repetition_penalty=batch[0].ask.repetition_penalty)

    def _answered(self, batch: Sequence[_Item[T]], hypotheses: Sequence[Hypothesis]) -> None:
        for item, hypothesis in zip(batch, hypotheses, strict=True):
            task = item.task
            task.answers[item.place] = hypothesis
            task.missing -= 1
            if not task.missing:
                self._advance(task, [answer for answer in task.answers if answer is not None])

    def _advance(self, task: _Running[T], answers: Sequence[Hypothesis] | None) -> None:
        """Let a task go on until it asks or is done."""
        try:
            asked = next(task.asking) if answers is None else task.asking.send(answers)
        except StopIteration as end:
            self._done[task.number] = end.value
            return
        task.answers, task.missing = [None] * len(asked), len(asked)
        for place, ask in enumerate(asked):
            # The end mark counts too.
            length = source_length(self._engine.tokenizer, ask.request) + 1
            self._waiting.append(_Item(task, place, ask, length))

    def _batches(self) -> list[list[_Item[T]]]:
        """What waits as batches of requests of about one length and one penalty."""
        batches = []
        for penalty in sorted({item.ask.repetition_penalty for item in self._waiting}):
            some = [item for item in self._waiting if item.ask.repetition_penalty == penalty]
            some.sort(key=lambda item: item.length)
            spans = shared([item.length for item in some], self._engine.facts.workers, self._engine.facts.batch_pieces)
            batches += [some[span.start : span.stop] for span in spans]
        return batches


def shared(lengths: Sequence[int], workers: int, most: int) -> list[range]:
    """Sentences, of which the lengths in pieces ascend, in batches of at most `most` pieces, padding counted.

    Few are shared out among the workers, so that none is idle.

    >>> shared([3, 9, 10, 10, 30, 31], 2, 100), shared([3, 9, 10, 10, 30, 31], 2, 40)
    ([range(4, 6), range(0, 4)], [range(5, 6), range(4, 5), range(0, 4)])
    """
    room = min(most, sum(lengths) // workers + 1)
    while len(spans := _spans(lengths, room)) > workers and room < most:
        room = min(most, room + room // _FINER + 1)
    return spans


def _spans(lengths: Sequence[int], room: int) -> list[range]:
    """From the longest on, as many as have room when all are padded to the longest of them."""
    spans: list[range] = []
    end = len(lengths)
    while end:
        start = max(end - max(room // lengths[end - 1], 1), 0)
        spans.append(range(start, end))
        end = start
    return spans
