"""An engine for many clients: what they ask for at about the same time goes through the model together.

A sentence alone costs half as much again as one of many. So each call of `translate` waits a moment for others, and the
requests of all go to the engine as one batch: drafts, hints and second tries of whoever asks.
"""

import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

from translate.engines.base import Engine, Hypothesis, ModelFacts, PieceTokenizer, Request

# Seconds that a call waits for others.
_PATIENCE = 0.01
# Sentences that fill a batch.
_FULL = 128
# While one batch is in the engine, the next is collected and begun.
_THREADS = 2


@dataclass(frozen=True, slots=True)
class _Call:
    """What one caller asks for; `done` gets the hypotheses."""

    requests: Sequence[Request]
    repetition_penalty: float
    done: "Future[list[Hypothesis]]" = field(default_factory=Future)


class Batching:
    """An engine around another, whose calls from many threads it puts together; `close` ends its threads."""

    def __init__(self, engine: Engine, patience: float = _PATIENCE) -> None:
        self._engine = engine
        self._patience = patience
        self._waiting: deque[_Call] = deque()
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

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        if not requests:
            return []
        call = _Call(requests, repetition_penalty)
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

    def _work(self) -> None:
        while calls := self._next_batch():
            _answer(self._engine, calls)

    def _next_batch(self) -> list[_Call]:
        """Calls that go together, with the same penalty; none once all is done and the engine closed."""
        with self._changed:
            while not self._waiting:
                if self._closed:
                    return []
                self._changed.wait()
            until = time.monotonic() + self._patience
            while sum(len(call.requests) for call in self._waiting) < _FULL and not self._closed:
                left = until - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    break
            return self._taken()

    def _taken(self) -> list[_Call]:
        """The calls in front; of those behind that fit, each goes along."""
        taken: list[_Call] = []
        size = 0
        for call in list(self._waiting):
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
