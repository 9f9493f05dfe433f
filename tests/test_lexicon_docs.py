"""The page on lexicons: its commands run as they stand there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`([\w.]+)`\n\n```\n(.*?)```", PAGE, re.DOTALL))
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line.removeprefix("$ ") for block in BLOCKS for line in block.splitlines()]


def test_the_commands_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    told = {}
    for command in COMMANDS:
        deen = [sys.executable, "-m", "translate.cli", *command.split()[1:]]
        done = subprocess.run(deen, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        told[command.split()[2]] = done.stdout + done.stderr
    assert list(told) == ["add", "list", "info", "find", "remove"]
    assert "2 words with 3 senses" in told["add"]
    assert told["find"].startswith("Streuobstwiese\tnoun\tmeadow orchard|orchard meadow\twords\n")
