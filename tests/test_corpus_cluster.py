"""The run through Daft's steps: in its own runner here, and on a local Ray cluster."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import ROOT
from corpus_translators import hostile_with
from pyarrow import parquet
from test_corpus_run import rows, source, texts, written

from translate.corpus import cluster, parts
from translate.corpus.columns import Columns
from translate.corpus.parts import Description
from translate.corpus.run import Selection, State
from translate.errors import CorpusError

COLUMNS = Columns("text", id="id")


def ran(folder: Path, out: Path, selection: Selection) -> State:
    with parts.opened(str(out), Description({}), "parquet") as output:
        job = cluster.Job(output, COLUMNS, hostile_with, 2, 1, ("id", "text"), selection.sample)
        return cluster.translate(source(folder, selection), job, rows=16, watch=lambda now: None)


def some(folder: Path) -> Path:
    """Three files of forty rows, one of which kills its worker."""
    for number in range(3):
        all_texts = texts(40)
        if number == 1:
            all_texts[7] = "SEGFAULT"
        folder.mkdir(exist_ok=True)
        ids = list(range(40 * number, 40 * number + 40))
        parquet.write_table(pa.table({"id": ids, "text": all_texts}), folder / f"{number}.parquet")
    return folder


@pytest.mark.slow
def test_each_row_comes_out_once(tmp_path: Path) -> None:
    folder, out = some(tmp_path / "in"), tmp_path / "out"
    first = ran(folder, out, Selection(where="id < 100", sample=0.5))
    assert 0 < first.counts.rows < 100
    second = ran(folder, out, Selection())
    assert (second.counts.rows, second.done_before) == (120 - first.counts.rows, first.counts.rows)
    done = rows(out)
    assert Counter(row["id"] for row in done) == Counter(range(120))
    [bad] = [row for row in done if row["error"]]
    assert bad["id"] == 47
    assert "SIGSEGV" in bad["error"]
    assert ran(folder, out, Selection()).counts.rows == 0


def test_the_rows_of_a_node_that_was_lost_are_not_doubled(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with parts.opened(str(out), Description({}), "parquet") as output:
        job = cluster.Job(output, COLUMNS, hostile_with, 1, 1, ("id", "text"), None)
        # Both begin before anything is written.
        lost, other = cluster.Node(job), cluster.Node(job)
        values = [pa.array([1, 2, 3]), pa.array(["Das Haus.", "Der Hund.", "Das Haus."])]
        first, again = lost.done(values), other.done(values)
        more = other.done([one.slice(1) for one in values])
    assert [value["rows"] for value in first] == [3, 0, 0]
    assert [(value["rows"], value["done_before"]) for value in again] == [(0, 3), (0, 0), (0, 0)]
    # What comes in other lots is not known; Ray gives the same ones again.
    assert more[0]["rows"] == 2
    assert [row["translation"] for row in rows(out)].count("Das Haus.") == 3


def test_a_share_and_a_limit_do_not_go_together(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", texts(3))
    with pytest.raises(CorpusError, match="--sample and --limit"):
        ran(folder, tmp_path / "out", Selection(sample=0.5, limit=3))


def test_a_cluster_is_wanted_as_users_of_daft_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAFT_RUNNER", raising=False)
    assert not cluster.is_wanted()
    monkeypatch.setenv("DAFT_RUNNER", "Ray")
    assert cluster.is_wanted()
    monkeypatch.setenv("DAFT_RUNNER", "native")
    assert not cluster.is_wanted()


@pytest.mark.slow
@pytest.mark.model
def test_the_command_on_a_ray_cluster(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", ["Das ist ein Haus.", "Lawrow kam nach Genf.", None]), tmp_path / "out"
    command = [sys.executable, "-m", "translate.cli", "corpus", str(folder), "-o", str(out)]
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "DAFT_RUNNER": "ray", "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "disabled",
    }  # fmt: skip
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert {row["id"]: row["translation"] for row in rows(out)} == {
        0: "That's a house.",
        1: "Lavrov came to Geneva.",
        2: None,
    }
