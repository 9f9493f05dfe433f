"""What the command says besides its result: on standard error.

It stands in the lowest package, since the commands of all three speak with it.
"""

import re

import click

# Such as a name of a file may have, and a terminal obeys.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def say(text: str) -> None:
    """What a command answers to the person who called it, where its result is a change and no text."""
    click.echo(text, err=True)


def notify(notice: str) -> None:
    """What the user should know, as one line that says whose it is."""
    say("deen: " + _CONTROL.sub(lambda found: repr(found[0])[1:-1], notice))
