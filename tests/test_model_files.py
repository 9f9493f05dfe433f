"""Every file of a model, and every field of it, damaged in turn: each is one line that names it, or does no harm."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_training import BUNDLED, small_model

from translate.engines import loading, marian
from translate.engines.base import Request
from translate.errors import EngineError, ModelError
from translate.options import EngineName, Options
from translate.training import export

pytestmark = pytest.mark.model

DEEP = "[" * 100_000 + "]" * 100_000
VALUES: list[object] = [
    None, "x", "", -1, 0, 1.5, 3, 10**15, 1e300, True, [], [1], ["a"], {}, {"a": 1}, [[]], "⟨t⟩", float("nan"),
    float("inf"),
]  # fmt: skip
# Of JSON: what is no value of Python's.
TEXTS = ["9" * 5000, "1e999", DEEP, '"\\ud800"', ""]
FILES = [
    "config.json", "generation_config.json", "vocab.json", "source.spm", "target.spm", "model.safetensors",
    "SHA256SUMS",
]  # fmt: skip
JSON_FILES = FILES[:3]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("small") / "model"
    export.write(small_model(), BUNDLED, directory)
    return directory


@pytest.fixture
def model(made: Path, tmp_path: Path) -> Path:
    """A small model that has no checksums to tell damage by."""
    directory = shutil.copytree(made, tmp_path / "model")
    (directory / "SHA256SUMS").unlink()
    return directory


def fault(directory: Path, engine: EngineName = "ct2") -> str | None:
    """What is told of a model that cannot be used, in one line."""
    try:
        options = Options(model=str(directory), engine=engine, device="cpu", beam_size=1)
        loaded = loading.load(options, lambda notice: None)
        [hypothesis] = loaded.translate([Request("Haus")])
        assert isinstance(hypothesis.text, str)
    except (ModelError, EngineError) as error:
        told = str(error)
    else:
        return None
    assert told.isprintable(), told
    assert len(told) < 1000
    return told


def fields(config: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each field, as it is removed and as it is changed."""
    for name, value in config.items():
        rest = {other: config[other] for other in config if other != name}
        yield name, json.dumps(rest)
        yield name, json.dumps(config)[:-1] + f', "{name}": {json.dumps(value)}' + "}"
        for wrong in VALUES:
            yield name, json.dumps({**config, name: wrong})
        for text in TEXTS:
            yield name, json.dumps(rest)[:-1] + f', "{name}": {text}' + "}"


def seen(model: Path) -> object:
    """All that an engine sees of the configurations, None if they are refused."""
    try:
        read = marian.read(model)
    except ModelError:
        return None
    return json.dumps([read.config, read.generation])


def walk(model: Path, engine: EngineName) -> dict[str, int]:
    """Damage every field of both configurations; how often that was told."""
    told = dict.fromkeys(JSON_FILES, 0)
    undamaged = seen(model)
    for file in JSON_FILES[:2]:
        good = (model / file).read_text(encoding="utf-8")
        for name, text in fields(json.loads(good)):
            (model / file).write_text(text, encoding="utf-8")
            if seen(model) == undamaged:
                continue
            if message := fault(model, engine):
                told[file] += 1
                assert file in message or "model.safetensors" in message or "vocab.json" in message, (
                    name,
                    text,
                    message,
                )
        (model / file).write_text(good, encoding="utf-8")
    return told


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["ct2", "torch"])
def test_every_field_of_the_configurations(model: Path, engine: EngineName, cache: Path) -> None:
    assert fault(model, engine) is None
    told = walk(model, engine)
    assert told["config.json"] > 300
    assert told["generation_config.json"] > 50


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["ct2", "torch"])
def test_every_field_of_a_model_in_the_old_layout(plain: Path, engine: EngineName, cache: Path) -> None:
    config = json.loads((plain / "config.json").read_text(encoding="utf-8"))
    numbers = [name for name, value in config.items() if type(value) in (int, bool)]
    for name in numbers:
        for value in (-1, 1, 3, 100, 10**7):
            (plain / "config.json").write_text(json.dumps({**config, name: value}), encoding="utf-8")
            message = fault(plain, engine)
            assert message is None or str(plain) in message


@pytest.mark.parametrize("engine", ["ct2", "torch"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_none_or_not_whole(made: Path, tmp_path: Path, file: str, engine: EngineName) -> None:
    model = shutil.copytree(made, tmp_path / "model")
    if file != "SHA256SUMS":
        (model / "SHA256SUMS").unlink()
    data = (model / file).read_bytes()
    optional = file in ("generation_config.json", "SHA256SUMS")
    cuts = [0, 1, 7, 8, 9, len(data) // 3, len(data) // 2, len(data) - 3]
    damaged = [*(data[:cut] for cut in cuts), data + b"\0", b"\xff\xfe" + data, b"\0" * len(data), b"\n" * 100]
    for one in damaged:
        (model / file).write_bytes(one)
        message = fault(model, engine)
        assert message is not None, one[:40]
        assert file in message
    for make in (os.mkdir, os.mkfifo):
        (model / file).unlink() if (model / file).is_file() else (model / file).rmdir()
        make(model / file)
        message = fault(model, engine)
        assert message is not None
        assert file in message
    (model / file).unlink()
    message = fault(model, engine)
    assert (message is None) == optional
    (model / file).symlink_to("nowhere")
    assert (fault(model, engine) is None) == optional


def test_a_file_that_is_far_too_large(model: Path) -> None:
    for file in FILES[:-1]:
        data = (model / file).read_bytes()
        with (model / file).open("r+b") as grown:
            grown.truncate(1 << 40)
        message = fault(model)
        assert message is not None
        assert file in message
        (model / file).write_bytes(data)
    assert fault(model) is None


def test_a_cut_sentencepiece_model_is_told_wherever_it_is_cut(model: Path) -> None:
    data = (model / "source.spm").read_bytes()
    for cut in [*range(len(data) - 300, len(data)), *range(0, len(data) - 300, 997)]:
        (model / "source.spm").write_bytes(data[:cut])
        message = fault(model)
        assert message is not None, cut
        assert "source.spm" in message


@pytest.mark.parametrize(
    "change",
    [
        {"</s>": None}, {"<unk>": None}, {"</s>": "0"}, {"</s>": -1}, {"</s>": 5}, {"</s>": True}, {"new": 8001},
        {"\ud800": 8000}, {"⟨t⟩": None}, {"</s>": 1, "<unk>": 0}, {"</s>": 10**15}, {"</s>": []},
    ],
)  # fmt: skip
def test_a_wrong_vocabulary(model: Path, change: dict[str, object]) -> None:
    pieces = json.loads((model / "vocab.json").read_text(encoding="utf-8"))
    if "\ud800" in change:
        pieces = {piece: number for piece, number in pieces.items() if number != 8000}
    changed = {piece: number for piece, number in {**pieces, **change}.items() if number is not None}
    (model / "vocab.json").write_text(json.dumps(changed), encoding="utf-8")
    message = fault(model)
    assert message is not None
    assert "vocab.json" in message


@pytest.mark.parametrize("line", ["", "0", "x  config.json", f"{'0' * 64}  config.json", f"{'0' * 64} config.json"])
def test_wrong_checksums(made: Path, tmp_path: Path, line: str) -> None:
    model = shutil.copytree(made, tmp_path / "model")
    sums = (model / "SHA256SUMS").read_text(encoding="utf-8")
    changed = re.sub(r".*  config.json", line, sums)
    assert changed != sums
    (model / "SHA256SUMS").write_text(changed, encoding="utf-8")
    message = fault(model)
    assert message is not None
    assert "SHA256SUMS" in message


def test_weights_that_are_no_numbers(model: Path) -> None:
    data = bytearray((model / "model.safetensors").read_bytes())
    data[-2:] = b"\xff\xff"
    (model / "model.safetensors").write_bytes(data)
    message = fault(model)
    assert message is not None
    assert "model.safetensors" in message


@pytest.mark.parametrize("engine", ["ct2", "torch"])
def test_a_device_that_is_not_there_is_one_line(model: Path, engine: EngineName) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    with pytest.raises(EngineError, match="no CUDA device is found"):
        loading.load(Options(model=str(model), engine=engine, device="cuda"), lambda notice: None)


def test_a_model_through_links(model: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(model)
    assert fault(tmp_path / "link") is None
    linked = tmp_path / "files"
    linked.mkdir()
    for path in model.iterdir():
        (linked / path.name).symlink_to(path)
    assert fault(linked) is None
    (linked / "vocab.json").unlink()
    (linked / "vocab.json").symlink_to("vocab.json")
    message = fault(linked)
    assert message is not None
    assert "vocab.json" in message
