"""The cells of CSV and TSV with where they stand: RFC 4180, and what programs make of it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from translate.errors import DocumentError
from translate.formats.blocks import Text

_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_LOOKED_AT = 100_000
# How many of the rows have to have the same number of cells.
_REGULAR = 0.8


@dataclass(frozen=True, slots=True)
class Cell:
    """The characters `[start, end)` of a cell, without the quotation marks if it is `quoted`."""

    start: int
    end: int
    quoted: bool


Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file that are not blank; with `quotes`, a cell may have some around it."""

    rows: list[Row]
    delimiter: str
    quotes: bool


def table(data: str, name: str) -> Table:
    """The table in a text; a name that ends with `.tsv` or `.tab` has tabs between cells.

    Raises `DocumentError` for a quotation mark that is not closed.
    """
    delimiter = "\t" if name.lower().endswith((".tsv", ".tab")) else delimiter_of(data)
    try:
        return Table(list(_rows(data, delimiter, quotes=True)), delimiter, True)
    except _OpenQuote as error:
        # With tabs between, many programs know no quotation marks.
        if delimiter == "\t":
            return Table(list(_rows(data, delimiter, quotes=False)), delimiter, False)
        raise DocumentError(
            f"{name}: the quotation mark that begins a cell in line {error.line} is not closed; close it there"
        ) from error


def delimiter_of(data: str) -> str:
    """What stands between cells: of several signs the one that cuts most rows into equally many; else a comma.

    >>> delimiter_of("name;text\\na;Hallo, Welt\\nb;Ja, gut, und du?\\n")
    ';'
    """
    found: list[tuple[float, int, int]] = []
    for number, delimiter in enumerate(_DELIMITERS):
        counts = _counts(data, delimiter)
        cells, rows = counts.most_common(1)[0] if counts else (1, 0)
        regular = rows / max(counts.total(), 1)
        if cells > 1 and regular >= _REGULAR:
            found.append((regular, cells, -number))
    return _DELIMITERS[-max(found)[2]] if found else _DELIMITERS[0]


def _counts(data: str, delimiter: str) -> Counter[int]:
    """How many rows at the beginning have how many cells; none if quotation marks do not fit the delimiter."""
    beginning = data[:_LOOKED_AT]
    counts: Counter[int] = Counter()
    try:
        for row in _rows(beginning, delimiter, quotes=True):
            # What begins with a quotation mark and does not end with it is hardly a cell.
            odd = any(not cell.quoted and beginning.startswith('"', cell.start, cell.end) for cell in row)
            counts[1 if odd else len(row)] += 1
    except _OpenQuote:
        # The end may have cut a cell.
        return counts if len(data) > _LOOKED_AT else Counter()
    return counts


class _OpenQuote(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _rows(data: str, delimiter: str, *, quotes: bool) -> Iterator[Row]:
    bare = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    row: Row = []
    at = 0
    while at < len(data):
        cell, at = _cell(data, at, delimiter, bare, quotes)
        row.append(cell)
        if data[at : at + 1] == delimiter:
            at += 1
            if at < len(data):
                continue
            row.append(Cell(at, at, False))
        else:
            at += 2 if data.startswith("\r\n", at) else 1
        if len(row) > 1 or row[0].start < row[0].end or row[0].quoted:
            yield row
        row = []


def _cell(data: str, at: int, delimiter: str, bare: re.Pattern[str], quotes: bool) -> tuple[Cell, int]:
    """The cell that begins at a character, and where it ends."""
    if quotes and data[at] == '"':
        quoted = _QUOTED.match(data, at)
        if quoted is None:
            raise _OpenQuote(data.count("\n", 0, at) + 1)
        if data[quoted.end() : quoted.end() + 1] in ("", delimiter, "\r", "\n"):
            return Cell(*quoted.span(1), True), quoted.end()
        if delimiter == "\t":
            raise _OpenQuote(data.count("\n", 0, at) + 1)
    found = bare.match(data, at)
    end = found.end() if found else at
    return Cell(at, end, False), end


def pieces(data: str, cell: Cell) -> Iterator[Text]:
    """What is read in a cell: quotation marks are doubled in one that has them around it."""
    at = cell.start
    while cell.quoted and (mark := data.find('""', at, cell.end)) >= 0:
        if mark > at:
            yield Text(at, mark, data[at:mark])
        yield Text(mark, mark + 2, '"')
        at = mark + 2
    if cell.end > at:
        yield Text(at, cell.end, data[at : cell.end])


def read(data: str, cell: Cell) -> str:
    """The text of a cell."""
    text = data[cell.start : cell.end]
    return text.replace('""', '"') if cell.quoted else text
