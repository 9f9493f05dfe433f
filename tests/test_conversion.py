"""Conversion for CTranslate2 with numpy alone; CTranslate2's own converter, which uses transformers, is the oracle."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from translate.engines import conversion, loading, marian
from translate.errors import ModelError
from translate.options import BUNDLED

pytestmark = pytest.mark.model


def converted_by_transformers(directory: Path, heads: int, quantization: str, output: Path) -> dict[str, bytes]:
    """The files that CTranslate2's own converter makes, with the heads that a translation's links are taken from."""
    from ctranslate2.converters import TransformersConverter

    class Converter(TransformersConverter):  # type: ignore[misc]
        def _load(self) -> Any:
            spec = super()._load()
            spec.decoder.alignment_layer = np.dtype("int16").type(-1)
            spec.decoder.alignment_heads = np.dtype("int16").type(heads)
            return spec

    Converter(str(directory)).convert(str(output), quantization=quantization)
    return files(output)


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize(("precision", "quantization"), [("int8", "int8_float32"), ("float16", "float16")])
def test_the_bundled_model_is_converted_to_the_same_bytes(precision: str, quantization: str, tmp_path: Path) -> None:
    model = marian.read(loading.find(BUNDLED))
    conversion.convert(model, precision, tmp_path / "own")
    expected = converted_by_transformers(model.directory, 1, quantization, tmp_path / "oracle")
    assert files(tmp_path / "own") == expected


@pytest.mark.slow
@pytest.mark.parametrize("safetensors", [True, False])
def test_a_model_of_another_make_is_converted_to_the_same_bytes(plain: Path, tmp_path: Path, safetensors: bool) -> None:
    import torch
    from transformers import MarianMTModel

    state = torch.load(plain / "pytorch_model.bin")
    state["final_logits_bias"] = torch.linspace(-1, 1, 8001).unsqueeze(0)
    torch.save(state, plain / "pytorch_model.bin")
    if safetensors:
        MarianMTModel.from_pretrained(plain).save_pretrained(plain)
        (plain / "pytorch_model.bin").unlink()
    expected = converted_by_transformers(plain, 2, "int8_float32", tmp_path / "oracle")
    conversion.convert(marian.read(plain), "int8", tmp_path / "own")
    assert files(tmp_path / "own") == expected


@pytest.mark.slow
def test_the_old_layout_of_weights_needs_torch(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = marian.read(plain)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match=r"needs `pip install 'deen-mt\[torch\]'`"):
        conversion.convert(model, "int8", tmp_path / "own")


def test_what_does_not_fit_is_one_clear_error(tmp_path: Path) -> None:
    directory = shutil.copytree(loading.find(BUNDLED), tmp_path / "model")
    (directory / marian.CHECKSUMS).unlink()
    config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
    wrong = (({"activation_function": "tanh"}, "activation_function is .tanh"), ({"encoder_layers": 7}, "layers"))
    for change, told in wrong:
        (directory / "config.json").write_text(json.dumps({**config, **change}), encoding="utf-8")
        with pytest.raises(ModelError, match=told):
            conversion.convert(marian.read(directory), "int8", tmp_path / "own")
    (directory / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelError, match=r"model\.safetensors: damaged"):
        conversion.convert(marian.read(directory), "int8", tmp_path / "own")
