"""Batches from what many sentences ask for."""

import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from conftest import FakeEngine
from hypothesis import given
from hypothesis import strategies as st

from translate.decoding import asking, scheduling
from translate.decoding.asking import Ask, Asking
from translate.engines.base import Hypothesis, ModelFacts, Request


@dataclass
class Small(FakeEngine):
    """An engine that few pieces fill."""

    full: int = 64

    @property
    def facts(self) -> ModelFacts:
        return replace(super().facts, batch_pieces=self.full)


def asks(texts: Sequence[str]) -> Asking[str]:
    """Asks for one text after the other, and gives all that it was told."""
    told = []
    for text in texts:
        hypothesis = yield from asking.one(Ask(Request(text)))
        told.append(hypothesis.text)
    return "|".join(told)


SENTENCES = st.lists(
    st.lists(st.sampled_from(["Haus", "Das Haus", "Das Haus ist " * 5 + "alt"]), max_size=3), max_size=80
)


@given(SENTENCES, st.integers(1, 200))
def test_all_come_in_their_order_in_batches_that_are_not_too_full(sentences: list[list[str]], full: int) -> None:
    engine = Small(full=full)
    made = list(scheduling.in_order(map(asks, sentences), engine))
    assert made == ["|".join(one) for one in sentences]
    assert sum(map(len, engine.calls)) == sum(map(len, sentences))
    for call in engine.calls:
        lengths = [engine.tokenizer.length(request.source) + 1 for request in call]
        assert len(call) == 1 or max(lengths) * len(call) <= full


@given(SENTENCES)
def test_the_batches_are_the_same_each_time(sentences: list[list[str]]) -> None:
    engines = [Small(), Small()]
    for engine in engines:
        assert len(list(scheduling.in_order(map(asks, sentences), engine))) == len(sentences)
    # Threads may begin in another order than they were given what to do.
    assert sorted(map(str, engines[0].calls)) == sorted(map(str, engines[1].calls))


def test_second_tries_go_along_with_first_ones() -> None:
    engine = Small(full=200)
    sentences = [["Haus"] * (1 + number % 2) for number in range(400)]
    assert len(list(scheduling.in_order(map(asks, sentences), engine))) == 400
    sizes = [len(call) for call in engine.calls]
    assert sum(sizes) == 600
    assert len(sizes) <= 12


def test_a_batch_has_sentences_of_one_length() -> None:
    engine = Small(full=120)
    sentences = [["Haus " * (1 if number % 2 else 20)] for number in range(60)]
    assert len(list(scheduling.in_order(map(asks, sentences), engine))) == 60
    assert all(len({len(request.source) for request in call}) == 1 for call in engine.calls[:4])


def test_a_few_need_no_thread() -> None:
    names: set[str] = set()

    class Watched(FakeEngine):
        def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
            names.add(threading.current_thread().name)
            return super().translate(requests)

    assert list(scheduling.in_order([asks(["Haus", "Hof"])], Watched())) == ["Haus|Hof"]
    assert names == {threading.current_thread().name}


def test_tasks_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[Asking[str]]:
        for number in range(100_000):
            taken.append(number)
            yield asks([f"Satz {number}"] if number % 2 else [])

    made = scheduling.in_order(tasks(), Small())
    assert isinstance(made, Generator)
    assert next(made) == ""
    assert len(taken) == 1
    for number in range(1, 1000):
        assert next(made) == (f"Satz {number}" if number % 2 else "")
        assert len(taken) < number + 3000
    made.close()


class Broken(Exception):
    """The engine is broken."""


@pytest.mark.parametrize("good", [0, 1, 5])
def test_what_the_engine_raises_comes_out(good: int) -> None:
    class Breaking(Small):
        def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
            made = super().translate(requests)
            if len(self.calls) > good:
                raise Broken
            return made

    before = threading.active_count()
    with pytest.raises(Broken):
        list(scheduling.in_order(map(asks, [["Haus"] * 2] * 300), Breaking()))
    assert threading.active_count() == before


LENGTHS = st.lists(st.integers(1, 120), max_size=60).map(sorted)


@given(LENGTHS, st.integers(1, 5), st.integers(1, 400))
def test_all_are_shared_out_in_full_batches(lengths: list[int], workers: int, most: int) -> None:
    spans = scheduling.shared(lengths, workers, most)
    assert sorted(number for span in spans for number in span) == list(range(len(lengths)))
    for span in spans:
        assert len(span) == 1 or len(span) * lengths[span[-1]] <= most
    # Padded to the longest of all they would need so many at most.
    if lengths and len(lengths) * lengths[-1] <= most:
        assert len(spans) <= workers
