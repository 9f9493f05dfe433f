"""What the command says on standard error."""

import pytest

from glossary.voice import notify, notify_once, say


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
