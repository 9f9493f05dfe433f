"""The cache of converted models: made once, whole or not at all."""

import json
import threading
from pathlib import Path

import pytest

from translate.engines import loading, marian, store
from translate.errors import ModelError
from translate.options import BUNDLED


@pytest.fixture(scope="module")
def model() -> marian.MarianModel:
    return marian.read(loading.find(BUNDLED))


def entries(cache: Path) -> list[Path]:
    return [path for path in cache.iterdir() if path.is_dir()]


@pytest.mark.model
def test_a_model_is_converted_once(cache: Path, model: marian.MarianModel) -> None:
    notices: list[str] = []
    first = store.converted(model, "int8", notices.append)
    assert len(notices) == 1
    assert store.converted(model, "int8", notices.append) == first
    assert len(notices) == 1
    assert entries(cache) == [first]


@pytest.mark.model
@pytest.mark.parametrize("name", ["model.bin", "shared_vocabulary.json", "deen.json"])
def test_a_damaged_cache_entry_is_made_again(cache: Path, model: marian.MarianModel, name: str) -> None:
    entry = store.converted(model, "int8", lambda notice: None)
    before = {path.name: path.read_bytes() for path in entry.iterdir()}
    (entry / name).write_bytes(b"damaged")
    notices: list[str] = []
    assert store.converted(model, "int8", notices.append) == entry
    assert {path.name: path.read_bytes() for path in entry.iterdir()} == before
    assert len(notices) == 1
    assert len(entries(cache)) == 1


@pytest.mark.model
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
@pytest.mark.model
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


@pytest.mark.model
def test_an_entry_says_what_its_checksum_is(cache: Path, model: marian.MarianModel) -> None:
    entry = store.converted(model, "int8", lambda notice: None)
    assert json.loads((entry / "deen.json").read_text()) == {"model.bin": marian.sha256(entry / "model.bin")}
