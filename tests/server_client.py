"""A server without a model, and a client of it, for the tests of its APIs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import FakeEngine
from starlette.testclient import TestClient

from translate.options import Options
from translate.server import app
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
