"""What a review does to the segments of a test set."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from eval.own_sets import Row


def first_doubtful(rows: Sequence[Row]) -> int | None:
    """The index of the first row that is in doubt, if there is one."""
    return next((index for index, row in enumerate(rows) if row.status == "doubtful"), None)


def next_one(rows: Sequence[Row], at: int) -> int | None:
    """The index of the row that one can be joined with: the next of its document that was not dropped."""
    after = range(at + 1, len(rows))
    found = next((index for index in after if rows[index].status != "dropped"), None)
    return found if found is not None and rows[found].document == rows[at].document else None


def refused(rows: Sequence[Row], at: int, answer: str) -> str:
    """Why an answer cannot be taken; empty if it can."""
    if answer == "keep" and not rows[at].is_paired:
        return "one side of it is empty: drop it, join it or edit it"
    if answer == "join" and next_one(rows, at) is None:
        return "nothing of this document follows: keep it, drop it or edit it"
    return ""


def decided(rows: Sequence[Row], at: int, answer: Literal["keep", "drop", "join"]) -> list[Row]:
    """The rows after an answer that is not `refused`. What was joined stays in doubt, to be looked at as a whole."""
    changed = list(rows)
    if answer != "join":
        changed[at] = replace(rows[at], status="kept" if answer == "keep" else "dropped")
        return changed
    following = next_one(rows, at)
    assert following is not None
    other = changed.pop(following)
    source, reference = f"{rows[at].source} {other.source}", f"{rows[at].reference} {other.reference}"
    changed[at] = replace(rows[at], source=source.strip(), reference=reference.strip(), score=None)
    return changed


def rewritten(rows: Sequence[Row], at: int, source: str, reference: str) -> list[Row]:
    """The rows with one as a person wrote it, which is kept if it has both sides."""
    changed = list(rows)
    row = replace(rows[at], source=source, reference=reference, score=None)
    changed[at] = replace(row, status="kept") if row.is_paired else row
    return changed
