"""Places and languages that CLDR names in both German and English (through babel)."""

from collections.abc import Mapping
from functools import cache

# Shorter ones ("Ga", "Ewe") are ordinary words and parts of names too often.
_SHORTEST = 4


@cache
def names() -> Mapping[str, tuple[str, str]]:
    """English form and kind (`place` or `language`) by German form."""
    # Imported here: loading it takes longer than all else that finds names.
    from babel import Locale
    from babel.dates import get_timezone_location

    german, english = Locale("de"), Locale("en")
    found: dict[str, tuple[str, str]] = {}
    for kind, ours, theirs in (
        ("language", german.languages, english.languages),
        ("place", german.territories, english.territories),
    ):
        found |= {name: (theirs[code], kind) for code, name in ours.items() if code in theirs}
    for zone in german.time_zones:
        if zone.startswith("Etc/"):
            continue
        try:
            cities = [get_timezone_location(zone, locale, return_city=True) for locale in (german, english)]
        except LookupError:
            # A zone that this machine does not know.
            continue
        found[cities[0]] = (cities[1], "place")
    # "Welt", "Unbekannte Region": no names.
    for code in ("001", "ZZ"):
        found.pop(german.territories[code], None)
    return {name: value for name, value in found.items() if len(name) >= _SHORTEST and value[0][:1].isupper()}
