"""Test sets of a user's own: segments of articles, with what has become of each, and where such files are kept.

A file is UTF-8, a line a segment under a line with the names of the columns, tabs between. `reading` takes the segments
that are accepted or kept out of it; the others stay in the file, so that a review can go on later.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Literal, get_args

from eval import reading
from eval.errors import EvaluationError
from glossary import outputs, store

Status = Literal["accepted", "doubtful", "kept", "dropped"]
COLUMNS = ("document", "segment", "source", "reference", "score", "status")
_FOLDER, _ENDING = "testsets", ".tsv"


@dataclass(frozen=True, slots=True)
class Row:
    """A segment of a document, by its number there from 1, and its reference; either may be empty while in doubt.

    `score` says how sure it is that they belong together, between 0 and 1; None where nobody has measured it. `status`
    is what was found (accepted, doubtful) or what a person decided (kept, dropped).
    """

    document: str
    number: int
    source: str
    reference: str
    score: float | None
    status: Status

    @property
    def is_paired(self) -> bool:
        """Whether neither side is empty."""
        return bool(self.source and self.reference)


def written(rows: Sequence[Row]) -> str:
    """The file of these rows; white space within a text becomes a space.

    >>> written([Row("bbc", 1, "Das\\tHaus.", "The house.", 0.5, "kept")]).splitlines()[1]
    'bbc\\t1\\tDas Haus.\\tThe house.\\t0.50\\tkept'
    """
    table = [COLUMNS, *map(_cells, rows)]
    return "".join("\t".join(" ".join(cell.split()) for cell in cells) + "\n" for cells in table)


def _cells(row: Row) -> tuple[str, ...]:
    score = "" if row.score is None else f"{row.score:.2f}"
    return row.document, str(row.number), row.source, row.reference, score, row.status


def read(path: Path) -> list[Row]:
    """All rows of a file; raises `EvaluationError` with file and line for what is no file of this kind."""
    lines = reading.read_lines(path)
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise EvaluationError(
            f"{path}: no test set that deen testset make wrote; its first line would be: {', '.join(COLUMNS)}"
        )
    return [_row(line, f"{path}:{number}") for number, line in enumerate(lines[1:], 2)]


def _row(line: str, where: str) -> Row:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise EvaluationError(f"{where}: {len(cells)} columns where there have to be {len(COLUMNS)}")
    document, number, source, reference, score, status = cells
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise EvaluationError(f"{where}: “{number}” is no number of a segment")
    found = next((one for one in get_args(Status) if one == status), None)
    if found is None:
        raise EvaluationError(f"{where}: “{status}” is no status; there are: {', '.join(get_args(Status))}")
    return Row(document, int(number), source, reference, _score(score, where), found)


def _score(cell: str, where: str) -> float | None:
    try:
        score = float(cell) if cell else None
    except ValueError:
        score = float("nan")
    if score is not None and not isfinite(score):
        raise EvaluationError(f"{where}: “{cell}” is no score")
    return score


def statuses(rows: Sequence[Row]) -> Counter[str]:
    """How many rows have which status."""
    return Counter(row.status for row in rows)


def folder() -> Path:
    """Where the user's own test sets are: beside their glossary, in `testsets/`."""
    return store.own_file().parent / _FOLDER


def path_of(name: str) -> Path:
    """The file of the user's test set of that name, whether there is one or not.

    Raises `EvaluationError` for a name that no file can have.
    """
    if not name or name.startswith((".", "-")) or not name.isprintable() or not {"/", "\\"}.isdisjoint(name):
        raise EvaluationError(f"“{name}” can be no name of a test set: take letters, digits, - and _")
    return folder() / f"{name}{_ENDING}"


def named(name: str) -> Path | None:
    """The file of the user's test set of that name, if there is one."""
    return next((path for other, path in every() if other == name), None)


def every() -> Iterator[tuple[str, Path]]:
    """The user's test sets, their names in order."""
    try:
        found = sorted(folder().iterdir())
    except OSError:
        return
    for path in found:
        if path.suffix == _ENDING and not path.name.startswith(".") and path.is_file():
            yield path.stem, path


def save(path: Path, rows: Sequence[Row]) -> None:
    """Write a file whole or not at all; raises `OutputError`."""
    outputs.write_text(path, written(rows))


def replace_rows(path: Path, before: Sequence[Row], after: Sequence[Row]) -> None:
    """Write rows in the place of those that were read; raises `EvaluationError` if others are there meanwhile."""
    if read(path) != list(before):
        raise EvaluationError(f"{path}: was changed by another program meanwhile, and is left as that wrote it")
    save(path, after)
