"""The cache of converted models: made once, whole or not at all."""

import errno
import json
import os
import shutil
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from translate.engines import loading, marian, sealing, store
from translate.engines.sealing import sha256
from translate.errors import ModelError
from translate.options import BUNDLED

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def model() -> marian.MarianModel:
    return marian.read(loading.find(BUNDLED))


def entries(cache: Path) -> list[Path]:
    return [path for path in cache.iterdir() if path.is_dir()]


def test_a_model_is_converted_once(cache: Path, model: marian.MarianModel) -> None:
    notices: list[str] = []
    first = store.converted(model, "int8", notices.append)
    assert len(notices) == 1
    assert store.converted(model, "int8", notices.append) == first
    assert len(notices) == 1
    assert entries(cache) == [first]


@pytest.mark.parametrize("name", ["model.bin", "shared_vocabulary.json", "config.json", "deen.json"])
def test_a_damaged_cache_entry_is_made_again(cache: Path, model: marian.MarianModel, name: str) -> None:
    entry = store.converted(model, "int8", lambda notice: None)
    before = {path.name: path.read_bytes() for path in entry.iterdir() if path.name != "deen.json"}
    (entry / name).write_bytes(b"damaged")
    notices: list[str] = []
    assert store.converted(model, "int8", notices.append) == entry
    assert {path.name: path.read_bytes() for path in entry.iterdir() if path.name != "deen.json"} == before
    assert store.converted(model, "int8", pytest.fail) == entry
    assert len(notices) == 1
    assert len(entries(cache)) == 1


def test_two_at_once_make_one_entry(cache: Path, model: marian.MarianModel) -> None:
    made: list[Path] = []
    notices: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.append(store.converted(model, "int8", notices.append))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == entries(cache) * 2
    assert len(notices) == 1


@pytest.mark.slow
def test_what_cannot_be_converted_leaves_nothing(cache: Path, plain: Path) -> None:
    (plain / "pytorch_model.bin").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="cannot be converted"):
        store.converted(marian.read(plain), "int8", lambda notice: None)
    assert entries(cache) == []


def test_a_cache_that_cannot_be_written_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: marian.MarianModel
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DEEN_CACHE", str(tmp_path / "file"))
    with pytest.raises(ModelError, match="set DEEN_CACHE"):
        store.converted(model, "int8", lambda notice: None)


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEN_CACHE", "/somewhere")
    assert store.cache_dir() == Path("/somewhere")
    monkeypatch.delenv("DEEN_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert store.cache_dir() == Path("/caches/deen")


def test_an_entry_says_what_its_checksums_are(cache: Path, model: marian.MarianModel) -> None:
    entry = store.converted(model, "int8", lambda notice: None)
    rows = json.loads((entry / "deen.json").read_text())
    names = {path.name for path in entry.iterdir()} - {"deen.json"}
    assert {name: row["sha256"] for name, row in rows.items()} == {name: sha256(entry / name) for name in names}


def test_what_has_not_changed_is_not_computed_again(
    cache: Path, model: marian.MarianModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = store.converted(model, "int8", lambda notice: None)
    computed: list[str] = []

    def counted(path: Path) -> str:
        computed.append(path.name)
        return sha256(path)

    monkeypatch.setattr(sealing, "sha256", counted)
    assert store.converted(model, "int8", pytest.fail) == entry
    assert computed == []
    os.utime(entry / "config.json", ns=(1, 1))
    assert store.converted(model, "int8", pytest.fail) == entry
    assert "config.json" in computed
    computed.clear()
    assert store.converted(model, "int8", pytest.fail) == entry
    assert computed == []


@pytest.mark.parametrize("kind", ["a dangling link", "a file", "a link to an empty folder", "a folder in a folder"])
def test_what_stands_in_the_place_of_an_entry_gives_way(cache: Path, model: marian.MarianModel, kind: str) -> None:
    entry = store.converted(model, "int8", lambda notice: None)
    shutil.rmtree(entry)
    elsewhere = cache.with_name("elsewhere")
    if kind == "a file":
        entry.write_text("in the way")
    elif kind == "a folder in a folder":
        (entry / "model.bin").mkdir(parents=True)
    else:
        entry.symlink_to(elsewhere)
        if "empty" in kind:
            elsewhere.mkdir()
    assert store.converted(model, "int8", lambda notice: None) == entry
    assert (entry / "model.bin").is_file()
    assert not entry.is_symlink()
    assert not elsewhere.exists() or not any(elsewhere.iterdir())


def test_a_shuffled_vocabulary_is_healed(cache: Path, model: marian.MarianModel) -> None:
    entry = store.converted(model, "int8", lambda notice: None)
    good = (entry / "shared_vocabulary.json").read_bytes()
    pieces = json.loads(good)
    (entry / "shared_vocabulary.json").write_text(json.dumps(pieces[::-1]))
    store.converted(model, "int8", lambda notice: None)
    assert (entry / "shared_vocabulary.json").read_bytes() == good


def test_what_a_killed_run_left_is_removed(cache: Path, model: marian.MarianModel) -> None:
    (cache / "partial-old" / "model").mkdir(parents=True)
    (cache / "converting.lock").write_text("left by a dead process")
    entry = store.converted(model, "int8", lambda notice: None)
    assert entries(cache) == [entry]


def test_a_lock_that_is_not_given_back_does_not_hold_us(
    cache: Path, model: marian.MarianModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 0.1)
    cache.mkdir()
    with FileLock(cache / "converting.lock"):
        entry = store.converted(model, "int8", lambda notice: None)
    assert (entry / "model.bin").is_file()


@pytest.mark.parametrize("error", [OSError(errno.ENOLCK, "No locks available"), NotImplementedError()])
def test_a_file_system_without_locks_is_borne(
    cache: Path, model: marian.MarianModel, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def none(self: FileLock) -> None:
        raise error

    monkeypatch.setattr(FileLock, "acquire", none)
    assert (store.converted(model, "int8", lambda notice: None) / "model.bin").is_file()
