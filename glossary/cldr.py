"""Places and languages that CLDR names in both German and English (through babel)."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# Shorter ones ("Ga", "Ewe") are ordinary words and parts of names too often.
_SHORTEST = 4


# "Welt", "Unbekannte Region": no names.
_NO_TERRITORIES = ("001", "ZZ")


@cache
def names() -> Mapping[str, tuple[str, str]]:
    """English form and kind (`place` or `language`) by German form; a name that is both is a place.

    >>> names()["Pjöngjang"], names()["Schwedisch"]
    (('Pyongyang', 'place'), ('Swedish', 'language'))
    """
    # Imported here: loading it takes longer than all else that finds names.
    from babel import Locale

    german, english = Locale("de"), Locale("en")
    found = {
        **_paired(german.languages, english.languages, "language"),
        **_paired(german.territories, english.territories, "place"),
        **_cities(german, english),
    }
    for code in _NO_TERRITORIES:
        found.pop(german.territories[code], None)
    return {name: value for name, value in found.items() if len(name) >= _SHORTEST and value[0][:1].isupper()}


def _paired(german: Mapping[str, str], english: Mapping[str, str], kind: str) -> dict[str, tuple[str, str]]:
    """The names of the same codes in both languages."""
    return {name: (english[code], kind) for code, name in german.items() if code in english}


def _cities(german: "Locale", english: "Locale") -> dict[str, tuple[str, str]]:
    """The cities after which time zones are named."""
    from babel.dates import get_timezone_location

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
