"""Processes that translate, and what kills them."""

import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Timer

import pyarrow as pa
import pytest
from corpus_translators import hostile, once, unusable

from translate.corpus.columns import Columns
from translate.corpus.worker import Worker
from translate.errors import CorpusError, ModelError

COLUMNS = Columns("text")


def table(*texts: str | None) -> pa.Table:
    return pa.table({"text": pa.array(texts, pa.string())})


def untold(sentences: int) -> None:
    """Nobody counts."""


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def worker(notices: list[str]) -> Iterator[Worker]:
    made = Worker(hostile, COLUMNS, untold, notices.append)
    yield made
    made.stop()


def test_a_table_comes_back_row_by_row(worker: Worker, notices: list[str]) -> None:
    done = worker.translated(table("Das Haus.", None, "Der Hund. Die Katze."))
    assert done.column("translation").to_pylist() == ["Das Haus.", None, "Der Hund. Die Katze."]
    assert done.column("sentences").to_pylist() == [1, 0, 2]
    assert done.schema == COLUMNS.added
    assert worker.key() == "copying"
    assert notices == ["made"]


def test_what_kills_the_process_costs_its_own_row(worker: Worker) -> None:
    texts = [
        "Das Haus.",
        "SEGFAULT hier.",
        "Der Hund.",
        "Eine OUTOFMEMORY da.",
        "Ein RAISE.",
        "Die Katze.",
        "Der Mann.",
    ]
    done = worker.translated(table(*texts))
    errors = done.column("error").to_pylist()
    assert errors[1] == "the process that translated it died: signal SIGSEGV"
    assert errors[3] == "the process that translated it died: signal SIGKILL, perhaps for want of memory"
    assert errors[4] == "a fault of deen, please report it: RuntimeError: the engine"
    alive = [0, 2, 5, 6]
    assert [errors[row] for row in alive] == [None] * 4
    assert [done.column("translation")[row].as_py() for row in alive] == [texts[row] for row in alive]
    # Each of the two is found by halves: of seven, of three or four, of two, and alone.
    assert 2 <= worker.deaths <= 7


def test_an_article_alone_is_tried_twice(tmp_path: Path, notices: list[str]) -> None:
    worker = Worker(partial(once, tmp_path / "seen"), COLUMNS, untold, notices.append)
    try:
        assert worker.translated(table("Nur ONCE.")).column("translation").to_pylist() == ["Nur ONCE."]
        assert worker.deaths == 1
    finally:
        worker.stop()


def test_what_was_tried_alone_is_marked(worker: Worker) -> None:
    assert worker.translated(table("SEGFAULT")).column("error").null_count == 0
    assert worker.deaths == 2
    assert worker.translated(table("Das Haus.")).column("translation").to_pylist() == ["Das Haus."]


def test_a_process_that_hangs_is_ended(notices: list[str]) -> None:
    worker = Worker(hostile, COLUMNS, untold, notices.append, patience=5)
    try:
        done = worker.translated(table("Das Haus.", "HANG jetzt."))
        assert done.column("translation").to_pylist() == ["Das Haus.", None]
        assert done.column("error")[1].as_py() == "the process that translated it died: it did nothing for 5 seconds"
    finally:
        worker.stop()


def test_sentences_are_told(notices: list[str]) -> None:
    told: list[int] = []
    worker = Worker(hostile, COLUMNS, told.append, notices.append)
    try:
        worker.translated(table("Das Haus. Der Hund.", "Die Katze."))
        assert sum(told) == 3
    finally:
        worker.stop()


def test_a_model_that_cannot_be_used_is_told_as_it_is(notices: list[str]) -> None:
    worker = Worker(unusable, COLUMNS, untold, notices.append)
    with pytest.raises(ModelError, match="no such model"):
        worker.key()
    with pytest.raises(ModelError, match="no such model"):
        worker.translated(table("Das Haus."))
    worker.stop()


def test_a_stopped_worker_ends_what_it_does(worker: Worker) -> None:
    worker.key()
    timer = Timer(0.5, worker.stop)
    timer.start()
    with pytest.raises(CorpusError, match="stopped"):
        worker.translated(table("HANG"))
    with pytest.raises(CorpusError, match="stopped"):
        worker.translated(table("Das Haus."))
    timer.join()


def test_the_process_ends_with_its_parent(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            from multiprocessing import active_children

            worker = Worker(hostile, COLUMNS, untold, lambda notice: None)
            worker.key()
            os.write(theirs, str(active_children()[0].pid).encode())
        finally:
            # As a kill would end it: nothing is cleared away.
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    pid = int(os.read(ours, 100))
    for _ in range(600):
        if not _is_alive(pid):
            break
        time.sleep(0.05)
    assert not _is_alive(pid)


def _is_alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    # A zombie that nobody waits for is dead.
    return stat.rpartition(")")[2].split()[0] != "Z"
