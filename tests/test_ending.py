"""How a command ends: whatever happens, with a line on standard error and an exit code."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from glossary.errors import DeenError, GlossaryError
from translate.commands import ending
from translate.commands.signals import Stopped, stopping


def raising(error: BaseException) -> Callable[[], object]:
    def command() -> object:
        raise error

    return command


_FAULT = f"a fault of deen (tests/test_ending.py:{raising.__code__.co_firstlineno + 2}), please report it:"


class _Other(DeenError):
    exit_code = 7


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (GlossaryError("a.tsv:\x1b[2J: no table"), 2, "deen: a.tsv:\\x1b[2J: no table\n"),
        (_Other("other"), 7, "deen: other\n"),
        (SystemExit(1), 1, ""),
        (SystemExit(), 0, ""),
        (SystemExit("words"), 1, ""),
        (click.UsageError("no \x9b such\nthing"), 2, "Error: no \\x9b such\\nthing\n"),
        (click.Abort(), 2, "deen: stopped: the input is at its end\n"),
        (MemoryError(), 2, "deen: there is not enough memory for this; give less at once\n"),
        (OSError(28, "No space left on device", "a\udcff.txt"), 2, "deen: a\\xff.txt: No space left on device\n"),
        (OSError(5, "Input/output error"), 2, "deen: Input/output error\n"),
        (BrokenPipeError(32, "Broken pipe"), 141, ""),
        (Stopped(signal.SIGTERM), 143, "deen: stopped\n"),
        (Stopped(signal.SIGINT), 130, "deen: stopped\n"),
        (KeyError("x\ny"), 2, f"deen: {_FAULT} KeyError: 'x\\ny'\n"),
        (ValueError("two\nlines"), 2, f"deen: {_FAULT} ValueError: two\n"),
    ],
)  # fmt: skip
def test_every_error_is_a_line_and_a_code(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, told: str
) -> None:
    assert ending.code_of(raising(error)) == code
    assert capsys.readouterr().err == told


def test_what_a_command_gives_back_is_no_code_unless_click_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending.code_of(lambda: 3) == 3
    assert ending.code_of(lambda: "text") == 0
    assert capsys.readouterr().err == ""


def test_a_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert ending.code_of(os.getcwd) == 2
    assert capsys.readouterr().err == "deen: the current folder is gone; go to another one\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_stops_and_further_ones_wait(number: signal.Signals) -> None:
    cleared = []
    before = signal.getsignal(number)

    def work() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            os.kill(os.getpid(), number)
            cleared.append(True)

    with pytest.raises(Stopped) as told, stopping():
        work()
    assert told.value.exit_code == 128 + number
    assert cleared == [True]
    assert signal.getsignal(number) == before


def test_a_signal_that_a_library_swallows_is_not_forgotten() -> None:
    def swallowing() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except BaseException:
            return

    with pytest.raises(Stopped), stopping():
        swallowing()


def test_an_ignored_signal_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopping():
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
