import pytest

from glossary.exchange.languages import language, tidied


@pytest.mark.parametrize(
    "code", ["de", "DE", "de-DE", "de_AT", "deu", "ger", "German", "Deutsch (Schweiz)", "de-Latn-CH"]
)
def test_german(code: str) -> None:
    assert language(code) == "de"


@pytest.mark.parametrize("code", ["en", "EN-US", "en_gb", "eng", "English", "Englisch", "English (United States)"])
def test_english(code: str) -> None:
    assert language(code) == "en"


@pytest.mark.parametrize("code", ["", "fr", "den", "enm", "nds", "x-none", "()", "denmark"])
def test_others(code: str) -> None:
    assert language(code) == ""


def test_signs_are_spaces() -> None:
    assert tidied(" Source_Term (DE): ") == "source term de"
