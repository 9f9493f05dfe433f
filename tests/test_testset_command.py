"""`deen testset` as a user calls it, with an engine that needs no model."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, FakeEngine

from eval import own_sets
from eval.commands import review as reviewing
from eval.own_sets import Row
from translate.cli import deen
from translate.engines import loading

WORDS = {
    "Der": "The", "Hund": "dog", "schläft": "sleeps", "im": "in", "Garten": "garden", "Katze": "cat", "Die": "The",
    "Haus": "house", "Das": "The", "ist": "is", "alt": "old", "trinkt": "drinks", "Milch": "milk", "und": "and",
}  # fmt: skip
GERMAN = "Der Hund schläft im Garten.\n\nDas Haus ist alt.\n\nDie Katze trinkt Milch.\n"
ENGLISH = "The dog sleeps in the garden.\n\nThe house is old.\n\nThe cat drinks milk.\n"
ROWS = [
    Row("a", 1, "Das Haus.", "The house.", 0.9, "accepted"),
    Row("a", 2, "Der Hund", "The", 0.05, "doubtful"),
    Row("a", 3, "schläft.", "dog sleeps.", 0.08, "doubtful"),
    Row("b", 1, "", "Photo: \x1b[31mAP", None, "doubtful"),
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a home and a cache of its own; the engine is made up."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(loading, "load", lambda options, notify: FakeEngine(WORDS))
    (tmp_path / "a.de.txt").write_text(GERMAN, encoding="utf-8")
    (tmp_path / "a.en.txt").write_text(ENGLISH, encoding="utf-8")
    return tmp_path


def run(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(deen, ["testset", *map(str, arguments)], input=input)


def refused(*arguments: str | Path) -> str:
    """What is said of input that cannot be used: the last line on stderr, without a traceback."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, ""), result.stderr
    assert isinstance(result.exception, SystemExit)
    return result.stderr.splitlines()[-1]


def test_a_pair_of_files_becomes_a_test_set(files: Path) -> None:
    result = run("make", "a.de.txt", "a.en.txt", "-o", "set.tsv")
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert "set.tsv: 3 segments of 1 document\n" in result.stderr
    rows = own_sets.read(files / "set.tsv")
    assert [(row.document, row.number, row.status) for row in rows] == [("a", n, "accepted") for n in (1, 2, 3)]
    assert [row.reference for row in rows] == ENGLISH.split("\n")[:-1:2]
    assert all(row.score is not None and row.score > 0.9 for row in rows)


def test_it_is_scored_with_its_documents(files: Path) -> None:
    run("make", "a.de.txt", "a.en.txt", "-o", "set.tsv")
    result = CliRunner().invoke(deen, ["evaluate", "set.tsv", "-o", "hyp.txt", "-m", "bleu"])
    assert result.exit_code == 0, result.stderr
    assert "Segments    3\n" in result.stdout
    scored = CliRunner().invoke(deen, ["score", "hyp.txt", "-r", "set.tsv", "-m", "bleu"])
    assert scored.exit_code == 0, scored.stderr


def test_without_an_output_it_is_among_your_own(files: Path) -> None:
    result = run("make", "a.de.txt", "a.en.txt")
    assert result.exit_code == 0, result.stderr
    path = files / "home" / "testsets" / "a.tsv"
    assert len(own_sets.read(path)) == 3
    assert run("list").stdout.splitlines()[0] == f"a\t3\t1\t{path}"
    result = CliRunner().invoke(deen, ["evaluate", "-t", "a", "-m", "bleu"])
    assert result.exit_code == 0, result.stderr
    assert run("make", "a.de.txt", "a.en.txt", "--name", "other").exit_code == 0
    assert [line.split("\t")[0] for line in run("list").stdout.splitlines()[:2]] == ["a", "other"]


def test_folders_become_documents(files: Path) -> None:
    for folder in ("de", "en"):
        (files / folder).mkdir()
        for name in ("one", "two"):
            text = GERMAN if folder == "de" else ENGLISH
            (files / folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (files / "en" / "three.txt").write_text(ENGLISH, encoding="utf-8")
    result = run("make", "de", "en", "-o", "set.tsv")
    assert "three.txt: left out, since the other folder has no file of that name" in result.stderr
    assert "set.tsv: 6 segments of 2 documents" in result.stderr
    assert [row.document for row in own_sets.read(files / "set.tsv")] == ["one"] * 3 + ["two"] * 3


def test_a_pair_without_anything_in_common_is_left_out(files: Path) -> None:
    (files / "b.en.txt").write_text("Something else entirely, at quite another length than it would have.\n" * 3)
    result = run("make", "a.de.txt", "a.en.txt", "a.de.txt", "b.en.txt", "-o", "set.tsv")
    assert "a.de.txt and b.en.txt: left out" in result.stderr
    assert {row.document for row in own_sets.read(files / "set.tsv")} == {"a"}
    assert "there is nothing to align" in refused("make", "a.de.txt", "b.en.txt", "-o", "other.tsv")
    assert not (files / "other.tsv").exists()


def test_what_was_reviewed_is_not_written_over(files: Path) -> None:
    own_sets.save(files / "set.tsv", [Row("a", 1, "x", "y", None, "kept"), Row("a", 2, "x", "", None, "dropped")])
    before = (files / "set.tsv").read_bytes()
    told = refused("make", "a.de.txt", "a.en.txt", "-o", "set.tsv")
    assert "set.tsv: is there already, with 2 segments that you reviewed; name another, or add --replace" in told
    assert (files / "set.tsv").read_bytes() == before
    assert run("make", "a.de.txt", "a.en.txt", "-o", "set.tsv", "--replace").exit_code == 0
    assert len(own_sets.read(files / "set.tsv")) == 3
    (files / "notes.txt").write_text("mine")
    assert "notes.txt: is there already; name" in refused("make", "a.de.txt", "a.en.txt", "-o", "notes.txt")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.de.txt"], "a.de.txt: has no English file"),
        (["a.en.txt", "a.de.txt", "-o", "s.tsv"], "a.en.txt: is English; name the German file first"),
        (["a.de.txt", "nothing.txt", "-o", "s.tsv"], "nothing.txt: cannot be read"),
        (["a.de.txt", "empty.txt", "-o", "s.tsv"], "empty.txt: no sentences in it"),
        (["a.de.txt", ".", "-o", "s.tsv"], "name two files or two folders"),
        (["a.de.txt", "a.en.txt", "-o", "a.de.txt", "--replace"], "a.de.txt: is read here"),
        (["a.de.txt", "a.en.txt", "-o", "no/s.tsv"], "there is no folder no"),
        (["a.de.txt", "a.en.txt", "-o", "s.tsv", "--name", "s"], "-o and --name both say where it goes"),
        (["a.de.txt", "a.en.txt", "--name", "../s"], "can be no name of a test set"),
        (["a.de.txt", "a.en.txt", "--name", "wmt19"], "wmt19 is a test set of sacrebleu"),
    ],
)
def test_what_cannot_be_made_says_why(files: Path, arguments: list[str], message: str) -> None:
    (files / "a.en.txt").write_text(
        f"{ENGLISH}This is what they said when it was over, and all of them had to go home.\n"
    )
    (files / "empty.txt").write_text("")
    assert message in refused("make", *arguments)
    assert not (files / "s.tsv").exists()


def test_the_list_has_sets_of_sacrebleu_on_this_machine_and_others(files: Path) -> None:
    """In a process of its own, since sacrebleu reads where its cache is when it is imported."""
    folder = files / "cache" / "wmt18"
    folder.mkdir(parents=True)
    for field, text in (("src", "Ja.\nNein.\n"), ("ref", "Yes.\nNo.\n"), ("docid", "x\nx\n")):
        (folder / f"wmt18.de-en.{field}").write_text(text)
    (files / "home" / "testsets").mkdir(parents=True)
    (files / "home" / "testsets" / "broken.tsv").write_bytes(b"source\treference\n\xff\n")
    command = [sys.executable, "-m", "translate.cli", "testset", "list"]
    environment = {**os.environ, "SACREBLEU": str(files / "cache"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows[0] == ["wmt18", "2", "1", str(folder)]
    assert ["wmt19", "-", "-", "sacrebleu --download wmt19 -l de-en"] in rows[1:]
    assert done.stderr.startswith("deen: ")
    assert "broken.tsv" in done.stderr
    # Looking makes nothing.
    assert sorted(path.name for path in (files / "cache").iterdir()) == ["wmt18"]


Asked = Callable[..., tuple[Result, list[Row]]]


@pytest.fixture
def asked(files: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Gives answers at a terminal, and tells what is in the file then."""
    monkeypatch.setattr(reviewing, "_is_terminal", lambda: True)
    own_sets.save(files / "set.tsv", ROWS)

    def answered(*answers: str) -> tuple[Result, list[Row]]:
        result = run("review", "set.tsv", input="".join(f"{answer}\n" for answer in answers))
        assert (result.exit_code, result.stdout) == (0, ""), result.stderr
        return result, own_sets.read(files / "set.tsv")

    return answered


def test_a_review_asks_for_what_is_in_doubt(asked: Asked) -> None:
    result, rows = asked("k", "drop", "D")
    assert [row.status for row in rows] == ["accepted", "kept", "dropped", "dropped"]
    assert "a, segment 2, similarity 0.05 (3 left)" in result.stderr
    assert "  next German: schläft." in result.stderr
    # What a terminal would obey is shown.
    assert "English: Photo: \\x1b[31mAP" in result.stderr
    assert result.stderr.endswith("set.tsv: 2 segments, 0 in doubt, 2 dropped\n")
    assert asked()[0].stderr == "set.tsv: 2 segments, 0 in doubt, 2 dropped\n"


def test_a_review_goes_on_where_it_was_left(asked: Asked) -> None:
    assert [row.status for row in asked("keep", "q")[1]] == ["accepted", "kept", "doubtful", "doubtful"]
    # The end of the input is an end as well.
    result, rows = asked("d")
    assert [row.status for row in rows] == ["accepted", "kept", "dropped", "doubtful"]
    assert "segment 3" in result.stderr


def test_a_review_joins(asked: Asked) -> None:
    result, rows = asked("j", "k", "j", "d")
    assert rows[1] == Row("a", 2, "Der Hund schläft.", "The dog sleeps.", None, "kept")
    assert len(rows) == 3
    assert "nothing of this document follows" in result.stderr


def test_a_review_takes_no_other_answer(asked: Asked) -> None:
    result, rows = asked("yes", "", "\x1b[2J", "d", "d", "k", "d")
    assert "“yes” is no answer here" in result.stderr
    assert "“\\x1b[2J” is no answer here" in result.stderr
    assert "one side of it is empty" in result.stderr
    assert {row.status for row in rows[1:]} == {"dropped"}


def test_a_segment_is_edited(asked: Asked, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def editor(program: str) -> None:
        (files / "editor.py").write_text(f"import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n{program}\n")
        monkeypatch.setenv("VISUAL", f"{sys.executable} {files / 'editor.py'}")

    editor("assert file.read_text() == 'German: Der Hund\\nEnglish: The\\n'; file.write_text('nonsense')")
    assert "nothing is changed" in asked("e")[0].stderr
    editor("pass")
    assert asked("e")[1] == own_sets.read(files / "set.tsv") != []
    editor("sys.exit(1)")
    assert asked("e", "q")[1][1].status == "doubtful"
    editor("file.write_text('German: Der  Hund\\tschläft,\\nEnglish: The dog\\nsleeps,\\n')")
    assert asked("e")[1][1] == Row("a", 2, "Der Hund schläft,", "The dog sleeps,", None, "kept")


def test_a_review_needs_a_terminal_and_a_file(files: Path) -> None:
    own_sets.save(files / "set.tsv", ROWS)
    assert "set.tsv: 3 segments are in doubt; a review asks at a terminal" in refused("review", "set.tsv")
    assert "nothing.tsv: cannot be read" in refused("review", "nothing.tsv")
    assert "a.de.txt: no test set that deen testset make wrote" in refused("review", "a.de.txt")
    own_sets.save(files / "set.tsv", ROWS[:1])
    assert run("review", "set.tsv").exit_code == 0


def test_a_review_at_a_real_terminal(files: Path) -> None:
    (files / "home" / "testsets").mkdir(parents=True)
    path = files / "home" / "testsets" / "mine.tsv"
    own_sets.save(path, ROWS)
    main, terminal = pty.openpty()
    command = [sys.executable, "-c", "from translate.start import main; main()", "testset", "review", "mine"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment) as process:
        os.close(terminal)
        try:
            shown = ""
            for answer in ("d", "k"):
                shown += until(main, "[k/d/j/e/q]")
                os.write(main, f"{answer}\n".encode())
            shown += until(main, "[k/d/j/e/q]")
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 130
        finally:
            process.kill()
    os.close(main)
    assert "German: schläft." in shown
    assert [row.status for row in own_sets.read(path)] == ["accepted", "dropped", "kept", "doubtful"]


def until(terminal: int, awaited: str) -> str:
    """What a terminal shows up to some text."""
    shown = ""
    end = time.monotonic() + 60
    while awaited not in shown:
        assert time.monotonic() < end, shown
        if select.select([terminal], [], [], 1)[0]:
            shown += os.read(terminal, 4096).decode("utf-8", "replace")
    return shown
