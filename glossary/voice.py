"""What the command says besides its result: on standard error.

It stands in the lowest package, since the commands of all three speak with it.
"""

import re
from collections.abc import Callable

import click

# Such as a name of a file may have, and a terminal obeys.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def say(text: str) -> None:
    """What a command answers to the person who called it, where its result is a change and no text."""
    click.echo(text, err=True)


def notify_once() -> Callable[[str], None]:
    """A `notify` that says the same only once: what is read for many articles is told with the first."""
    told: set[str] = set()

    def tell(notice: str) -> None:
        if notice not in told:
            told.add(notice)
            notify(notice)

    return tell


def notify(notice: str) -> None:
    """What the user should know, as one line that says whose it is."""
    say("deen: " + _CONTROL.sub(lambda found: repr(found[0])[1:-1], notice))
