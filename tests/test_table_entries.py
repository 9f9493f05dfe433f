from dataclasses import replace

import pytest

from glossary.exchange import table_entries
from glossary.exchange.contents import Contents
from glossary.terms import Term


def read(*rows: str, notes: bool = False) -> Contents:
    numbered = [(number, row.split(";")) for number, row in enumerate(rows, 1)]
    columns = table_entries.columns(numbered, notes)
    assert columns is not None
    return table_entries.contents(numbered, columns, "n.csv")


def terms(contents: Contents) -> list[Term]:
    return [replace(term, origin="") for term in contents.terms]


def test_columns_in_any_order_and_others_left_aside() -> None:
    found = read("Glossar 2024;", "Nr.;Englisch;Bemerkung;Deutsch;Geprüft", "1;crow;a bird;Krähe;ja", "2; Kyiv ;;Kiew;")
    assert terms(found) == [Term("Krähe", "crow", note="a bird"), Term("Kiew", "Kyiv")]
    assert [term.origin for term in found.terms] == ["n.csv:3", "n.csv:4"]
    assert (found.what, found.remarks) == ("3 columns: source, target, note", ("not read: Nr., Geprüft",))


def test_without_a_header() -> None:
    assert terms(read("Kiew;Kyiv", "Rom;Rome")) == [Term("Kiew", "Kyiv"), Term("Rom", "Rome")]
    assert terms(read("Kiew;Kyiv;see 5", "Rom;Rome")) == [Term("Kiew", "Kyiv", note="see 5"), Term("Rom", "Rome")]
    assert terms(read("Rom;Rome", "Ulm;Ulm", "Kiew;Kyiv;see 5;x", notes=True))[2] == Term("Kiew", "Kyiv", note="see 5")
    assert table_entries.columns([(1, ["Kiew"])]) is None


def test_the_columns_of_deepl() -> None:
    found = read("Kiew;Kyiv;DE;EN-US", "Source;target;de;en", "Kyiv;Kiew;en;de")
    assert terms(found) == [Term("Kiew", "Kyiv"), Term("Source", "target")]
    assert [(one.number, one.reason) for one in found.left_out] == [(3, "an entry from en to de; only de to en fits")]


def test_lists_are_divided_as_people_do() -> None:
    header = "Deutsch;Englisch;Synonyme;Nicht verwenden"
    assert terms(read(header, "Krähe;crow;Rabenvogel, Krähenvogel;raven|rook|crow")) == [
        Term("Krähe", "crow", forms=("Rabenvogel", "Krähenvogel"), forbidden=("raven", "rook"))
    ]
    assert terms(read("source;target;forms", "Bonn;Bonn;Bonn, am Rhein|Bundesstadt")) == [
        Term("Bonn", "Bonn", forms=("Bonn, am Rhein", "Bundesstadt"))
    ]


def test_refused_terms_are_forbidden_for_the_others() -> None:
    found = read(
        "Deutsch;Englisch;Status", "Mobiltelefon;handy;verboten", "Mobiltelefon;mobile phone;bevorzugt", "Ei;x;veraltet"
    )
    assert terms(found) == [Term("Mobiltelefon", "mobile phone", forbidden=("handy",))]
    assert [one.number for one in found.left_out] == [4]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Kiew;", "the target is empty"),
        (";Kyiv", "the source is empty"),
        ("Kiew", "the target is empty"),
        ("Rom;Rome; Italy", "3 cells, but there are 2 columns"),
        ("Rom\x07;Rome", "a character that no entry may have"),
    ],
)
def test_rows_that_are_none_are_told(row: str, reason: str) -> None:
    [left_out] = read("Deutsch;Englisch", "Ulm;Ulm", row).left_out
    assert (left_out.number, reason in left_out.reason) == (3, True)


def test_line_breaks_in_cells_are_spaces() -> None:
    assert terms(read("Rom \r\n(Italien);Rome", "Ulm;Ulm"))[0] == Term("Rom (Italien)", "Rome")
