"""`deen glossary try`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary import store
from translate.cli import deen


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(store, "SHIPPED", tmp_path / "names.tsv")
    (tmp_path / "names.tsv").write_text("source\ttarget\tkind\nKiew\tKiev\tplace\n")
    return tmp_path / "home" / "glossary.tsv"


def run(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(deen, ["glossary", "try", *map(str, arguments)], input=input)


@pytest.mark.model
def test_one_entry_in_sentences_that_ship(home: Path) -> None:
    result = run("Kiew=Kyiv", "--sentences", "1")
    assert result.exit_code == 0, result.stderr
    heading, _, without, within, standing, *_ = result.stdout.splitlines()
    assert heading == "Kiew → Kyiv"
    assert without.startswith("    without  ")
    assert ("Kiev" in without, "Kyiv" in without) == (True, False)
    assert within.startswith("    with     ")
    assert ("Kiev" in within, "Kyiv" in within) == (False, True)
    assert standing.strip() == "in place"
    assert result.stderr.endswith("1 sentence, 1 of them changed; 1 of 1 in place\n")
    assert not home.exists()


@pytest.mark.model
def test_a_file_in_an_article(tmp_path: Path, home: Path) -> None:
    home.parent.mkdir()
    home.write_text("source\ttarget\tkind\nKiew\tKyiv\tplace\nXylofen\tXylofen\t\n")
    article = "# Besuch\n\nDer Minister reiste am Montag nach Kiew.\n"
    (tmp_path / "a.md").write_text(article)
    result = run(home, tmp_path / "a.md")
    assert result.exit_code == 0, result.stderr
    # Without the user's own file, though it counts otherwise.
    assert "Kiev" in result.stdout
    assert result.stdout.endswith(f"in no sentence of {tmp_path / 'a.md'}: Xylofen\n")
    assert run(home, "-", input=article).stdout.replace("of -:", f"of {tmp_path / 'a.md'}:") == result.stdout


@pytest.mark.parametrize(
    ("entries", "told"),
    [("none.tsv", "cannot be read"), ("Kiew=", "the target is empty"), ("=Kyiv", "the source is empty")],
)
def test_what_cannot_be_tried(entries: str, told: str) -> None:
    result = run(entries)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_without_entries(tmp_path: Path) -> None:
    (tmp_path / "g.tsv").write_text("source\ttarget\n")
    assert "has no entries to try" in run(tmp_path / "g.tsv").stderr
