"""Cells of tables, told from prose with odd spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents.cells import Row, split
from translate.formats.plain import PlainText

SENTENCES = [
    "Der Kanzler sagte am Montag, er werde nach Paris reisen.",
    "Die Zahl der Arbeitslosen stieg im Januar auf drei Millionen.",
    "Nach dem Spiel feierten die Anhänger in der Stadt, und niemand wurde verletzt.",
    "Viele Menschen in Berlin warten seit Wochen auf einen Termin beim Amt.",
]


def cells(text: str) -> list[list[str]]:
    lines = text.split("\n")
    return [
        [line[start:end] for start, end in spans]
        for line, spans in zip(lines, split(list(map(Row, lines))), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Stadt\tEinwohner\tLand", [["Stadt", "Einwohner", "Land"]]),
        ("Stadt   Einwohner   Land", [["Stadt", "Einwohner", "Land"]]),
        ("Stadt  Einwohner  Land", [["Stadt", "Einwohner", "Land"]]),
        ("Montag\tgeschlossen", [["Montag", "geschlossen"]]),
        ("Montag     geschlossen", [["Montag", "geschlossen"]]),
        ("Berlin \t bewölkt\t\t18 Grad", [["Berlin", "bewölkt", "18 Grad"]]),
        ("Anzahl der Fälle\tin Prozent\tpro Kopf", [["Anzahl der Fälle", "in Prozent", "pro Kopf"]]),
        ("18 Uhr\tDer Rat tagt im Rathaus.", [["18 Uhr", "Der Rat tagt im Rathaus."]]),
        ("Name  Ort\nAnna  Ulm", [["Name", "Ort"], ["Anna", "Ulm"]]),
        ("Äpfel     2,99\nBirnen   13,49", [["Äpfel", "2,99"], ["Birnen", "13,49"]]),
        (
            "Montag      geschlossen\nDienstag    von 8 bis 12 Uhr\nMittwoch    nach Vereinbarung",
            [["Montag", "geschlossen"], ["Dienstag", "von 8 bis 12 Uhr"], ["Mittwoch", "nach Vereinbarung"]],
        ),
        ("Startseite | Politik | Sport", [["Startseite", "Politik", "Sport"]]),
        ("Erste Meldung +++ Zweite Meldung", [["Erste Meldung", "Zweite Meldung"]]),
        ("Wetter heute:   Regen   12 Grad", [["Wetter heute:", "Regen", "12 Grad"]]),
    ],
)
def test_cells(text: str, right: list[list[str]]) -> None:
    assert cells(text) == right


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("space", ["  ", "   ", "\u00a0 "])
def test_doubled_spaces_divide_nothing(sentence: str, space: str) -> None:
    assert cells(sentence.replace(" ", space)) == [[sentence.replace(" ", space)]]
    headline = sentence.rstrip(".").replace(" ", space)
    assert cells(headline) == [[headline]]
    for at in (index for index, character in enumerate(sentence) if character == " "):
        damaged = sentence[:at] + space + sentence[at + 1 :]
        assert cells(damaged) == [[damaged]]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_tab_within_a_sentence_that_is_alone_divides_nothing(sentence: str) -> None:
    damaged = sentence.replace(" ", "\t", 1)
    assert cells(damaged) == [[damaged]]


@pytest.mark.parametrize(
    "text",
    [
        "Er kam.  Sie ging.  Dann regnete es.", "Dr.  Müller sprach.", "„Ja!“  Das war alles.",
        "Bundeskanzlerin  Merkel", "Die Lage,   wie sie ist", "  ".join(SENTENCES), "5\u00a0 Euro",
        "\n".join(sentence.replace(" ", "  ") for sentence in SENTENCES),
    ],
)  # fmt: skip
def test_prose_is_no_table(text: str) -> None:
    assert [len(row) for row in cells(text)] == [1] * (text.count("\n") + 1)


@given(st.lists(st.text(st.sampled_from("Aa.: \t|+1"), max_size=40), max_size=4))
def test_cells_are_in_order_and_apart(lines: list[str]) -> None:
    for line, spans in zip(lines, split(list(map(Row, lines))), strict=True):
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(line)
            at = end


def test_each_cell_is_translated_by_itself_and_put_back() -> None:
    text = "Stadt\tEinwohner\tLand\nKöln\t1.080.000\tDeutschland\n\n1.   Bayern München     34   78\n"
    document = PlainText().document(text)
    assert [segment.text for segment in document.segments] == [
        "Stadt", "Einwohner", "Land", "Köln", "Deutschland", "Bayern München",
    ]  # fmt: skip
    assert [segment.paragraph for segment in document.segments] == [0, 0, 0, 1, 1, 2]
    assert "1.080.000" in [segment.text for segment in document.passed_through]
