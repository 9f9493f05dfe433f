"""What sentences ask of the engine, one by one and together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from conftest import FakeEngine
from hypothesis import given
from hypothesis import strategies as st

from translate.decoding import asking
from translate.decoding.asking import Ask, Asking
from translate.engines.base import Hypothesis, Request


def asks(name: str, times: int) -> Asking[list[str]]:
    """Asks so often in a row, and gives what it was told."""
    told = []
    for number in range(times):
        hypothesis = yield from asking.one(Ask(Request(f"{name} {number}")))
        told.append(hypothesis.text)
    return told


def expected(name: str, times: int) -> list[str]:
    return [f"{name} {number}" for number in range(times)]


def test_one_task_asks_as_often_as_it_likes() -> None:
    engine = FakeEngine()
    assert asking.answered(asks("Haus", 3), engine) == expected("Haus", 3)
    assert [len(call) for call in engine.calls] == [1, 1, 1]


def test_what_asks_nothing_costs_nothing() -> None:
    engine = FakeEngine()
    assert asking.answered(asks("Haus", 0), engine) == []
    assert asking.answered(asking.together([]), engine) == []
    assert not engine.calls


@given(st.lists(st.integers(0, 4), max_size=5))
def test_tasks_that_ask_together_get_their_own_answers(times: list[int]) -> None:
    engine = FakeEngine()
    made = asking.answered(asking.together(asks(f"Satz{n}", count) for n, count in enumerate(times)), engine)
    assert made == [expected(f"Satz{n}", count) for n, count in enumerate(times)]
    assert len(engine.calls) == max(times, default=0)


@dataclass
class Penalised(FakeEngine):
    """Collects the penalties of its calls."""

    penalties: list[float] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.penalties.append(repetition_penalty)
        return super().translate(requests, repetition_penalty=repetition_penalty)


def test_each_penalty_is_a_call_of_its_own() -> None:
    engine = Penalised()

    def task(text: str, penalty: float) -> Asking[str]:
        hypothesis = yield from asking.one(Ask(Request(text), penalty))
        return hypothesis.text

    texts = ["eins", "zwei", "drei"]
    made = asking.answered(asking.together(map(task, texts, (1.0, 1.3, 1.0))), engine)
    assert made == texts
    assert engine.penalties == [1.0, 1.3]
    assert [[request.source for request in call] for call in engine.calls] == [["eins", "drei"], ["zwei"]]
