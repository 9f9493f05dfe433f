"""No argument, stream or signal breaks a command: every option of every command is tried with every bad value.

The commands are found by walking the tree, so that a new one takes part.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from command_tree import commands, content, make_files, places
from conftest import ROOT, FakeEngine
from corpus_here import Here
from huggingface_hub import constants

from glossary import outputs, store
from translate.cli import deen
from translate.documents import files
from translate.engines import loading
from translate.errors import TrainingError
from translate.server.running import Stoppable

NUMBERS = [
    "nan", "inf", "-inf", "-1", "9" * 300, "9" * 5000, "-" + "9" * 5000, "1e999", "½", "0x10", "", " ", "\udcff",
    "1\x1b[31m",
]  # fmt: skip
TEXTS = [
    "", " ", "\udcff", "x" * 5000, "\x1b[31mrot\x07\x9b", "\u202eabc\u2066", "a\nb\tc", "9" * 5000, "nan", "=", "|",
    "⟨", "a=b=c", "-",
]  # fmt: skip
ABSENT = ["missing", "n" * 300, "d/" * 3000, "article.txt/below", "dangling", "loop", "\udcff", "\x1b[31m\n", "\u202e"]
UNWRITABLE = ["n" * 300, "d/" * 3000, "article.txt/below", "loop", "folder/missing/out", "dangling"]
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

PLACES = {str(one): one for one in places()}
READ = [name for name, one in PLACES.items() if one.is_read]
WRITTEN = [name for name, one in PLACES.items() if one.is_written]
NUMERIC = [name for name, one in PLACES.items() if one.is_number]
# The command tells of each glossary what is wrong with it, and counts.
_TELLS_ALL = ("glossary check paths",)


@pytest.fixture(autouse=True)
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """A folder with files, an engine without a model, no network, no port that stays open, no training."""
    from translate.training.recipe import Recipe

    def packed(recipe: Recipe, mixture: object, pieces: object, log: object) -> None:
        list(recipe.data.pairs(mixture))  # type: ignore[arg-type]
        raise TrainingError("nothing is trained here")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(store, "SHIPPED", tmp_path / "names.tsv")
    monkeypatch.setattr(loading, "load", lambda options, notify: loading.find(options.model) and FakeEngine())
    monkeypatch.setattr("translate.corpus.run.Worker", Here)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(Stoppable, "run", lambda self, sockets: [one.close() for one in sockets])
    monkeypatch.setattr(Recipe, "_packed", packed)
    monkeypatch.setattr(Recipe, "_vocabulary", lambda *_: loading.bundled()["de-en"])
    return make_files(tmp_path)


def run(arguments: Sequence[str]) -> Result:
    return CliRunner().invoke(deen, arguments, input="Das Haus ist alt.\n")


def held(result: Result, arguments: Sequence[str]) -> None:
    """What is true of every command however it was called."""
    told = result.stderr
    assert isinstance(result.exception, SystemExit | None), (arguments, result.exception)
    assert result.exit_code in (0, 1, 2), arguments
    assert "Traceback" not in told
    assert "a fault of deen" not in told, (arguments, told)
    assert not _OBEYED.search(told), (arguments, told)
    if result.exit_code == 2:
        assert told.splitlines()[-1].startswith(("deen: ", "Error: ")), (arguments, told)


def refused(result: Result, arguments: Sequence[str]) -> str:
    """The one line that says why a command does nothing."""
    held(result, arguments)
    lines = [line for line in result.stderr.splitlines() if line and not line.startswith(("Usage: ", "Try '"))]
    assert (result.exit_code, len(lines)) == (2, 1), (arguments, result.stdout, result.stderr)
    return lines[0]


def test_the_tree_is_walked() -> None:
    names = {" ".join(path) for path, _ in commands()}
    assert {"translate", "glossary add", "glossary suggest", "model fetch", "evaluate", "serve", "train"} <= names
    assert {"translate output", "glossary export target", "train folder", "corpus output"} <= set(WRITTEN)
    assert {"translate articles", "translate glossaries", "score hypotheses"} <= set(READ)
    assert {"translate beam_size", "serve port", "train hours"} <= set(NUMERIC)


@pytest.mark.parametrize("name", NUMERIC)
def test_a_number_is_a_number_within_bounds(name: str) -> None:
    for value in NUMBERS:
        arguments = PLACES[name].arguments(value)
        assert refused(run(arguments), arguments).startswith("Error: Invalid value for '--")


@pytest.mark.parametrize("name", [name for name in READ if name not in _TELLS_ALL])
def test_what_is_not_there_is_told(name: str, hostile: dict[str, bytes], tmp_path: Path) -> None:
    for value in [*ABSENT, "folder"]:
        if value == "folder" and PLACES[name].path[0] == "train":
            continue
        arguments = PLACES[name].arguments(value)
        refused(run(arguments), arguments)
    assert content(tmp_path) == hostile


@pytest.mark.parametrize("name", WRITTEN)
def test_what_cannot_be_written_is_told_before_any_work(
    name: str, hostile: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "load", lambda *_: pytest.fail("a model was loaded"))
    before = sorted(tmp_path.rglob("*"))
    for value in [*UNWRITABLE, "folder"]:
        place = PLACES[name]
        if place.path[0] == "train" and value in ("folder", "folder/missing/out", "dangling"):
            continue
        if value == "folder" and name == "translate output":
            continue
        # A folder that is empty, or not there, is what it takes.
        if place.path[0] == "corpus" and value in ("folder", "folder/missing/out"):
            continue
        arguments = place.arguments(value)
        refused(run(arguments), arguments)
    assert content(tmp_path) == hostile
    if PLACES[name].path[0] != "train":
        assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
def test_anything_is_borne(name: str, hostile: dict[str, bytes], tmp_path: Path) -> None:
    place = PLACES[name]
    for value in dict.fromkeys([*NUMBERS, *TEXTS, *ABSENT, *UNWRITABLE, *(["/dev/full"] * place.is_written)]):
        arguments = place.arguments(value)
        held(run(arguments), arguments)
    assert content(tmp_path) == hostile


@pytest.mark.parametrize(
    "arguments",
    [
        ["translate", "article.txt", "-o", "x", "--report", "./x"],
        ["translate", "article.txt", "-o", "x", "--report", "link"],
        ["translate", "article.txt", "--html", "hard", "--report", "names.tsv"],
        ["translate", "article.txt", "-g", "names.tsv", "-o", "hard"],
        ["translate", "article.txt", "-o", "article.txt"],
        ["score", "article.txt", "-r", "names.tsv", "--html", "hard"],
        ["evaluate", "article.txt", "-r", "names.tsv", "-o", "link", "--html", "x"],
        ["glossary", "export", "hard", "--format", "tsv", "-g", "names.tsv"],
    ],
)
def test_outputs_that_collide_are_refused(
    arguments: list[str], hostile: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "load", lambda *_: pytest.fail("a model was loaded"))
    (tmp_path / "link").symlink_to("x")
    (tmp_path / "hard").hardlink_to(tmp_path / "names.tsv")
    assert "choose another" in refused(run(arguments), arguments)
    assert content(tmp_path) == hostile
    assert not (tmp_path / "x").exists()


def test_what_a_glossary_or_an_article_holds_is_not_obeyed(tmp_path: Path) -> None:
    (tmp_path / "evil.tsv").write_text("Kiew\t\u202eKyiv\u2066\n", encoding="utf-8")
    (tmp_path / "evil\x1b[2J.txt").write_text("In Kiew\x1b[31m und \u202eBaku.\n", encoding="utf-8")
    for arguments in (
        ["glossary", "list", "-g", "evil.tsv"], ["glossary", "find", "Kiew\u202e", "-g", "evil.tsv"],
        ["glossary", "check", "evil.tsv"], ["glossary", "try", "evil.tsv"],
        ["translate", "evil\x1b[2J.txt", "-g", "evil.tsv", "-o", "out.txt"],
    ):  # fmt: skip
        result = run(arguments)
        held(result, arguments)
        assert result.exit_code in (0, 1)
        assert not _OBEYED.search(result.stdout.replace("\t", " ")), result.stdout
    # The translation is as it is.
    assert "\u202e" in (tmp_path / "out.txt").read_text(encoding="utf-8")


def test_of_several_files_one_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "binary.txt").write_bytes(bytes(100))
    (tmp_path / "last.txt").write_text("Der Hund.\n", encoding="utf-8")
    arguments = ["translate", "article.txt", "binary.txt", "last.txt", "-o", "english", "--report", "report.json"]
    result = run(arguments)
    held(result, arguments)
    assert result.exit_code == 2
    assert "deen: binary.txt: a binary file" in result.stderr
    assert sorted(one.name for one in (tmp_path / "english").iterdir()) == ["article.txt", "last.txt"]
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in report["documents"]] == ["article.txt", "last.txt"]


def test_files_are_read_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"{number}.txt" for number in range(5)]
    for name in names:
        (tmp_path / name).write_text("Der Hund.\n", encoding="utf-8")
    told: list[tuple[str, str]] = []
    read, write = files.read, outputs.write

    def reading(name: str) -> bytes:
        told.append(("read", name))
        return read(name)

    def writing(path: Path, data: bytes) -> None:
        told.append(("written", path.name))
        write(path, data)

    monkeypatch.setattr(files, "read", reading)
    monkeypatch.setattr(outputs, "write", writing)
    assert run(["translate", *names, "-o", "english"]).exit_code == 0
    assert told == [(what, name) for name in names for what in ("read", "written")]


_WITHOUT_MODEL = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
from conftest import FakeEngine
from translate.engines import loading

class Slow(FakeEngine):
    def translate(self, requests, **given):
        import time
        time.sleep(0.05)
        return super().translate(requests, **given)

loading.load = lambda options, notify: Slow()
from translate.start import main
print("ready", file=sys.stderr, flush=True)
main()
"""


def begun(arguments: Sequence[str], folder: Path, **streams: object) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests", ROOT / "tools")))}
    command = [sys.executable, "-c", _WITHOUT_MODEL, *arguments]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command, cwd=folder, env=environment, **{"stderr": subprocess.PIPE, **streams}
    )


def shell(line: str, folder: Path, **environment: str) -> tuple[int, bytes, str]:
    """What a line of the shell does in which `deen` is the command: exit code, output, and what is said."""
    all_of_it = {
        **os.environ, "PYTHONPATH": str(ROOT), "DEEN_HOME": str(folder / "home"), "DEEN_CACHE": str(folder / "cache"),
        "PYTHONIOENCODING": "utf-8", **environment,
    }  # fmt: skip
    code = 'import sys; sys.argv[0] = "deen"; from translate.start import main; main()'
    start = f"deen() {{ '{sys.executable}' -c '{code}' \"$@\"; }}\n"
    done = subprocess.run(["bash", "-c", start + line], cwd=folder, env=all_of_it, capture_output=True, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("deen --help > /dev/full", 2, "deen: standard output: No space left on device\n"),
        ("deen --version > /dev/full", 2, "deen: standard output: No space left on device\n"),
        ("_DEEN_COMPLETE=bash_source deen > /dev/full", 2, "deen: standard output: No space left on device\n"),
        ("deen segment article.txt > /dev/full", 2, "deen: standard output: No space left on device\n"),
        ("deen glossary list >&-", 2, "deen: standard output: Bad file descriptor\n"),
        ("deen glossary list 2>&- >&-", 2, ""),
        ("deen nonsense 2> /dev/full", 2, ""),
        ("deen nonsense 2>&-", 2, ""),
        ("deen segment <&-", 2, "deen: standard input: cannot be read: it is closed\n"),
        ("deen glossary find - <&-", 2, "deen: standard input: cannot be read: it is closed\n"),
        ("deen glossary list | head -1 > /dev/null; exit ${PIPESTATUS[0]}", 141, ""),
        ("deen glossary export -o 2>&1 | head -0; exit 0", 0, ""),
    ],
)
def test_streams_that_are_full_closed_or_left(tmp_path: Path, line: str, code: int, told: str) -> None:
    (tmp_path / "article.txt").write_text("Das Haus ist alt.\n", encoding="utf-8")
    returned, _, said = shell(line, tmp_path)
    assert (returned, said) == (code, told)


def test_streams_of_other_encodings(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Das Haus in Łódź.\n", encoding="utf-8")
    _, out, said = shell("deen segment article.txt", tmp_path, PYTHONIOENCODING="latin-1")
    assert out == rb"Das Haus in \u0141" + "ód".encode("latin-1") + b"\\u017a.\n"
    assert said.startswith("deen: standard output (iso8859-1) cannot hold 2 characters")
    for environment in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0"}):
        code, out, said = shell("deen segment article.txt", tmp_path, **environment)
        assert (code, out, said) == (0, "Das Haus in Łódź.\n".encode(), "")


def test_names_that_are_no_text(tmp_path: Path) -> None:
    name = os.path.join(os.fsencode(tmp_path), b"a\xff.txt")
    Path(os.fsdecode(name)).write_bytes("Das ist gr\xfcn.\n".encode("latin-1"))
    code, out, said = shell("deen segment a$'\\xff'.txt", tmp_path)
    assert (code, out.decode()) == (0, "Das ist grün.\n")
    assert said.startswith("deen: a\\xff.txt: not UTF-8")
    code, _, said = shell("deen segment b$'\\xff\\x9b'", tmp_path)
    assert (code, said) == (2, "deen: b\\xff\\x9b: cannot be read: No such file or directory\n")


@pytest.mark.parametrize(
    ("line", "out"),
    [
        ("deen segment <(echo Das Haus.)", b"Das Haus.\n"),
        ("echo Das Haus. | deen segment /dev/stdin", b"Das Haus.\n"),
        ("mkfifo p; echo Das Haus. > p & deen segment p", b"Das Haus.\n"),
        ("(printf 'first '; deen glossary export /dev/stdout --format csv -g names.tsv --no-shipped) > x; head -c9 x",
         b"first sou"),
        ("deen glossary export >(head -c 6 > y) --format tsv; sleep 0.3; cat y", b"source"),
        ("deen glossary list --no-shipped -g <(printf 'source\\ttarget\\nA\\tB\\n')", b"A\tB\n"),
        ("mkfifo q; cat q > z & deen glossary export q --format tsv --no-shipped -g names.tsv; wait; tail -1 z",
         b"Kiew\tKyiv\n"),
    ],
)  # fmt: skip
def test_pipes_and_substitutions_are_files(tmp_path: Path, line: str, out: bytes) -> None:
    assert shell(line, tmp_path) == (0, out, "")


@pytest.mark.parametrize(
    "line",
    [
        "unset HOME DEEN_HOME DEEN_CACHE; deen segment article.txt",
        "HOME=/proc/nobody DEEN_HOME= DEEN_CACHE= deen segment article.txt",
        "TMPDIR=/nowhere deen segment article.txt",
        "DEEN_HOME=/proc/none DEEN_CACHE=/dev/null/x deen segment article.txt",
        "DEEN_HOME=/nowhere deen glossary find Haus",
        "mkdir gone; cd gone; rmdir ../gone; echo Das Haus. | deen segment",
    ],
)
def test_places_that_are_not_there(tmp_path: Path, line: str) -> None:
    code, _, said = shell(line, tmp_path)
    assert (code, said) == (0, "")


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    line = "mkdir gone; cd gone; rmdir ../gone; deen glossary add A B -g x.tsv"
    code, _, said = shell(line, tmp_path)
    assert code == 2
    assert re.fullmatch("deen: .+\n", said)


@pytest.mark.slow
@pytest.mark.parametrize("path", [" ".join(path) for path, _ in commands()])
def test_help_of_every_command_on_a_full_disk(tmp_path: Path, path: str) -> None:
    told = "deen: standard output: No space left on device\n"
    assert shell(f"deen {path} --help > /dev/full", tmp_path) == (2, b"", told)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_time_leaves_old_or_new(tmp_path: Path, number: signal.Signals) -> None:
    text = "".join(f"Das Haus Nummer {n} ist alt.\n\n" for n in range(400))
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    rng = random.Random(int(number))
    codes = set()
    for _ in range(8):
        (tmp_path / "out.txt").write_text("old", encoding="utf-8")
        with begun(["translate", "article.txt", "-o", "out.txt", "--report", "r.json"], tmp_path) as process:
            assert process.stderr
            process.stderr.readline()
            time.sleep(rng.random() * 1.5)
            process.send_signal(number)
            told = process.stderr.read().decode()
        codes.add(process.returncode)
        assert process.returncode in (0, -number, 128 + number)
        assert "Traceback" not in told
        if process.returncode == 128 + number:
            assert told.splitlines()[-1] == "deen: stopped"
            assert told.count("deen: stopped") == 1
        made = (tmp_path / "out.txt").read_text(encoding="utf-8")
        assert made == "old" or made.count("\n") == text.count("\n")
        assert not list(tmp_path.glob(".deen-*"))
    assert 128 + number in codes
