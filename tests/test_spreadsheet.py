import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_terms import TERMS

from glossary.errors import GlossaryError
from glossary.exchange import spreadsheet
from glossary.exchange.contents import Contents
from glossary.terms import Term


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def workbook(*rows: list[object], title: str = "Terms") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def terms(contents: Contents) -> list[Term]:
    return [replace(term, origin="") for term in contents.terms]


@settings(max_examples=10)
@given(TERMS)
def test_what_is_written_reads_back_the_same(made: list[Term]) -> None:
    assert terms(spreadsheet.read(spreadsheet.written(made), "g.xlsx")) == made


def test_openpyxl_reads_what_is_written_as_texts() -> None:
    data = spreadsheet.written([Term("=1+1", "2", note="#REF!"), Term("2024", "2024", plural="x")])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("source", "target", "kind", "forms", "plural", "note")
    assert [(cell.value, cell.data_type) for cell in sheet[2][:2]] == [("=1+1", "s"), ("2", "s")]


def test_rows_as_people_write_them() -> None:
    book = workbook(
        ["Unser Glossar"],
        [],
        ["Nr.", "Englisch", "Deutsch", "Geprüft"],
        [1, "Agenda 2030", "Agenda 2030", date(2024, 1, 2)],
        [2, 2024.0, 2024, None],
        [3, None, "Krähe"],
        [4, "#N/A", "Kiew"],
        [5, "Rome\n(Italy)", " Rom "],
    )
    found = spreadsheet.read(saved(book), "g.xlsx")
    assert terms(found) == [Term("Agenda 2030", "Agenda 2030"), Term("2024", "2024"), Term("Rom", "Rome (Italy)")]
    assert [term.origin for term in found.terms] == ["g.xlsx:4", "g.xlsx:5", "g.xlsx:8"]
    assert found.summary() == (
        "g.xlsx: sheet Terms, 2 columns: source, target; 3 entries, 2 left out: lines 6, 7; not read: Nr., Geprüft"
    )


def test_the_first_visible_sheet_with_a_header_counts() -> None:
    book = workbook(["Stand", "heute"], title="Hinweise")
    hidden = book.create_sheet("Alt")
    hidden.append(["de", "en"])
    hidden.append(["Kiew", "Kiev"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("Neu")
    shown.append(["de", "en"])
    shown.append(["Kiew", "Kyiv"])
    assert terms(spreadsheet.read(saved(book), "g.xlsx")) == [Term("Kiew", "Kyiv")]


def test_values_of_formulas_and_merged_cells() -> None:
    book = workbook(["Deutsch", "Englisch"], ["Kiew", "Kyiv"], [None, "Kiev"], ["Rom", "=1+1"])
    book.active.merge_cells("A2:A3")
    data = saved(book)
    source, packed = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            # As Excel would have it once it has reckoned.
            target.writestr(name, source.read(name).replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    found = spreadsheet.read(packed.getvalue(), "g.xlsx")
    assert terms(found) == [Term("Kiew", "Kyiv"), Term("Rom", "2")]
    assert [one.number for one in found.left_out] == [3]


def test_a_cell_at_the_far_end_costs_nothing() -> None:
    book = workbook(["Deutsch", "Englisch"], ["Kiew", "Kyiv"])
    book.active["XFD900"] = "x"
    assert len(spreadsheet.read(saved(book), "g.xlsx").terms) == 1


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "x")
        packed.writestr("xl/worksheets/sheet1.xml", b"<c>" * 10_000_000)
    return data.getvalue()


def far_cells() -> bytes:
    """Each row has one cell, so far to the right that a thousand times as many are empty."""
    rows = "".join(f'<row r="{n}"><c r="XFD{n}" t="inlineStr"><is><t>a</t></is></c></row>' for n in range(1, 101))
    return changed("xl/worksheets/sheet1.xml", rows.join(("<sheetData>", "</sheetData>")))


def with_dtd() -> bytes:
    return changed("xl/workbook.xml", "", b'<!DOCTYPE workbook [<!ENTITY a "x">]>')


def changed(member: str, data: str, before: bytes = b"") -> bytes:
    """A workbook with another `sheetData`, and something before the root."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == member:
                text = before + re.sub(rb"<\?xml.*?\?>", b"", text)
                text = re.sub(rb"<sheetData>.*</sheetData>", data.encode(), text, flags=re.DOTALL)
            new.writestr(name, text)
    return made.getvalue()


def other_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("word/document.xml", "x")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (bomb, "too large to read"),
        (with_dtd, "has a DTD"),
        (other_zip, "no workbook of Excel"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "before 2007"),
        (lambda: b"", "damaged or cut off"),
        (lambda: saved(workbook(["Deutsch"], ["Kiew"])), "no visible sheet with two columns"),
    ],
)
def test_what_cannot_be_read_says_why(data: Callable[[], bytes], what: str) -> None:
    with pytest.raises(GlossaryError, match=what):
        spreadsheet.read(data(), "g.xlsx")


def test_rows_of_empty_cells_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_MOST_CELLS", 1_000_000)
    with pytest.raises(GlossaryError, match="too large to read"):
        spreadsheet.read(far_cells(), "g.xlsx")


WHOLE = spreadsheet.written([Term("Kiew", "Kyiv", plural="x"), Term("Rom", "Rome")])


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8), st.integers(0, len(WHOLE)))
def test_damaged_workbooks_are_told(changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    for damaged in (bytes(data), bytes(data[:end])):
        try:
            spreadsheet.read(damaged, "g.xlsx")
        except GlossaryError as error:
            assert "\n" not in str(error)  # noqa: PT017
