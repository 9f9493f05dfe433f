"""`deen testset review`: what was in doubt, decided by a person at a terminal."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from glossary.voice import notify, say, shown
from glossary.wording import counted

if TYPE_CHECKING:
    from eval.own_sets import Row

Answer = Literal["keep", "drop", "join", "edit", "quit"]
_ANSWERS: dict[str, Answer] = {
    **dict.fromkeys(("k", "keep"), "keep"),
    **dict.fromkeys(("d", "drop"), "drop"),
    **dict.fromkeys(("j", "join"), "join"),
    **dict.fromkeys(("e", "edit"), "edit"),
    **dict.fromkeys(("q", "quit"), "quit"),
}
_GERMAN, _ENGLISH = "German:", "English:"
_NOTHING = "–"


@click.command("review")
@click.argument("test_set", metavar="FILE|NAME")
def command(test_set: str) -> None:
    """Decide on the segments of a test set that are in doubt, one by one.

    Shows each with what follows it, and asks: keep it, drop it, join it with the next one, edit it (in $EDITOR), or
    quit. Every answer is written at once, so that the next review goes on where this one ended.
    """
    from eval import own_sets
    from eval.errors import EvaluationError

    path = own_sets.named(test_set) if not Path(test_set).exists() else None
    path = path or Path(test_set)
    rows = own_sets.read(path)
    if not _is_terminal():
        raise EvaluationError("a review asks at a terminal, and this is none; the column status of the file says the same")
    doubtful = own_sets.statuses(rows)["doubtful"]
    seen = 0
    at = 0
    while (at := _next_doubtful(rows, at)) < len(rows):
        seen = max(seen, doubtful - own_sets.statuses(rows)["doubtful"])
        _show(rows, at, f"{seen + 1}/{doubtful}")
        answer = _answer(rows, at)
        if answer == "quit":
            break
        changed = _changed(rows, at, answer)
        if changed != rows:
            _save(path, rows, changed)
            rows = changed
    _tell(path, rows)
