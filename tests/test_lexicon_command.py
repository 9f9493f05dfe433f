"""deen lexicon …"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from lexicon_files import TABLE, write_all

from translate.cli import deen
from translate.commands import lexicon as commands
from translate.lexicon import store


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(deen, ["lexicon", *arguments])
    assert result.exit_code == code, (result.stdout, result.stderr)
    return result


def refused(*arguments: str) -> str:
    [line] = run(*arguments, code=2).stderr.splitlines()
    return line


@pytest.fixture
def table(tmp_path: Path) -> str:
    (tmp_path / "words.tsv").write_text(TABLE, encoding="utf-8")
    return "words.tsv"


def test_add_tells_what_it_did(home: Path, table: str) -> None:
    assert run("add", table).stderr.splitlines() == [
        f"3 words with 4 senses of words.tsv (table) are in {home}/lexicon/words.sqlite3",
        "it says: licence: CC0",
    ]
    assert [path.name for path in (home / "lexicon").iterdir()] == ["words.sqlite3"]


@pytest.mark.parametrize("kind", ["Ding", "FreeDict (TEI)", "FreeDict (dictd)", "Wiktextract", "table"])
def test_every_format_is_found_again(tmp_path: Path, kind: str) -> None:
    run("add", str(write_all(tmp_path)[kind]), "--name", "own")
    assert "meadow orchard" in run("find", "Streuobstwiese").stdout


def test_the_installed_one_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_INSTALLED", tmp_path / "de-en")
    assert "install the package trans-de-en, or name a FILE" in refused("add")
    write_all(tmp_path)
    assert "(Ding) are in" in run("add").stderr
    assert run("list").stdout.startswith("de-en\t")


def test_list_info_find_and_remove(home: Path, table: str) -> None:
    run("add", table)
    today = store.facts("words").added
    assert run("list").stdout == f"words\t3\ttable\twords.tsv\t{today}\n"
    assert "licence\tlicence: CC0\n" in run("info", "words").stdout
    own, shipped = run("find", "Streuobstwiese").stdout.splitlines()
    assert own == "Streuobstwiese\tnoun\tmeadow orchard|orchard meadow\twords"
    assert shipped.startswith("Streuobstwiese\tnoun\t")
    assert shipped.endswith("\tshipped")
    assert run("find", "Obst").stderr == "no lexicon has Obst; deen lexicon add FILE adds one\n"
    assert run("remove", "words").stderr == f"removed {home}/lexicon/words.sqlite3\n"
    assert run("list").stdout == ""
    assert run("find", "Maskenpflicht").stdout.endswith("\tshipped\n")
    assert refused("remove", "words") == "deen: words: no lexicon; there are none: deen lexicon add FILE"


def test_json(table: str) -> None:
    run("add", table)
    [listed] = json.loads(run("list", "--json").stdout)
    told = json.loads(run("info", "words", "--json").stdout)
    assert listed.items() <= told.items()
    assert (told["words"], told["senses"], told["licence"]) == (3, 4, "licence: CC0")
    found, shipped = json.loads(run("find", "winterhart", "--json").stdout)
    assert found == {"lexicon": "words", "german": "winterhart", "senses": ["hardy"], "part": ""}
    assert (shipped["lexicon"], shipped["part"]) == ("shipped", "adj")
    assert json.loads(run("find", "nichts", "--json").stdout) == []


def test_a_file_of_the_same_name_replaces_and_another_does_not(home: Path, table: str, tmp_path: Path) -> None:
    run("add", table)
    (tmp_path / "words.tsv").write_text("Haus\thouse\n", encoding="utf-8")
    assert run("add", table).stderr.startswith("replaces words, of words.tsv, added ")
    (tmp_path / "other.tsv").write_text("Topf\tpot\n", encoding="utf-8")
    told = refused("add", "other.tsv", "--name", "words")
    assert told == "deen: words: there is one already, of words.tsv; give another --name, or --replace"
    assert store.facts("words").words == 1
    run("add", "other.tsv", "--name", "words", "--replace")
    assert run("find", "Topf").stdout


def test_a_damaged_one_is_told_and_can_be_replaced_and_removed(home: Path, table: str) -> None:
    run("add", table)
    path = home / "lexicon" / "words.sqlite3"
    path.write_bytes(path.read_bytes()[:5000])
    assert refused("info", "words") == f"deen: {path}: cannot be used: damaged; add its source again"
    assert "cannot be used" in run("list").stderr
    assert "the lexicon is not used" in run("find", "winterhart").stderr
    assert run("add", table).stderr.startswith("replaces words, which could not be used\n")
    path.write_bytes(b"")
    run("remove", "words")
    assert not path.exists()


@pytest.mark.parametrize("name", ["", "a/b", "..", ".a", "a b", "x" * 200, "a.sqlite3", "\udcff"])
def test_a_name_is_a_name(name: str, table: str, home: Path) -> None:
    assert "no name for a lexicon" in refused("add", table, "--name", name)
    assert not home.exists()


@pytest.mark.parametrize(
    ("source", "name"),
    [("de-en", "de-en"), ("a.dict.dz", "a"), ("a.jsonl.gz", "a"), (".tsv", "tsv"), ("ä ö.tsv", "ä_ö"), ("…", "lexicon"),
     ("kaikki.org-dictionary-German.jsonl", "kaikki.org-dictionary-German"), ("\udcff.tsv", "lexicon")],
)  # fmt: skip
def test_the_name_that_a_file_gives(source: str, name: str) -> None:
    assert store.name_of(Path(source)) == name
    store.path_of(name)


def test_wrong_files_change_nothing(tmp_path: Path, table: str, home: Path) -> None:
    run("add", table)
    (tmp_path / "names.tsv").write_text("source\ttarget\nKiew\tKyiv\n", encoding="utf-8")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "phrases.tsv").write_text("zwei Wörter\ttwo words\n", encoding="utf-8")
    (tmp_path / "no").mkdir()
    assert "a glossary" in refused("add", "names.tsv")
    assert "empty" in refused("add", "empty")
    assert refused("add", "phrases.tsv").endswith("has no German word with an English one, though it looks like table")
    assert "No such file" in refused("add", "gone")
    assert refused("info", "empty") == "deen: empty: no lexicon; there are: words"
    assert store.names() == ["words"]


def test_a_folder_that_cannot_be_written_is_told(home: Path, table: str) -> None:
    home.mkdir()
    (home / "lexicon").write_text("a file", encoding="utf-8")
    assert "cannot be written" in refused("add", table)
    assert run("list").stdout == ""


@pytest.mark.slow
def test_two_at_once_and_one_that_is_killed(home: Path, tmp_path: Path) -> None:
    rows = "".join(f"Wort{chr(97 + n % 26) * (n // 26)}\tword\n" for n in range(2000))
    (tmp_path / "words.tsv").write_text(rows, encoding="utf-8")
    command = [sys.executable, "-m", "translate.cli", "lexicon", "add", "words.tsv"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(one.communicate()[1], one.returncode)[1] for one in both] == [0, 0]
    before = store.facts("words")
    for pause in (0.1, 0.3, 0.5, 0.7):
        killed = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            killed.wait(pause)
        except subprocess.TimeoutExpired:
            killed.kill()
            killed.wait()
        assert store.facts("words").key == before.key
    run("add", "words.tsv")
    assert [path.name for path in (home / "lexicon").iterdir()] == ["words.sqlite3"]
