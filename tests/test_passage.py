"""Texts as programs send them: each line break stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate.formats.exchange.passage import Passage, Splitting

SPLITTINGS: tuple[Splitting, ...] = ("lines", "signs", "never")


def sentences(text: str, splitting: Splitting = "lines") -> list[str]:
    return [segment.text for segment in Passage(splitting=splitting).parse(text.encode(), "").segments]


def english(text: str, translations: list[str], splitting: Splitting = "lines") -> str:
    form = Passage(splitting=splitting)
    document = form.parse(text.encode(), "")
    linked = [
        LinkedText(one, (((0, len(one)), (0, len(segment.text))),))
        for one, segment in zip(translations, document.segments, strict=True)
    ]
    return form.render(document, linked).decode()


def test_a_line_ends_a_sentence() -> None:
    assert sentences("Das Haus\nist alt.\n\n  - Es regnet. Wir gehen.\n") == [
        "Das Haus", "ist alt.", "Es regnet.", "Wir gehen.",
    ]  # fmt: skip
    assert english("Das Haus\r\n\r\n  ist alt. \n", ["The house", "is old."]) == "The house\r\n\r\n  is old. \n"


def test_only_signs_end_a_sentence() -> None:
    assert sentences("Das Haus\nist alt. Es\nregnet.\n\nWir gehen.", "signs") == [
        "Das Haus ist alt.", "Es regnet.", "Wir gehen.",
    ]  # fmt: skip


def test_nothing_ends_a_sentence() -> None:
    assert sentences("Das Haus ist alt.\nEs regnet.\n\nWir gehen.", "never") == [
        "Das Haus ist alt. Es regnet. Wir gehen."
    ]


def test_the_break_of_a_line_stays() -> None:
    assert english("Das Haus\nist alt", ["The house is old"], "signs").count("\n") == 1
    assert english("Haus", ["house"]) == "house"


@pytest.mark.parametrize("splitting", SPLITTINGS)
@given(st.text(alphabet="Haus. \n\r\t-ä<&", max_size=60))
def test_what_is_translated_by_itself_is_the_text(splitting: Splitting, text: str) -> None:
    form = Passage(repair=False, splitting=splitting)
    document = form.parse(text.encode(), "")
    itself = [LinkedText(segment.text) for segment in document.segments]
    assert form.render(document, itself).decode().split() == text.split()
    assert form.render(document, itself).decode().count("\n") == text.count("\n")


def test_many_spaces_take_no_time() -> None:
    assert sentences("Das Haus" + " " * 100_000 + "ist alt", "signs")
