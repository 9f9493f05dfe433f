"""`deen train`: its options, and what it says to input that cannot be used."""

import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import get_type_hints

import pytest
from click.testing import CliRunner

from translate.cli import deen
from translate.commands import train
from translate.training.batches import Sampling
from translate.training.card import CardFiles
from translate.training.monitoring import Log
from translate.training.recipe import Recipe, Start
from translate.training.schedule import Schedule
from translate.training.trainer import Clock, Settings


def test_bad_input_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("no tab here\n", encoding="utf-8")
    for arguments in (
        [str(tmp_path / "bad.tsv")],
        [str(tmp_path / "missing.tsv")],
        [str(tmp_path / "missing.tsv"), "--from", str(tmp_path)],
        [str(tmp_path / "bad.tsv"), "--mixture", str(tmp_path / "bad.tsv")],
    ):
        result = CliRunner().invoke(deen, ["train", *arguments, "-o", str(tmp_path / "out"), "--hours", "1"])
        assert result.exit_code == 2
        assert result.stderr.strip().splitlines()[-1].startswith("deen: ")
        assert "Traceback" not in result.stderr


def test_a_new_model_cannot_learn_from_its_translations(parallel_text: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(deen, ["train", str(parallel_text), "-o", str(tmp_path / "out"), "--translations", "2"])
    assert result.exit_code == 2
    assert "--from" in result.stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()


def test_noise_is_for_german_sources(parallel_text: Path, tmp_path: Path) -> None:
    for option in (["--noise-share", "0.1"], ["--nouns", str(parallel_text / "first.tsv")]):
        arguments = ["train", str(parallel_text), "-o", str(tmp_path / "out"), "--direction", "en-de", *option]
        result = CliRunner().invoke(deen, arguments)
        assert result.exit_code == 2
        assert "German sources" in result.stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()


def test_the_options_are_the_fields_of_the_recipe() -> None:
    def fields(group: type) -> Iterator[str]:
        for name, kind in get_type_hints(group).items():
            if is_dataclass(kind) and isinstance(kind, type):
                yield from fields(kind)
            else:
                yield name

    options = [option.name for option in train.command.params]
    assert sorted(fields(Recipe)) == sorted(filter(None, options))


def test_a_recipe_has_what_the_options_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Recipe] = []

    def make(recipe: Recipe, log: Log, clock: Clock) -> Path:
        made.append(recipe)
        return recipe.folder / "model"

    monkeypatch.setattr(Recipe, "make", make)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base").mkdir()
    arguments = "a.tsv b.tsv -o out --last-mixture news.toml --validation v.de v.en --test t.de t.en --test u.de u.en"
    settings = "--hours 2 --from base --batch 700 --rate 0.5 --warm-up 7 --translations 4 --seed 9 --notes notes.md"
    result = CliRunner().invoke(deen, ["train", *arguments.split(), *settings.split(), "--noise-share", "0.1"])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{Path('out', 'model')}\n"
    [recipe] = made
    assert recipe.data.texts == (Path("a.tsv"), Path("b.tsv"))
    assert recipe.data.mixture.is_file()
    assert recipe.data.decay_mixture == Path("news.toml")
    assert recipe.data.measured() == [(Path(f"{name}.de"), Path(f"{name}.en")) for name in "vtu"]
    assert recipe.data.noise_share == 0.1
    assert recipe.start == Start(Path("base"), 256, 8000)
    schedule, sampling = Schedule(2, 0.5, 7), Sampling(700, 0.18, 9)
    assert recipe.settings == Settings(schedule, sampling, dropout=0, smoothing=0.1, checkpoint_minutes=10)
    assert (recipe.translations, recipe.device) == (4, "auto")
    assert recipe.card_files == CardFiles(None, Path("notes.md"))


def test_training_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    (tmp_path / "text.tsv").write_text("Das Haus\tThe house\n", encoding="utf-8")
    ran = CliRunner().invoke(deen, ["train", str(tmp_path / "text.tsv"), "-o", str(tmp_path / "model")])
    assert ran.exit_code == 2
    assert ran.stderr == "deen: training needs `pip install 'deen-mt[train]'`\n"
