"""What the data files say of themselves, and the scripts in `tools/` that make some of them."""

import gzip
import lzma
import re
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest
from conftest import ROOT

FILES = sorted([*(ROOT / "glossary" / "data").iterdir(), *(ROOT / "translate" / "data").iterdir()])
TOOLS = {path.name for path in (ROOT / "tools").glob("*.py")}


def head(path: Path) -> str:
    data = path.read_bytes()
    lines = (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()
    return "\n".join(takewhile(lambda line: line.startswith("#"), lines))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_head_says_where_a_file_comes_from(path: Path) -> None:
    scripts = re.findall(r"tools/(\w+\.py)", head(path))
    assert scripts or "by hand" in head(path)
    assert set(scripts) <= TOOLS


def made(script: str, *corpora: Path) -> tuple[str, list[str]]:
    """The head and the words of the list that a script makes."""
    command: list[str | Path] = [sys.executable, ROOT / "tools" / script, *corpora]
    ran = subprocess.run(command, capture_output=True, cwd=ROOT, encoding="utf-8", check=True)
    lines = ran.stdout.splitlines()
    return "\n".join(line for line in lines if line[0] == "#"), [line for line in lines if line[0] != "#"]


@pytest.fixture
def corpora(tmp_path: Path) -> tuple[Path, Path]:
    pairs = [
        "Er sah das Haus, den Staat und den Besuch in Berlin.\tHe saw the house, the state and the visit.",
        "Er sah den Staatsbesuch und Obama.\tHe saw the state visit and Obama.",
        "Er ging in die Dame, path und Obama.\tHe went to the Dame with Obama.",
    ]
    plain, packed = tmp_path / "news.tsv", tmp_path / "speech.tsv.xz"
    plain.write_text("\n".join(pairs * 2), encoding="utf-8")
    with lzma.open(packed, "wt", encoding="utf-8") as file:
        file.write("\n".join([*pairs, "Einmal\t" + "a path " * 100]))
    return plain, packed


def test_the_word_list_is_made_of_named_corpora(corpora: tuple[Path, Path]) -> None:
    comment, words = made("word_list.py", *corpora)
    # Three times each; no first words, no compounds, no English.
    assert words == sorted(words)
    assert {"Haus", "Staat", "Besuch", "Obama", "sah", "das"} <= set(words)
    assert not {"Er", "Staatsbesuch", "path", "Einmal"} & set(words)
    assert "Made of: news.tsv, speech.tsv.xz" in comment
    assert f"the {len(words):,} most frequent words" in comment
    assert made("word_list.py", corpora[1])[1] == ["den", "und"]


def test_the_name_list_is_made_of_named_corpora(corpora: tuple[Path, Path]) -> None:
    comment, names = made("name_list.py", *corpora)
    # The English has no Berlin; "Besuch" is a visit.
    assert names == ["Dame", "Obama"]
    assert "Made of: news.tsv, speech.tsv.xz" in comment


@pytest.mark.parametrize("script", ["word_list.py", "name_list.py"])
def test_a_list_of_no_corpora_is_refused(script: str) -> None:
    ran = subprocess.run([sys.executable, ROOT / "tools" / script], capture_output=True, encoding="utf-8")
    assert ran.returncode == 2
    assert "CORPUS" in ran.stderr


def test_the_verb_list_is_made_of_news(tmp_path: Path) -> None:
    news = tmp_path / "news.txt.xz"
    with lzma.open(news, "wt", encoding="utf-8") as file:
        file.write("They begin and he begins.\nThe class is here, and she knows the class.\n" * 2)
    comment, lines = made("verb_list.py", news)
    assert " ".join(lines).split() == ["begin", "begins", "knows"]
    assert "15%" in comment
