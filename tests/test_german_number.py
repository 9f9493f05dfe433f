"""Whether one or several are meant, from German sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.german_number import number
from glossary.terms import Term, TermMatch


def told(entry: str, surface: str, source: str) -> str:
    start = source.index(surface)
    return number(TermMatch(Term(entry, "thing"), start, start + len(surface)), source)


@pytest.mark.parametrize(
    ("entry", "surface", "source"),
    [
        ("Dohle", "Dohlen", "Dohlen nisten im Turm."),
        ("Ofen", "Öfen", "Die Öfen waren kalt."),
        ("Großmutter", "Großmütter", "Die Großmütter strickten."),
        ("Maler", "Maler", "Zwölf Maler kamen."),
        ("Maler", "Maler", "Gestern kamen Maler aus Rom."),
        ("Maler", "Maler", "Junge Maler haben es schwer."),
        ("Maler", "Maler", "Einer der Maler fehlte."),
        ("Maler", "Malern", "Das Haus gehört Malern."),
        ("Zimmer", "Zimmer", "Die Größe der Zimmer schwankt."),
        ("Präsident", "Präsidenten", "Die Präsidenten reisten ab."),
        ("Präsident", "Präsidenten", "Er sprach mit den Präsidenten."),
        ("Reisender", "Reisende", "Für Reisende gilt das nicht."),
        ("Taxi", "Taxis", "Die Taxis standen still."),
        ("Zentrum", "Zentren", "In den Zentren wird gebaut."),
        ("Kundin", "Kund:innen", "Die Kund:innen zahlen."),
        ("kleine Partei", "kleinen Parteien", "Die kleinen Parteien gewannen."),
    ],
)
def test_several(entry: str, surface: str, source: str) -> None:
    assert told(entry, surface, source) == "plural"


@pytest.mark.parametrize(
    ("entry", "surface", "source"),
    [
        ("Dohle", "Dohle", "Die Dohle nistet im Turm."),
        ("Dohle", "Dohlen", "Eine Dohlen-Kolonie nistet dort."),
        ("Maler", "Maler", "Der Maler kam."),
        ("Maler", "Maler", "Den alten Maler kennt jeder."),
        ("Maler", "Malers", "Das Bild des Malers hing schief."),
        ("Feder", "Feder", "Die Feder war blau."),
        ("Jahr", "Jahre", "Das war im Jahre 1900."),
        ("Präsident", "Präsidenten", "Er dankte dem Präsidenten."),
        ("Präsident", "Präsidenten", "Das gilt nur für den Präsidenten."),
        ("Reisender", "Reisende", "Der Reisende schlief."),
        ("Reisender", "Reisenden", "Die Tasche des Reisenden fehlt."),
        ("Taxi", "Taxis", "Die Tür des Taxis klemmte."),
        ("Tag der Einheit", "Tag der Einheit", "Am Tag der Einheit wird gefeiert."),
    ],
)
def test_one(entry: str, surface: str, source: str) -> None:
    assert told(entry, surface, source) == "singular"


@pytest.mark.parametrize(
    ("entry", "surface", "source"),
    [("Bote", "Boten", "Er wartete auf den Boten."), ("Maler", "Maler", "Sie arbeiten als Maler.")],
)
def test_what_the_german_leaves_open(entry: str, surface: str, source: str) -> None:
    assert told(entry, surface, source) == "unknown"


@given(st.text(max_size=60), st.text(min_size=1, max_size=12), st.integers(0, 60), st.integers(0, 60))
def test_any_text_has_an_answer(source: str, entry: str, start: int, end: int) -> None:
    low, high = sorted((min(start, len(source)), min(end, len(source))))
    assert number(TermMatch(Term(entry, "thing"), low, high), source) in ("singular", "plural", "unknown")
