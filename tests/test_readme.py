"""The README's commands, run as they are written."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from conftest import ROOT
from pyarrow import parquet

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(console|python)\n(.*?)```", README, re.DOTALL)
# What makes an environment of its own: the test command that runs this test has done that.
SETTING_UP = ("make ", "pipx ", "source ")


def commands(heading: str) -> list[str]:
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```console\n(.*?)```", section, re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done


def test_every_command_is_run_by_one_of_these_tests() -> None:
    written = [line.removeprefix("$ ") for kind, block in BLOCKS if kind == "console" for line in block.splitlines()]
    run_here = [*commands("Translate"), *commands("Glossary")]
    run_here += [*commands("Rare words"), *commands("Serve"), *commands("Tables"), *commands("Score")]
    assert [one for one in written if not one.startswith(SETTING_UP)] == run_here
    assert all(one.startswith(("deen ", "echo ")) for one in run_here)


@pytest.mark.slow
@pytest.mark.model
def test_translate(folder: Path) -> None:
    for command in commands("Translate"):
        done = run(command, folder)
        assert done.stdout.strip() or "-o" in command
    assert "Pyongyang" in (folder / "nordkorea.en.txt").read_text(encoding="utf-8")
    assert (folder / "report.json").stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.model
def test_glossary(folder: Path) -> None:
    outputs = {command: run(command, folder).stdout for command in commands("Glossary")}
    found, *_, translated, tried, one = outputs.values()
    assert "Putin" in found
    assert "Berater → adviser" in tried
    assert "Krähe → crow" in one
    assert "USA" in found
    assert "adviser" in translated
    assert "state visit" in translated
    assert (folder / "own.tsv").read_text(encoding="utf-8").count("\n") == 3


@pytest.mark.slow
def test_rare_words(folder: Path) -> None:
    found, listed = (run(command, folder).stdout for command in commands("Rare words"))
    assert found.startswith("Maskenpflicht\t")
    assert "\tshipped" in found
    assert listed == ""


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_serve(folder: Path) -> None:
    [serve] = commands("Serve")
    document = docx.Document()
    document.add_paragraph("Das Haus ist alt.")
    document.save(str(folder / "Brief.docx"))
    port = free_port()
    [requests] = re.findall(r"```sh\n(.*?)```", README.split("\n## Serve\n")[1], re.DOTALL)
    program = Path(sys.executable).parent / serve.split()[0]
    with subprocess.Popen([program, *serve.split()[1:], "--port", str(port)], stderr=subprocess.PIPE) as server:
        try:
            assert server.stderr is not None
            # It tells when it listens, and before that it may tell of a model that it prepares.
            assert any(b"http" in line for line in server.stderr)
            asked = [line.replace("localhost:8765", f"localhost:{port}") for line in requests.splitlines()]
            answers = [run(f"{one} -s --retry 20 --retry-connrefused", folder).stdout for one in asked]
        finally:
            server.send_signal(signal.SIGINT)
    texts, uploaded, libre, whole = map(json.loads, answers)
    assert "house" in texts["translations"][0]["text"]
    assert {"document_id", "document_key"} <= uploaded.keys()
    assert "house" in libre["translatedText"]
    assert whole["translation"] == "Lavrov came."
    assert server.returncode == 0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.mark.slow
@pytest.mark.model
def test_tables(folder: Path) -> None:
    several, estimate = [run(command, folder) for command in commands("Tables")]
    assert "5 rows in 1 part (1 with the text of another)" in several.stderr
    assert "which cost" in estimate.stderr
    table = parquet.read_table(folder / "english" / "part-00000000.parquet")
    assert "Lavrov" in table.column("translation")[2].as_py()


@pytest.mark.slow
@pytest.mark.model
def test_score(folder: Path) -> None:
    outputs = [run(command, folder).stdout for command in commands("Score")]
    assert "BLEU" in outputs[1]
    assert "version:" in outputs[1]
    assert "named.txt" in outputs[4]
    assert "plain.txt" in outputs[4]
    assert (folder / "own-set.tsv").read_text(encoding="utf-8").count("\taccepted\n") > 35
    assert "BLEU" in outputs[6]
    assert "wmt19" in outputs[7]
    assert "column" in (folder / "named.txt").read_text(encoding="utf-8")
    assert (folder / "scores.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


@pytest.mark.model
def test_python(folder: Path) -> None:
    [code] = [block for kind, block in BLOCKS if kind == "python"]
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "Lavrov" in done.stdout
    assert "Kyiv" in done.stdout
