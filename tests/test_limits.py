"""What no request may exceed, and what every answer has."""

import json
import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest
from conftest import FakeEngine
from server_client import WORDS, client_of, ended, listened, requested, serving
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from translate.options import Options
from translate.server import app
from translate.server.limits import Faultless
from translate.server.service import Service
from translate.server.settings import Settings

# Paths of each API, and what tells of a problem there.
_SHAPES = [
    ("/translate", "error"),
    ("/translate_file", "error"),
    ("/v1/translate", "message"),
    ("/v2/translate", "message"),
]
_LIMIT = 65536
_JSON = {"Content-Type": "application/json"}


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """The port of a server that takes bodies of 64 KiB."""
    with serving(tmp_path, settings=Settings(tmp_path, Options(memory=False), body=_LIMIT)) as port:
        yield port


def told(port: int, path: str, body: object, headers: dict[str, str]) -> tuple[int, dict[str, str]]:
    """The status and the values of an answer to a body, which goes in chunks if it is an iterator."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", path, body, headers, encode_chunked=isinstance(body, Iterator))  # type: ignore[arg-type]
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


@pytest.mark.parametrize(("path", "shape"), _SHAPES)
def test_a_body_that_is_too_large_is_refused_whatever_length_it_claims(port: int, path: str, shape: str) -> None:
    chunks = iter([b"x" * 1000] * (_LIMIT // 1000 + 1))
    for body in (chunks, b"x" * (_LIMIT + 1)):
        status, values = told(port, path, body, _JSON)
        assert (status, list(values)) == (413, [shape])
    # So is one of which nothing was sent.
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        one.sendall(f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {_LIMIT + 1}\r\n\r\n".encode())
        assert one.recv(4096).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(("path", "shape"), _SHAPES)
@pytest.mark.parametrize("headers", [{"Content-Type": "image/png"}, {**_JSON, "Content-Encoding": "gzip"}])
def test_a_body_of_a_type_that_is_not_read_is_refused(
    port: int, path: str, shape: str, headers: dict[str, str]
) -> None:
    status, values = told(port, path, b"\x89PNG", headers)
    assert (status, list(values)) == (415, [shape])


def test_all_bodies_together_have_a_limit(port: int) -> None:
    begun = requested("/translate", "q=" + "x" * (_LIMIT - 10))[:-1]
    statuses = []
    with ExitStack() as stack:
        for _ in range(11):
            one = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=0.3))
            one.sendall(begun)
            try:
                statuses.append(one.recv(4096)[:13])
            except TimeoutError:
                # The server waits for the rest of it.
                continue
        assert statuses
        assert set(statuses) == {b"HTTP/1.1 503 "}
    whole = requested("/translate", "q=Das&source=de&target=en")
    with socket.create_connection(("127.0.0.1", port), timeout=30) as one:
        one.sendall(whole)
        assert b'"translatedText"' in ended(one)


async def _failing(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that fails with what a client sent."""
    if scope["type"] == "http":
        raise RuntimeError((await receive())["body"], scope["headers"])


def test_the_log_tells_what_failed_and_nothing_that_was_sent(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "deen"), listened(Faultless(_failing)) as port:
        status, values = told(port, "/v2/translate", b"Geheimnis", {"Authorization": "Bearer Geheimnis"})
    assert (status, values) == (500, {"message": "Internal error"})
    [line] = [record.getMessage() for record in caplog.records if record.name == "deen"]
    assert line.startswith("RuntimeError at test_limits.py:")
    assert "Geheimnis" not in caplog.text


@pytest.mark.parametrize(("origin", "is_allowed"), [("https://page.example", True), ("https://evil.example", False)])
def test_a_page_from_elsewhere_may_ask_if_its_origin_is_allowed(tmp_path: Path, origin: str, is_allowed: bool) -> None:
    settings = Settings(tmp_path, Options(memory=False), origins=("https://page.example",))
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,authorization"}
    with TestClient(app.create(Service(settings, pytest.fail, FakeEngine(WORDS)))) as client:
        before = client.options("/v2/translate", headers={"Origin": origin, **asked})
        assert before.status_code == (200 if is_allowed else 400)
        assert before.headers.get("access-control-allow-origin") == (origin if is_allowed else None)
        for path, body in (("/v2/translate", {"text": ["Haus"], "target_lang": "EN-US"}), ("/translate", {})):
            answer = client.post(path, json=body, headers={"Origin": origin})
            assert answer.headers.get("access-control-allow-origin") == (origin if is_allowed else None)
    with client_of(tmp_path) as client:
        closed = client.options("/v2/translate", headers={"Origin": origin, **asked})
        assert "access-control-allow-origin" not in closed.headers
