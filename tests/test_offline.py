"""Nothing is asked of a network, and no code of others is run, unless a model of the hub is named."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from translate.engines import hub, marian, store
from translate.errors import ModelError

# Runs a command in a Python in which no socket can be made.
BLOCKED = """
import socket, sys
def blocked(*arguments, **settings):
    raise AssertionError("a socket was opened")
class Blocked(socket.socket):
    __init__ = blocked
socket.socket = Blocked
socket.create_connection = socket.getaddrinfo = blocked
from translate.cli import deen
deen(sys.argv[1:])
"""


@pytest.mark.model
@pytest.mark.parametrize("engine", ["ct2", pytest.param("torch", marks=pytest.mark.slow)])
def test_translating_with_the_bundled_model_opens_no_socket(tmp_path: Path, engine: str) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Das Haus ist alt.\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", BLOCKED, "translate", str(article), "--engine", engine],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert (ran.returncode, "house" in ran.stdout.lower()) == (0, True), ran.stderr


@pytest.mark.parametrize("offline", ["0", "1"])
def test_a_model_of_the_hub_is_asked_for_only_if_that_is_allowed(
    tmp_path: Path, offline: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", offline)
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    ran = subprocess.run(
        [sys.executable, "-c", BLOCKED, "model", "fetch", "someone/something"],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    asked = "a socket was opened" in ran.stderr
    assert asked == (offline == "0")
    if not asked:
        assert ran.returncode == 2
        assert ran.stderr.startswith("deen: someone/something: cannot be fetched")
        assert ran.stderr.count("\n") == 1


def test_a_socket_would_be_noticed() -> None:
    code = BLOCKED.replace("from translate.cli import deen\ndeen(sys.argv[1:])", "socket.create_connection(('::1', 1))")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 1
    assert socket.socket.__module__ == "socket"


def test_code_of_models_is_nowhere_trusted() -> None:
    sources = [
        path
        for room in ("glossary", "translate", "eval", "benchmarks", "tools")
        for path in (ROOT / room).rglob("*.py")
    ]
    assert len(sources) > 100
    assert not [path for path in sources if "trust_remote_code" in path.read_text(encoding="utf-8")]
    unsafe = [path.name for path in sources if "weights_only=False" in path.read_text(encoding="utf-8")]
    assert unsafe == []


@pytest.mark.parametrize("name", ["a..b/c", "-a/b", f"a/{'b' * 200}", "a/b.git", "a--b/c"])
def test_a_name_that_the_hub_refuses_is_one_line(name: str) -> None:
    with pytest.raises(ModelError, match=r"^[^\n]*$") as raised:
        hub.fetch(name)
    assert str(raised.value).startswith(name)


def fetched_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The hub has the files of a folder; gives a list in which each download is told."""
    import huggingface_hub

    downloads: list[bool] = []

    def download(hub_id: str, *, force_download: bool = False, **settings: object) -> str:
        downloads.append(force_download)
        if force_download:
            (folder / "config.json").write_text("{}")
        return str(folder)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", download)
    return downloads


def test_checksums_of_a_fetched_model_are_kept_and_compared(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "snapshot"
    folder.mkdir()
    for name in ("config.json", *marian.TOKENIZER_FILES, "model.safetensors"):
        (folder / name).write_text("{}")
    downloads = fetched_from(folder, monkeypatch)
    assert hub.fetch("some/model") == folder
    assert len(list(store.cache_dir().glob("fetched-*.json"))) == 1
    (folder / "README.md").write_text("put there by another program")
    assert hub.fetch("some/model") == folder
    (folder / "config.json").write_text('{"model_type": "other"}')
    with pytest.raises(ModelError, match=r"config\.json is not as it was .* deen model fetch some/model"):
        hub.fetch("some/model")
    assert downloads == [False] * 3
    assert hub.fetch("some/model", again=True) == folder
    assert downloads[3:] == [False, True]
    assert hub.fetch("some/model") == folder
    assert cache.is_dir()
