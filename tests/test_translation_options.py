"""The options that commands share, as the values that a command is called with."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from glossary import store
from translate.commands.options import Glossaries, translation_options
from translate.options import Options, Style


@click.command()
@click.argument("name")
@translation_options(no_glossary="Leave terms alone.")
@click.option("--loud", is_flag=True)
def shout(options: Options, glossaries: Glossaries, name: str, loud: bool) -> None:
    """Say what came."""
    click.echo(repr((options, glossaries, name, loud)))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(shout, arguments)


def test_without_options_it_is_the_defaults() -> None:
    assert run("x").stdout == f"{(Options(), Glossaries((), False), 'x', False)!r}\n"


def test_every_option_arrives() -> None:
    done = run(
        "--loud", "--model", "other", "--engine", "torch", "--device", "cuda", "--beam-size", "5", "--no-memory",
        "--no-names", "--quotes", "curly", "--clock", "24",
        "-g", "a.tsv", "-g", "b.tsv", "--no-glossary", "x",
    )  # fmt: skip
    options = Options("other", "torch", "cuda", 5, repair=True, memory=False, names=False, style=Style("curly", "24"))
    glossaries = Glossaries((Path("a.tsv"), Path("b.tsv")), True)
    assert done.stdout == f"{(options, glossaries, 'x', True)!r}\n"


@pytest.mark.parametrize("arguments", [["--engine", "tf"], ["--device", "tpu"], ["--beam-size", "0"], ["--loud=1"]])
def test_what_an_option_does_not_take_is_refused(arguments: list[str]) -> None:
    assert run("x", *arguments).exit_code == 2


def test_the_help_says_what_each_command_makes_of_no_glossary() -> None:
    text = run("--help").stdout
    assert "Leave terms alone." in text
    assert text.startswith("Usage: shout [OPTIONS] NAME\n\n  Say what came.\n")


def test_glossaries_are_layers_or_nothing(tmp_path: Path) -> None:
    own, beside = tmp_path / "own.tsv", tmp_path / store.FILE_NAME
    own.write_text("source\ttarget\nHaus\thome\n", encoding="utf-8")
    beside.write_text("source\ttarget\nHaus\tbuilding\nHof\tyard\n", encoding="utf-8")
    loaded = Glossaries((own,), none=False).load(tmp_path, pytest.fail)
    assert {"Haus": "home", "Hof": "yard", "Kiew": "Kyiv"}.items() <= {t.source: t.target for t in loaded.terms}.items()
    assert "Hof" not in {term.source for term in Glossaries((own,), none=False).load(None, pytest.fail).terms}
    assert list(Glossaries((own,), none=True).load(tmp_path, pytest.fail).terms) == []


def test_what_contradicts_itself_in_a_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped, own, good = (tmp_path / name for name in ("shipped.tsv", "own.tsv", "good.tsv"))
    shipped.write_text("Rom\tRome\nRom\tRoma\n", encoding="utf-8")
    monkeypatch.setattr(store, "SHIPPED", shipped)
    own.write_text("".join(f"Haus{n % 7}\thouse {n}\n" for n in range(14)), encoding="utf-8")
    # Another file may well say otherwise.
    good.write_text("Haus1\tvilla\nHof\tyard\n", encoding="utf-8")
    told: list[str] = []
    loaded = Glossaries((own, good), none=False).load(None, told.append)
    assert told[0] == f"{own}:8: Haus0 → house 7 contradicts Haus0 → house 0 in {own}:1; the last one counts"
    assert told[5:] == [f"{own}: 2 more contradictions; deen glossary check shows all"]
    assert {term.source: term.target for term in loaded.terms}["Haus6"] == "house 13"
    told.clear()
    Glossaries((own,), none=True).load(None, told.append)
    assert told == []
