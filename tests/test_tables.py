import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_for_word import put, rendered, same, shouted

from translate.errors import DocumentError
from translate.formats.exchange.tables import Csv

RAW = Csv(repair=False)
TABLE = (
    "id;titel;text;english\r\n"
    '1;Das alte Haus;"Ein ""langer"" Satz; mit\r\nzwei Zeilen.";The house is old and we have all been in it.\r\n'
    "\r\n"
    "2;Ein neuer Titel;Noch <b>ein Satz</b> hier.;This is what they said of it and of the rest.\r\n"
    "3;Haus am See;;\r\n"
)
CELLS = st.text(st.sampled_from('aß B.,"\n'), max_size=12)


def translated(text: str, *fields: str, name: str = "a.csv") -> str:
    return rendered(Csv(False, fields), text.encode(), name, shouted).decode()


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_with_the_same_words_the_same_bytes_and_with_others_the_same_cells(
    cells: list[tuple[str, str]], line_end: str, quoted: bool
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(cells)
    data = text.getvalue().encode()
    form = Csv(False, ("1", "2"))
    assert rendered(form, data, "a.csv", same) == data
    made = rows(rendered(form, data, "a.csv", shouted).decode())
    assert [[cell.upper() for cell in row] for row in made] == [
        [cell.upper() for cell in row] for row in rows(data.decode())
    ]


def test_columns_of_german_prose_are_translated_and_the_rest_is_left() -> None:
    document = RAW.parse(TABLE.encode(), "a.csv")
    assert document.notices == ("columns that are translated: titel, text",)
    assert translated(TABLE) == (
        "id;titel;text;english\r\n"
        '1;DAS ALTE HAUS;"EIN ""LANGER"" SATZ; MIT\r\nZWEI ZEILEN.";The house is old and we have all been in it.\r\n'
        "\r\n"
        "2;EIN NEUER TITEL;NOCH <b>EIN SATZ</b> HIER.;This is what they said of it and of the rest.\r\n"
        "3;HAUS AM SEE;;\r\n"
    )


def test_fields_are_names_or_numbers() -> None:
    assert translated(TABLE, "text") == translated(TABLE, "3")
    assert translated(TABLE, "titel").count("HAUS") == 2
    assert (
        translated("Ein Satz ohne Namen.,b c\nNoch ein Satz.,d e\n", "1")
        == "EIN SATZ OHNE NAMEN.,b c\nNOCH EIN SATZ.,d e\n"
    )


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        DocumentError, match=r"a\.csv: no column body; there are id, titel, text, english \(or 1 to 4\)"
    ):
        translated(TABLE, "body")
    with pytest.raises(DocumentError, match="no column 5"):
        translated(TABLE, "5")
    with pytest.raises(DocumentError, match="there are 1 to 2, for the first row has no names"):
        translated("Ein Satz.,2\nNoch einer.,3\n", "x")


def test_a_cell_that_needs_quotation_marks_gets_them() -> None:
    made = rendered(Csv(False, ("b",)), b"a,b\n1,Ein Satz\n", "a.csv", put('a, "b"'))
    assert made == b'a,b\n1,"a, ""b"""\n'
    made = rendered(Csv(False, ("b",)), b'a\tb\n"1\tEin Satz\n', "a.tsv", put('a\t"b"'))
    assert made == b'a\tb\n"1\ta "b"\n'


def test_other_encodings() -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        data = "a;b\n1;Ein schöner Gruß\n".encode(encoding)
        assert rendered(RAW, data, "a.csv", same) == data
        assert rendered(RAW, data, "a.csv", put("it’s “so”")).decode(encoding) == "a;b\n1;it’s “so”\n"


def test_a_table_without_prose_is_left() -> None:
    data = b"a,b\n1,x\n2,y\n"
    assert RAW.parse(data, "a.csv").notices == ("columns that are translated: none",)
    assert rendered(RAW, data, "a.csv", shouted) == data
