"""Targets: commands that need no model, called with arguments and files that are made of a text."""

import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from glossary import store
from hostile.target import TextTarget
from translate.cli import deen

# What stands for the text: as an argument, its first line, and as a file in which it stands.
_TEXT, _LINE, _FILE, _TABLE = "TEXT", "LINE", "FILE", "TABLE"
_CALLS = (
    ("segment", _FILE), ("segment", _FILE, "--json", "--no-repair"), ("segment", _FILE, "--format", _LINE),
    ("segment", "--", _LINE), ("glossary", "list", "-g", _TABLE), ("glossary", "list", "--json", "-g", _FILE),
    ("glossary", "find", "-g", _TABLE, "--", _TEXT), ("glossary", "find", "-", "-g", _TABLE),
    ("glossary", "check", _TABLE, _FILE), ("glossary", "add", "-g", "own.tsv", "--", _LINE, "x"),
    ("glossary", "add", "-g", _TABLE, "Kiew", "Kyiv", "--note", _LINE, "--form", _LINE),
    ("glossary", "remove", "-g", _TABLE, "--", _LINE), ("glossary", "import", _FILE, "-g", "own.tsv"),
    ("glossary", "import", _TABLE, "-g", "own.tsv"), ("glossary", "export", "-", "-g", _TABLE),
    ("glossary", "export", "out.csv", "--format", "csv", "-g", _TABLE), ("glossary", "export", "--", _LINE),
    ("lexicon", "add", _FILE), ("lexicon", "add", _TABLE, "--name", _LINE), ("lexicon", "find", "--", _LINE),
    ("lexicon", "info", "--json", "--", _LINE), ("lexicon", "remove", "--", _LINE),
    ("score", _FILE, "-r", _FILE, "-m", "chrf"), ("score", _FILE, "-r", _FILE, "-m", _LINE), ("--", _LINE),
    ("score", _FILE, "-r", _FILE, "-s", _FILE, "--segment-terms", _TABLE, "-m", "terms"),
    ("score", _FILE, _FILE, "-r", _FILE, "-m", "chrf", "--name", _LINE, "--csv", "a.csv", "--latex", "a.tex"),
)  # fmt: skip
_TRANSLATED = 2_000


def _called(text: str) -> None:
    """Each text calls one command, which its characters choose, and that one alone, so that growth is the command's."""
    call = _CALLS[sum(map(ord, text)) % len(_CALLS)]
    with tempfile.TemporaryDirectory() as name, _alone(Path(name), text) as err:
        code = _code([_argument(one, text) for one in call])
        told = err.getvalue()
    assert code in (0, 1, 2), code
    assert "Traceback" not in told, told
    assert "a fault of deen" not in told, told
    assert code != 2 or told.splitlines()[-1].startswith(("deen: ", "Error: ")), told
    assert not any(one < " " and one != "\n" for one in told), told


def _argument(one: str, text: str) -> str:
    """What a word of a call stands for; no argument of the system's has a zero in it, nor is endless."""
    bare = text.replace("\0", "")[:_TRANSLATED]
    return {_TEXT: bare, _LINE: bare.partition("\n")[0], _FILE: "article.txt", _TABLE: "table.tsv"}.get(one, one)


def _code(arguments: Sequence[str]) -> object:
    try:
        deen.main(arguments, prog_name="deen")
    except SystemExit as end:
        return end.code
    return 0


@contextlib.contextmanager
def _alone(folder: Path, text: str) -> Iterator[io.StringIO]:
    """A folder with the files, where the command is, with streams of its own and no shipped entries; what is said."""
    data = text.encode("utf-8", "surrogatepass")
    (folder / "article.txt").write_bytes(data)
    (folder / "table.tsv").write_bytes(b"source\ttarget\tnote\n" + data)
    (folder / "names.tsv").write_bytes(b"source\ttarget\n")
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    stdin = io.TextIOWrapper(io.BytesIO(data), "utf-8")
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.object(sys, "stdin", stdin),
        mock.patch.object(store, "SHIPPED", folder / "names.tsv"),
        mock.patch.dict("os.environ", {"DEEN_HOME": str(folder / "home"), "DEEN_CACHE": str(folder / "cache")}),
    ):
        yield err


TARGETS = (TextTarget("commands", _called, longest=20_000),)
