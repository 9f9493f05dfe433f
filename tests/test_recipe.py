"""The recipe from a small corpus to a model directory."""

import json
import math
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_training import BUNDLED, step_clock

from translate.cli import deen
from translate.commands import train
from translate.engines import known_words, loading, marian
from translate.engines.base import Request
from translate.errors import TrainingError
from translate.options import Options
from translate.training import export, monitoring, packing
from translate.training.corpus import Direction, Pair
from translate.training.vocabulary import Vocabulary

VOCABULARY = 360


@pytest.mark.slow
def test_recipe_makes_a_model_that_has_learnt(
    parallel_text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A hundred steps: too few for a model that says a word, and what it says instead differs from machine to machine.
    monkeypatch.setattr(train, "monotonic", step_clock())
    german, english = tmp_path / "valid.de", tmp_path / "valid.en"
    german.write_text("Der Mann kauft ein Haus heute.\nAnna sieht den roten Ball am Montag.\n", encoding="utf-8")
    english.write_text("The man buys a house today.\nAnna sees the red ball on Monday.\n", encoding="utf-8")
    index, notes = tmp_path / "index.json", tmp_path / "notes.md"
    index.write_text(json.dumps([{"file": "first.tsv", "licence": "CC0", "source": "made up"}]))
    notes.write_text("## Limits\n\nKnows eight people.\n")
    arguments = [
        "train",
        str(parallel_text),
        "-o",
        str(tmp_path / "out"),
        "--hours",
        "0.0277",
        "--vocabulary",
        str(VOCABULARY),
        "--width",
        "64",
        "--batch",
        "1500",
        "--warm-up",
        "20",
        "--device",
        "cpu",
        "--held-out",
        str(german),
        "--validation",
        str(german),
        str(english),
        "--index",
        str(index),
        "--notes",
        str(notes),
    ]
    result = CliRunner().invoke(deen, arguments)
    assert result.exit_code == 0, result.stderr
    directory = Path(result.stdout.strip())
    assert "tokens/s" in result.stderr
    curve = [json.loads(line) for line in (tmp_path / "out" / "run" / monitoring.CURVE).read_text().splitlines()]
    assert {"val_loss", "bleu", "chrf", "cosine", "alignment", "source_worth"} <= curve[-1].keys()
    # Far below that of a guess among all pieces.
    assert curve[-1]["val_loss"] < 0.75 * math.log(VOCABULARY)

    card = (directory / "README.md").read_text(encoding="utf-8")
    assert "| first | 99" in card or "| first | 1,000" in card
    assert "CC0" in card
    assert "Knows eight people." in card
    assert "| valid | " in card
    assert "nrefs:1|case:mixed|eff:no|tok:13a" in card
    assert (tmp_path / "out" / "curve.png").stat().st_size > 1000

    known = known_words.of(marian.read(directory))
    assert known
    assert "Nachbarin" in known

    from transformers import MarianMTModel, MarianTokenizer

    assert MarianMTModel.from_pretrained(directory).config.encoder_layers == 6
    assert MarianTokenizer.from_pretrained(directory).tokenize("Haus")
    engine = loading.load(Options(model=str(directory), device="cpu"), lambda notice: None)
    [hypothesis] = engine.translate([Request("Der Mann kauft ein Haus.")])
    assert hypothesis.tokens
    assert engine.facts.takes_hints


@pytest.mark.slow
@pytest.mark.model
def test_a_finished_model_learns_from_its_own_translations(
    parallel_text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "monotonic", step_clock())
    # One step: so short a run is at its end after the first.
    arguments = f"train {parallel_text} -o {tmp_path} --from {BUNDLED} --translations 2 --hours 0.0001 --batch 1500"
    result = CliRunner().invoke(deen, [*arguments.split(), "--rate", "0.05", "--device", "cpu"])
    assert result.exit_code == 0, result.stderr
    before, after = export.read(BUNDLED), export.read(tmp_path / "model")
    assert 0 < (after.bias - before.bias).abs().max().item() < 0.01
    [row] = [json.loads(line) for line in (tmp_path / "run" / monitoring.CURVE).read_text().splitlines()]
    assert row["step"] == 1
    assert row["source_worth"] > 2


@pytest.mark.model
def test_the_share_with_noise_is_packed_beside_the_pairs(
    parallel_text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed: list[Pair] = []

    def pack(pairs: Iterable[Pair], vocabulary: Vocabulary, folder: Path, direction: Direction) -> int:
        packed.extend(pairs)
        raise TrainingError("that is enough")

    monkeypatch.setattr(packing, "pack", pack)
    numbers = []
    for share in ("0", "0.5"):
        packed.clear()
        arguments = ["train", str(parallel_text), "-o", str(tmp_path), "--from", str(BUNDLED), "--noise-share", share]
        assert "that is enough" in CliRunner().invoke(deen, arguments).stderr
        numbers.append(len(packed))
    assert 1.4 < numbers[1] / numbers[0] < 1.6
