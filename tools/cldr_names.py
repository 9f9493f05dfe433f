"""Makes `glossary/data/cldr.txt`: `python tools/cldr_names.py [FILE]` (needs babel).

Territories, languages and the cities after which time zones are named, in German and English.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

from babel import Locale
from babel.dates import get_timezone_location

TARGET = Path(__file__).parents[1] / "glossary" / "data" / "cldr.txt"
# Shorter ones ("Ga", "Ewe") are ordinary words and parts of names too often.
SHORTEST = 4
# "Welt", "Unbekannte Region": no names.
NO_TERRITORIES = ("001", "ZZ")

HEAD = """\
# Places and languages that the Unicode CLDR names in German and English, made by tools/cldr_names.py; the notice of its
# licence is at https://www.unicode.org/license.txt. A line: the German, the English and the kind, divided by tabs.

"""


def names() -> dict[str, tuple[str, str]]:
    """English form and kind by German form; a name that is both a place and a language is a place."""
    german, english = Locale("de"), Locale("en")
    found = {
        **paired(german.languages, english.languages, "language"),
        **paired(german.territories, english.territories, "place"),
        **cities(german, english),
    }
    for code in NO_TERRITORIES:
        found.pop(german.territories[code], None)
    return {name: value for name, value in found.items() if len(name) >= SHORTEST and value[0][:1].isupper()}


def paired(german: Mapping[str, str], english: Mapping[str, str], kind: str) -> dict[str, tuple[str, str]]:
    """The names of the same codes in both languages."""
    return {name: (english[code], kind) for code, name in german.items() if code in english}


def cities(german: Locale, english: Locale) -> dict[str, tuple[str, str]]:
    """The cities after which time zones are named."""
    found: dict[str, tuple[str, str]] = {}
    for zone in german.time_zones:
        if zone.startswith("Etc/"):
            continue
        try:
            city, translated = (get_timezone_location(zone, locale, return_city=True) for locale in (german, english))
        except LookupError:
            # A zone that this machine does not know.
            continue
        found[city] = (translated, "place")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=TARGET)
    lines = ["\t".join((name, *value)) for name, value in sorted(names().items())]
    parser.parse_args().file.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
