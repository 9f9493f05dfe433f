"""Reading a glossary file in whatever format it is."""

from functools import cache
from pathlib import Path

from glossary import atomic, bounded, own_table
from glossary.errors import GlossaryError, reason
from glossary.exchange import (
    column_names,
    json_entries,
    spreadsheet,
    table_entries,
    termbases,
    text_encoding,
    text_tables,
    translation_memory,
    xml_elements,
)
from glossary.exchange.contents import Contents, LeftOutLine
from glossary.terms import Term
from glossary.validity import REFUSED, validated

# What the endings of names say of texts that do not tell it themselves.
_XML = (".tbx", ".tmx", ".xml", ".mtf")
_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def read(path: Path) -> Contents:
    """The entries of a file, and what is none; raises `GlossaryError` where nothing of it can be read."""
    return of_data(data_of(path), path)


def of_data(data: bytes, path: Path) -> Contents:
    """The same of the bytes of a file with that name."""
    name, ending = str(path), path.suffix.lower()
    if spreadsheet.is_workbook(data) or ending in _BOOKS:
        return _some(spreadsheet.read(data, name))
    text = own_text(data, path)
    if text is not None:
        return _own(text, name)
    if ending == ".json":
        return _some(json_entries.read(data, name))
    decoded, encoding = text_encoding.decoded(data, name) if ending not in _XML else ("", "")
    start = decoded[:1_000].lstrip()
    if ending in _XML or start.startswith("<"):
        return _some(_xml(data, name))
    if start.startswith(("[{", "[\n", "[\r", "[ ", "{")):
        return _some(json_entries.read(decoded.encode(), name))
    return _some(_table(decoded, encoding, name))


def own_text(data: bytes, path: Path) -> str | None:
    """The text of a file in deen's own format; None if it is in another.

    It is ours by the header, or if it is called `.tsv` and has two columns without one.
    """
    if path.suffix.lower() in (".json", *_XML, *_BOOKS):
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    names = own_table.names(text)
    if {"source", "target"} <= set(names) or names == [""]:
        return text
    if column_names.recognised(names):
        return None
    plain = path.suffix.lower() == ".tsv" and own_table.is_plain(text)
    return text if plain or (len(names) > 1 and {"source", "target"} & set(names[:1])) else None


def data_of(path: Path) -> bytes:
    """The bytes of a file; raises `GlossaryError` if it cannot be read."""
    try:
        return _of_stream(path) if atomic.is_stream(path) else bounded.read_file(path)
    except (OSError, ValueError) as error:
        raise GlossaryError(f"{path}: cannot be read: {reason(error)}") from error


@cache
def _of_stream(path: Path) -> bytes:
    """What comes out of a pipe, which comes once, however often it is asked for."""
    return bounded.read_file(path)


def _own(text: str, name: str) -> Contents:
    lines = text.split("\n")
    layout = own_table.Layout.of(lines, name)
    # Asked of the whole text first, since of a hundred thousand lines it takes long.
    suspect = REFUSED.search(text.replace("\r\n", "\n")) is not None
    terms: list[Term] = []
    left_out = []
    for number, line in enumerate(lines, 1):
        if number == layout.header or not own_table.is_entry(line):
            continue
        where = f"{name}:{number}"
        try:
            term = layout.term(line, where)
            terms.append(validated(term) if suspect and REFUSED.search(line.rstrip("\r")) else term)
        except GlossaryError as error:
            left_out.append(LeftOutLine(number, str(error).removeprefix(f"{where}: ")))
    return Contents(name, tuple(terms), tuple(left_out), ours=True)


def _xml(data: bytes, name: str) -> Contents:
    root = xml_elements.parsed(data, name)
    if root.tag == translation_memory.ROOT:
        return translation_memory.read(root, name)
    if root.tag.lower() in termbases.ROOTS:
        return termbases.read(root, name)
    raise GlossaryError(f"{name}: XML of <{root.tag[:40]}>, which is neither TBX, TMX nor MultiTerm")


def _table(text: str, encoding: str, name: str) -> Contents:
    table = text_tables.table(text)
    # Moses and OmegaT have remarks in a third column, on some lines.
    columns = table_entries.columns(table.rows, notes=table.delimiter == "\t")
    if columns is None:
        raise GlossaryError(f"{name}: no table with two columns; put a tab between the German and the English")
    contents = table_entries.contents(table.rows, columns, name, table.broken)
    if not columns.names and len(contents.left_out) > len(contents.terms):
        # A text by mistake is none either, though some of its lines have a comma.
        raise GlossaryError(
            f"{name}: {len(contents.left_out):,} of {len(table.rows) + len(table.broken):,} lines are no entries "
            f"({contents.errors()[0]}); is it the right file?"
        )
    as_what = columns.what if encoding == "UTF-8" else f"{columns.what}, {encoding}"
    return Contents(name, contents.terms, contents.left_out, what=as_what, remarks=contents.remarks)


def _some(contents: Contents) -> Contents:
    """The contents, if they have an entry; raises `GlossaryError` if not."""
    if contents.terms:
        return contents
    first = f" ({contents.errors()[0]})" if contents.left_out else ""
    raise GlossaryError(f"{contents.name}: holds no entries with German and English{first}; is it the right file?")
