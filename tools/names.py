"""Renews what `glossary/data/names.tsv` has from the Unicode CLDR: `python tools/names.py [FILE]` (needs babel).

Countries and territories, languages, and the cities of the time zones, German and English, stand in sections of
their own at the end of the file. What is entered by hand before them wins and is not repeated there;
what would be wrong in ordinary German stands in `names_left_out.txt`.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

from glossary import store
from glossary.folding import fold
from glossary.german import is_ordinary
from glossary.terms import Term

START = "# Made by tools/names.py from the CLDR; edit above, run it again, and it leaves out what stands there.\n"

LEFT_OUT = Path(__file__).with_name("names_left_out.txt")


def territories(german: Locale, english: Locale) -> Iterator[tuple[str, str]]:
    """Countries and territories by their two letters; the numbers stand for regions of statistics."""
    for code, name in german.territories.items():
        if not code.isdigit() and code in english.territories:
            yield name, english.territories[code].replace(" & ", " and ")


def languages(german: Locale, english: Locale) -> Iterator[tuple[str, str]]:
    """Languages whose name ends in -isch: others are often the names of a people or ordinary words."""
    for code, name in german.languages.items():
        if name.endswith("isch") and code in english.languages:
            yield name, english.languages[code]


def cities(german: Locale, english: Locale) -> Iterator[tuple[str, str]]:
    """Cities after which time zones are named; where the CLDR has no name of its own, the zone's counts."""
    aliases = get_global("zone_aliases")
    for zone in get_global("zone_territories"):
        area, _, place = zone.rpartition("/")
        code = aliases.get(zone, zone)
        if area.split("/")[0] in ("Etc", "Antarctica") or "," in german.time_zones.get(code, {}).get("city", ""):
            continue
        names = [locale.time_zones.get(code, {}).get("city") for locale in (german, english)]
        yield names[0] or place.replace("_", " "), names[1] or place.replace("_", " ")


def sections(taken: set[str]) -> Iterator[str]:
    """The lines of the sections; `taken` are the folded forms of entries by hand, to which ours are added."""
    german, english = Locale("de"), Locale("en")
    left_out = _left_out()
    for title, kind, found in (
        ("Countries and territories (CLDR)", "place", territories(german, english)),
        ("Languages (CLDR)", "language", languages(german, english)),
        ("Cities of the time zones (CLDR)", "place", cities(german, english)),
    ):
        terms = []
        for source, target in found:
            term = Term(_plain(source), _plain(target), kind)
            if term.source in left_out or fold(term.source) in taken or is_ordinary(term, term.source):
                continue
            taken.add(fold(term.source))
            terms.append(term)
        terms.sort(key=lambda term: (fold(term.source), term.source))
        yield f"\n# {title}\n"
        yield from store.formatted(terms).splitlines(keepends=True)[1:]


def _left_out() -> frozenset[str]:
    """Names of the CLDR that are not taken over."""
    lines = LEFT_OUT.read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split(", "))


def _plain(name: str) -> str:
    """A name as people type it: without soft hyphens, with a straight apostrophe."""
    return name.replace("\u00ad", "").replace("’", "'")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=store.SHIPPED)
    path = parser.parse_args().file
    text = path.read_text(encoding="utf-8")
    by_hand = text.partition(START)[0]
    path.write_text(by_hand, encoding="utf-8")
    taken = {fold(form) for term in store.entries(path) for form in (term.source, *term.forms)}
    path.write_text(by_hand + START + "".join(sections(taken)), encoding="utf-8")


if __name__ == "__main__":
    main()
