"""The run over a table: rounds, workers, and going on after a kill."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import ROOT
from corpus_translators import counting, hostile
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from glossary.errors import DeenError
from translate.corpus import parts, pieces, reading, run
from translate.corpus.batch import translate_batch
from translate.corpus.columns import KEY, Columns
from translate.corpus.parts import Description
from translate.corpus.run import Selection, Source, State
from translate.corpus.worker import Make
from translate.errors import CorpusError

COLUMNS = Columns("text", id="id")
ALL = Selection()
RUNNER = Path(__file__).with_name("corpus_runner.py")


class Inside(run.Workers):
    """One worker in this process, for tables that kill none."""

    def __init__(self, make: Make, columns: Columns) -> None:
        super().__init__(make, columns, 1, print)
        self._columns = replace(columns, id=None)
        self._translator = make(lambda notice: None)

    def key(self) -> str:
        return self._translator.engine.facts.key

    def start(self) -> None:
        """There is nothing to start."""

    def translated(self, table: pa.Table) -> "list[Future[pa.Table]]":
        made: Future[pa.Table] = Future()
        made.set_result(
            translate_batch(table, self._translator, self._columns, self._tell).select(self._columns.added.names)
        )
        return [made]


@contextmanager
def started(make: Make, columns: Columns, count: int) -> Iterator[run.Workers]:
    """Workers, or one in this process if their number is 0."""
    if count:
        with run.started(make, columns, count, lambda notice: None) as workers:
            yield workers
    else:
        yield Inside(make, columns)


def source(folder: Path, selection: Selection = ALL) -> Source:
    listed = pieces.listed([str(folder)])
    return Source(listed, reading.schema(listed), selection)


def ran(
    given: Source, out: Path, make: Make = hostile, *, workers: int = 0, rows: int = 3, redo: bool = False,
    columns: Columns = COLUMNS, states: list[State] | None = None,
) -> State:  # fmt: skip
    with (
        started(make, columns, workers) as several,
        parts.opened(str(out), Description({"model": several.key()}), "parquet", redo=redo) as output,
    ):
        watch = states.append if states is not None else (lambda now: None)
        return run.translate(given, output, columns, several, rows=rows, watch=watch)


def rows(out: Path) -> list[dict[str, Any]]:
    """All rows of an output, in the order of the names of its parts."""
    return [row for part in sorted(out.glob("part-*")) for row in parquet.read_table(part).to_pylist()]


def written(folder: Path, texts: Sequence[str | None], name: str = "a.parquet", **columns: Sequence[Any]) -> Path:
    folder.mkdir(exist_ok=True)
    parquet.write_table(
        pa.table({"id": list(range(len(texts))), "text": pa.array(texts, pa.string()), **columns}),
        folder / name,
        row_group_size=7,
    )
    return folder


def texts(count: int) -> list[str]:
    return [f"Der Satz Nummer {number} ist hier." for number in range(count)]


def test_all_rows_come_out_in_their_order_with_all_columns(tmp_path: Path) -> None:
    urls = [f"https://example.org/{number}" for number in range(20)]
    folder = written(tmp_path / "in", texts(20), url=urls)
    state = ran(source(folder), tmp_path / "out", workers=2)
    done = rows(tmp_path / "out")
    assert [row["id"] for row in done] == list(range(20))
    assert [row["url"] for row in done] == urls
    assert [row["translation"] for row in done] == texts(20)
    assert set(done[0]) == {"id", "text", "url", *COLUMNS.added.names, KEY}
    assert state.counts.rows == 20
    assert state.counts.sentences == state.sentences == 20
    assert len(list((tmp_path / "out").glob("part-*"))) == 7


def test_a_second_run_has_nothing_to_do(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", texts(10))
    ran(source(folder), tmp_path / "out")
    before = rows(tmp_path / "out")
    state = ran(source(folder), tmp_path / "out")
    assert (state.counts.rows, state.done_before) == (0, 10)
    assert rows(tmp_path / "out") == before


def test_new_rows_are_done_later(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", texts(5))
    ran(source(folder), tmp_path / "out")
    parquet.write_table(pa.table({"id": [5, 6], "text": ["Neu.", "Auch neu."]}), folder / "b.parquet")
    state = ran(source(folder), tmp_path / "out")
    assert (state.counts.rows, state.done_before) == (2, 5)
    assert [row["id"] for row in rows(tmp_path / "out")] == list(range(7))


def test_a_text_is_translated_once_wherever_it_stands(tmp_path: Path) -> None:
    same = [
        "Der alte Satz.",
        "Ein anderer.",
        "Der alte Satz.",
        "Noch einer.",
        "Der alte Satz.",
        "Ein anderer.",
        "Ende.",
    ]
    folder = written(tmp_path / "in", [*same, *same])
    asked = tmp_path / "asked"
    state = ran(source(folder), tmp_path / "out", partial(counting, asked), rows=2)
    assert Counter(asked.read_text(encoding="utf-8").splitlines()) == Counter(set(same))
    assert [row["translation"] for row in rows(tmp_path / "out")] == [*same, *same]
    assert state.counts.copied == 14 - 4
    # And of a later run, too.
    parquet.write_table(pa.table({"id": [99], "text": ["Noch einer."]}), folder / "b.parquet")
    ran(source(folder), tmp_path / "out", partial(counting, asked))
    assert Counter(asked.read_text(encoding="utf-8").splitlines()) == Counter(set(same))
    assert rows(tmp_path / "out")[-1]["translation"] == "Noch einer."


def test_rows_that_are_the_same_in_all_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    parquet.write_table(pa.table({"text": ["Gleich."] * 7}), folder / "a.parquet")
    ran(source(folder), tmp_path / "out", columns=Columns("text"))
    state = ran(source(folder), tmp_path / "out", columns=Columns("text"))
    assert state.done_before == 7
    assert len(rows(tmp_path / "out")) == 7


def test_poison_costs_its_own_row(tmp_path: Path) -> None:
    some = texts(12)
    some[2], some[5], some[6] = "SEGFAULT eins.", "RAISE zwei.", "OUTOFMEMORY drei."
    states: list[State] = []
    state = ran(source(written(tmp_path / "in", some)), tmp_path / "out", workers=2, rows=5, states=states)
    done = rows(tmp_path / "out")
    assert [row["id"] for row in done if row["error"]] == [2, 5, 6]
    assert [row["translation"] for row in done if not row["error"]] == [t for t in some if t.startswith("Der")]
    assert state.counts.errors == 3
    assert state.deaths >= 2
    assert states[-1] == state


def test_a_share_and_a_limit(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", texts(60))
    ran(source(folder, Selection(sample=0.5)), tmp_path / "half", rows=50)
    half = [row["id"] for row in rows(tmp_path / "half")]
    assert 15 < len(half) < 45
    ran(source(folder, Selection(sample=0.5, limit=10)), tmp_path / "ten")
    assert [row["id"] for row in rows(tmp_path / "ten")] == half[:10]
    # A larger share goes on from a smaller one.
    state = ran(source(folder), tmp_path / "half", rows=50)
    assert state.done_before == len(half)
    assert sorted(row["id"] for row in rows(tmp_path / "half")) == list(range(60))
    ran(source(folder, Selection(where="id % 10 = 3")), tmp_path / "where")
    assert [row["id"] for row in rows(tmp_path / "where")] == [3, 13, 23, 33, 43, 53]


def test_what_remains_is_guessed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number in range(4):
        written(folder, texts(25), f"{number}.parquet")
    states: list[State] = []
    ran(source(folder), tmp_path / "out", states=states, rows=10)
    assert states[-1].rows == 100
    assert all(state.rows >= state.counts.rows for state in states)


def test_an_empty_table_makes_no_part(tmp_path: Path) -> None:
    state = ran(source(written(tmp_path / "in", [])), tmp_path / "out")
    assert state.counts.rows == 0
    assert not list((tmp_path / "out").glob("part-*"))


def test_a_run_that_cannot_write_ends_its_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = written(tmp_path / "in", texts(30))

    def full(self: object, table: pa.Table, writer: str = "") -> str:
        raise CorpusError("out: no space")

    monkeypatch.setattr("translate.corpus.parts.Output.write", full)
    with pytest.raises(DeenError, match="no space"):
        ran(source(folder), tmp_path / "out", workers=2)


def command(folder: Path, out: Path, seconds: float) -> list[str]:
    return [sys.executable, str(RUNNER), str(folder), str(out), str(seconds)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("", "tools", "tests"))}


@pytest.mark.slow
def test_twenty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", texts(400))
    chance = random.Random(7)
    killed = number = 0
    while killed < 20:
        out = tmp_path / f"out{number}"
        process = subprocess.Popen(command(folder, out, 0.05), env=environment(), stdout=subprocess.DEVNULL)
        # From the time that it has written something, so that the machine's speed does not count.
        awaited = len(list(out.glob("part-*"))) + chance.choice([0, 0, 1, 2])
        while process.poll() is None and len(list(out.glob("part-*"))) < awaited:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.4)
        if process.poll() is not None:
            # On a fast machine all of it is done before the last kill: then another output is begun.
            assert process.returncode == 0
            assert [row["id"] for row in rows(out)] == list(range(400))
            number += 1
            continue
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed += 1
        # All that is there is whole.
        assert [row["id"] for row in rows(out)] == list(range(len(rows(out))))
    done = subprocess.run(command(folder, out, 0), env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [row["id"] for row in rows(out)] == list(range(400))
    assert [row["translation"] for row in rows(out)] == texts(400)


@given(
    st.lists(st.sampled_from(["Eins.", "Zwei. Drei.", "", None, "RAISE", "Vier.\n\nFünf."]), max_size=12),
    st.integers(1, 5),
    st.integers(0, 12),
)
def test_any_table_comes_out_once(
    tmp_path_factory: pytest.TempPathFactory, some: list[str | None], size: int, first: int
) -> None:
    folder = tmp_path_factory.mktemp("table")
    given = written(folder / "in", some)
    ran(source(given, Selection(limit=first or None)), folder / "out", rows=size)
    ran(source(given), folder / "out", rows=size)
    done = rows(folder / "out")
    assert [row["id"] for row in done] == list(range(len(some)))
    assert [row["text"] for row in done] == some
    assert [bool(row["error"]) for row in done] == [text == "RAISE" for text in some]
