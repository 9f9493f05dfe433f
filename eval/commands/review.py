"""`deen testset review`: what was in doubt, decided by a person at a terminal."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from glossary.voice import notify, say

if TYPE_CHECKING:
    from eval.own_sets import Row

Answer = Literal["keep", "drop", "join", "edit", "quit"]
_ANSWERS: dict[str, Answer] = {
    "k": "keep", "keep": "keep", "d": "drop", "drop": "drop", "j": "join", "join": "join",
    "e": "edit", "edit": "edit", "q": "quit", "quit": "quit",
}  # fmt: skip
_QUESTION = "Keep it, drop it, join it with the next one, edit it, quit? [k/d/j/e/q]"
_GERMAN, _ENGLISH = "German: ", "English: "


@click.command("review")
@click.argument("test_set", metavar="FILE|NAME")
def command(test_set: str) -> None:
    """Decide on the segments of a test set that are in doubt, one by one.

    Shows each above the one that follows it, and asks whether to keep it, drop it, join it with the next one or edit
    it (in $EDITOR). Every answer is in the file at once, so that you can quit, and go on another time.
    """
    from eval import own_sets, reviewing
    from eval.errors import EvaluationError

    path = Path(test_set)
    if not path.exists():
        path = own_sets.named(test_set) or path
    rows = own_sets.read(path)
    left = own_sets.statuses(rows)["doubtful"]
    if left and not _is_terminal():
        raise EvaluationError(f"{path}: {left} segments are in doubt; a review asks at a terminal, and this is none")
    while (at := reviewing.first_doubtful(rows)) is not None:
        _show(rows, at)
        if (answer := _answer(rows, at)) == "quit":
            break
        changed = _edited(rows, at) if answer == "edit" else reviewing.decided(rows, at, answer)
        own_sets.replace_rows(path, rows, changed)
        rows = changed
    counts = own_sets.statuses(rows)
    taken = counts["accepted"] + counts["kept"]
    say(f"{path}: {taken:,} segments, {counts['doubtful']:,} in doubt, {counts['dropped']:,} dropped")


def _show(rows: Sequence["Row"], at: int) -> None:
    from eval import reviewing

    row, following = rows[at], reviewing.next_one(rows, at)
    left = sum(one.status == "doubtful" for one in rows)
    say("")
    score = "" if row.score is None else f", similarity {row.score:.2f}"
    say(f"{row.document}, segment {row.number}{score} ({left} left)")
    _show_texts(row, "")
    if following is not None:
        _show_texts(rows[following], "  next ")


def _show_texts(row: "Row", before: str) -> None:
    say(f"{before}{_GERMAN}{row.source or '–'}")
    say(f"{before}{_ENGLISH}{row.reference or '–'}")


def _answer(rows: Sequence["Row"], at: int) -> Answer:
    """What the user wants with a segment; `quit` at the end of the input too."""
    from eval import reviewing

    while True:
        try:
            typed: str = click.prompt(_QUESTION, default="", show_default=False, err=True)
        except click.Abort:
            return "quit"
        answer = _ANSWERS.get(typed.strip().lower())
        if answer is None:
            notify(f"“{typed.strip()}” is no answer here: k(eep), d(rop), j(oin), e(dit), q(uit)")
        elif why := reviewing.refused(rows, at, answer):
            notify(why)
        else:
            return answer


def _edited(rows: Sequence["Row"], at: int) -> list["Row"]:
    """The rows with one as the user writes it in an editor; as they were if nothing comes of it."""
    from eval import reviewing

    row = rows[at]
    try:
        text = click.edit(f"{_GERMAN}{row.source}\n{_ENGLISH}{row.reference}\n", extension=".txt")
    except click.ClickException as error:
        notify(error.format_message())
        return list(rows)
    if text is None:
        return list(rows)
    german, mark, english = text.partition(f"\n{_ENGLISH.strip()}")
    if not mark or not german.startswith(_GERMAN.strip()):
        notify(f"nothing is changed: a line has to begin with “{_GERMAN.strip()}”, the next with “{_ENGLISH.strip()}”")
        return list(rows)
    texts = [" ".join(one.split()) for one in (german.removeprefix(_GERMAN.strip()), english)]
    return reviewing.rewritten(rows, at, *texts)


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
