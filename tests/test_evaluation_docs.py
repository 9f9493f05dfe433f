"""The page on evaluation: its files are written, and its commands run, as they stand there."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT
from test_plugins import install

from eval import gate
from eval.commands.options import METRICS

PAGE = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
# The name of a file at the end of a paragraph, and the block behind it.
FILES = dict(re.findall(r"`([\w.]+)`\n\n```\w*\n(.*?)```", PAGE, re.DOTALL))
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line.removeprefix("$ ") for block in BLOCKS for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files of the page in it, and the metric of the page installed beside."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    project = tomllib.loads(FILES["pyproject.toml"])
    names = project["project"]["entry-points"]["deen.metrics"]
    [module] = project["tool"]["setuptools"]["py-modules"]
    install(tmp_path / "site", project["project"]["name"], names, module, FILES[f"{module}.py"])
    return tmp_path


def run(command: str, folder: Path) -> str:
    path = [str(folder / "site"), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(
        [str(Path(sys.executable).parent / "deen"), *command.removeprefix("deen ").split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*path, str(ROOT)])},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout


def test_every_command_of_the_page_is_run_here() -> None:
    assert [command.split()[1] for command in COMMANDS] == ["score", "score", "evaluate", "score"]


@pytest.mark.slow
def test_scores_of_the_page(folder: Path) -> None:
    plain, with_lists, _, own = COMMANDS
    told = run(plain, folder)
    # Two names, of which one changes its spelling, in two documents.
    assert re.search(r"within 2 documents\n  with one English throughout +0 of 1\n", told)
    assert 'Lawrow → Lavrov (visit)  "Lavrov", line 1; "Lawrow", line 2' in told
    assert re.search(r"in place +1 of 3\n", run(with_lists, folder))
    scored = run(own, folder)
    # All words of the first, none of the second, one of four.
    assert f"{(100 + 0 + 25) / 3:.2f}" in scored
    assert "package:shared-words 1.2" in scored


@pytest.mark.slow
@pytest.mark.model
def test_the_gate_of_the_page(folder: Path) -> None:
    assert "chrF2" in run(COMMANDS[2], folder)


def test_the_gate_of_the_page_is_one(folder: Path) -> None:
    read = gate.read(folder / "gate.toml", [*METRICS, gate.DOUBTFUL, gate.CONFIDENCE])
    assert [name for name, _ in read.thresholds] == ["chrf", "ter", "terms", "doubtful"]
