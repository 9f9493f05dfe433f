"""Calls from many threads go through one engine together."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from conftest import FakeEngine

from translate.engines.base import Hypothesis, Request
from translate.errors import EngineError
from translate.server.batching import Batching

WORDS = {f"Satz{number}": f"sentence{number}" for number in range(64)}


@dataclass
class Counting(FakeEngine):
    """Keeps how large its batches were; one with `Gift` in it fails."""

    sizes: list[int] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.sizes.append(len(requests))
        if any(request.source == "Gift" for request in requests):
            raise EngineError("poison")
        return super().translate(requests, repetition_penalty=repetition_penalty)


def test_each_of_many_callers_gets_its_own_answer() -> None:
    engine = Counting(WORDS)
    batching = Batching(engine, patience=0.5)
    with ThreadPoolExecutor(64) as pool:
        asked = [[Request(f"Satz{number}"), Request("Satz0")] for number in range(64)]
        made = list(pool.map(batching.translate, asked))
    batching.close()
    assert [[one.text for one in of_one] for of_one in made] == [[f"sentence{n}", "sentence0"] for n in range(64)]
    assert sum(engine.sizes) == 128


def test_half_of_the_callers_make_a_batch_and_none_waits_alone() -> None:
    engine = Counting(WORDS)
    # Nothing but the number of callers lets a batch go.
    batching = Batching(engine, patience=600)
    with ThreadPoolExecutor(4) as pool, ExitStack() as callers:
        callers.enter_context(batching.caller())
        assert batching.translate([Request("Satz1")])[0].text == "sentence1"
        for _ in range(6):
            callers.enter_context(batching.caller())
        made = [pool.submit(batching.translate, [Request(f"Satz{number}")]) for number in range(4)]
        assert [one.result(60)[0].text for one in made] == [f"sentence{number}" for number in range(4)]
        assert engine.sizes == [1, 4]
        last = pool.submit(batching.translate, [Request("Satz5")])
        with pytest.raises(TimeoutError):
            last.result(0.1)
    # The others have gone.
    assert last.result(60)[0].text == "sentence5"
    batching.close()


def test_what_nobody_waits_for_never_reaches_the_engine() -> None:
    def given_up() -> None:
        raise EngineError("given up")

    engine = Counting(WORDS)
    batching = Batching(engine)
    with pytest.raises(EngineError, match="given up"):
        batching.translate([Request("Satz1")], check=given_up)
    assert batching.translate([Request("Satz2")])[0].text == "sentence2"
    assert engine.sizes == [1]
    batching.close()


def test_one_that_fails_costs_no_other() -> None:
    batching = Batching(Counting(WORDS), patience=0.2)
    with ThreadPoolExecutor(3) as pool:
        good, bad, other = (pool.submit(batching.translate, [Request(text)]) for text in ("Satz1", "Gift", "Satz2"))
    batching.close()
    assert [one.text for one in (*good.result(), *other.result())] == ["sentence1", "sentence2"]
    with pytest.raises(EngineError, match="poison"):
        bad.result()


def test_what_was_asked_for_is_finished_and_then_nothing_is_taken() -> None:
    batching = Batching(FakeEngine(WORDS), patience=600)
    with ThreadPoolExecutor(1) as pool, ExitStack() as others:
        # For half of these the batch would wait.
        for _ in range(4):
            others.enter_context(batching.caller())
        waiting = pool.submit(batching.translate, [Request("Satz1")])
        while not batching._waiting:
            time.sleep(0.001)
        batching.close()
    assert waiting.result()[0].text == "sentence1"
    with pytest.raises(RuntimeError):
        batching.translate([Request("Satz1")])
