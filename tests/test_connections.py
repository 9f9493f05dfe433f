"""Connections that hold their place, send too slowly or do not take what they are sent."""

import os
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from server_client import WORDS, ended, listened, requested, serving
from starlette.types import Receive, Scope, Send

from translate.server.connections import Connection
from translate.server.running import _BACKLOG

_LINE = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
_SIZE = 32 << 20
_PIECE = 65536


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


def _answers(port: int) -> bool:
    """Whether a server answers one that has just come."""
    with connected(port) as other:
        other.sendall(_LINE + b"Connection: close\r\n\r\n")
        return b'{"status":"ok"}' in ended(other)


@pytest.fixture
def many_files() -> Iterator[int]:
    """How many connections both ends of which this process may have open, 10,000 where the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    yield min(10_000, hard - 1000 if hard > 0 else 10_000)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.slow
def test_ten_thousand_idle_connections_are_held_within_limits(tmp_path: Path, many_files: int) -> None:
    before, opened = len(os.listdir("/proc/self/fd")), 0
    with serving(tmp_path) as port, ExitStack() as stack:
        for number in range(many_files):
            stack.enter_context(connected(port))
            if number % 2000 == 1999:
                assert _answers(port)
                opened = len(os.listdir("/proc/self/fd")) - before
                # Of the server's ends so many are open; that they have gone the clients do not notice.
                assert opened - number <= Connection.most + _BACKLOG
        assert _answers(port)
    assert opened


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


@dataclass
class _Endless:
    """An application with an answer in many pieces, of which `sent` were taken from it, and a small one elsewhere."""

    sent: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        pieces = [bytes(_PIECE)] * (_SIZE // _PIECE) if scope["path"] == "/large" else [b'{"status":"ok"}']
        size = sum(map(len, pieces))
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % size)]})
        for piece in pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            self.sent += len(piece)
        await send({"type": "http.response.body", "body": b""})


def test_of_64_that_take_nothing_little_is_held_and_others_are_served() -> None:
    application = _Endless()
    with listened(application) as port, ExitStack() as stack:
        for _ in range(64):
            stack.enter_context(connected(port, 4096)).sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        for _ in range(3):
            assert _answers(port)
        # What the system holds for a connection, and nothing more.
        assert application.sent < 64 * _SIZE / 4


def test_events_that_nobody_takes_keep_nobody_from_being_served_and_are_not_lost(tmp_path: Path) -> None:
    form = f"text={'+'.join(['Das Haus ist alt.'] * 20)}".replace(" ", "+")
    with serving(tmp_path) as port, ExitStack() as stack:
        slow = [stack.enter_context(connected(port, 4096)) for _ in range(16)]
        for one in slow:
            one.settimeout(60)
            one.sendall(requested("/v1/translate", form, "text/event-stream"))
        with connected(port) as other:
            other.settimeout(60)
            other.sendall(requested("/translate", "q=Das+Haus&source=de&target=en"))
            assert b"The house" in ended(other)
        for one in slow:
            told = ended(one)
            assert told.count(b"event: segment") == 20
            assert told.count(b"event: report") == 1
