"""The page on tables of articles: its commands run as they stand there."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from pyarrow import parquet

from translate.corpus.columns import KEY, Columns

PAGE = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
COMMANDS = [
    line.removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.slow
@pytest.mark.model
def test_the_commands_of_the_page(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = []
    for command in COMMANDS:
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        told.append(done)
    estimate, english, lines = told
    assert "about 5 rows" in estimate.stderr
    assert "4 rows in 1 part" in english.stderr
    table = parquet.read_table(tmp_path / "english" / "part-00000000.parquet")
    rows = {row["id"]: row for row in table.to_pylist()}
    assert "Lavrov" in rows["2026-116"]["translation"]
    assert rows["2026-116"]["translation"].startswith("<h1>")
    assert rows["2026-115"]["translation"].startswith("# ")
    assert rows["2026-114"]["translation"] == rows["2026-117"]["translation"]
    assert not any(row["error"] or row["terms_missing"] for row in rows.values())
    assert json.loads(lines.stdout)["rows"] == 2
    written = (tmp_path / "lines" / "part-00000000.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in written] == ["2026-114", "2026-115"]


def test_the_page_names_every_column_that_is_added() -> None:
    section = PAGE.split("## What comes out")[1].split("\n## ")[0]
    listed = [
        name
        for line in section.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    ]
    assert listed == [*Columns().added.names, KEY]
