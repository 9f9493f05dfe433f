"""The rows of CSV and TSV files. All cells are strings: 007 is no number.

Python reads them: Daft makes null of text that is not UTF-8, and a quotation mark that is never closed takes the rest
of a file without a word.
"""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from glossary.errors import reason
from translate.corpus import places
from translate.documents import files
from translate.errors import CorpusError

_OLD = "cp1252"
_DELIMITERS = ",;\t|"
_TABS = (".tsv", ".tab", ".tsv.gz", ".tab.gz")


def header(name: str) -> list[str]:
    """The names of the columns; of an empty file, none.

    Raises `CorpusError` for a file that cannot be read, or has two columns of a name.
    """
    names = next(_rows(name), (0, []))[1]
    twice = next((one for one in names if names.count(one) > 1), None)
    if twice is not None:
        raise CorpusError(f"{name}: two columns are called {twice!r}; give one of them another name")
    return names


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file; empty lines are none.

    Text is UTF-8, or Windows-1252 where it is not, or UTF-16 with its mark. Raises `CorpusError` naming the file and
    the line that is broken.
    """
    read = _rows(name)
    names = next(read, (0, []))[1]
    for line, cells in read:
        if len(cells) != len(names):
            raise CorpusError(
                f"{name}: line {line}: {len(cells)} cells, but there are {len(names)} columns; "
                "quote cells that have the delimiter in them"
            )
        yield dict(zip(names, cells, strict=True))


def _rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the numbers of the lines in which they begin, the names of the columns first."""
    # A cell has any length; the limit is that of the process, and low.
    csv.field_size_limit(1 << 30)
    line = 0
    try:
        with places.unpacked(name) as file:
            lines = _lines(file)
            first = next(lines, "")
            reader = csv.reader(_from(first, lines), delimiter=_delimiter(name, first), strict=True)
            for cells in reader:
                if cells:
                    yield line + 1, cells
                line = reader.line_num
    except OSError as error:
        raise CorpusError(f"{name}: cannot be read: {reason(error)}") from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise CorpusError(f"{name}: row from line {line + 1} on: broken: {reason(error)}") from error


def _from(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _lines(file: BinaryIO) -> Iterator[str]:
    bom, encoding = files.marked(file.read(4))
    file.seek(len(bom))
    if encoding and encoding != "utf-8":
        yield from io.TextIOWrapper(file, encoding, newline="")
        return
    for line in file:
        try:
            yield line.decode()
        except UnicodeDecodeError:
            yield line.decode(_OLD, "replace")


def _delimiter(name: str, first: str) -> str:
    """The delimiter by the name of a file, or that which its first line has most often.

    >>> _delimiter("a.csv", "id;text;a, b"), _delimiter("a.tsv", "id,text"), _delimiter("a.csv", "text")
    (';', '\\t', ',')
    """
    return "\t" if name.lower().endswith(_TABS) else max(_DELIMITERS, key=first.count)
