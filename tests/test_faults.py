"""A file system that fails at every call in turn, a clock that jumps, runs that are killed: nothing is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT, FakeEngine
from hostile.faults import ERRORS, failing
from small_training import BUNDLED, small_model

from glossary import store as glossaries
from glossary.linked import LinkedText
from glossary.terms import Term
from translate.cli import deen
from translate.engines import loading, marian, store
from translate.errors import ModelError, TrainingError
from translate.memory import Memory, Remembered
from translate.training import export

pytestmark = pytest.mark.slow

KEPT = Remembered(LinkedText("The house", ()), -0.5, (), (), False)
MOST_STEPS = 2000
AT_THE_ENDS = 20


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, without locks, which are empty and stay."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


def faults(folder: Path, prepare: Callable[[], object], run: Callable[[], object], error: int) -> Iterator[None]:
    """Run again and again: each time a later call fails, of very many some; at last none does."""

    def calls(failing_call: int) -> int:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        prepare()
        with failing(folder, failing_call, error) as counter:
            run()
        return counter.calls

    number = calls(sys.maxsize)
    assert number > 1
    for call in range(1, number + 1):
        if call < AT_THE_ENDS or call > number - AT_THE_ENDS or call % (1 + number // AT_THE_ENDS) == 0:
            calls(call)
            yield
    calls(sys.maxsize)
    yield


def invoked(*arguments: str | Path) -> int:
    """The exit code of a command that tells what is wrong in one line, if anything is."""
    result = CliRunner().invoke(deen, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code in (0, 2)
    if result.exit_code == 2:
        assert result.stderr.splitlines()[-1].startswith("deen: ")
    return result.exit_code


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("action", ["add", "replace", "remove", "import"])
def test_a_glossary(tmp_path: Path, action: str, error: int) -> None:
    folder, more = tmp_path / "folder", tmp_path / "more.tsv"
    path = folder / "own.tsv"
    more.write_text("source\ttarget\nKiew\tKyiv\nPeking\tBeijing\n", encoding="utf-8")
    before = b"# ours\nsource\ttarget\nMoskau\tMoscow\n"
    commands: dict[str, list[str | Path]] = {
        "add": ["add", "Kiew", "Kyiv"], "replace": ["add", "Moskau", "Moskva"], "remove": ["remove", "Moskau"],
        "import": ["import", more],
    }  # fmt: skip
    after = {
        "add": before + b"Kiew\tKyiv\n", "replace": before.replace(b"Moscow", b"Moskva"),
        "remove": b"# ours\nsource\ttarget\n", "import": before + b"Kiew\tKyiv\nPeking\tBeijing\n",
    }[action]  # fmt: skip
    codes: list[int] = []

    def run() -> None:
        codes.append(invoked("glossary", *commands[action], "-g", path))

    for _ in faults(folder, lambda: path.write_bytes(before), run, error):
        assert tree(folder) == {"own.tsv": before if codes[-1] else after}
    assert codes[-1] == 0
    assert 2 in codes


@pytest.mark.parametrize("error", ERRORS)
def test_a_lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    folder, words = tmp_path / "home", tmp_path / "words.tsv"
    path = folder / "lexicon" / "words.sqlite3"
    monkeypatch.setenv("DEEN_HOME", str(folder))
    kept = []
    for rows in ("Haus\thouse\n", "Haus\thome\n"):
        words.write_text(rows, encoding="utf-8")
        assert invoked("lexicon", "add", words) == 0
        kept.append(path.read_bytes())
    before, after = kept
    codes: list[int] = []

    def prepare() -> None:
        path.parent.mkdir()
        path.write_bytes(before)

    for _ in faults(folder, prepare, lambda: codes.append(invoked("lexicon", "add", words)), error):
        assert tree(folder) == {"lexicon/words.sqlite3": before if codes[-1] else after}
    assert codes[-1] == 0
    assert 2 in codes


@pytest.mark.parametrize("error", ERRORS)
def test_a_translation_its_report_and_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    monkeypatch.setattr(loading, "load", lambda options, notify: FakeEngine())
    folder = tmp_path / "folder"
    monkeypatch.setenv("DEEN_CACHE", str(folder / "cache"))
    article = tmp_path / "article.txt"
    article.write_text("Das Haus ist alt. Der Garten ist groß.\n", encoding="utf-8")
    codes: list[int] = []

    def prepare() -> None:
        for name in ("out.txt", "out.json", "out.html"):
            (folder / name).write_bytes(b"before")

    def run() -> None:
        outputs = ("-o", folder / "out.txt", "--report", folder / "out.json", "--html", folder / "out.html")
        codes.append(invoked("translate", article, *outputs))

    for _ in faults(folder, prepare, run, error):
        found = {name: data for name, data in tree(folder).items() if not name.startswith("cache")}
        assert set(found) == {"out.txt", "out.json", "out.html"}
        assert found["out.txt"] in (b"before", article.read_bytes())
        assert found["out.json"] == b"before" or found["out.json"].endswith(b"}\n")
        assert found["out.html"] == b"before" or found["out.html"].rstrip().endswith(b"</html>")
        if codes[-1] == 0:
            assert b"before" not in found.values()
    assert codes[-1] == 0
    assert 2 in codes


@pytest.mark.parametrize("error", ERRORS)
def test_a_memory(tmp_path: Path, error: int) -> None:
    folder = tmp_path / "folder"
    path = folder / "cache" / "memory.sqlite3"
    notices: list[str] = []

    def run() -> None:
        notices.clear()
        memory = Memory(path, notices.append)
        memory.put_many({"a": KEPT})
        assert memory.get_many(["a"]) in ({}, {"a": KEPT})

    for _ in faults(folder, lambda: None, run, error):
        assert len(notices) <= 1
        again = Memory(path, pytest.fail)
        again.put_many({"b": KEPT})
        assert again.get_many(["b"]) == {"b": KEPT}


def test_a_memory_that_is_interrupted_at_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite reads and writes by itself: it is stopped after so many steps of its machine."""
    path = tmp_path / "memory.sqlite3"
    real = sqlite3.connect
    left = 0

    def stop() -> bool:
        nonlocal left
        left -= 1
        return left == 0

    def connect(*arguments: Any, **settings: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*arguments, **settings)
        connection.set_progress_handler(stop, 1)
        return connection

    for steps in count(1):
        assert steps < MOST_STEPS
        path.unlink(missing_ok=True)
        Memory(path, pytest.fail).put_many({"old": KEPT}) if steps % 2 else None
        left = steps
        notices: list[str] = []
        with monkeypatch.context() as patched:
            patched.setattr(sqlite3, "connect", connect)
            memory = Memory(path, notices.append)
            memory.put_many({"a": KEPT, "b": KEPT})
            memory.get_many(["a"])
        assert len(notices) <= 1
        found = Memory(path, pytest.fail).get_many(["old", "a", "b"])
        assert ("old" in found) == bool(steps % 2)
        assert ("a" in found) == ("b" in found)
        if left > 0:
            break
    assert not list(tmp_path.glob("*.damaged-*"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> marian.MarianModel:
    directory = tmp_path_factory.mktemp("small") / "model"
    export.write(small_model(), BUNDLED, directory)
    return marian.read(directory)


@pytest.mark.parametrize("error", ERRORS)
def test_a_conversion(tmp_path: Path, model: marian.MarianModel, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    folder = tmp_path / "folder"
    monkeypatch.setenv("DEEN_CACHE", str(folder / "cache"))
    told: list[str] = []

    def run() -> None:
        told.clear()
        try:
            store.converted(model, "int8", lambda notice: None)
        except ModelError as raised:
            told.append(str(raised))

    for _ in faults(folder, lambda: None, run, error):
        assert all(text.isprintable() for text in told)
        entries = [path for path in (folder / "cache").glob("*") if path.is_dir()]
        assert len(entries) == (0 if told else 1), told
        assert not any(path.name.startswith("partial-") for path in entries)
        entry = store.converted(model, "int8", lambda notice: None)
        assert {path.name for path in entry.iterdir()} == {
            "config.json", "model.bin", "shared_vocabulary.json", "deen.json",
        }  # fmt: skip
    assert not told


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("is_there", [True, False])
def test_an_exported_model(tmp_path: Path, model: marian.MarianModel, error: int, is_there: bool) -> None:
    folder = tmp_path / "folder"
    directory = folder / "model"
    trained = small_model()
    told: list[str] = []

    def prepare() -> None:
        if is_there:
            directory.mkdir()
            (directory / "old").write_bytes(b"old")

    def run() -> None:
        told.clear()
        try:
            export.write(trained, BUNDLED, directory)
        except TrainingError as raised:
            told.append(str(raised))

    old = {"model/old": b"old"} if is_there else {}
    for _ in faults(folder, prepare, run, error):
        assert all(text.isprintable() for text in told)
        if told:
            assert tree(folder) == old
        else:
            assert [path.name for path in folder.iterdir()] == ["model"]
            assert marian.read(directory).digest == model.digest
    assert not told


@pytest.mark.parametrize("jump", [-(10**9), 10**10])
def test_a_clock_that_jumps(
    tmp_path: Path, model: marian.MarianModel, monkeypatch: pytest.MonkeyPatch, jump: int
) -> None:
    monkeypatch.setenv("DEEN_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "own.tsv"
    for turn in range(4):
        with monkeypatch.context() as patched:
            # Now it is then, and then it is now.
            now = time.time() + (jump if turn % 2 else 0)
            patched.setattr(time, "time", lambda now=now: now)
            patched.setattr(time, "time_ns", lambda now=now: int(now * 1e9))
            glossaries.add(path, Term(f"Ort{turn}", f"Place{turn}"))
            memory = Memory(tmp_path / "memory.sqlite3", pytest.fail)
            memory.put_many({str(turn): KEPT})
            assert len(memory.get_many(map(str, range(4)))) == turn + 1
            entry = store.converted(model, "int8", lambda notice: None)
            assert os.path.isfile(entry / "model.bin")
            os.utime(entry / "model.bin", (now, now))
            (tmp_path / "broken.sqlite3").write_bytes(b"no database" * 100)
            Memory(tmp_path / "broken.sqlite3", lambda notice: None).get_many(["a"])
    assert len(glossaries.entries(path)) == 4
    assert len(list(tmp_path.glob("broken.sqlite3.damaged-*"))) == 4


@pytest.mark.model
def test_runs_that_are_killed_lose_nothing() -> None:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "kill.py"), "--kills", "5", "--seed", "7"],
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.startswith("5 kills")
