"""`deen corpus` as somebody calls it: what it refuses, what it tells, and what stops it."""

import contextlib
import fcntl
import json
import os
import pty
import random
import re
import resource
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from multiprocessing import resource_tracker, spawn
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from corpus_here import Here
from corpus_translators import hostile
from pyarrow import dataset, parquet

from translate.cli import deen
from translate.commands.corpus_progress import shown
from translate.commands.signals import Stopped, stopping
from translate.corpus.columns import Columns
from translate.corpus.rounds import Counts
from translate.corpus.run import State
from translate.corpus.worker import Worker
from translate.errors import CorpusError

STAGES = ROOT / "tests" / "corpus_stages.py"
TEXTS = ["Das Haus ist alt.", "Der Hund bellt.", "WAIT Die Katze schläft.", "Der Mann geht."]


def table(folder: Path, texts: Sequence[object] = TEXTS, name: str = "in.parquet", **columns: Sequence[object]) -> Path:
    columns = columns or {"id": range(len(texts))}
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.table({**columns, "text": texts}), file)
    return file


def rows(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = dataset.dataset(sorted(map(str, out.glob("part-*.parquet")))).to_table().to_pylist()
    return found


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deen, ["corpus", *arguments])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translate.corpus.run.started", lambda *_: pytest.fail("a process was started"))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No further process, and an engine that copies."""
    translator = hostile(lambda notice: None)
    monkeypatch.setattr("translate.corpus.run.Worker", Here)
    monkeypatch.setattr("translate.api.Translator.of", lambda options, glossary, notify: translator)


# --- What is refused before anything is loaded ---


def _two(folder: Path) -> None:
    table(folder)


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "in.jsonl")


def _text(name: str, text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).write_text(text, encoding="utf-8")

    return write


def _cut(folder: Path) -> None:
    file = table(folder)
    file.write_bytes(file.read_bytes()[:-20])


def _kinds(folder: Path) -> None:
    table(folder, ["Eins."], "in/a.parquet", id=[1])
    table(folder, ["Zwei."], "in/b.parquet", id=["b"])


def _below(folder: Path) -> None:
    table(folder, name="in/a.parquet")


def _wide(folder: Path) -> None:
    parquet.write_table(pa.table({f"c{number}": ["x"] for number in range(300)}), folder / "in.parquet")


@pytest.mark.usefixtures("no_worker")
@pytest.mark.parametrize(
    ("prepare", "arguments", "told"),
    [
        (_two, "missing.parquet -o out", "missing.parquet: there is no such file, nor a folder with files in it"),
        (_two, "- -o out", "-: tables are not read from standard input; write it to a file first"),
        (_pipe, "in.jsonl -o out", "in.jsonl: is a pipe or a device, and tables are read more than once; take a file"),
        (lambda folder: (folder / "x.parquet").mkdir(), "x.parquet -o out", "x.parquet: there is no such file"),
        (_cut, "in.parquet -o out", "in.parquet: no Parquet file that can be read"),
        (_text("in.parquet", "Das Haus.\n"), "in.parquet -o out", "in.parquet: no Parquet file that can be read"),
        (_text("in.jsonl", '{"text": "Eins."}\n{"text": "Zw\n'), "in.jsonl -o out", "in.jsonl: line 2: broken JSON"),
        (_text("in.jsonl", ""), "in.jsonl -o out", "in.jsonl: there are no rows, nor columns"),
        (_text("in.csv", ""), "in.csv -o out", "in.csv: there are no rows, nor columns"),
        (_kinds, "in -o out", "id is int64 in in/a.parquet and string in in/b.parquet; translate them apart"),
        (lambda folder: table(folder, [5, 6]), "in.parquet -o out", "in.parquet: the column text holds int64, not t"),
        (lambda folder: table(folder, translation=TEXTS), "in.parquet -o out", "there is a column translation already"),
        (lambda folder: table(folder, deen_key=TEXTS), "in.parquet -o out", "there is a column deen_key already, wh"),
        (_wide, "in.parquet -o out", "c19 and 280 more is called text or content or html or body; name one by --text-"),
        (_wide, "in.parquet -o out --text-column x", "there is no column x; --text-column takes one of c0, c1, c2"),
        (_two, "in.parquet -o in.parquet", "in.parquet: is a file, and the output is a folder; choose another name"),
        (_two, "in.parquet -o out --format nonsense", "nonsense"),
        (_two, "in.parquet -o out --format docx", "docx is no text that a column could hold; deen translate"),
        (_two, "in.parquet --output=", "the output has no name; give a folder"),
        (_below, "in -o in", "in: lies in the input in, and would be read with it; choose a folder outside of it"),
        (_below, "in/ -o in/out", "in/out: lies in the input in/, and would be read with it; choose a folder outside"),
        (_below, "in -o ./in/sub/../out", "./in/sub/../out: lies in the input in, and would be read with it"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_in_a_line(
    folder: Path, prepare: Callable[[Path], object], arguments: str, told: str
) -> None:
    prepare(folder)
    result = run(*arguments.split())
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("deen: ")
    assert told in lines[0]


@pytest.mark.usefixtures("no_worker")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("in.parquet", "-o FOLDER is missing; only --dry-run needs none"),
        ("in.parquet -o out --price 1", "--price is for --dry-run"),
        ("in.parquet -o out --prefix \udcff", "--prefix is to begin the names of columns, and has characters that are"),
        ("in.parquet -o out --limit 0", "Invalid value for '--limit'"),
        ("in.parquet -o out --sample 1.5", "Invalid value for '--sample'"),
        ("in.parquet -o out --rows 0", "Invalid value for '--rows'"),
        ("in.parquet -o out --workers 0", "Invalid value for '--workers'"),
        ("-o out", "Missing argument 'INPUT…'"),
    ],
)
def test_options_that_make_no_sense(folder: Path, arguments: str, told: str) -> None:
    table(folder)
    result = run(*arguments.split())
    assert result.exit_code == 2
    assert told in result.stderr.splitlines()[-1]
    assert not (folder / "out").exists()


@pytest.mark.usefixtures("here")
def test_a_folder_with_other_files_is_refused(folder: Path) -> None:
    table(folder, name="in/in.parquet")
    table(folder, name="out/mine.parquet")
    result = run("in", "-o", "out", "--redo")
    assert result.exit_code == 2
    assert result.stderr == "deen: out: is not empty and is no output of deen corpus; choose another folder\n"
    assert [one.name for one in (folder / "out").iterdir()] == ["mine.parquet"]


@pytest.mark.usefixtures("here")
def test_an_output_among_the_files_of_a_pattern_is_refused(folder: Path) -> None:
    _below(folder)
    pattern = "in/**/*.parquet"
    assert run(pattern, "-o", "in/out").exit_code == 0
    result = run(pattern, "-o", "in/out")
    assert result.exit_code == 2
    assert result.stderr.startswith("deen: in/out: the input has a file of it, in/out/part-00000000.parquet; choose")
    # What is hidden is not read.
    for _ in range(2):
        assert run("in/a.parquet", "-o", "in/_out").exit_code == 0


@pytest.mark.parametrize("missing", ["daft", "pyarrow"])
def test_without_the_extra_it_says_which(folder: Path, missing: str) -> None:
    table(folder)
    fake = folder / "fake"
    fake.mkdir()
    (fake / f"{missing}.py").write_text(f"raise ModuleNotFoundError('No module named {missing}', name='{missing}')\n")
    paths = os.pathsep.join(map(str, (fake, ROOT)))
    code = 'import sys; sys.argv[0] = "deen"; from translate.start import main; main()'
    command = [sys.executable, "-c", code, "corpus", "in.parquet", "-o", "out", "--where", "id < 2"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"deen: .*pip install 'deen-mt\[corpus\]'.*\n", done.stderr)


def test_neither_is_imported_for_the_help() -> None:
    code = "import sys; from click.testing import CliRunner; from translate.cli import deen; " \
        "assert not CliRunner().invoke(deen, ['--help']).exit_code; " \
        "assert not CliRunner().invoke(deen, ['corpus', '--help']).exit_code; " \
        "print({'daft', 'pyarrow'} & set(sys.modules))"  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.stdout == "set()\n", done.stderr


# --- What it tells ---


@pytest.mark.usefixtures("here")
def test_the_summary_is_json_and_nothing_else(folder: Path) -> None:
    table(folder, [*TEXTS, "Ein RAISE.", None])
    result = run("in.parquet", "-o", "out", "--json", "--rows", "4")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["rows"], told["errors"], told["parts"], told["done_before"]) == (6, 1, 2, 0)
    assert told == json.loads((folder / "out" / "_summary.json").read_text(encoding="utf-8"))
    assert result.stderr.splitlines()[-1] == "why is in the column error of their rows"
    assert len(rows(folder / "out")) == 6


@pytest.mark.usefixtures("here")
def test_strict_tells_of_errors_by_its_exit_code(folder: Path) -> None:
    table(folder)
    assert run("in.parquet", "-o", "good", "--strict").exit_code == 0
    table(folder, ["Ein RAISE."])
    assert run("in.parquet", "-o", "bad", "--strict", "--prefix", "en_").exit_code == 1
    assert run("in.parquet", "-o", "bad2", "--prefix", "en_").stderr.endswith("the column en_error of their rows\n")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("texts", "arguments", "told"),
    [
        ([], "", "out: there was nothing to translate"),
        (TEXTS, "--sample 0", "out: there was nothing to translate"),
        (TEXTS, "--limit 1", "out: 1 row in 1 part; 1 sentence, "),
        (TEXTS, "--sample 1 --rows 1", "out: 4 rows in 4 parts; 4 sentences, "),
    ],
)
def test_few_rows_or_none(folder: Path, texts: list[str], arguments: str, told: str) -> None:
    table(folder, pa.array(texts, pa.string()))
    result = run("in.parquet", "-o", "out", *arguments.split())
    assert result.exit_code == 0
    assert result.stderr.startswith(f"deen: {told}")
    again = run("in.parquet", "-o", "out", *arguments.split())
    assert again.exit_code == 0
    assert "there was nothing to translate" in again.stderr
    done = "" if "nothing" in told else f"; {told.split()[1]} {told.split()[2]} done before"
    assert again.stderr == f"deen: out: there was nothing to translate{done}\n"


@pytest.mark.usefixtures("here")
def test_an_estimate_in_words_and_as_json(folder: Path) -> None:
    table(folder, [f"Das Haus {number}." for number in range(1000)])
    table(folder, pa.array([], pa.string()), "none.parquet")
    assert run("none.parquet", "--dry-run", "--price", "1").stderr == "deen: there is nothing to translate\n"
    told = json.loads(run("in.parquet", "--dry-run", "--price", "1", "--json").stdout)
    assert (told["rows"], told["sentences"], told["tried"], told["errors"]) == (1000, 1000, 100, 0)
    lines = run("in.parquet", "--dry-run", "--limit", "1", "--price", "0.01").stderr.splitlines()
    assert lines[0].startswith("deen: about 1 row with 1 sentence: less than 2 seconds here, ")
    assert lines[0].endswith("which cost less than 0.01")
    assert lines[1] == "deen: guessed from 100 rows"
    assert [one.name for one in folder.iterdir() if one.is_dir()] == []


@pytest.mark.usefixtures("here")
def test_what_differs_is_told_and_redo_starts_anew(folder: Path) -> None:
    table(folder)
    assert run("in.parquet", "-o", "out").exit_code == 0
    for arguments, told in (
        ("--quotes curly", "style quotes: straight there, curly now"),
        ("--clock 24", "style clock: 12 there, 24 now"),
        ("--no-names", "names: true there, false now"),
        ("--no-glossary", "glossary: "),
        ("--no-lexicon", "lexicon: shipped there, none now"),
        ("--to jsonl", "form: parquet there, jsonl now"),
        ("--prefix en_", "column prefix: none there, en_ now"),
        ("--id-column text", "column id: id there, text now"),
        ("--format md", "column fixed_format: text there, md now"),
    ):
        result = run("in.parquet", "-o", "out", *arguments.split())
        assert result.exit_code == 2, arguments
        assert told in result.stderr
        assert result.stderr.endswith("; --redo starts anew, or choose another folder\n")
        assert result.stderr.count("\n") == 1
    assert run("in.parquet", "-o", "out", "--to", "jsonl", "--redo").exit_code == 0
    assert sorted(one.name for one in (folder / "out").glob("part-*")) == ["part-00000000.jsonl"]


@pytest.mark.usefixtures("here")
def test_rows_of_all_kinds_come_out(folder: Path) -> None:
    picture = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256))
    table(folder, [picture, "Das Haus.".encode("utf-16"), None, b"Gr\xfcn."])
    assert run("in.parquet", "-o", "out").exit_code == 0
    done = rows(folder / "out")
    assert [row["text"] for row in done] == [picture, "Das Haus.".encode("utf-16"), None, b"Gr\xfcn."]
    assert [row["translation"] for row in done] == [None, "Das Haus.", None, "Grün."]
    assert [bool(row["error"]) for row in done] == [True, False, False, False]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "ids",
    [[None, None, 3, 3], [{"a": 1}, {"a": 2}, None, {"a": 1}], ["", " ", "ä\n", ""], [1.5, float("nan"), None, -0.0]],
)
def test_ids_that_are_none_doubled_or_nested(folder: Path, ids: list[object]) -> None:
    table(folder, ["Eins.", "Eins.", "Zwei.", "Zwei."], id=ids)
    for _ in range(2):
        assert run("in.parquet", "-o", "out", "--rows", "3").exit_code == 0
    assert len(rows(folder / "out")) == 4


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("name", ["class", "mit raum", "ümlaut", "a.b", "a`b", 'a"b', "x\ny", "__name__", "id "])
def test_columns_and_files_of_any_name(folder: Path, name: str) -> None:
    parquet.write_table(pa.table({name: TEXTS, "": TEXTS, "id": range(4)}), folder / f"[{name}]%{{}}*?.parquet")
    result = run(f"[{name}]%{{}}*?.parquet", "-o", "out", "--text-column", name)
    assert result.exit_code == 0, result.stderr
    assert [row[name] for row in rows(folder / "out")] == [row["translation"] for row in rows(folder / "out")] == TEXTS


@pytest.mark.usefixtures("here")
def test_schemas_that_change_between_files(folder: Path) -> None:
    each: list[dict[str, list[Any]]] = [
        {"id": [1], "m": [{"a": 1}]},
        {"id": [2.5], "m": [{"a": 1, "b": "x"}]},
        {"more": ["m"]},
        {"id": [None]},
    ]
    for number, columns in enumerate(each):
        table(folder, [f"Nummer {number}."], f"in/{number}.parquet", **columns)
    assert run("in", "-o", "out").exit_code == 0
    done = rows(folder / "out")
    assert [row["id"] for row in done] == [1.0, 2.5, None, None]
    assert [row["m"] for row in done[:2]] == [{"a": 1, "b": None}, {"a": 1, "b": "x"}]
    assert [row["translation"] for row in done] == [f"Nummer {number}." for number in range(4)]


@pytest.mark.slow
@pytest.mark.usefixtures("here")
def test_rows_of_a_million_characters_come_out(folder: Path) -> None:
    long = ["Der alte Hund bellt heute laut. " * 31_000, "Das Haus.\n" * 30_000, "a" * 1_000_000, "wort " * 200_000]
    texts = [text for one in long for text in (one.strip(), "Kurz.")]
    table(folder, texts)
    assert run("in.parquet", "-o", "out").exit_code == 0
    done = rows(folder / "out")
    assert [row["error"] for row in done] == [None] * 8
    assert [row["translation"] == text for row, text in zip(done, texts, strict=True)] == [True] * 8


@pytest.mark.usefixtures("here")
def test_many_columns(folder: Path) -> None:
    parquet.write_table(pa.table({"text": TEXTS, **{f"c{n}": [n] * 4 for n in range(300)}}), folder / "in.parquet")
    assert run("in.parquet", "-o", "out").exit_code == 0
    assert len(rows(folder / "out")[0]) == 300 + 1 + 8 + 1


# --- Progress ---


def test_without_a_terminal_there_is_a_line_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    with shown(lambda: now) as watch:
        for second in range(200):
            now = float(second)
            watch(State(Counts(second), 0, 1000, second))
    assert capsys.readouterr().err.count("\n") == 3


def test_a_signal_that_was_swallowed_ends_the_run_all_the_same() -> None:
    def swallowing() -> None:
        with shown() as watch:
            with contextlib.suppress(Stopped):
                os.kill(os.getpid(), signal.SIGTERM)
            watch(State(Counts()))
            pytest.fail("it goes on")

    with pytest.raises(Stopped), stopping():
        swallowing()


# --- Processes that are stopped ---


def environment() -> dict[str, str]:
    paths = os.pathsep.join(str(ROOT / part) for part in ("", "tools", "tests"))
    return {**os.environ, "PYTHONPATH": paths, "OMP_WAIT_POLICY": "PASSIVE"}


def begun(stage: str, file: Path, *arguments: str, **more: Any) -> "subprocess.Popen[str]":
    """The command, leader of a session of its own, which waits at a stage."""
    command = [sys.executable, str(STAGES), stage, str(file), "corpus", *arguments]
    return subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        **more,
    )  # fmt: skip


def alive(session: int) -> list[int]:
    """The processes of a session that are alive."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def gone(session: int) -> bool:
    """Whether all processes of a session are soon gone."""
    for _ in range(200):
        if not alive(session):
            return True
        time.sleep(0.05)
    return False


def awaited(file: Path, process: "subprocess.Popen[str]") -> None:
    """Wait until a process is where it waits."""
    while not file.exists():
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("number", "all_of_them"),
    [
        (signal.SIGINT, True),
        pytest.param(signal.SIGINT, False, marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, True, marks=pytest.mark.slow),
        pytest.param(signal.SIGTERM, False, marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize(("stage", "whole"), [("reading", 0), ("loading", 0), ("translating", 1), ("writing", 1)])
def test_a_signal_stops_it_wherever_it_is(
    folder: Path, stage: str, whole: int, all_of_them: bool, number: signal.Signals
) -> None:
    table(folder)
    arguments = ["in.parquet", "-o", "out", "--rows", "2", "--workers", "2"]
    with begun(stage, folder / "there", *arguments) as process:
        awaited(folder / "there", process)
        if stage == "translating":
            while not list((folder / "out").glob("part-*")):
                time.sleep(0.01)
        (os.killpg if all_of_them else os.kill)(process.pid, number)
        out, told = process.communicate(timeout=60)
    assert (process.returncode, out, told) == (128 + number, "", "deen: stopped\n")
    assert gone(process.pid)
    parts = list((folder / "out").glob("part-*"))
    assert len(parts) == whole
    assert [row["id"] for row in rows(folder / "out")] == [0, 1] if parts else True
    assert not list((folder / "out").glob(".*"))
    with begun("never", folder / "there", *arguments) as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert [row["id"] for row in rows(folder / "out")] == [0, 1, 2, 3]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_moment_ends_all_processes(folder: Path, number: signal.Signals) -> None:
    table(folder)
    chance = random.Random(int(number))
    codes = set()
    for _ in range(8):
        (folder / "there").unlink(missing_ok=True)
        with begun("translating", folder / "there", "in.parquet", "-o", "out", "--workers", "2") as process:
            awaited(folder / "there.begun", process)
            (folder / "there.begun").unlink()
            time.sleep(chance.random() * 3)
            os.killpg(process.pid, number)
            _, told = process.communicate(timeout=60)
        codes.add(process.returncode)
        # Before there is anybody to tell of it, the system ends it.
        assert process.returncode in (-number, 128 + number)
        assert told == ("deen: stopped\n" if process.returncode > 0 else "")
        assert gone(process.pid)
    assert 128 + number in codes


def test_a_second_run_is_refused_at_once(folder: Path) -> None:
    table(folder)
    with begun("translating", folder / "there", "in.parquet", "-o", "out") as process:
        awaited(folder / "there", process)
        result = run("in.parquet", "-o", "out")
        process.kill()
    assert result.exit_code == 2
    assert result.stderr == "deen: out: is being written by another run; wait for it, or choose another folder\n"
    assert gone(process.pid)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_is_killed_costs_nothing(folder: Path, number: signal.Signals) -> None:
    table(folder)
    with begun("translating", folder / "there", "in.parquet", "-o", "out", "--json") as process:
        awaited(folder / "there", process)
        [worker] = _workers(process.pid)
        os.kill(worker, number)
        out, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    summary = json.loads(out)
    assert (summary["rows"], summary["errors"], summary["deaths"]) == (4, 0, 1)
    assert [row["translation"] for row in rows(folder / "out")] == TEXTS


def test_a_row_whose_worker_is_killed_each_time_is_marked(folder: Path) -> None:
    table(folder)
    with begun("translating", folder / "there", "in.parquet", "-o", "out", "--json") as process:
        # With the whole round, with the half that has the row, and with the row alone.
        for _ in range(3):
            awaited(folder / "there", process)
            (folder / "there").unlink()
            [worker] = _workers(process.pid)
            os.kill(worker, signal.SIGKILL)
        out, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    summary = json.loads(out)
    assert (summary["rows"], summary["errors"], summary["deaths"]) == (4, 1, 3)
    done = rows(folder / "out")
    assert [row["translation"] for row in done] == [TEXTS[0], TEXTS[1], None, TEXTS[3]]
    assert done[2]["error"] == "the process that translated it died: signal SIGKILL, perhaps for want of memory"


def _workers(session: int) -> list[int]:
    """The processes of a session that translate."""
    found = []
    for pid in alive(session):
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"spawn_main" in command:
            found.append(pid)
    return found


def test_a_process_that_dies_before_it_is_told_anything_is_told() -> None:
    # What it is told is larger than a pipe.
    worker = Worker(_Large(), Columns("text"), lambda sentences: None, lambda notice: None)
    # It is a process, too, and is started with the first.
    resource_tracker.ensure_running()
    before = spawn.get_executable()
    spawn.set_executable("/bin/false")
    try:
        with pytest.raises(CorpusError, match="no process that translates can be started: exit code 1"):
            worker.key()
    finally:
        spawn.set_executable(before)
        worker.stop()


class _Large:
    def __init__(self) -> None:
        self.size = bytes(1 << 20)

    def __call__(self, notify: Callable[[str], None]) -> Any:
        return hostile(notify)


@pytest.mark.parametrize("size", [0, 300, 6000])
def test_a_full_disk_is_told_and_a_rerun_goes_on(folder: Path, size: int) -> None:
    table(folder, [f"Das Haus {number} ist alt. " * number for number in range(1, 60)])

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    arguments = ["in.parquet", "-o", "out", "--rows", "10"]
    with begun("never", folder / "there", *arguments, preexec_fn=full) as process:
        out, told = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert re.fullmatch(
        "deen: out/.+: cannot be written: File too large; what was written before stays: put this right, "
        "and run it again\n", told,
    )  # fmt: skip
    assert gone(process.pid)
    parts = len(list((folder / "out").glob("part-*")))
    with begun("never", folder / "there", *arguments) as process:
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert [row["id"] for row in rows(folder / "out")] == list(range(59))
    assert parts < 6


@pytest.mark.parametrize("width", [0, 12, 200])
def test_a_terminal_shows_one_line_which_goes(folder: Path, width: int) -> None:
    table(folder)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    command = [sys.executable, str(STAGES), "never", "there", "corpus", "in.parquet", "-o", "out", "--rows", "2"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=theirs):
        os.close(theirs)
        data = b""
        while True:
            try:
                some = os.read(ours, 65536)
            except OSError:
                break
            if not some:
                break
            data += some
    os.close(ours)
    *progress, last = data.decode().split("\r\033[K")
    assert "2 of about 4 rows"[: width - 1 if width else None] in [text[:17] for text in progress]
    assert all("\n" not in text and len(text) < (width or 80) for text in progress)
    assert re.fullmatch(r"deen: out: 4 rows in 2 parts; [^\n\r]+\r?\n", last)


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_nobody_hears_it_and_it_works_all_the_same(folder: Path, closed: str) -> None:
    table(folder)
    line = f"'{sys.executable}' '{STAGES}' never there corpus in.parquet -o out --json {closed}"
    done = subprocess.run(["bash", "-c", line], env=environment(), stdout=subprocess.PIPE)
    assert done.returncode == 0
    assert json.loads(done.stdout)["rows"] == 4


# --- With the model ---


def news() -> list[str]:
    """Sixty articles of five sentences."""
    text = " ".join(
        (ROOT / "examples" / name).read_text(encoding="utf-8") for name in ("nordkorea.de.txt", "bericht.md")
    )
    sentences = [one for one in re.split(r"(?<=[.!?])\s+", text) if 20 < len(one) < 400]
    return [
        f"Meldung {number}. " + " ".join(sentences[(number * 5 + place) % len(sentences)] for place in range(5))
        for number in range(60)
    ]


@pytest.mark.model
@pytest.mark.slow
def test_kills_of_a_real_run_lose_and_double_nothing(folder: Path) -> None:
    table(folder, news())
    code = 'import sys; sys.argv[0] = "deen"; from translate.start import main; main()'
    command = [sys.executable, "-c", code, "corpus", "in.parquet", "--rows", "3", "--workers", "2", "-o"]
    undisturbed = subprocess.run([*command, "whole"], env=environment(), capture_output=True, text=True)
    assert undisturbed.returncode == 0, undisturbed.stderr
    wanted = rows(folder / "whole")
    chance = random.Random(21)
    killed = number = 0
    while killed < 10:
        out = folder / f"out{number}"
        process = subprocess.Popen(
            [*command, out.name], env=environment(), stderr=subprocess.DEVNULL, start_new_session=True
        )
        parts = len(list(out.glob("part-*")))
        # Every other time only once it has written something, however slow the machine is.
        while process.poll() is None and len(list(out.glob("part-*"))) < parts + killed % 2:
            time.sleep(0.005)
        time.sleep(chance.random() * (0.5 if killed % 2 else 2))
        if process.poll() is not None:
            # On a fast machine all of it is done before the last kill: then another output is begun.
            assert process.returncode == 0
            assert rows(out) == wanted
            number += 1
            continue
        process.kill()
        process.wait()
        killed += 1
        assert gone(process.pid)
        done = rows(out)
        assert [row["id"] for row in done] == list(range(len(done)))
    again = subprocess.run([*command, out.name], env=environment(), capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    assert "Traceback" not in again.stderr
    assert rows(out) == wanted
