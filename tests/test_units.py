"""Units and currencies that the two languages do not share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import units


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Es kostet 5 Euro.", "It costs €5."),
        ("Es kostet 5 Euro.", "It costs 5 euros."),
        ("Es kostet 3 Mio. US-Dollar.", "It costs $3 million."),
        ("Es kostet 3 Milliarden Franken.", "It costs 3 billion Swiss francs."),
        ("Es sind 5 Pfund.", "It is £5."),
        ("Es wiegt 5 Pfund.", "It weighs five pounds."),
        ("Es sind 12 Grad.", "It is 12°C."),
        ("Ein 15-Kilometer-Lauf.", "A 15 km run."),
        ("Es sind 40 Quadratmeter.", "It is 40 square metres."),
        ("Es stieg um 0,5 Prozentpunkte.", "It rose by 0.5 percentage points."),
        ("Er ist 30 Jahre alt.", "He is 30."),
        ("Zwei Jahrzehnte lang.", "For 20 years."),
        ("Es dauert 24 Stunden.", "It takes a day."),
        ("Es sind 3.500 Tonnen.", "It is 3,500 tonnes."),
        ("Der Dax steht bei 10.000 Punkten.", "The Dax is at 10,000 points."),
        ("Das Jahr 2020 ist das 100. Jubiläum.", "2020 marks the centenary."),
        ("Der Euro fällt.", "The currency falls."),
    ],
)
def test_shared(source: str, hypothesis: str) -> None:
    assert units.unshared(source, hypothesis) == ([], [])


@pytest.mark.parametrize(
    ("source", "hypothesis", "lost", "made_up"),
    [
        ("Es kostet 5 Euro.", "It costs 5 dollars.", ["Euro"], ["dollars"]),
        ("Es kostet 3 Millionen Euro.", "It costs $3 million.", ["Euro"], ["$"]),
        ("Es kostet 5 Euro.", "It costs 5.", ["Euro"], []),
        ("Es sind 3,3 Millionen Autos.", "It is £3.3 million.", [], ["£"]),
        ("Es sind 5 Kilometer.", "It is 5 miles.", ["Kilometer"], ["miles"]),
        ("Es sind 870 Hektar.", "It is 870 acres.", ["Hektar"], ["acres"]),
        ("Es sind zwölf Liter.", "It is twelve gallons.", ["Liter"], ["gallons"]),
        ("Es dauert drei Wochen.", "It takes three months.", ["Wochen"], ["months"]),
        ("Es stieg um 2 Prozentpunkte.", "It rose by 2 percent.", ["Prozentpunkte"], []),
        ("Es kostet 5 Franken.", "It costs 5 pounds.", ["Franken"], ["pounds"]),
        ("Es sind 5 Tonnen.", "It is 5 kilograms.", ["Tonnen"], ["kilograms"]),
    ],
)
def test_unshared(source: str, hypothesis: str, lost: list[str], made_up: list[str]) -> None:
    assert units.unshared(source, hypothesis) == (lost, made_up)


@given(st.text(), st.text())
def test_no_text_breaks_it(source: str, hypothesis: str) -> None:
    assert len(units.unshared(source, hypothesis)) == 2
