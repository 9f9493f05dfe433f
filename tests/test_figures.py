"""Times, dates in digits and ordinals, and the English that stands for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import figures
from translate.figures import Rendering


def found(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.english) for one in figures.renderings(text, "12")]


def test_all_kinds_in_order() -> None:
    text = "Am 7.10. um 14.30 Uhr kam der 1.000. Besucher."
    assert figures.renderings(text, "24") == [
        Rendering(3, 8, "7 October", "date"),
        Rendering(12, 21, "14:30", "time"),
        Rendering(30, 36, "1,000th", "ordinal"),
    ]


@pytest.mark.parametrize(
    ("text", "span", "english"),
    [
        ("Der 1.000. Besucher kam.", "1.000.", "1,000th"),
        ("Die 2.500. Ausgabe erschien.", "2.500.", "2,500th"),
        ("Der 12 000. Gast kam.", "12 000.", "12,000th"),
        ("Die 1.001. Nacht kam.", "1.001.", "1,001st"),
        ("Der 1.000.000. Wagen lief vom Band.", "1.000.000.", "1,000,000th"),
        ("Zum 100. Mal kam er.", "100.", "100th"),
        ("Ihr 112. Geburtstag.", "112.", "112th"),
        ("Das 122. Tor fiel.", "122.", "122nd"),
        ("Der 2000. Besucher kam.", "2000.", "2,000th"),
        ("Jeder 900. positive Test.", "900.", "900th"),
    ],
)
def test_ordinals(text: str, span: str, english: str) -> None:
    assert found(text) == [(span, english)]


@pytest.mark.parametrize(
    "text",
    [
        "Es kamen 1.000. Danach gingen sie.",
        "Im Jahr 2020. Danach nicht.",
        "Er war der 1.000.",
        "Zum 3. Mal kam er.",
        "Es kostet 1.000 Euro.",
        "Die Adresse 10.000.000.1 Haus",
        "Es waren die 500. Dann kam er.",
    ],
)
def test_what_is_no_ordinal(text: str) -> None:
    assert found(text) == []


@given(
    st.lists(
        st.sampled_from("am 7.10. 14.30 Uhr bis 8 und der 1.000. 100. Mal halb acht 3. 5.6.2020 , abends".split())
    ).map(" ".join)
    | st.text()
)
def test_none_overlaps_another(text: str) -> None:
    end = 0
    for one in figures.renderings(text, "12"):
        assert end <= one.start < one.end <= len(text)
        assert one.english.strip() == one.english != ""
        end = one.end


@pytest.mark.parametrize("text", ["1.000" * 50000, "der 1.000. " * 10000, "1 000 " * 20000])
def test_no_length_breaks_it(text: str) -> None:
    assert isinstance(figures.renderings(text, "12"), list)
