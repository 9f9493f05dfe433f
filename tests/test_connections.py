"""Connections that hold their place, send too slowly or do not take what they are sent."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from server_client import WORDS, ended, listened, requested, serving
from starlette.types import Receive, Scope, Send

from translate.server.connections import Connection

_LINE = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
_SIZE = 32 << 20


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that takes eight connections and waits two seconds."""
    monkeypatch.setattr(Connection, "most", 8)
    monkeypatch.setattr(Connection, "idle", 2.0)
    with serving(tmp_path) as port:
        yield port


@contextmanager
def connected(port: int, buffer: int = 0) -> Iterator[socket.socket]:
    """A connection to a server; a system may keep much more for it than it asks for unless `buffer` says how much."""
    with socket.socket() as connection:
        if buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        connection.settimeout(10)
        connection.connect(("127.0.0.1", port))
        yield connection


def test_idle_connections_make_room_for_others(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(40):
            stack.enter_context(connected(port))
        with connected(port) as other:
            other.sendall(_LINE + b"Connection: close\r\n\r\n")
            assert b'{"status":"ok"}' in ended(other)


def test_too_many_requests_in_hand_are_refused_and_those_finished(port: int) -> None:
    body = requested("/translate", "q=Das")[:-5]
    with ExitStack() as stack:
        begun = [stack.enter_context(connected(port)) for _ in range(8)]
        for one in begun:
            one.sendall(body)
        time.sleep(0.3)
        with connected(port) as other:
            assert ended(other).startswith(b"HTTP/1.1 503 ")
        begun[0].sendall(b"q=Das")
        assert b"400" in ended(begun[0])


@pytest.mark.parametrize("sent", [b"", b"GET /hea", _LINE])
def test_a_request_that_does_not_come_is_not_waited_for(port: int, sent: bytes) -> None:
    with connected(port) as slow:
        slow.sendall(sent)
        assert ended(slow).startswith(b"HTTP/1.1 408 " if sent else b"")


def test_a_head_that_trickles_in_is_not_waited_for(port: int) -> None:
    with connected(port) as slow:
        slow.sendall(_LINE)
        begun = time.monotonic()
        while not _has_ended(slow) and time.monotonic() - begun < 10:
            slow.sendall(b"X: y\r\n")
        assert time.monotonic() - begun < 10


def _has_ended(connection: socket.socket) -> bool:
    """Whether a server sends anything or ends the connection within a moment."""
    connection.settimeout(0.1)
    try:
        connection.recv(1)
    except TimeoutError:
        return False
    except ConnectionError:
        pass
    return True


def test_a_body_that_is_never_sent_whole_is_not_waited_for(port: int) -> None:
    with connected(port) as slow:
        slow.sendall(requested("/translate", "q=Das")[:-1])
        assert ended(slow).startswith(b"HTTP/1.1 408 ")


def test_a_connection_that_is_used_again_and_again_stays(port: int) -> None:
    with connected(port) as one:
        for _ in range(6):
            one.sendall(_LINE + b"\r\n")
            told = b""
            while not told.endswith(b'"ok"}'):
                told += (new := one.recv(4096))
                assert new
            time.sleep(0.5)


def test_requests_that_are_sent_together_are_answered_in_their_order(port: int) -> None:
    texts = [word for word in WORDS if word.istitle()]
    bodies = [f"q={text}&source=de&target=en".encode() for text in texts]
    head = b"POST /translate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with connected(port) as one:
        one.sendall(b"".join(head + b"Content-Length: %d\r\n\r\n" % len(body) + body for body in bodies))
        one.sendall(_LINE + b"Connection: close\r\n\r\n")
        told = ended(one).decode().lower()
    places = [told.index(f'"{WORDS[text].lower()}"') for text in texts]
    assert places == sorted(places)


async def _large(scope: Scope, receive: Receive, send: Send) -> None:
    """An application whose only answer is too large for what a system holds back."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % _SIZE)]})
    await send({"type": "http.response.body", "body": bytes(_SIZE)})


def test_an_answer_that_is_not_taken_is_dropped_and_one_taken_slowly_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Connection, "idle", 1.0)
    with listened(_large) as port, connected(port) as stuck, connected(port, 65536) as slow:
        for one in (stuck, slow):
            one.sendall(_LINE + b"Connection: close\r\n\r\n")
        taken = 0
        for _ in range(60):
            taken += len(slow.recv(65536))
            time.sleep(0.1)
        assert taken + len(ended(slow)) > _SIZE
        assert len(ended(stuck)) < _SIZE
