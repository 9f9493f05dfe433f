"""The progress bar of all commands: sentences done of how many, sentences a second, and the time left."""

import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import click

from glossary.voice import shown

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from translate.pipeline import Progress

# Seconds that the speed is counted over, and what it takes for the first figure.
_WINDOW = 10.0
_FIRST = 1.0
_WIDEST_NAME = 24


class Speed:
    """Sentences a second, counted over the last ten seconds.

    >>> seconds = iter([0.0, 4.0, 14.0])
    >>> speed = Speed(lambda: next(seconds))
    >>> speed.told(100)
    >>> speed.per_second
    25.0
    >>> speed.told(150)
    >>> speed.per_second
    5.0
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._told = deque([(clock(), 0)])

    def told(self, done: int) -> None:
        """So many sentences are done now; with none done the clock starts anew."""
        now = self._clock()
        if not done:
            self._told.clear()
        self._told.append((now, done))
        while len(self._told) > 1 and self._told[1][0] <= now - _WINDOW:
            self._told.popleft()

    @property
    def per_second(self) -> float | None:
        """None before there is a second to count in."""
        (began, before), (now, done) = self._told[0], self._told[-1]
        return (done - before) / (now - began) if now - began >= _FIRST else None


class Extent:
    """How many sentences files have that are read one after the other: of those to come it is guessed from their sizes.

    >>> extent = Extent([100, 50])
    >>> extent.of_all(1, 4)
    (1, 6)
    >>> extent.next(4)
    >>> extent.of_all(3, 3)
    (7, 7)
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self._left = deque(sizes)
        self._total = sum(sizes)
        self._read = 0
        self._sentences = 0

    def of_all(self, done: int, of_this: int) -> tuple[int, int]:
        """The sentences of all files that are done, and all there are, from those of the file that is worked on."""
        known, size = self._sentences + of_this, self._read + self._left[0]
        to_come = round(known * (self._total - size) / size) if size else 0
        return self._sentences + done, known + to_come

    def next(self, sentences: int) -> None:
        """A file is done, which had so many sentences; one that was left out has none and counts for no guess."""
        size = self._left.popleft()
        self._sentences += sentences
        if sentences:
            self._read += size
        else:
            self._total -= size


@contextmanager
def progress_bar(name: str, clock: Callable[[], float] = monotonic) -> "Iterator[Progress]":
    """What shows on standard error how far the translation of `name` is, if that is a terminal.

    The bar appears when it is first told of a total.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield _unseen
        return
    speed = Speed(clock)
    with ExitStack() as shown:
        bar: ProgressBar[None] | None = None

        def progress(done: int, total: int) -> None:
            nonlocal bar
            speed.told(done)
            if bar is None:
                bar = _bar(name, total, speed)
                shown.callback(bar.render_finish)
                # An update by nothing draws nothing.
                if not done:
                    bar.render_progress()
            bar.length = total
            bar.update(done - bar.pos)

        yield progress


def _bar(name: str, total: int, speed: Speed) -> "ProgressBar[None]":
    """A bar as wide as the terminal."""
    bar: ProgressBar[None] = click.progressbar(
        length=total, label=_short(name), file=sys.stderr, width=0, show_pos=True, show_eta=False,
        item_show_func=lambda _: pace(speed.per_second, (bar.length or 0) - bar.pos),
    )  # fmt: skip
    return bar


def pace(per_second: float | None, left: int) -> str:
    """The speed, and how long what is left takes at it.

    >>> pace(12.34, 1000), pace(12.34, 0), pace(None, 1000)
    ('12.3 sentences/s, 1:21 left', '12.3 sentences/s', '')
    """
    if per_second is None:
        return ""
    speed = f"{per_second:.1f} sentences/s"
    if not left or not per_second:
        return speed
    return f"{speed}, {clock_time(left / per_second)} left"


def clock_time(seconds: float) -> str:
    """A time in seconds, as a clock shows it.

    >>> clock_time(59.6), clock_time(3661)
    ('1:00', '1:01:01')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _unseen(done: int, total: int) -> None:
    """Nobody is watching."""


def _short(name: str) -> str:
    name = shown(name)
    return name if len(name) <= _WIDEST_NAME else "…" + name[1 - _WIDEST_NAME :]
