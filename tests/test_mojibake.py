"""Text that was encoded twice."""

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import mojibake
from translate.documents.edits import Edited

GERMAN = "Für „größere“ Häuser – Öl, Äpfel, Übel, Maße … 5 €, 20 °C, § 3, «Ça va», Café; él."


def repaired(text: str) -> str:
    return Edited.of(text).edited(mojibake.find(text), "encoding").text


def misread(text: str, encoding: str) -> str:
    """UTF-8 read as another encoding; bytes that it has not stay control characters, as in browsers."""
    characters = []
    for byte in text.encode():
        try:
            characters.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            characters.append(chr(byte))
    return "".join(characters)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1250", "mac_roman", "cp437", "cp850"])
def test_every_encoding_once_and_twice(encoding: str) -> None:
    once = misread(GERMAN, encoding)
    assert once != GERMAN
    assert repaired(once) == GERMAN
    assert repaired(misread(once, encoding)) == GERMAN


@given(st.text("aäöüß „“ –€é.", max_size=60))
def test_any_text_comes_back(text: str) -> None:
    assert repaired(misread(text, "cp1252")) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Für FÃ¼r", "Für Für"),
        ("ErdoÄŸan und Özil", "Erdoğan und Özil"),
        ("COâ‚‚", "CO₂"),
        ("â€žHausâ€œ", "„Haus“"),
        ("â€žHausâ€", "„Haus”"),
        ("Ã la carte", "à la carte"),
        ("5Â\u00a0km", "5\u00a0km"),
        ("5Â km", "5 km"),
        ("Â§ 5", "§ 5"),
        ("WalÄ™sa", "Walęsa"),
        ("Schön ðŸ˜€!", "Schön 😀!"),
    ],
)
def test_parts_of_a_line(text: str, expected: str) -> None:
    assert repaired(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        GERMAN,
        "Ä… ich weiß nicht",
        "„Ä“ ist ein Umlaut",
        "Ærø und Åse",
        "São Paulo",
        "Ångström",
        "ŒUVRE",
        "ﬁnden",
        "'Ja' \"nein\"",
        "√2 ≈ 1,41",
        "├── Ordner",
        "MENÜ“",
        "Spaß“",
        "É»",
    ],
)
def test_clean_text_stays(text: str) -> None:
    assert repaired(text) == text


def test_the_example_stays() -> None:
    text = (ROOT / "examples" / "nordkorea.de.txt").read_text(encoding="utf-8")
    assert not list(mojibake.find(text))
