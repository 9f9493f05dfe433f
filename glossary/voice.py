"""What the command says besides its result: on standard error.

It stands in the lowest package, since the commands of all three speak with it.
"""

import click


def say(text: str) -> None:
    """What a command answers to the person who called it, where its result is a change and no text."""
    click.echo(text, err=True)


def notify(notice: str) -> None:
    """What the user should know, as a line that says whose it is."""
    say(f"deen: {notice}")
