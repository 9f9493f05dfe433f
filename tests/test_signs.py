"""Tests for `translate.decoding.signs`."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.decoding import signs

GERMAN = frozenset("äöüÄÖÜßéáíó„“–—’«»")


def spells(character: str) -> bool:
    return character.isascii() or character in GERMAN


def unspelt(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.english) for one in signs.unspelt(text, spells)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Brașov lebt Ștefan.", ["Brașov", "Ștefan"]),
        ("10⁶ Tonnen CO₂", ["10⁶", "CO₂"]),
        ("a² + b² = c², 10⁻³", ["a²", "b²", "c²", "10⁻³"]),
        ("1½ Stunden, ½ Liter", ["1½", "½"]),
        ("CO₂-Ausstoß", ["CO₂"]),
        ("Windows™, Nordwerk®, № 5 und 3 µm", ["Windows™", "Nordwerk®", "№ 5", "µm"]),
        ("Crème brûlée", ["Crème", "brûlée"]),
        ("40° im Schatten", ["40°"]),
        ("5 ₺", ["5 ₺"]),
        ("→ Nord → Süd", ["→"]),
        ("3 × 4 Meter, ±2 Punkte, ≤ 3", ["3 × 4", "±2", "≤ 3"]),
    ],
)
def test_what_cannot_be_spelt_is_found_with_what_it_belongs_to(text: str, expected: list[str]) -> None:
    assert unspelt(text) == [(one, one) for one in expected]


@pytest.mark.parametrize(
    ("text", "english"),
    [("37,5 °C", "37.5 °C"), ("1.200 ‰", "1,200 ‰"), ("−1,5", "−1.5"), ("2,5 × 3,5", "2.5 × 3.5"), ("7,5°", "7.5°")],
)
def test_their_numbers_are_written_in_english(text: str, english: str) -> None:
    assert unspelt(text) == [(text, english)]


@pytest.mark.parametrize(
    "text",
    ["Das Café „Süß“ – für alle…", "5 €, £5", "Oﬃzier", "Cafe\u0301 fu\u0308r", "‚so‘ ›da‹", "a\u00a0b", "ÄÖÜ", ""],
)
def test_other_text_has_none(text: str) -> None:
    assert unspelt(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gegründet.[1] Er kam.[2][3]", ["[1]", "[2][3]"]),
        ("Tor ⚽! 🇩🇪 führt 👩‍🚒", ["⚽", "🇩🇪", "👩‍🚒"]),
        ("Umsatz¹ stieg.² Fläche in m²", ["¹", "²"]),
        ("→ mehr ✓ Nord → Süd", ["→", "✓"]),
        ("© 2023 Verlag, Nordwerk®", ["©"]),
        ("[1] so ist a[i]", []),
        ("Kund*innen, 5 * 3", []),
    ],
)
def test_what_stands_beside_the_text(text: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in signs.beside(text)] == expected


@given(st.text(alphabet="aä1²₂½°→⚽ș.,[]* ™×", max_size=40))
def test_spans_are_in_order_and_apart(text: str) -> None:
    for spans in ([one.span for one in signs.unspelt(text, spells)], signs.beside(text)):
        assert all(start < end for start, end in spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(st.text(alphabet="[]1¹⁴†•©⚽→*. aß\n", max_size=20))
def test_what_stands_beside_a_text_is_found_whatever_else_does(text: str) -> None:
    first, *others = signs.beside(f"⚽ {text}")
    assert first == (0, 1)
    assert signs.beside(text) == [(start - 2, end - 2) for start, end in others]


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=30))
def test_nothing_unspelt_is_in_a_text_that_the_model_can_spell(text: str) -> None:
    assert signs.unspelt(text, lambda _: False) == []
    assert unspelt(f"ș {text}") == [("ș", "ș")]
