"""A Marian directory: what is missing, damaged or no Marian model, and what its configuration says."""

import json
import shutil
from pathlib import Path

import pytest

from translate.engines import loading, marian
from translate.errors import ModelError
from translate.options import BUNDLED


@pytest.mark.slow
@pytest.mark.model
def test_a_model_without_hints_and_safetensors(plain: Path) -> None:
    model = marian.read(plain)
    assert model.weights == plain / "pytorch_model.bin"
    assert model.hint_pieces == ()
    assert model.max_source_length == model.split_length == 63
    assert model.alignment_heads == (0, 1)
    assert model.length_penalty == 1.0


@pytest.mark.model
def test_the_bundled_model() -> None:
    model = marian.read(loading.find(BUNDLED))
    assert model.hint_pieces == ("⟨t⟩", "⟨=⟩", "⟨/t⟩")
    assert (model.max_source_length, model.split_length) == (511, 100)
    assert model.alignment_heads == (0,)


@pytest.mark.slow
@pytest.mark.model
def test_the_digest_is_that_of_every_file_that_counts(plain: Path) -> None:
    digest = marian.read(plain).digest
    (plain / "README.md").write_text("other")
    assert marian.read(plain).digest == digest
    settings = json.loads((plain / "generation_config.json").read_text())
    (plain / "generation_config.json").write_text(json.dumps({**settings, "length_penalty": 2.0}))
    assert marian.read(plain).digest != digest
    assert marian.read(plain).length_penalty == 2.0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["config.json", "source.spm", "vocab.json", "pytorch_model.bin"])
def test_what_is_missing_is_named(plain: Path, name: str) -> None:
    (plain / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        marian.read(plain)


@pytest.mark.slow
def test_what_is_no_marian_model_is_refused(plain: Path) -> None:
    config = json.loads((plain / "config.json").read_text())
    (plain / "config.json").write_text(json.dumps({**config, "model_type": "bert"}))
    with pytest.raises(ModelError, match="bert"):
        marian.read(plain)
    (plain / "config.json").write_text("{")
    with pytest.raises(ModelError, match=r"config\.json: cannot be read"):
        marian.read(plain)


@pytest.mark.model
def test_a_damaged_bundled_model_is_refused(tmp_path: Path) -> None:
    damaged = shutil.copytree(loading.find(BUNDLED), tmp_path / "damaged")
    weights = bytearray((damaged / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (damaged / "model.safetensors").write_bytes(bytes(weights))
    with pytest.raises(ModelError, match=r"model\.safetensors: damaged"):
        marian.read(damaged)
