"""What `deen corpus` shows on standard error while it runs."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import click

from glossary.voice import say
from glossary.wording import counted
from translate.commands import signals
from translate.commands.progress import Speed, clock_time

if TYPE_CHECKING:
    from translate.corpus.run import State

# Seconds between two lines where no terminal shows them.
_MINUTE = 60.0


@contextmanager
def shown(clock: Callable[[], float] = monotonic) -> "Iterator[Callable[[State], None]]":
    """What shows how far a run is: in one line on a terminal, elsewhere in a line a minute."""
    began = clock()
    speed = Speed(clock)
    on_terminal = sys.stderr is not None and sys.stderr.isatty()
    told = began

    def show(state: "State") -> None:
        nonlocal told
        signals.heed()
        speed.told(state.sentences)
        text = line(state, speed.per_second, clock() - began)
        if on_terminal:
            click.echo(f"\r\033[K{text[: _width()]}", nl=False, err=True, color=True)
        elif clock() - told >= _MINUTE:
            told = clock()
            say(text)

    try:
        yield show
    finally:
        if on_terminal:
            click.echo("\r\033[K", nl=False, err=True, color=True)


def _width() -> int | None:
    """How many characters stand in one line of the terminal, if it says so: what is longer could not be cleared."""
    try:
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return None
    return columns - 1 if columns else None


def line(state: "State", per_second: float | None, seconds: float) -> str:
    """How far a run is that has taken so many seconds."""
    done = state.done_before + state.counts.rows
    parts = [f"{done:,} of about {max(state.rows, done):,} rows"]
    if per_second is not None:
        parts.append(f"{per_second:.1f} sentences/s")
    if state.counts.errors:
        parts.append(counted(state.counts.errors, "error", grouped=True))
    if state.counts.rows and state.rows > done:
        parts.append(f"{clock_time(seconds / state.counts.rows * (state.rows - done))} left")
    return ", ".join(parts)
