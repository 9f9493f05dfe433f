"""Tables in Excel's format, by openpyxl, which is loaded when one is read or written."""

import io
import warnings
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from glossary import own_table, safe_xml
from glossary.errors import GlossaryError
from glossary.exchange import table_entries
from glossary.exchange.contents import Contents
from glossary.exchange.text_tables import Row
from glossary.terms import Term

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell as Cell

# XML shrinks to a tenth, seldom to a hundredth; a bomb to a thousandth. What is small may be what it wants.
_MAX_RATIO, _SMALL, _LARGEST = 200, 16 * 2**20, 256 * 2**20
# Empty cells too, which a row may have thousands of.
_MOST_CELLS = 20_000_000
_CHUNK = 4_096
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(data: bytes) -> bool:
    """Whether a file begins as those of Excel do, of today or of before 2007."""
    return data.startswith((b"PK\3\4", _COMPOUND))


def read(data: bytes, name: str) -> Contents:
    """The entries of the first sheet with a header that is known, else of the first that has two columns.

    Raises `GlossaryError` for what is no workbook, or none of this format.
    """
    _check(data, name)
    sheets = [
        (title, rows, columns)
        for title, rows in _sheets(data, name)
        if (columns := table_entries.columns(rows)) is not None
    ]
    if not sheets:
        raise GlossaryError(f"{name}: has no visible sheet with two columns; is it the right file?")
    title, rows, columns = next((one for one in sheets if one[2].names), sheets[0])
    contents = table_entries.contents(rows, columns, name)
    return Contents(
        name, contents.terms, contents.left_out, what=f"sheet {title}, {columns.what}", remarks=contents.remarks
    )


def written(terms: Sequence[Term]) -> bytes:
    """A workbook with one sheet, and a header as in deen's own format."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Glossary")
    sheet.freeze_panes = "A2"
    layout = own_table.new(terms)
    for values in (layout.columns, *(layout.values(term) for term in terms)):
        cells = [WriteOnlyCell(sheet, value=value or None) for value in values]
        for cell in cells:
            # What begins with = is no formula here.
            cell.data_type = "s" if cell.value is not None else cell.data_type
        sheet.append(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _check(data: bytes, name: str) -> None:
    """Raises `GlossaryError` for what should not be unpacked."""
    if data.startswith(_COMPOUND):
        raise GlossaryError(f"{name}: encrypted, or of an Excel before 2007; save it as .xlsx without a password")
    try:
        book = zipfile.ZipFile(io.BytesIO(data))
        members = book.infolist()
    # Of what is damaged, zipfile raises one of many errors.
    except Exception as error:
        raise GlossaryError(f"{name}: damaged or cut off; get it again") from error
    if "[Content_Types].xml" not in {member.filename for member in members}:
        raise GlossaryError(f"{name}: a zip, but no workbook of Excel; save the table as .xlsx or CSV")
    if sum(member.file_size for member in members) > min(_LARGEST, _SMALL + _MAX_RATIO * len(data)):
        raise _too_large(name)
    for member in members:
        _check_member(book, member, name)


def _check_member(book: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Raises `GlossaryError` for XML that could be blown up."""
    if not member.filename.endswith((".xml", ".rels")):
        return
    try:
        with book.open(member) as file:
            safe_xml.check(iter(lambda: file.read(_CHUNK), b""), dtd=False)
    except safe_xml.UnsafeXmlError as error:
        raise GlossaryError(f"{name}: {member.filename!r} {error}; do not trust this file") from error
    except Exception as error:
        raise GlossaryError(f"{name}: damaged or cut off; get it again") from error


def _too_large(name: str) -> GlossaryError:
    return GlossaryError(f"{name}: unpacked, it would be too large to read; do not trust this file")


def _sheets(data: bytes, name: str) -> list[tuple[str, list[Row]]]:
    """The titles and the rows of the sheets that one sees."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # Of what else workbooks have, and openpyxl does not know.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            found = []
            cells = 0
            for sheet in book.worksheets:
                if sheet.sheet_state == "visible":
                    # What a sheet says of its size may be wrong.
                    sheet.reset_dimensions()
                    rows: list[Row] = []
                    for number, row in enumerate(sheet.iter_rows(), 1):
                        cells += len(row)
                        if cells > _MOST_CELLS:
                            raise _too_large(name)
                        if any(texts := [_text(cell) for cell in row]):
                            rows.append((number, texts))
                    found.append((sheet.title, rows))
            return found
    except GlossaryError:
        raise
    # Of what is damaged, openpyxl raises whatever it comes upon.
    except Exception as error:
        raise GlossaryError(f"{name}: cannot be read as a workbook of Excel ({type(error).__name__})") from error


def _text(cell: "Cell") -> str:
    """What a cell shows, nearly; nothing where it shows an error."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date | time) else str(value).strip()
