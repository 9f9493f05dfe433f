"""Batches for the engine from what many sentences ask for, first drafts and second tries alike.

No round has to be whole before the next begins: a batch is taken from whatever waits, sentences of about one length,
and while the engine has some, those that are done are finished and the next prepared. Which ones go together hangs on
the sentences and on the engine, never on how fast anything was, so that the same text comes out the same.
"""

import math
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from translate.decoding.asking import Ask, Asking
from translate.engines.base import HINT_MARKS, Engine, Hypothesis

T = TypeVar("T")

# Batches that the engine has: one is decoded, the next follows without a gap, and one is being finished here.
_MOST_IN_ENGINE = 3
# Requests that wait, from which the next batch is chosen: few at first, so that the first sentences come soon, then
# twice as many after each batch.
_FIRST_WAITING, _MOST_WAITING = 64, 512
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
            going_on = schedule.submit()
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
        self._is_last = False

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

    def submit(self) -> bool:
        """Give the engine what it has room for, then wait for what it has had longest; false if all is done."""
        # An engine that is busy waits for a full batch: what comes back may ask for more.
        while self._waiting and (not self._in_engine or self._may_follow()):
            batch = self._batch()
            self._wanted = min(2 * self._wanted, _MOST_WAITING)
            if self._is_last and not self._waiting and not self._in_engine:
                # Threads would take longer to begin than they save.
                self._answered(batch, self._translated(batch))
                return True
            self._pool = self._pool or ThreadPoolExecutor(_MOST_IN_ENGINE)
            self._in_engine.append((batch, self._pool.submit(self._translated, batch)))
        if self._in_engine:
            self._collect()
            return True
        return not self._is_last

    def close(self) -> None:
        """Wait for what is in the engine, begin nothing more."""
        try:
            while self._in_engine:
                self._collect()
        finally:
            if self._pool:
                self._pool.shutdown(cancel_futures=True)

    def _collect(self) -> None:
        batch, made = self._in_engine.popleft()
        self._answered(batch, made.result())

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
        self._waiting += [_Item(task, place, ask, self._length(ask)) for place, ask in enumerate(asked)]

    def _length(self, ask: Ask) -> int:
        tokenizer, request = self._engine.tokenizer, ask.request
        hints = sum(len(tokenizer.pieces(hint.target)) + HINT_MARKS for hint in request.hints)
        return tokenizer.length(request.source) + hints + 1

    def _may_follow(self) -> bool:
        pieces = sum(item.length for item in self._waiting)
        return len(self._in_engine) < _MOST_IN_ENGINE and pieces >= self._engine.facts.batch_pieces

    def _batch(self) -> list[_Item[T]]:
        """The request that waits longest, with those that are next to it in length, taken from what waits."""
        first = min(self._waiting, key=lambda item: item.task.number)
        penalty = first.ask.repetition_penalty
        near = sorted(
            (item for item in self._waiting if item.ask.repetition_penalty == penalty), key=lambda item: item.length
        )
        numbers = around([item.length for item in near], near.index(first), self._engine.facts.batch_pieces)
        chosen = [near[number] for number in numbers]
        taken = set(map(id, chosen))
        self._waiting = [item for item in self._waiting if id(item) not in taken]
        return chosen


def around(lengths: Sequence[int], first: int, room: int) -> range:
    """Which go in one batch with the one that is numbered `first`: those nearest to it in length, which ascends.

    Padded to the longest they have at most `room` pieces.

    >>> around([3, 9, 10, 12, 30], 2, 40)
    range(1, 4)
    """
    start, end = first, first + 1
    while start or end < len(lengths):
        before = lengths[first] - lengths[start - 1] if start else math.inf
        behind = lengths[end] - lengths[first] if end < len(lengths) else math.inf
        grown = (start - 1, end) if before < behind else (start, end + 1)
        if lengths[grown[1] - 1] * (grown[1] - grown[0]) > room:
            break
        start, end = grown
    return range(start, end)
