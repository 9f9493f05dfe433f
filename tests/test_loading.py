"""From a name to an engine: bundled models, folders, the hub; and what the command says of them."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from translate.cli import deen
from translate.engines import hub, loading
from translate.engines.base import Request
from translate.errors import EngineError, ModelError
from translate.options import Options


@pytest.mark.slow
@pytest.mark.model
def test_a_model_of_another_make(cache: Path, plain: Path) -> None:
    engine = loading.load(Options(model=str(plain), beam_size=1, device="cpu"), lambda notice: None)
    assert not engine.facts.takes_hints
    assert engine.facts.max_source_length == 63
    [hypothesis] = engine.translate([Request("Das Haus ist alt.")])
    assert hypothesis.text
    spans = engine.tokenizer.decoded(hypothesis.tokens)[1]
    assert [span for span, _ in hypothesis.linked.links] == [span for span in spans if span[0] < span[1]]


def test_a_hub_id_without_a_network_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub
    from huggingface_hub.errors import LocalEntryNotFoundError

    def nowhere(*arguments: object, **settings: object) -> str:
        raise LocalEntryNotFoundError("offline")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", nowhere)
    with pytest.raises(ModelError, match="cannot be fetched"):
        loading.find("Helsinki-NLP/opus-mt-de-en")


@pytest.mark.slow
def test_a_fetched_model_is_found_offline(monkeypatch: pytest.MonkeyPatch, plain: Path) -> None:
    import huggingface_hub

    def local(hub_id: str, *, local_files_only: bool = False, **settings: object) -> str:
        assert local_files_only
        return str(plain)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", local)
    assert loading.find("someone/something") == plain


def test_fetched_models_have_a_tokenizer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    for name in ("models--some--marian", "models--some--other"):
        (tmp_path / name / "snapshots" / "1").mkdir(parents=True)
        (tmp_path / name / "snapshots" / "1" / "config.json").touch()
    for file in ("source.spm", "target.spm", "vocab.json"):
        (tmp_path / "models--some--marian" / "snapshots" / "1" / file).touch()
    assert list(hub.fetched()) == ["some/marian"]


@pytest.mark.model
def test_the_reference_engine_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    told = "--engine torch needs `pip install 'deen-mt[torch]'`"
    with pytest.raises(EngineError) as raised:
        loading.load(Options(engine="torch"), lambda notice: None)
    assert str(raised.value) == told
    ran = CliRunner().invoke(deen, ["translate", "--engine", "torch", "--no-memory"], input="Das Haus ist alt.\n")
    assert ran.exit_code == 2
    assert [line for line in ran.stderr.splitlines() if told in line]
    assert not ran.stdout


@pytest.mark.model
def test_commands() -> None:
    listed = CliRunner().invoke(deen, ["model", "list"])
    assert listed.exit_code == 0
    assert listed.stdout.startswith("de-en\tbundled")
    shown = CliRunner().invoke(deen, ["model", "info"])
    assert "takes hints\tyes" in shown.stdout
    assert "longest source\t100 pieces" in shown.stdout
    assert CliRunner().invoke(deen, ["model", "info", "nowhere"]).exit_code == 2
