"""The page on other engines: its blocks run as they stand there, and translate as `translate_batch` does."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT

from translate import Translator
from translate.corpus.batch import translate_batch
from translate.corpus.columns import Columns

PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE))
COLUMNS = Columns("text", format="kind")
ARTICLES = pa.table({
    "id": pa.array(range(6), pa.int64()),
    "text": [
        "Das Haus ist alt.", None, "Lawrow kam nach Moskau. Er blieb.", "<p>Die <b>Tür</b> ist offen.</p>",
        "Das Haus ist alt.", "Ein Rest.",
    ],
    "kind": [None, None, "text", "html", None, "docx"],
})  # fmt: skip
# So that nothing is looked up in a network, and all fits into a small machine.
QUIET = {
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PYSPARK_PYTHON": sys.executable,
    "PYSPARK_SUBMIT_ARGS": "--master local[2] --driver-memory 1g --conf spark.ui.enabled=false pyspark-shell",
}


def code(heading: str) -> str:
    [block] = re.findall(r"^```python\n(.*?)^```", SECTIONS[heading], re.DOTALL | re.MULTILINE)
    return str(block)


def run(heading: str, folder: Path, *changes: tuple[str, str]) -> str:
    """Run the block of a section as a program in a folder; what it printed."""
    text = code(heading)
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    program = folder / "recipe.py"
    program.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, program.name],
        cwd=folder,
        env={**os.environ, **QUIET, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=540,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def check(folder: Path) -> None:
    """The translations in a folder are those of `translate_batch`."""
    made = pq.read_table(folder / "translations").sort_by("id")
    expected = translate_batch(ARTICLES, Translator(memory=False), COLUMNS)
    # An engine may prefer other sizes of the same types, and name what is in a list otherwise.
    assert made.column_names == expected.column_names
    made = made.cast(expected.schema)
    # Which sentences are beside each other in the model shows in the last digits.
    confidences = [table.column("confidence").to_pylist() for table in (made, expected)]
    assert confidences[0] == pytest.approx(confidences[1], abs=0.005)
    made, expected = (table.drop_columns(["confidence"]).to_pylist() for table in (made, expected))
    assert made == expected
    assert "Lavrov" in made[2]["translation"]
    assert [bool(row["error"]) for row in made] == [False] * 5 + [True]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the articles in two files."""
    (tmp_path / "articles").mkdir()
    pq.write_table(ARTICLES.slice(0, 4), tmp_path / "articles" / "1.parquet")
    pq.write_table(ARTICLES.slice(4), tmp_path / "articles" / "2.parquet")
    return tmp_path


def test_the_page_names_what_is_added() -> None:
    added = Columns().added
    rows = re.findall(r"^\| `(\w+)` \| ([\w ]+) \|", SECTIONS["What it takes and gives"], re.MULTILINE)
    names = {pa.string(): "string", pa.int32(): "int32", pa.float64(): "float64"}
    assert rows == [(field.name, names.get(field.type, "list of strings")) for field in added]
    ddl = {pa.string(): "string", pa.int32(): "int", pa.float64(): "double"}
    told = ", ".join(f"{field.name} {ddl.get(field.type, 'array<string>')}" for field in added)
    [first, second] = re.findall(r'^    "(.*)"$', code("Spark"), re.MULTILINE)
    assert first + second == told


def test_no_engine_tells_its_makers_of_a_run() -> None:
    for heading, module in (("Ray", "ray"), ("Daft", "daft")):
        before, _, _ = code(heading).partition(f"\nimport {module}\n")
        assert re.search(r'^os\.environ\["\w+"\] = "0"$', before, re.MULTILINE)


@pytest.mark.slow
@pytest.mark.model
def test_a_table_of_two(tmp_path: Path) -> None:
    assert run("What it takes and gives", tmp_path) == '["That\'s a house.", None]\n'


@pytest.mark.slow
@pytest.mark.model
def test_arrow_alone(folder: Path) -> None:
    run("Arrow alone", folder)
    check(folder)


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs java")
def test_spark(folder: Path) -> None:
    run("Spark", folder)
    check(folder)


@pytest.mark.slow
@pytest.mark.model
def test_ray(folder: Path) -> None:
    run("Ray", folder, ("ray.init()", "ray.init(num_cpus=2, include_dashboard=False, object_store_memory=100_000_000)"))
    check(folder)


@pytest.mark.slow
@pytest.mark.model
def test_daft(folder: Path) -> None:
    run("Daft", folder)
    check(folder)
