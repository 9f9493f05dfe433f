"""An engine for many clients: what they ask for at about the same time goes through the model together.

A sentence alone costs nearly three times as much as one of many. So the calls of `translate` meet, and the requests of
all go to the engine as one batch: drafts, hints and second tries of whoever asks. While one batch is in the engine, the
callers of the one before prepare the next: a batch that half of all callers wait for goes at once.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field

from translate.engines.base import Engine, Hypothesis, ModelFacts, PieceTokenizer, Request

# Seconds that a call waits for others while the engine has nothing to do.
_PATIENCE = 0.01
# Sentences that fill a batch.
_FULL = 128
# While one batch is in the engine, the next is collected and begun.
_THREADS = 2

# Raises what a call ends with that nobody waits for any more.
Check = Callable[[], None]


def _always_wanted() -> None:
    """Somebody waits."""


@dataclass(frozen=True, slots=True)
class _Call:
    """What one caller asks for; `done` gets the hypotheses."""

    requests: Sequence[Request]
    repetition_penalty: float
    check: Check
    since: float = field(default_factory=time.monotonic)
    done: "Future[list[Hypothesis]]" = field(default_factory=Future)


class Batching:
    """An engine around another, whose calls from many threads it puts together; `close` ends its threads."""

    def __init__(self, engine: Engine, patience: float = _PATIENCE) -> None:
        self._engine = engine
        self._patience = patience
        self._waiting: deque[_Call] = deque()
        # How many are going to call, and how many batches are in the engine.
        self._callers = 0
        self._busy = 0
        self._changed = threading.Condition()
        self._closed = False
        self._threads = [threading.Thread(target=self._work, name=f"batch-{n}", daemon=True) for n in range(_THREADS)]
        for thread in self._threads:
            thread.start()

    @property
    def facts(self) -> ModelFacts:
        return self._engine.facts

    @property
    def tokenizer(self) -> PieceTokenizer:
        return self._engine.tokenizer

    @contextmanager
    def caller(self) -> Iterator[None]:
        """Whoever is about to call, now and again: a batch waits for half of these."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def translate(
        self, requests: Sequence[Request], *, repetition_penalty: float = 1.0, check: Check = _always_wanted
    ) -> list[Hypothesis]:
        """Translate with others; a call whose `check` raises when it is its turn costs nothing, and raises that."""
        if not requests:
            return []
        call = _Call(requests, repetition_penalty, check)
        with self._changed:
            if self._closed:
                raise RuntimeError("the engine is closed")
            self._waiting.append(call)
            self._changed.notify()
        return call.done.result()

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        """These are asked for by a click, and each is a batch of its own."""
        return self._engine.alternatives(request, count)

    def close(self) -> None:
        """Finish what was asked for, and end the threads."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _count(self, callers: int) -> None:
        with self._changed:
            self._callers += callers
            # Fewer may be enough now.
            self._changed.notify()

    def _work(self) -> None:
        while calls := self._next_batch():
            _answer(self._engine, calls)
            with self._changed:
                self._busy -= 1
                self._changed.notify()

    def _next_batch(self) -> list[_Call]:
        """Calls that go together, with the same penalty; none once all is done and the engine closed."""
        with self._changed:
            while True:
                left = self._left()
                if left is not None and left <= 0:
                    if taken := self._taken():
                        self._busy += 1
                        return taken
                elif self._closed and not self._waiting:
                    return []
                else:
                    self._changed.wait(left)

    def _left(self) -> float | None:
        """The seconds until the next batch goes, None for as long as nothing changes."""
        if not self._waiting:
            return None
        is_full = sum(len(call.requests) for call in self._waiting) >= _FULL
        if is_full or self._closed or 2 * len(self._waiting) >= self._callers:
            return 0
        return None if self._busy else self._waiting[0].since + self._patience - time.monotonic()

    def _taken(self) -> list[_Call]:
        """The calls in front; of those behind that fit, each goes along. Those that nobody waits for end here."""
        taken: list[_Call] = []
        size = 0
        for call in list(self._waiting):
            try:
                call.check()
            except Exception as error:
                self._waiting.remove(call)
                call.done.set_exception(error)
                continue
            fits = not taken or size + len(call.requests) <= _FULL
            if fits and (not taken or call.repetition_penalty == taken[0].repetition_penalty):
                taken.append(call)
                self._waiting.remove(call)
                size += len(call.requests)
        return taken


def _answer(engine: Engine, calls: Sequence[_Call]) -> None:
    """Give each call its hypotheses; where a batch fails, each of its calls is tried by itself."""
    try:
        requests = [request for call in calls for request in call.requests]
        made = iter(engine.translate(requests, repetition_penalty=calls[0].repetition_penalty))
        answers = [[next(made) for _ in call.requests] for call in calls]
    except Exception as error:
        if len(calls) == 1:
            calls[0].done.set_exception(error)
        else:
            for call in calls:
                _answer(engine, [call])
        return
    for call, answer in zip(calls, answers, strict=True):
        call.done.set_result(answer)
