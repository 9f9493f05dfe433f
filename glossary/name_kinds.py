"""What kind of name stands at a place, if more than capitals tells it: persons by first names, forms of address and
verbs of saying, places by prepositions and endings.

Each rule is a function, and its example stands with it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from glossary import wordlists
from glossary.name_places import Place
from glossary.name_tokens import Classifier, Token
from glossary.transliteration import transliterate

# A name of more words is rather two names, or a name and what stands beside it.
_LONGEST = 4
# How long the noun at the end of an unknown word must be, that it is taken for a compound.
_SHORTEST_NOUN = 4
_INNER_CAPITAL = re.compile(r"[a-zäöüß][A-ZÄÖÜ]")


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a name (`person`, `place`), and the words of it: `Julia Stepanowa` of `Kandidatin Julia Stepanowa`."""

    name: str
    place: Place


def told(place: Place, classify: Classifier) -> Kind | None:
    """The kind of the name at a place; None if nothing tells that it is one for sure."""
    if person := _full_name(place, classify):
        return Kind("person", person)
    if len(place.words) > 1 or place.is_determined or _is_noun(place.words[0], classify):
        return None
    if _is_addressed(place) or _is_speaking(place):
        return Kind("person", place)
    return Kind("place", place) if _is_place(place) else None


# --- persons


def _full_name(place: Place, classify: Classifier) -> Place | None:
    """The full name of a person in a place: a first name and what may be a surname behind it."""
    words = place.words
    start = next((at for at, word in enumerate(words) if is_given_name(word.text)), None)
    if start is None or words[start].term:
        return None
    end = start + 1
    while end < len(words) and _is_further_name(words[end], words[end - 1], classify):
        end += 1
    while words[end - 1].known_as == "particle":
        end -= 1
    named = words[start:end]
    if len(named) < 2 or len(named) > _LONGEST or len(named[-1].text) < 3 or _is_number(named[-1].text):
        return None
    return replace(place, start=place.start + start, end=place.start + end)


def is_given_name(word: str) -> bool:
    """Whether a word is a first name: `Annika`, `Karl-Heinz`.

    >>> [word for word in ("Annika", "Karl-Heinz", "Peter-Besuch", "Paris") if is_given_name(word)]
    ['Annika', 'Karl-Heinz']
    """
    return all(part in _given_names() for part in word.split("-"))


def _is_further_name(word: Token, before: Token, classify: Classifier) -> bool:
    """Whether a word goes on with a person's name; behind a genitive that has another noun, it does not."""
    if word.known_as == "particle":
        return True
    return not _is_noun(word, classify) and not word.text.isupper() and word.text not in _signs("address")


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"[IVX]+", word))


def _is_addressed(place: Place) -> bool:
    """`Frau Xylofen`, `Dr. Xylofen`, `Trainer Xylofen`."""
    before = re.search(r"(\w+)\.? $", place.context)
    if before is None:
        return False
    titles = _signs("address") | wordlists.words("glossary", "german.txt")["title"]
    return before[1] in titles


def _is_speaking(place: Place) -> bool:
    """`sagte Xylofen`: only a name stands behind the verb without an article."""
    return place.before is not None and place.before.text in _signs("saying")


# --- places


def _is_place(place: Place) -> bool:
    """`Gemeinde Xylofen`, `in Xylofingen`, `nach Xylo`: not what is a plural."""
    before, word = place.before, place.words[0].text
    if before is None or word.isupper() or _INNER_CAPITAL.search(word):
        return False
    if before.text in _signs("place noun"):
        return True
    if before.text.lower() not in _signs("place preposition"):
        return False
    return ends_as_place(word) or (before.text.lower() in ("in", "nach") and not _may_be_plural(word))


def ends_as_place(word: str) -> bool:
    """Whether a word has the ending of a German place.

    >>> [word for word in ("Baunatal", "Anhausen", "Urbach", "Tal", "Militärhilfe") if ends_as_place(word)]
    ['Baunatal', 'Anhausen', 'Urbach']
    """
    return _ends(word, "place ending")


def _may_be_plural(word: str) -> bool:
    """A noun in the plural needs no article: `in Wohngebieten`, `nach Schusswechseln`."""
    return word.endswith(("n", "s", "e", "er"))


# --- nouns


def _is_noun(word: Token, classify: Classifier) -> bool:
    """Whether what nobody knows looks like a German noun: `Mikrozephalie`, `Quarantänehaft`."""
    if word.known_as != "unknown" or transliterate(word.text):
        return False
    return looks_like_noun(word.text, classify)


def looks_like_noun(word: str, classify: Classifier) -> bool:
    """Whether an unknown word has the ending of a noun, or another noun at its end.

    >>> ordinary = {"Haft"}
    >>> [word for word in ("Mikrozephalie", "Uexhaft", "Uexbach") if looks_like_noun(
    ...     word, lambda word: "ordinary" if word in ordinary else "unknown")]
    ['Mikrozephalie', 'Uexhaft']
    """
    if _ends(word, "noun ending"):
        return True
    if _ends(word, "place ending") or _ends(word, "surname ending"):
        return False
    tails = (word[at:].capitalize() for at in range(3, len(word) - _SHORTEST_NOUN + 1))
    return any(classify(tail) == "ordinary" for tail in tails)


def _ends(word: str, section: str) -> bool:
    return len(word) > 4 and word.endswith(_endings(section)) and word.lower() not in _signs(section)


@cache
def _endings(section: str) -> tuple[str, ...]:
    return tuple(_signs(section))


def _signs(section: str) -> frozenset[str]:
    return wordlists.words("glossary", "name_signs.txt")[section]


@cache
def _given_names() -> frozenset[str]:
    return wordlists.words("glossary", "given_names.txt")[""] - _signs("place")
