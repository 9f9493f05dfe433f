"""What the translation of a sentence asks of the engine, step by step.

A step is written as if the sentence were alone: it yields what it asks for and is sent the answers. Whoever runs many
of them puts what they ask for into batches, first drafts and second tries alike.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from translate.engines.base import Engine, Hypothesis, Request

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to the engine, and how it is to be decoded."""

    request: Request
    repetition_penalty: float = 1.0


# Yields what is asked for at once, is sent as many hypotheses, and returns what comes of it.
Asking = Generator[Sequence[Ask], Sequence[Hypothesis], T]


def one(ask: Ask) -> Asking[Hypothesis]:
    """Ask for one hypothesis."""
    [hypothesis] = yield [ask]
    return hypothesis


def together(tasks: Iterable[Asking[T]]) -> Asking[list[T]]:
    """What comes of several tasks, which ask at the same time."""
    done: dict[int, T] = {}
    waiting: list[tuple[int, Asking[T], Sequence[Ask]]] = []

    def advanced(number: int, task: Asking[T], answers: Sequence[Hypothesis] | None) -> None:
        try:
            asked = next(task) if answers is None else task.send(answers)
            waiting.append((number, task, asked))
        except StopIteration as end:
            done[number] = end.value

    for number, task in enumerate(tasks):
        advanced(number, task, None)
    while waiting:
        before, waiting = waiting, []
        answers = iter((yield [ask for _, _, asked in before for ask in asked]))
        for number, task, asked in before:
            advanced(number, task, list(islice(answers, len(asked))))
    return [done[number] for number in range(len(done))]


def answered(task: Asking[T], engine: Engine) -> T:
    """What comes of a task that an engine answers; the requests of a step go in one batch for each penalty."""
    try:
        asked = next(task)
        while True:
            asked = task.send(_answers(asked, engine))
    except StopIteration as end:
        value: T = end.value
        return value


def _answers(asked: Sequence[Ask], engine: Engine) -> list[Hypothesis]:
    made: dict[Ask, Hypothesis] = {}
    for penalty in dict.fromkeys(ask.repetition_penalty for ask in asked):
        some = [ask for ask in asked if ask.repetition_penalty == penalty]
        answers = engine.translate([ask.request for ask in some], repetition_penalty=penalty)
        made.update(zip(some, answers, strict=True))
    return [made[ask] for ask in asked]
