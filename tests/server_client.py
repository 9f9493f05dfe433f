"""A server without a model, and a client of it, for the tests of its APIs."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import FakeEngine
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from translate.engines.base import Engine
from translate.options import Options
from translate.server import app, running
from translate.server.service import Service
from translate.server.settings import Settings

WORDS = {"Das": "The", "Haus": "house", "ist": "is", "alt": "old", "Wir": "We", "gehen": "go"}


@contextmanager
def client_of(
    folder: Path,
    keys: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
    characters: int = 1_000_000,
    body: int = 1 << 20,
) -> Iterator[TestClient]:
    """A client of a server whose glossaries are in the folder."""
    settings = Settings(folder, Options(memory=False), keys=keys, hosts=hosts, characters=characters, body=body)
    with TestClient(app.create(Service(settings, pytest.fail, FakeEngine(WORDS)))) as client:
        yield client


@contextmanager
def serving(folder: Path, engine: Engine | None = None, settings: Settings | None = None) -> Iterator[int]:
    """The port of a real server in a thread; its engine is one without a model."""
    settings = settings or Settings(folder, Options(memory=False))
    with listened(app.create(Service(settings, pytest.fail, engine or FakeEngine(WORDS)))) as port:
        yield port


@contextmanager
def listened(application: ASGIApp) -> Iterator[int]:
    """The port of a real server in a thread around an application."""
    bound, ready = running.listening("127.0.0.1", 0), threading.Event()
    server = running.Stoppable(application, ready.set)
    thread = threading.Thread(target=server.run, args=([bound],))
    thread.start()
    assert ready.wait(60)
    try:
        yield int(bound.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(60)
        assert not thread.is_alive()


def requested(path: str, form: str, accept: str = "*/*") -> bytes:
    """A request with a form, after whose answer the connection ends."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: {accept}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}{kind}Content-Length: {len(form)}\r\n\r\n{form}".encode()


def ended(connection: socket.socket) -> bytes:
    """What a server sends until it ends the connection."""
    try:
        return b"".join(iter(lambda: connection.recv(65536), b""))
    except ConnectionError:
        return b""
