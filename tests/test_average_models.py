"""The mean of models that were trained from one another."""

import sys
from pathlib import Path

import average_models
import pytest
import torch
from small_training import BUNDLED, small_model

from translate.engines import known_words, loading
from translate.errors import TrainingError
from translate.options import Options
from translate.training import export
from translate.training.model import Model, Shape

pytestmark = pytest.mark.slow


def _written(folder: Path, bias: float, words: list[str]) -> Path:
    model = small_model()
    with torch.no_grad():
        model.bias.fill_(bias)
    export.write(model, BUNDLED, folder)
    (folder / known_words.NAME).write_bytes(known_words.packed(known_words.listed(words)))
    (folder / "README.md").write_text(f"# Model {bias}\n", encoding="utf-8")
    export.seal(folder)
    return folder


def test_one_that_is_named_twice_counts_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = _written(tmp_path / "old", 0.0, ["Haus", "Erle"]), _written(tmp_path / "new", 3.0, ["Igel", "Haus"])
    output = tmp_path / "mean"
    monkeypatch.setattr(sys, "argv", ["average_models.py", str(old), str(new), str(new), "-o", str(output)])
    average_models.main()
    mean = export.read(output)
    torch.testing.assert_close(mean.bias.detach(), torch.full_like(mean.bias, 2.0))
    torch.testing.assert_close(mean.embedding, export.read(old).embedding)
    known = known_words.KnownWords(known_words.read(output / known_words.NAME))
    assert "Haus" in known
    assert "Igel" not in known
    assert "Erle" not in known
    assert (output / "README.md").read_text(encoding="utf-8") == "# Model 3.0\n"
    assert loading.load(Options(model=str(output)), lambda notice: None).facts.known


def test_models_that_do_not_fit_together(tmp_path: Path) -> None:
    old = _written(tmp_path / "old", 0.0, [])
    model = Model(Shape(8001, 64, 64, heads=2, encoder_layers=1, decoder_layers=1, pad=8000, end=0))
    model.initialise()
    export.write(model, BUNDLED, tmp_path / "wide")
    with pytest.raises(TrainingError, match="of another size"):
        average_models.mean([old, tmp_path / "wide"])
