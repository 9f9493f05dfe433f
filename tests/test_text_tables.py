import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.exchange.text_tables import table


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Rom\tRome, Italy\nKiew\tKyiv; Kiev\n", "\t"),
        ("Rom;Rome, Italy\nBonn, am Rhein;Bonn\nUlm;Ulm\n", ";"),
        ("Rom;Rome, Italy\nBonn, am Rhein;Bonn, on the Rhine\n", ";"),
        ("Rom,Rome\nKiew,Kyiv; or Kiev\n", ","),
        ("Rom|Rome\nKiew|Kyiv\n", "|"),
        # The first row alone would mislead.
        ("Ja, ja\nRom;Rome\nKiew;Kyiv\n", ";"),
        ("Rom;Rome\nKiew;Kyiv\nUlm;Ulm, ja\n", ";"),
        # Named columns tell more than counts.
        ("Deutsch,Englisch\nRom;x,Rome\nUlm;y,Ulm\n", ","),
        ("sep=,\nRom;a,Rome;a\nKiew;a,Kyiv;a\n", ","),
        ("sep=;\r\nRom;Rome\r\n", ";"),
    ],
)
def test_the_delimiter_is_found_from_all_rows(text: str, delimiter: str) -> None:
    assert table(text).delimiter == delimiter


def test_rows_with_the_lines_on_which_they_begin() -> None:
    text = '# a, comment "\r\n\r\n"Rom\r\nItalien",Rome\r\n , \r\n"Ein ""Wort""","a ""word"""\rUlm,Ulm'
    found = table(text)
    assert found.rows == [(3, ["Rom\r\nItalien", "Rome"]), (6, ['Ein "Wort"', 'a "word"']), (7, ["Ulm", "Ulm"])]
    assert found.broken == []


def test_a_quotation_mark_that_is_not_closed_costs_its_line_only() -> None:
    found = table('Rom,Rome\n"Kiew,Kyiv\nUlm,"Ulm"\n')
    assert (found.rows, found.broken) == ([(1, ["Rom", "Rome"]), (3, ["Ulm", "Ulm"])], [2])


def test_with_tabs_quotation_marks_may_mean_nothing() -> None:
    text = '"Bild\tthe Bild\nRom\tRome\nKino"\tcinema\n'
    assert [row for _, row in table(text).rows] == [['"Bild', "the Bild"], ["Rom", "Rome"], ['Kino"', "cinema"]]


CELL = st.text(st.sampled_from('ab äß"\n;,|\t#'), max_size=6)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=6), st.sampled_from(";,|"))
def test_what_the_csv_module_writes(rows: list[list[str]], delimiter: str) -> None:
    text = io.StringIO()
    text.write(f"sep={delimiter}\n")
    # A row that would begin a comment has a cell before it.
    rows = [["x", *row] for row in rows if "\n#" not in row[0] + row[1]]
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [row for _, row in table(text.getvalue()).rows] == rows


@pytest.mark.parametrize("unit", ["\n", ",", '"', '"a",', "a;b,c\n", '"\n', '",\n"', "#\n"])
def test_long_texts_take_linear_time(unit: str) -> None:
    began = time.process_time()
    table(unit * (300_000 // len(unit)))
    assert time.process_time() - began < 10
