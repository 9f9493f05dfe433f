"""Words for numbers and units of which another one of the family stands in a translation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import exchanged


def replaced(source: str, hypothesis: str) -> list[tuple[str, str]]:
    return [pair for of_units in (False, True) for pair in exchanged.replaced(source, hypothesis, of_units=of_units)]


@pytest.mark.parametrize(
    ("source", "hypothesis", "pair"),
    [
        ("Hunderte Menschen kamen.", "Thousands of people came.", ("Hunderte", "Thousands")),
        ("Milliarden wurden investiert.", "Millions were invested.", ("Milliarden", "Millions")),
        ("Zum fünften Mal gewann er.", "He won for the sixth time.", ("fünften", "sixth")),
        ("Doppelt so viele kamen.", "Half as many came.", ("Doppelt", "Half")),
        ("Ein Drittel der Leute kam.", "A quarter of the people came.", ("Drittel", "quarter")),
        ("Es verdoppelte sich.", "It tripled.", ("verdoppelte", "tripled")),
        ("Der Dollar fiel.", "The euro fell.", ("Dollar", "euro")),
        ("viele Kilometer weit", "many miles away", ("Kilometer", "miles")),
    ],
)
def test_another_one_of_the_family(source: str, hypothesis: str, pair: tuple[str, str]) -> None:
    assert replaced(source, hypothesis) == [pair]


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Hunderte Menschen kamen.", "Hundreds of people came."),
        ("Hunderte und Tausende kamen.", "Thousands came."),
        ("Dutzende Menschen kamen.", "Many people came."),
        ("Er wurde Dritter.", "He came 3rd, a fourth of all."),
        ("Die Hälfte kam.", "50 percent came, a quarter left."),
        ("In Dollar oder Euro.", "In dollars."),
        ("", ""),
    ],
)
def test_the_same_or_nothing_of_it(source: str, hypothesis: str) -> None:
    assert replaced(source, hypothesis) == []


@given(st.text(), st.text())
def test_both_words_stand_in_the_texts(source: str, hypothesis: str) -> None:
    assert all(word in source and other in hypothesis for word, other in replaced(source, hypothesis))
