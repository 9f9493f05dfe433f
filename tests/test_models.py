import json
import shutil
import threading
from pathlib import Path

import pytest
import torch
from transformers import MarianConfig, MarianMTModel

from translate.engines import loading
from translate.engines.base import Engine, Request
from translate.errors import ModelError
from translate.options import Options

BUNDLED = loading.bundled()["de-en"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A model of another make: random, without hints and checksums, in the old layout of weights."""
    directory = tmp_path / "plain"
    directory.mkdir()
    config = MarianConfig(
        vocab_size=8001, d_model=16, encoder_ffn_dim=32, decoder_ffn_dim=32, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_layers=1, decoder_layers=1, activation_function="swish",
        pad_token_id=8000, decoder_start_token_id=8000, eos_token_id=0, bos_token_id=0, forced_eos_token_id=0,
        scale_embedding=True, max_position_embeddings=64,
    )  # fmt: skip
    torch.manual_seed(1)
    model = MarianMTModel(config)
    config.architectures = ["MarianMTModel"]
    config.save_pretrained(directory)
    model.generation_config.save_pretrained(directory)
    torch.save(model.state_dict(), directory / "pytorch_model.bin")
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        shutil.copy(BUNDLED / name, directory)
    return directory


def load(directory: Path, notices: list[str] | None = None) -> Engine:
    return loading.load(
        Options(model=str(directory), beam_size=1, device="cpu"),
        (notices if notices is not None else []).append,
    )


def entries(cache: Path) -> list[Path]:
    return [path for path in cache.iterdir() if path.is_dir()]


def test_a_model_is_converted_once(cache: Path) -> None:
    notices: list[str] = []
    load(BUNDLED, notices)
    assert len(notices) == 1
    load(BUNDLED, notices)
    assert len(notices) == 1
    assert len(entries(cache)) == 1


@pytest.mark.parametrize("name", ["model.bin", "shared_vocabulary.json", "deen.json"])
def test_a_damaged_cache_entry_is_made_again(cache: Path, name: str) -> None:
    before = load(BUNDLED).translate([Request("Das Haus ist alt.")])
    [entry] = entries(cache)
    (entry / name).write_bytes(b"damaged")
    notices: list[str] = []
    assert load(BUNDLED, notices).translate([Request("Das Haus ist alt.")]) == before
    assert len(notices) == 1
    assert len(entries(cache)) == 1


def test_two_at_once_make_one_entry(cache: Path) -> None:
    made: list[Engine] = []
    threads = [threading.Thread(target=lambda: made.append(load(BUNDLED))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2
    assert torch.get_default_dtype() == torch.float32
    assert len(entries(cache)) == 1


def test_a_damaged_bundled_model_is_refused(tmp_path: Path) -> None:
    damaged = shutil.copytree(BUNDLED, tmp_path / "damaged")
    weights = bytearray((damaged / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (damaged / "model.safetensors").write_bytes(bytes(weights))
    with pytest.raises(ModelError, match=r"model\.safetensors: damaged"):
        load(damaged)


def test_a_model_without_hints_and_safetensors(cache: Path, plain: Path) -> None:
    engine = load(plain)
    assert not engine.facts.takes_hints
    assert engine.facts.max_source_length == 63
    request = Request("Das Haus ist alt.", engine.tokenizer.pieces("The house"))
    [hypothesis] = engine.translate([request])
    assert hypothesis.text.startswith("The house")
    assert [span for span, _ in hypothesis.linked.links] == [
        span for span in engine.tokenizer.spans(hypothesis.tokens) if span[0] < span[1]
    ]


@pytest.mark.parametrize("name", ["config.json", "source.spm", "vocab.json", "pytorch_model.bin"])
def test_what_is_missing_is_named(plain: Path, name: str) -> None:
    (plain / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        load(plain)


def test_what_is_no_marian_model_is_refused(plain: Path) -> None:
    config = json.loads((plain / "config.json").read_text())
    (plain / "config.json").write_text(json.dumps({**config, "model_type": "bert"}))
    with pytest.raises(ModelError, match="bert"):
        load(plain)
    (plain / "config.json").write_text("{")
    with pytest.raises(ModelError, match="not a Marian model"):
        load(plain)


def test_weights_that_do_not_fit_are_one_clear_error(cache: Path, plain: Path) -> None:
    (plain / "pytorch_model.bin").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="cannot be converted"):
        load(plain)
    assert entries(cache) == []


def test_a_hub_id_without_a_network_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub
    from huggingface_hub.errors import LocalEntryNotFoundError

    def nowhere(*arguments: object, **settings: object) -> str:
        raise LocalEntryNotFoundError("offline")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", nowhere)
    with pytest.raises(ModelError, match="cannot be fetched"):
        loading.find("Helsinki-NLP/opus-mt-de-en")


def test_a_fetched_model_is_found_offline(monkeypatch: pytest.MonkeyPatch, plain: Path) -> None:
    import huggingface_hub

    def local(hub_id: str, *, local_files_only: bool = False, **settings: object) -> str:
        assert local_files_only
        return str(plain)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", local)
    assert loading.find("someone/something") == plain
