"""Makes `glossary/data/given_names.txt`: `python tools/given_name_list.py > glossary/data/given_names.txt`.

First names of the US census of 1990 (in the public domain; through the package `names`) and those that Faker (MIT
licence) has for languages with Latin letters; both are installed for this script alone: `pip install names Faker`.
What is an ordinary German word too is left out unless many of these languages have it. Those of
`translate/data/first_names.txt` are all taken.
"""

from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path
from textwrap import fill

from glossary import wordlists

LANGUAGES = (
    "cs_CZ da_DK de_AT de_CH de_DE en_GB en_IN en_US es_ES fi_FI fr_FR hr_HR hu_HU it_IT nl_NL no_NO pl_PL pt_PT "
    "ro_RO sk_SK sl_SI sv_SE tr_TR"
).split()
# How many lists must have a name that is an ordinary word with a capital too.
LISTS = 4
# Months, titles and the like, in however many lists.
NO_NAMES = set("April August Corona Emir Golden Junior Kader King Lady Major Miss Mentor Olympia Pastor Queen".split())

HEAD = """\
# First names: before an unknown word they tell that it is a surname.
# Made by tools/given_name_list.py from the US census of 1990, from Faker's lists and translate/data/first_names.txt.
# Sorted."""


def listed() -> Iterator[tuple[str, str]]:
    """First names, each with the list that has it."""
    for sex in ("male", "female"):
        for line in _census(sex):
            yield line.split()[0].capitalize(), "census"
    for language in LANGUAGES:
        provider = import_module(f"faker.providers.person.{language}").Provider
        for attribute in ("first_names", "first_names_male", "first_names_female"):
            for name in getattr(provider, attribute, None) or ():
                yield name, language


def _census(sex: str) -> list[str]:
    # By its path, for a script beside this one has the package's name.
    return Path(str(distribution("names").locate_file(f"names/dist.{sex}.first"))).read_text().splitlines()


def main() -> None:
    words = wordlists.words("translate", "words.txt")[""]
    ordinary = words - wordlists.words("translate", "names.txt")[""]
    lists: defaultdict[str, set[str]] = defaultdict(set)
    for name, of in listed():
        lists[name].add(of)
    kept = [
        name
        for name, of in lists.items()
        if len(name) > 2 and name.isalpha() and name not in NO_NAMES and name.lower() not in words
        if name not in ordinary or len(of) >= LISTS
    ]
    kept += wordlists.words("translate", "first_names.txt")[""]
    print(HEAD)
    print(fill(" ".join(sorted(set(kept))), 120))


if __name__ == "__main__":
    main()
