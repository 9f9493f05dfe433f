"""What begins a list, and what begins a sentence."""

import pytest

from translate.documents import list_marks
from translate.formats.plain import PlainText


def mark(line: str) -> str:
    return line[: list_marks.end(line, 0, len(line))].strip()


@pytest.mark.parametrize(
    ("mark_", "text"),
    [
        ("I.", "Einleitung"), ("I.", "Allgemeines"), ("II.", "Die Lage"), ("IV.", "Ergebnisse der Umfrage"),
        ("XII.", "Schluss"), ("A.", "Grundlagen"), ("B.", "Die Methode"), ("C.", "Ergebnisse und Ausblick"),
        ("1.2.3", "Ziele"), ("1.2", "Ziele der Arbeit"), ("3.14.", "Methoden"), ("1.", "Ziel"), ("12)", "Ziel"),
        ("(3)", "Ziel"), ("a)", "das Ziel"), ("(b)", "das Ziel"), ("iv)", "das Ziel"), ("✓", "erledigt"),
        ("☐", "Milch"), ("→", "Mehr dazu"), ("➢", "Punkt"), ("✔️", "Ja"), ("☑", "Ja"), ("✗", "Nein"), ("►", "Los"),
        ("»", "Zum Artikel"), ("-", "Punkt"), ("•", "Punkt"), ("##", "Titel"), ("★", "Neu"), ("👉", "Hier"),
        ("->", "Folge"), ("=>", "Folge"), ("o", "Punkt"), ("[12]", "Quelle"), ("1.)", "Erstens"), ("IV)", "Vier"),
        ("- [x]", "Milch"), ("NEXT", "Titel"),
    ],
)  # fmt: skip
def test_marks_of_lists(mark_: str, text: str) -> None:
    assert mark(f"{mark_} {text}") == mark_


@pytest.mark.parametrize(
    "line",
    [
        "I. Weltkrieg", "II. Weltkrieg und Folgen", "II. Vatikanisches Konzil", "III. Weg", "IV. Quartal 2020",
        "XIV. Dalai Lama", "A. Merkel sagte am Montag", "V. Putin in Berlin", "C. Schmidt gewann", "L. Messi trifft",
        "5. Mai", "1. Bundesliga", "24.12. Heiligabend", "1.5. Tag der Arbeit", "1.5. (Freitag)", "14.30 Uhr: Beginn",
        "3.5 Millionen Menschen", "3.500 Menschen kamen", "1.000 Euro", "24.12.23 Köln", "» Guten Tag ! « sagte er",
        "Das Haus", "(dpa) Das Haus", "Im Jahr 2000", "I. Kant schrieb", "X. sagte", "1950 geboren",
        "o weh", "B. Brecht schrieb das Stück", "III. Reich", "VI. Korps", "10. Mai 1933",
    ],
)  # fmt: skip
def test_what_begins_no_list(line: str) -> None:
    assert mark(line) == ""


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("+++ Eilmeldung aus Berlin +++", ["Eilmeldung aus Berlin"]),
        ("+++ Erste Meldung +++ Zweite Meldung +++", ["Erste Meldung", "Zweite Meldung"]),
        ("*** Wichtiger Hinweis ***", ["Wichtiger Hinweis"]),
        ("=== Der Titel ===", ["Der Titel"]),
        ("--- Ende der Durchsage ---", ["Ende der Durchsage"]),
        ("–– Werbung ––", ["Werbung"]),
        ("==Geschichte==", ["Geschichte"]),
        ("+++ Eilmeldung: Das Haus brennt", ["Eilmeldung: Das Haus brennt"]),
        ("Das Haus brennt +++", ["Das Haus brennt"]),
        ("   ~~~ Pause ~~~", ["Pause"]),
    ],
)
def test_lines_in_a_frame_keep_both_ends(line: str, inside: list[str]) -> None:
    document = PlainText().document(f"{line}\nDas ist ein Satz.\n")
    assert [segment.text for segment in document.segments] == [*inside, "Das ist ein Satz."]
    framed = document.segments[: len(inside)]
    assert [line[segment.start : segment.end] for segment in framed] == inside
