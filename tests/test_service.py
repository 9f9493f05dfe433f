"""Many clients at once: each gets its own answer, and who has gone or takes too long costs nothing more."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from conftest import FakeEngine
from server_client import WORDS, listened

from translate.engines.base import Hypothesis, Request
from translate.options import Options
from translate.server import app, service
from translate.server.service import Service
from translate.server.settings import Settings

_CLIENTS = 64
# APIs, and what tells of a problem there.
_SHAPES = pytest.mark.parametrize(
    ("path", "shape"), [("/translate", "error"), ("/v1/translate", "message"), ("/v2/translate", "message")]
)
_LONG = " ".join(f"Das Haus {number} ist alt." for number in range(500))
# How the text of a request is asked for and where its translation stands, by path.
_KINDS: tuple[tuple[str, Callable[[str], dict[str, Any]]], ...] = (
    ("/v1/translate", lambda text: {"text": text}),
    ("/v1/alternatives", lambda text: {"text": text}),
    ("/v2/translate", lambda text: {"text": [text, text], "source_lang": "DE", "target_lang": "EN-US"}),
    ("/translate", lambda text: {"q": text, "source": "de", "target": "en", "alternatives": 2}),
)


@dataclass
class Held(FakeEngine):
    """An engine that waits until it may go on; `begun` is set once it is asked."""

    go: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        made = super().translate(requests, repetition_penalty=repetition_penalty)
        self.begun.set()
        assert self.go.wait(60)
        return made

    @property
    def sentences(self) -> int:
        return sum(map(len, self.calls))


@contextmanager
def served(folder: Path, engine: FakeEngine, **limits: Any) -> Iterator[tuple[int, Service]]:
    """The port of a server with an engine, and its service."""
    made = Service(Settings(folder, Options(memory=False, names=False), **limits), pytest.fail, engine)
    with listened(app.create(made)) as port:
        yield port, made


def sent(port: int, path: str, values: object, accept: str = "*/*") -> HTTPConnection:
    """A connection whose answer is not read yet."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", path, json.dumps(values), {"Content-Type": "application/json", "Accept": accept})
    return connection


class Clock:
    """The time of the service, which can be put forward."""

    def __init__(self) -> None:
        self.forward = 0.0

    def monotonic(self) -> float:
        return time.monotonic() + self.forward


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(service, "time", made)
    return made


def answered(port: int, path: str, values: object, accept: str = "*/*") -> tuple[HTTPResponse, str]:
    """An answer and what it says."""
    connection = sent(port, path, values, accept)
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    return answer, told


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.01)


@pytest.mark.slow
def test_no_client_gets_the_text_of_another_and_none_goes_without_an_answer(tmp_path: Path) -> None:
    def client(number: int) -> list[str]:
        mark = f"Marke{number:02}"
        text = f"Das Haus {mark} ist alt."
        told = []
        for path, body in _KINDS:
            answer, said = answered(port, path, body(text))
            assert answer.status == 200, said
            told.append(said)
        answer, said = answered(port, "/v1/translate", {"text": f"{text} {text}"}, "text/event-stream")
        assert answer.status == 200
        assert said.count("event: segment") == 2
        assert said.count("event: report") == 1
        return [*told, said]

    marks = [f"Marke{number:02}" for number in range(_CLIENTS)]
    with served(tmp_path, FakeEngine(WORDS)) as (port, made), ThreadPoolExecutor(_CLIENTS) as pool:
        for mark, told in zip(marks, pool.map(client, range(_CLIENTS)), strict=True):
            for said in told:
                assert f"house {mark} is old." in said
                assert not [other for other in marks if other != mark and other in said]
        assert made.taken == 0


@_SHAPES
def test_a_full_queue_is_told_in_the_words_of_each_api(tmp_path: Path, path: str, shape: str) -> None:
    engine, body = Held(WORDS), dict(_KINDS)[path]("Das Haus")
    with served(tmp_path, engine, requests=1) as (port, _):
        first = sent(port, path, body)
        assert engine.begun.wait(60)
        answer, told = answered(port, path, body)
        assert (answer.status, json.loads(told)) == (429, {shape: "Too many requests"})
        assert int(answer.headers["Retry-After"]) > 0
        engine.go.set()
        assert first.getresponse().status == 200


@_SHAPES
def test_what_takes_too_long_is_given_up_and_the_engine_stops(
    tmp_path: Path, path: str, shape: str, clock: Clock
) -> None:
    engine, body = Held(WORDS), dict(_KINDS)[path]
    with served(tmp_path, engine, seconds=600) as (port, made):
        asked = sent(port, path, body(_LONG))
        assert engine.begun.wait(60)
        clock.forward = 601
        engine.go.set()
        answer = asked.getresponse()
        assert (answer.status, list(json.loads(answer.read()))) == (503, [shape])
        assert int(answer.headers["Retry-After"]) > 0
        until(lambda: made.taken == 0)
        assert engine.sentences < 100
        assert answered(port, path, body("Das Haus"))[0].status == 200


def test_events_end_with_an_error_where_it_takes_too_long(tmp_path: Path, clock: Clock) -> None:
    engine = Held(WORDS)
    with served(tmp_path, engine, seconds=600) as (port, _):
        asked = sent(port, "/v1/translate", {"text": _LONG}, "text/event-stream").getresponse()
        assert engine.begun.wait(60)
        clock.forward = 601
        engine.go.set()
        *_, last = asked.read().decode().strip().split("\n\n")
        assert last.startswith("event: error\n")
        assert json.loads(last.partition("data: ")[2])["status"] == 503
        assert engine.sentences < 100


@pytest.mark.parametrize("accept", ["*/*", "text/event-stream"])
def test_a_client_that_has_gone_costs_nothing_more(
    tmp_path: Path, accept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_LOOK", 0.02)
    engine = Held(WORDS)
    with served(tmp_path, engine) as (port, made):
        asked = sent(port, "/v1/translate", {"text": _LONG}, accept)
        assert engine.begun.wait(60)
        asked.close()
        [ticket] = made._tickets
        until(ticket.stopped.is_set)
        engine.go.set()
        until(lambda: made.taken == 0)
        assert engine.sentences < 100
