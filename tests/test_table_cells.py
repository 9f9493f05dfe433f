import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats.exchange import table_cells

ROWS = st.lists(
    st.lists(st.text(st.sampled_from('aß "\n;,\t|'), max_size=6), min_size=2, max_size=4), min_size=1, max_size=5
)


@given(
    ROWS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
)
def test_cells_are_those_that_the_standard_library_reads(
    rows: list[list[str]], delimiter: str, line_end: str, quoting: int
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    data = text.getvalue()
    found = list(table_cells._rows(data, delimiter, quotes=True))
    assert [[table_cells.read(data, cell) for cell in row] for row in found] == rows
    for row in found:
        for cell in row:
            pieces = list(table_cells.pieces(data, cell))
            assert "".join(piece.text for piece in pieces) == table_cells.read(data, cell)
            assert [piece.start for piece in pieces[:1]] == [cell.start][: len(pieces)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = ["id,name,text", '1,Haus,"Ein Satz, der lang ist; ja."', "2,Baum,Kurz"]
    data = "\n".join(row.replace(",", "\0") if '"' not in row else f"1\0Haus\0{row[7:]}" for row in rows)
    assert table_cells.delimiter_of(data.replace("\0", delimiter)) == delimiter


def test_one_column_of_prose_has_no_delimiter_but_the_default() -> None:
    assert table_cells.delimiter_of("Das ist, wie gesagt, gut.\nJa\nNein, nie\nDoch\n") == ","


def test_blank_rows_are_none_and_a_delimiter_at_the_end_is_a_cell() -> None:
    data = "a,b\n\n,\r\nc"
    assert [len(row) for row in table_cells.table(data, "a.csv").rows] == [2, 2, 1]


def test_a_quotation_mark_that_is_not_closed() -> None:
    with pytest.raises(DocumentError, match=r"a\.csv: the quotation mark that begins a cell in line 2 is not closed"):
        table_cells.table('a,b\n"c,d\n', "a.csv")
    # Where tabs divide, quotation marks may be nothing but that.
    table = table_cells.table('a\tb\n"Ja" sagte er\t"c\n', "a.tsv")
    assert not table.quotes
    assert len(table.rows) == 2


def test_signs_behind_a_closing_quotation_mark_are_part_of_a_bare_cell() -> None:
    data = '"Ja" sagte er,b'
    assert [table_cells.read(data, cell) for cell in table_cells.table(data, "a.csv").rows[0]] == ['"Ja" sagte er', "b"]
