"""What in a word, or in the word before it, tells that it is a name: first names, endings of places and surnames.

The words and endings are in `name_signs.txt` and `given_names.txt`.
"""

from functools import cache

from glossary import wordlists
from glossary.transliteration import cyrillic_first_names

# Shorter ones are too little to tell anything.
_SHORTEST = 5


def signs(section: str) -> frozenset[str]:
    """The words or endings of a section of `name_signs.txt`."""
    return wordlists.words("glossary", "name_signs.txt")[section]


def is_given_name(word: str) -> bool:
    """Whether a word is a first name: `Annika`, `Karl-Heinz`.

    >>> [word for word in ("Annika", "Karl-Heinz", "Peter-Besuch", "Paris") if is_given_name(word)]
    ['Annika', 'Karl-Heinz']
    """
    return all(part in _given_names() for part in word.split("-"))


def ends_as(word: str, section: str) -> bool:
    """Whether a word has an ending of a section, and is more than it.

    >>> [word for word in ("Baunatal", "Anhausen", "Urbach", "Tal", "Hausen") if ends_as(word, "place ending")]
    ['Baunatal', 'Anhausen', 'Urbach']
    """
    return len(word) >= _SHORTEST and word.endswith(_endings(section)) and word.lower() not in signs(section)


def is_place_preposition(word: str) -> bool:
    """Whether a name of a place may follow without an article, as no other noun does: `in`, `Gemeinde`."""
    return word.lower() in signs("place preposition") or word in signs("place noun")


def is_place(word: str) -> bool:
    """Whether a word is listed as a place of a country where German is spoken, and no ordinary word."""
    return word in wordlists.words("glossary", "places.txt")[""]


def is_listed_place(word: str, before: str) -> bool:
    """Whether a word is such a place, behind a word that says so: `von Baunatal`."""
    told = is_place_preposition(before) or before.lower() in signs("listed place preposition")
    return told and is_place(word)


@cache
def _endings(section: str) -> tuple[str, ...]:
    return tuple(signs(section))


@cache
def _given_names() -> frozenset[str]:
    return (wordlists.words("glossary", "given_names.txt")[""] - signs("place")) | cyrillic_first_names()
