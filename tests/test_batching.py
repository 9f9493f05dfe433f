"""Calls from many threads go through one engine together."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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
    assert len(engine.sizes) < 16
    assert sum(engine.sizes) == 128


def test_one_that_fails_costs_no_other() -> None:
    batching = Batching(Counting(WORDS), patience=0.2)
    with ThreadPoolExecutor(3) as pool:
        good, bad, other = (pool.submit(batching.translate, [Request(text)]) for text in ("Satz1", "Gift", "Satz2"))
    batching.close()
    assert [one.text for one in (*good.result(), *other.result())] == ["sentence1", "sentence2"]
    with pytest.raises(EngineError, match="poison"):
        bad.result()


def test_what_was_asked_for_is_finished_and_then_nothing_is_taken() -> None:
    batching = Batching(FakeEngine(WORDS), patience=10)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(batching.translate, [Request("Satz1")])
        while not batching._waiting:
            pass
        batching.close()
    assert waiting.result()[0].text == "sentence1"
    with pytest.raises(RuntimeError):
        batching.translate([Request("Satz1")])
