"""Numbers and dates in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import number_words, quantities


@pytest.mark.parametrize(
    ("source", "hypothesis", "better"),
    [
        ("Es kostete 20 Millionen Dollar.", "It cost 200 million dollars.", "It cost 20 million dollars."),
        ("Es kamen 1.662 Leute, 20 davon mit dem Rad.", "1,6662 came, 20 by bicycle.", "1,662 came, 20 by bicycle."),
        ("Es stieg um 8,5 Prozent.", "It rose 85 per cent.", "It rose 8.5 per cent."),
        ("Es kamen 18.", "18 came.", None),
        ("Es kamen 18.", "Some came.", None),
        ("Es kamen 18 und gingen 19.", "20 came and 21 went.", None),
        ("Es kamen 18 und gingen 19.", "18 came and 20 went, then 21.", None),
        ("Der 1. Preis.", "The 2nd prize.", None),
        ("Um 15 Uhr.", "At 5:00.", None),
        ("Um 14.30 Uhr kamen 18.", "At 2:30 p.m. 28 came.", "At 2:30 p.m. 18 came."),
        ("Um 14.30 Uhr kamen 18.", "At 2:30 p.m. 18 came.", None),
        ("Um 14.30 Uhr kamen 18.", "At 2:30 a.m. 18 came.", None),
        ("Zwölf Leute kamen.", "Two people came.", "Twelve people came."),
        ("Es kamen dreiundzwanzig.", "There came thirty-two.", "There came twenty-three."),
        ("Es kamen zwölf.", "13 came.", "twelve came."),
        ("Es dauert 14 Tage.", "It takes two weeks.", None),
        ("Es sind 2 Milliarden.", "It is 3 million.", None),
    ],
)
def test_corrected(source: str, hypothesis: str, better: str | None) -> None:
    correction = quantities.corrected(source, hypothesis)
    if better is None:
        assert correction is None
    else:
        assert correction is not None
        low, high = correction.hypothesis
        assert hypothesis[:low] + correction.english + hypothesis[high:] == better


def test_numbers_in_english() -> None:
    text = "Am 4. Mai 2022 gaben 1.026 Leute 3,5 von 12.500,75 Mark, 3 000 Mal, um 15.30 Uhr, 16.7.2017, 2:1, G20, 5G."
    assert [(text[start:end], english) for start, end, english in quantities.in_english(text)] == [
        ("Mai", "May"),
        ("4", "4"),
        ("2022", "2022"),
        ("1.026", "1,026"),
        ("3,5", "3.5"),
        ("12.500,75", "12,500.75"),
        ("3 000", "3,000"),
    ]
    text = "Zwölf kamen, fünfundvierzig gingen, ein Haus, hundert Leute, beide."
    assert [english for _, _, english in quantities.in_english(text)] == ["twelve", "forty-five"]
    text = "Montag, Sonnabend, Jan. und Okt. und März um 15 Uhr; Maifeiertag"
    assert [english for _, _, english in quantities.in_english(text)] == ["Monday", "Saturday", "March"]


@given(st.integers(0, 10**12), st.integers(0, 999) | st.none(), st.booleans())
def test_numbers_in_english_are_the_same_numbers(whole: int, decimals: int | None, grouped: bool) -> None:
    german = f"{whole:,}".replace(",", ".") if grouped else str(whole)
    german += "" if decimals is None else f",{decimals:03}"
    source = f"Es sind {german} Tonnen."
    [(start, end, english)] = quantities.in_english(source)
    assert source[start:end] == german
    assert quantities.lost_numbers(source, f"It is {english} tonnes.") == ((), ())


@pytest.mark.parametrize(
    ("source", "hypothesis", "lost", "made_up"),
    [
        ("Es waren 3.500 Euro.", "It was 3,500 euros.", [], []),
        ("Es waren 3.500 Euro.", "It was 3,600 euros.", ["3.500"], ["3,600"]),
        ("Es waren 2,5 Millionen.", "It was 2.5 million.", [], []),
        ("Zwölf Leute und 12 Hunde.", "Twelve people and 12 dogs.", [], []),
        ("Es kamen zwanzig Leute.", "20 people came.", [], []),
        ("Zwölf Leute kamen.", "Two people came.", ["Zwölf"], ["two"]),
        ("Um 15 Uhr.", "At 3 p.m. today.", [], []),
        ("Um 15 Uhr.", "At 4 p.m. today.", [], []),
        ("Um 15 Uhr kamen 8.", "At 3 p.m. 9 came.", ["8"], ["9"]),
    ],
)
def test_lost_numbers(source: str, hypothesis: str, lost: list[str], made_up: list[str]) -> None:
    assert quantities.lost_numbers(source, hypothesis) == (tuple(lost), tuple(made_up))


@pytest.mark.parametrize(
    ("source", "hypothesis", "lost", "made_up"),
    [
        ("Am Montag, im Mai.", "On Monday, in May.", [], []),
        ("Am Montag.", "On Tuesday.", ["Montag"], ["Tuesday"]),
        ("Im Mai.", "Recently.", ["Mai"], []),
        ("Am Ostermontag.", "On Easter Monday.", [], []),
        ("Am Ostermontag.", "On Easter Sunday.", [], ["Sunday"]),
    ],
)
def test_lost_dates(source: str, hypothesis: str, lost: list[str], made_up: list[str]) -> None:
    assert quantities.lost_dates(source, hypothesis) == (tuple(lost), tuple(made_up))


def test_lost_percentages() -> None:
    assert quantities.lost_percentages("Es sind 3 Prozent.", "It is 3.")
    assert not quantities.lost_percentages("Es sind 3 %.", "It is 3 per cent.")


@pytest.mark.parametrize("number", ["1.2" * 40, "1:" * 60 + "1", "9" * 5000])
def test_digits_that_are_no_number_may_stand_before_a_magnitude(number: str) -> None:
    assert quantities.lost_numbers(f"{number} Millionen", f"{number} million") == ((), ())


def test_magnitudes_may_stand_in_any_number() -> None:
    # More zeros than a decimal number can have.
    *_, value = number_words.in_english(["hundred"] * 600_000)
    assert len(value) <= 30
