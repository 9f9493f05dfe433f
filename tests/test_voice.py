"""What the command says on standard error."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.voice import give, notify, notify_once, row, say, shown


def test_a_notice_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    notify("a\nb\x1b[31m: cannot be read")
    assert capsys.readouterr().err == "deen: a\\nb\\x1b[31m: cannot be read\n"


def test_both_leave_standard_output_to_the_result(capsys: pytest.CaptureFixture[str]) -> None:
    say("Kiew → Kyiv is in names.tsv")
    notify("the memory is damaged")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Kiew → Kyiv is in names.tsv\ndeen: the memory is damaged\n"


def test_what_is_told_once_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    tell = notify_once()
    for notice in ("one", "two", "one"):
        tell(notice)
    notify_once()("one")
    assert capsys.readouterr().err == "deen: one\ndeen: two\ndeen: one\n"


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1b", "\n", "\x7f", "\x85", "\x9b", "\u2028", "\u202a", "\u202e", "\u2066", "\u2069"]
)
def test_what_a_terminal_obeys_is_shown(sign: str) -> None:
    assert shown(f"a{sign}b") == f"a{sign!r}b".replace("'", "")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf"])))
def test_all_else_is_as_it_is(text: str) -> None:
    assert shown(text) == text


def test_bytes_of_a_name_are_bytes() -> None:
    assert shown("a\udcff\udc80.txt\ud800") == "a\\xff\\x80.txt\\ud800"


def test_a_row_is_one_line_of_as_many_fields(capsys: pytest.CaptureFixture[str]) -> None:
    row("a\tb", "\x1b[31mc", "", "")
    assert capsys.readouterr().out == "a\\tb\t\\x1b[31mc\n"


@pytest.mark.parametrize("result", ["red \x1b[31m and \u202e", "red \x1b[31m and \u202e".encode()])
def test_a_result_is_as_it_is_and_on_a_terminal_a_notice_says_what_was_obeyed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, result: str | bytes
) -> None:
    give(result, end="")
    told = capsys.readouterr()
    assert (told.out, told.err) == ("red \x1b[31m and \u202e", "")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    give(result, end="")
    told = capsys.readouterr()
    assert told.out == "red \x1b[31m and \u202e"
    assert told.err.startswith("deen: the text has control characters")
    give("plain\ttext\r\n")
    assert capsys.readouterr().err == ""


def test_where_nobody_can_be_told_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("click.echo", full)
    say("done")
