import pytest

from translate.documents.contents import has_words


@pytest.mark.parametrize("text", ["Haus", "Der Preis: 12 €", "siehe www.dw.com bitte", "§ 5 gilt", "Ä"])
def test_words_are_translated(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " ", "12,5 %", "www.dw.com", "– – –", "a.b@c.de, d@e.fr", "{name}", "2024-01-01"])
def test_numbers_signs_and_addresses_are_not(text: str) -> None:
    assert not has_words(text)


def test_what_is_copied_does_not_count() -> None:
    assert not has_words("Strg + C", [(0, 4), (7, 8)])
    assert has_words("Strg drücken", [(0, 4)])
