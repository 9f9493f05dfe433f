"""Names that CLDR has in both languages, against babel itself."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel import Locale

from glossary import cldr

ROOT = Path(__file__).parents[1]


def test_the_file_is_up_to_date(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "tools/cldr_names.py", tmp_path / "cldr.txt"], check=True, cwd=ROOT)
    shipped = ROOT / "glossary" / "data" / "cldr.txt"
    assert (tmp_path / "cldr.txt").read_bytes() == shipped.read_bytes(), "run tools/cldr_names.py"


@pytest.mark.parametrize(
    ("german", "english", "kind"),
    [
        ("Deutschland", "Germany", "place"),
        ("Vatikanstadt", "Vatican City", "place"),
        ("Island", "Iceland", "place"),
        ("Pjöngjang", "Pyongyang", "place"),
        ("Bagdad", "Baghdad", "place"),
        ("Kairo", "Cairo", "place"),
        ("Schwedisch", "Swedish", "language"),
        ("Baskisch", "Basque", "language"),
    ],
)
def test_well_known_names(german: str, english: str, kind: str) -> None:
    assert cldr.names()[german] == (english, kind)


def test_every_territory_has_the_english_name_of_its_code() -> None:
    german, english = Locale("de").territories, Locale("en").territories
    missing = {code for code, name in german.items() if len(name) >= 4 and name not in cldr.names()}
    assert missing == {"001", "ZZ"}
    found = {code: cldr.names()[name][0] for code, name in german.items() if name in cldr.names()}
    other = {code for code, target in found.items() if english[code] != target}
    # The city of a time zone, where there is one of the same name: "Comoro", "Cayman".
    assert other <= {"KM", "KY"}


def test_every_language_has_the_english_name_of_its_code() -> None:
    german, english = Locale("de").languages, Locale("en").languages
    languages = {name: target for name, (target, kind) in cldr.names().items() if kind == "language"}
    assert len(languages) > 400
    codes = {name: code for code, name in german.items()}
    assert {name for name, target in languages.items() if english[codes[name]] != target} == set()


@pytest.mark.parametrize("name", ["Welt", "Unbekannte Region", "Ga", "Ewe", "UTC", "GMT"])
def test_what_is_no_name_is_left_out(name: str) -> None:
    assert name not in cldr.names()


def test_names_are_long_enough_and_have_a_capital_in_english() -> None:
    assert [name for name, (target, _) in cldr.names().items() if len(name) < 4 or not target[0].isupper()] == []
