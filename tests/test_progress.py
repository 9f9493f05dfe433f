"""The progress bar: what it shows at which time, with a clock that the test turns."""

import io
import re
from contextlib import redirect_stderr

import pytest

from translate.commands.progress import Speed, pace, progress_bar


class Clock:
    """A clock that stands still until it is turned."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def lines(self) -> list[str]:
        """What stood on the line, one time after the other; codes for the cursor left out."""
        shown = re.split(r"[\r\n]", re.sub(r"\x1b\[[?\d]*\w", "", self.getvalue()))
        return [line.rstrip() for line in shown if line.strip()]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("COLUMNS", "100")
    return Terminal()


def test_speed_is_that_of_the_last_seconds(clock: Clock) -> None:
    speed = Speed(clock)
    for second in range(1, 31):
        clock.now = 100 + second
        # Ten a second for ten seconds, then three.
        speed.told(10 * second if second <= 10 else 100 + 3 * (second - 10))
        if second == 1:
            assert speed.per_second == 10
        if second == 15:
            assert speed.per_second == pytest.approx((5 * 10 + 5 * 3) / 10)
    assert speed.per_second == pytest.approx(3)


def test_no_speed_before_a_second_is_over(clock: Clock) -> None:
    speed = Speed(clock)
    assert speed.per_second is None
    clock.now += 0.9
    speed.told(500)
    assert speed.per_second is None
    clock.now += 0.1
    speed.told(500)
    assert speed.per_second == 500


def test_the_clock_starts_when_the_work_does(clock: Clock) -> None:
    speed = Speed(clock)
    clock.now += 60
    speed.told(0)
    clock.now += 2
    speed.told(8)
    assert speed.per_second == 4


def test_rare_news_are_counted_over_the_time_that_they_took(clock: Clock) -> None:
    speed = Speed(clock)
    for done in (128, 256, 384):
        clock.now += 32
        speed.told(done)
        assert speed.per_second == 4


@pytest.mark.parametrize(
    ("per_second", "left", "written"),
    [
        (None, 100, ""),
        (0.0, 100, "0.0 sentences/s"),
        (4.0, 20, "4.0 sentences/s, 0:05 left"),
        (4.0, 500, "4.0 sentences/s, 2:05 left"),
        (2.0, 7322, "2.0 sentences/s, 1:01:01 left"),
        (4.0, 0, "4.0 sentences/s"),
    ],
)
def test_pace(per_second: float | None, left: int, written: str) -> None:
    assert pace(per_second, left) == written


def test_it_moves_with_each_batch(clock: Clock, terminal: Terminal) -> None:
    with redirect_stderr(terminal), progress_bar("article.txt", clock) as progress:
        assert terminal.getvalue() == ""
        for done in (0, 8, 16, 20):
            progress(done, 20)
            clock.now += 1
    lines = terminal.lines()
    assert [re.findall(r"\d+/\d+", line) for line in lines] == [["0/20"], ["8/20"], ["16/20"], ["20/20"]]
    assert all(line.startswith("article.txt  [") for line in lines)
    assert "sentences/s" not in lines[0]
    assert lines[1].endswith("8.0 sentences/s, 0:02 left")
    assert lines[-1].endswith("6.7 sentences/s")
    assert [line.count("#") for line in lines] == sorted({line.count("#") for line in lines})


def test_it_knows_the_total_from_the_first_news_on(clock: Clock, terminal: Terminal) -> None:
    with redirect_stderr(terminal), progress_bar("article.txt", clock) as progress:
        clock.now += 4
        progress(128, 600)
    [first] = terminal.lines()
    assert "128/600" in first
    assert first.endswith("32.0 sentences/s, 0:15 left")
    assert "/0" not in terminal.getvalue()


def test_it_fits_into_the_terminal(clock: Clock, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with redirect_stderr(terminal), progress_bar("folder/" * 30 + "article.txt", clock) as progress:
        for done in (0, 500, 10_000):
            progress(done, 10_000)
            clock.now += 3
    assert max(map(len, terminal.lines())) <= 80
    assert "article.txt" in terminal.lines()[0]


def test_an_interruption_leaves_the_line(clock: Clock, terminal: Terminal) -> None:
    def interrupted() -> None:
        with redirect_stderr(terminal), progress_bar("article.txt", clock) as progress:
            progress(1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert terminal.getvalue().endswith("\n")


def test_nothing_shows_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("article.txt") as progress:
        progress(1, 2)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "")
