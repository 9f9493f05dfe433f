"""`deen segment` as a user calls it."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from translate.cli import deen

# Scrape damage: a soft hyphen, a missing space, a bullet that is no sentence.
DAMAGED = "Titel\n\nDas ist das En\u00adde.Der Anfang folgt.\n-\n"


def segment(*arguments: str, stdin: bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(deen, ["segment", *arguments], input=stdin)
    return result.exit_code, result.stdout, result.stderr


def objects(stdout: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stdout.splitlines()]


def test_segment_prints_a_sentence_a_line(tmp_path: Path) -> None:
    text = "Titel\n\nDas ist das Ende.Der Anfang folgt.\n-\n"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    expected = "Titel\nDas ist das Ende.\nDer Anfang folgt.\n"
    assert segment(str(path)) == segment("-", stdin=text.encode()) == (0, expected, "")
    assert segment("--no-repair", str(path))[1] == "Titel\nDas ist das Ende.Der Anfang folgt.\n"
    told = [json.loads(line) for line in segment("--json", str(path))[1].splitlines()]
    assert [text[one["start"] : one["end"]] for one in told] == expected.splitlines()
    assert [[edit["rule"] for edit in one["repairs"]] for one in told] == [[], ["missing space"], []]


def test_standard_input_is_read_if_nothing_is_named() -> None:
    assert segment(stdin=b"Eins. Zwei.") == (0, "Eins.\nZwei.\n", "")
    assert segment(stdin=b"") == (0, "", "")


def test_offsets_are_those_of_the_text_before_repair() -> None:
    code, out, err = segment("--json", stdin=DAMAGED.encode())
    assert (code, err) == (0, "")
    told = objects(out)
    assert [one["text"] for one in told] == ["Titel", "Das ist das Ende.", "Der Anfang folgt."]
    assert [DAMAGED[one["start"] : one["end"]] for one in told] == [
        "Titel",
        "Das ist das En\u00adde.",
        "Der Anfang folgt.",
    ]


def test_each_repair_says_what_stood_where() -> None:
    repairs = [repair for one in objects(segment("--json", stdin=DAMAGED.encode())[1]) for repair in one["repairs"]]
    assert [(one["rule"], one["before"], one["after"]) for one in repairs] == [
        ("invisible", "\u00ad", ""),
        ("missing space", "", " "),
    ]
    assert [DAMAGED[one["start"] : one["end"]] for one in repairs] == ["\u00ad", ""]


def test_without_repair_the_text_is_as_it_was() -> None:
    told = objects(segment("--json", "--no-repair", stdin=DAMAGED.encode())[1])
    assert all(not one["repairs"] for one in told)
    assert all(DAMAGED[one["start"] : one["end"]] == one["text"] for one in told)


def test_json_is_written_in_letters_not_in_codes() -> None:
    assert "Größe" in segment("--json", stdin="Die Größe zählt.".encode())[1]


def test_lines_of_a_paragraph_are_joined() -> None:
    sentences = [
        "Der Minister reiste am Montag nach Berlin, um dort mit seinem Amtskollegen über das Abkommen zu sprechen.",
        "Am Abend nahm er an einer Sitzung des Ausschusses teil, die bis nach Mitternacht dauerte.",
    ]
    wrapped = textwrap.fill(" ".join(sentences), 60) + "\n"
    assert segment(stdin=wrapped.encode())[1].splitlines() == sentences
    told = objects(segment("--json", stdin=wrapped.encode())[1])
    assert [" ".join(wrapped[one["start"] : one["end"]].split()) for one in told] == sentences


def test_what_was_assumed_about_the_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("Die Straße.\n".encode("cp1252"))
    assert segment(str(path)) == (0, "Die Straße.\n", f"deen: {path}: not UTF-8 (line 1); read as Windows-1252\n")


def test_segment_refuses_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\0\1\2")
    for name in ("missing", "", "binary"):
        code, out, err = segment(str(tmp_path / name))
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert str(tmp_path / name) in err


@pytest.mark.parametrize("arguments", [["--words"], ["one.txt", "two.txt"]])
def test_segment_takes_one_file_and_its_options(arguments: list[str]) -> None:
    code, out, err = segment(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Usage: ")


def test_standard_input_that_is_closed() -> None:
    command = f'"{sys.executable}" -m translate.cli segment <&-'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "deen: standard input: cannot be read: it is closed\n"
