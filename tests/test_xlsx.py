import io
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import SHEETS, member, upper, word, zipped
from openpyxl.comments import Comment

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats.office.xlsx import Xlsx

SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def book(strings: str, sheet: str = "", **parts: str) -> bytes:
    """A workbook with shared strings and one sheet; other parts by their types."""
    others = {f"xl/{kind}.xml": (f"{SHEETS}{kind}+xml", xml) for kind, xml in parts.items()}
    return zipped({
        "xl/workbook.xml": (f"{SHEETS}sheet.main+xml", f'<workbook {SPACE}><sheet name="Ein Blatt"/></workbook>'),
        "xl/strings.xml": (f"{SHEETS}sharedStrings+xml", f"<sst {SPACE}>{strings}</sst>"),
        "xl/sheet.xml": (f"{SHEETS}worksheet+xml", f"<worksheet {SPACE}>{sheet}</worksheet>"),
        **others,
    })  # fmt: skip


def texts(data: bytes) -> list[str]:
    return [segment.text for segment in Xlsx(repair=False).parse(data, "a.xlsx").segments]


def said(data: bytes) -> str:
    return Xlsx(repair=False).parse(data, "a.xlsx").text


def capitals(data: bytes) -> bytes:
    form = Xlsx(repair=False)
    document = form.parse(data, "a.xlsx")
    return form.render(document, [upper(segment) for segment in document.segments])


RICH = "<si><r><t>Das </t></r><r><rPr><b/></rPr><t>Haus</t></r><r><t xml:space='preserve'> steht</t></r></si>"


def test_shared_and_inline_strings() -> None:
    data = book(
        f"<si><t>Die Stadt &amp; das Land</t></si>{RICH}<si><t>ab</t><rPh><t>Lautschrift hier</t></rPh></si>",
        '<c t="inlineStr"><is><t>In der Zelle</t></is></c><c t="str"><f>A1</f><v>Ein Ergebnis</v></c>',
    )
    assert texts(data) == ["Die Stadt & das Land", "Das Haus steht", "ab", "In der Zelle"]
    out = capitals(data)
    strings = member(out, "xl/strings.xml")
    assert "<si><t>DIE STADT &amp; DAS LAND</t></si>" in strings
    assert re.search(r"<r><rPr><b/></rPr><t>HAUS</t></r>", strings)
    assert "Lautschrift hier" in strings
    assert "<f>A1</f><v>Ein Ergebnis</v>" in member(out, "xl/sheet.xml")


def test_lines_of_a_cell() -> None:
    data = book(
        "<si><t>Erste Zeile\nZweite Zeile\r\n\r\nEin Satz, der von Hand in der Zelle umgebrochen wurde\n"
        "und weitergeht</t></si>"
    )
    assert texts(data) == [
        "Erste Zeile",
        "Zweite Zeile",
        "Ein Satz, der von Hand in der Zelle umgebrochen wurde und weitergeht",
    ]
    assert member(capitals(data), "xl/strings.xml") == member(data, "xl/strings.xml").replace(
        "Erste Zeile", "ERSTE ZEILE"
    ).replace("Zweite Zeile", "ZWEITE ZEILE").replace(
        "Ein Satz, der von Hand in der Zelle umgebrochen wurde\nund weitergeht",
        "EIN SATZ, DER VON HAND IN DER ZELLE UMGEBROCHEN WURDE\nUND WEITERGEHT",
    )


def test_what_formulas_tables_and_lists_know_is_left_alone() -> None:
    words = ["ja", "offen", "in Arbeit", "Umsatz", "Region", "Die Stadt", "Ein Blatt"]
    data = book(
        "".join(f"<si><t>{one}</t></si>" for one in words),
        '<f>IF(A1="ja",1,0)</f><formula1>"offen,in Arbeit"</formula1>',
        table=f'<table {SPACE}><tableColumn name="Umsatz"/></table>',
        pivotCacheDefinition=f'<pivotCacheDefinition {SPACE}><cacheField name="Region"/></pivotCacheDefinition>',
    )
    assert texts(data) == ["Die Stadt"]


def test_comments() -> None:
    data = book("", comments=f"<comments {SPACE}><comment><text><r><t>Bitte prüfen</t></r></text></comment></comments>")
    assert texts(data) == ["Bitte prüfen"]
    assert "<r><t>BITTE PRÜFEN</t></r>" in member(capitals(data), "xl/comments.xml")


RUNS = st.sampled_from(["Das Haus ", "steht\n", "am\tFluss ", "R&amp;D ", "_x000D_\n", "12 "]).flatmap(
    lambda text: st.sampled_from(["", "<rPr><b/></rPr>"]).map(
        lambda look: f'<r>{look}<t xml:space="preserve">{text}</t></r>'
    )
)


@given(st.lists(RUNS, min_size=1, max_size=6))
def test_any_string(runs: list[str]) -> None:
    data = book(f"<si>{''.join(runs)}</si>")
    form = Xlsx(repair=False)
    document = form.parse(data, "a.xlsx")
    assert form.render(document, [LinkedText(segment.text) for segment in document.segments]) == data
    out = capitals(data)
    assert said(out).upper().split() == said(data).upper().split()
    for sign in "\n\t":
        assert member(out, "xl/strings.xml").count(sign) == member(data, "xl/strings.xml").count(sign)


def test_openpyxl_reads_what_is_written() -> None:
    before = openpyxl.Workbook()
    sheet = before.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["B1"] = "Die Stadt", 12, '=IF(A1="Die Stadt",1,2)', "Das Land"
    sheet["B1"].comment = Comment("Ein Hinweis", "Amt")
    data = io.BytesIO()
    before.save(data)
    after = openpyxl.load_workbook(io.BytesIO(capitals(data.getvalue()))).active
    assert after is not None
    assert [after[cell].value for cell in ("A1", "A2", "A3", "B1")] == [
        "Die Stadt", 12, '=IF(A1="Die Stadt",1,2)', "DAS LAND",
    ]  # fmt: skip
    assert after["B1"].comment.text == "EIN HINWEIS"


def test_a_workbook_without_text_comes_back() -> None:
    data = zipped({"xl/workbook.xml": (f"{SHEETS}sheet.main+xml", f"<workbook {SPACE}/>")})
    assert capitals(data) == data


def test_a_document_of_word_is_refused() -> None:
    with pytest.raises(DocumentError, match="no document of Excel"):
        Xlsx().parse(word("<w:p/>"), "a.xlsx")
