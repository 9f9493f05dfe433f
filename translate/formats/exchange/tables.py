"""CSV and TSV: cells of the columns that hold German prose, or of those that are named.

The delimiter, the quotation marks, the line ends and blank rows stay as they are.
"""

import re
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field

from glossary.linked import LinkedText
from glossary.wording import counted
from translate.documents import language
from translate.documents.contents import has_words
from translate.errors import DocumentError
from translate.formats import charsets, flow
from translate.formats.blocks import Block
from translate.formats.charsets import Charset
from translate.formats.exchange import messages, table_cells
from translate.formats.exchange.messages import Message
from translate.formats.exchange.table_cells import Cell, Row, Table
from translate.formats.exchange.values import contents
from translate.formats.flow import BlockDocument
from translate.formats.splice import Edit, spliced

_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SENTENCE_END = re.compile(r"[.!?…]\Z")
# Cells of a column that are looked at, and how much of a text.
_LOOKED_AT = 500
_REACH = 500
# The name of a column is short.
_LONGEST_NAME = 40
_MOST_WORDS = 4
_NAMED = 12


@dataclass(frozen=True, slots=True)
class TableDocument(BlockDocument):
    """A table with the cells that are translated, in order."""

    charset: Charset = field(default_factory=Charset)
    delimiter: str = ","
    quotes: bool = True
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Csv:
    """The format of tables as text.

    `fields` are the names that the first row has for them, or their numbers from 1; without any, the columns are
    translated of which most cells are German text of two words or more. A first row of names is left.
    """

    repair: bool = True
    fields: tuple[str, ...] = ()

    def parse(self, data: bytes, name: str) -> TableDocument:
        """The document in the data of a file.

        Raises `DocumentError` for a table that is damaged, or without a column of that name, with those that it has.
        """
        decoded = charsets.decoded(data, name)
        text = decoded.text
        table = table_cells.table(text, name)
        names = _names(text, table.rows)
        wanted = _numbers(self.fields, names, table, name) if self.fields else _prose(text, table, names)
        cells = list(_cells(text, table.rows[1 if names else 0 :], wanted))
        blocks: list[Block] = []
        translated: list[Cell] = []
        for cell in cells:
            with suppress(ValueError):
                blocks += messages.blocks(Message(list(table_cells.pieces(text, cell))), kind="quoted" * cell.quoted)
                translated.append(cell)
        odd = len(cells) - len(translated)
        notices = [f"{counted(odd, 'cell')} with a message of ICU whose braces do not pair: left alone"] if odd else []
        if not self.fields:
            chosen = ", ".join(_called(number, names) for number in wanted)
            notices.insert(0, f"columns that are translated: {chosen or 'none'}")
        made = flow.document(name, text, blocks, [*decoded.notices, *notices], repair=self.repair)
        return TableDocument(
            made.name, made.text, made.segments, made.passed_through, made.notices,
            source=made.source, blocks=made.blocks, places=made.places,
            charset=decoded.charset, delimiter=table.delimiter, quotes=table.quotes, cells=tuple(translated),
        )  # fmt: skip

    def render(
        self, document: TableDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The table with translations in its cells, in the encoding that it had; tables have no word for doubts.

        A cell that needs quotation marks now gets them.
        """
        spans = [(cell.start, cell.end) for cell in document.cells]
        made = contents(document.source, flow.edits(document, translations, _write), spans)
        edits = [
            Edit(cell.start, cell.end, (_cell(document, cell, english),))
            for cell, english in zip(document.cells, made, strict=True)
            if english is not None
        ]
        return document.charset.encoded(spliced(document.source, edits), charsets.plain)


def _write(text: str, block: Block) -> str:
    made = messages.written(text, block)
    return made.replace('"', '""') if block.kind.startswith("quoted") else made


def _cell(document: TableDocument, cell: Cell, text: str) -> str:
    """What is written as a cell, with what it has as it stands there."""
    if cell.quoted or not (document.delimiter in text or text.startswith('"') or "\n" in text or "\r" in text):
        return text
    if document.quotes:
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return " ".join(text.replace(document.delimiter, " ").splitlines())


def _cells(data: str, rows: Sequence[Row], columns: Sequence[int]) -> Iterator[Cell]:
    """The cells of some columns that have letters."""
    for row in rows:
        for number in columns:
            if number < len(row) and _LETTER.search(data, row[number].start, row[number].end):
                yield row[number]


# --- Columns ---


def _names(data: str, rows: Sequence[Row]) -> list[str]:
    """The names of the columns, if the first row has some: short ones, that end no sentence, each another."""
    if len(rows) < 2:
        return []
    names = [table_cells.read(data, cell).strip() for cell in rows[0]]
    good = all(_is_name(name) for name in names) and len(set(names)) == len(names)
    return names if good and any(names) else []


def _called(number: int, names: Sequence[str]) -> str:
    """The name of a column, or its number from 1."""
    return (names[number] if number < len(names) else "") or str(number + 1)


def _is_name(text: str) -> bool:
    short = len(text) <= _LONGEST_NAME and len(text.split()) <= _MOST_WORDS
    return short and not text.isdecimal() and not _SENTENCE_END.search(text)


def _numbers(columns: Sequence[str], names: Sequence[str], table: Table, name: str) -> list[int]:
    """The numbers, from 0, of columns that are called by their names or by numbers from 1."""
    most = max(map(len, table.rows), default=0)
    numbers = set()
    for column in columns:
        if column in names:
            numbers.add(names.index(column))
        elif column.isdecimal() and len(column) < _LONGEST_NAME and 0 < int(column) <= most:
            numbers.add(int(column) - 1)
        else:
            there = ", ".join(filter(None, names[:_NAMED])) + (" and more" if len(names) > _NAMED else "")
            there = f"{there} (or 1 to {most})" if there else f"1 to {most}, for the first row has no names"
            raise DocumentError(f"{name}: no column {column}; there are {there}")
    return sorted(numbers)


def _prose(data: str, table: Table, names: Sequence[str]) -> list[int]:
    """The columns most of whose cells are text of some words, and German, as far as can be told."""
    rows = table.rows[1 if names else 0 :][:_LOOKED_AT]
    found = []
    for number in range(max(map(len, rows), default=0)):
        column = (table_cells.read(data, row[number])[:_REACH].strip() for row in rows if number < len(row))
        texts = [text for text in column if text]
        of_words = sum(_is_several(text) and has_words(text) for text in texts)
        if 2 * of_words > len(texts) and not language.foreign("\n".join(texts)):
            found.append(number)
    return found


def _is_several(text: str) -> bool:
    """Whether a text has a word, and another behind it."""
    words = iter(text.split())
    return any(map(_LETTERS.search, words)) and any(map(_LETTERS.match, words))
