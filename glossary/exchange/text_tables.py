"""The rows of tables in text: CSV, TSV, and what programs make of them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.exchange import column_names

# Where several signs divide the rows equally well, the first counts.
_DELIMITERS = "\t;|,"
_DECLARED = re.compile(r"sep=(.)")
# How many rows at the beginning may be above the names of the columns.
HEAD = 10

Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows that are not blank, each with the number of its first line, and lines that are no rows."""

    delimiter: str
    rows: list[Row]
    broken: list[int]


def table(text: str) -> TextTable:
    """The table in a text.

    The delimiter is what a first line `sep=;` names; else, of tabs, semicolons, bars and commas, the one under which
    the names of columns are found, or else most rows have equally many cells. `#` begins a comment line.
    """
    lines = ["\n" if line.startswith("#") else line for line in io.StringIO(text, newline="")]
    first = lines[0].rstrip("\r\n") if lines else ""
    if declared := _DECLARED.fullmatch(first):
        lines[0] = "\n"
        return _parsed(lines, declared[1])
    candidates = [_parsed(lines, delimiter) for delimiter in _DELIMITERS if delimiter in text]
    return max(candidates, key=_fitness) if candidates else _parsed(lines, _DELIMITERS[0])


def _fitness(found: TextTable) -> tuple[bool, float]:
    counts = Counter(len(cells) for _, cells in found.rows)
    named = any(column_names.recognised(cells) for _, cells in found.rows[:HEAD])
    most = max((count for cells, count in counts.items() if cells > 1), default=0)
    return named, most / (counts.total() + len(found.broken) or 1)


def _parsed(lines: Sequence[str], delimiter: str) -> TextTable:
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=delimiter != "\t")
    rows: list[Row] = []
    number = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows.append((number, cells))
            number = reader.line_num + 1
    except csv.Error:
        return _line_by_line(lines, delimiter)
    # Many programs that write tabs know no quotation marks: two of them that happen to pair have swallowed rows.
    if delimiter == "\t" and any("\n" in cell and "\t" in cell for _, cells in rows for cell in cells):
        return _line_by_line(lines, delimiter)
    return TextTable(delimiter, rows, [])


def _line_by_line(lines: Sequence[str], delimiter: str) -> TextTable:
    """As if no cell had a line break, since a quotation mark is not closed somewhere."""
    rows: list[Row] = []
    broken = []
    for number, line in enumerate(lines, 1):
        try:
            found = list(csv.reader([line], delimiter=delimiter, strict=True, skipinitialspace=True))
        except csv.Error:
            if delimiter != "\t":
                broken.append(number)
                continue
            found = [line.rstrip("\r\n").split(delimiter)]
        rows += [(number, cells) for cells in found if any(map(str.strip, cells))]
    return TextTable(delimiter, rows, broken)
