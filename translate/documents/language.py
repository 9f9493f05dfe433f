"""Whether a text is German at all, told by its function words."""

import re
import unicodedata
from collections import Counter
from functools import cache

from glossary import wordlists

_WORD = re.compile(r"[^\W\d_]+")
# A book is known by its beginning.
_REACH = 200_000
# Of fewer words nothing can be told: titles, tables, quotations.
_FEWEST = 18
_FEWEST_OF_UNKNOWN = 50


def foreign(text: str) -> str | None:
    """The notice that a text is not German; None where it is, or where too little of it can be told.

    >>> foreign("Das Haus ist alt, und die Frau, die darin wohnt, sagt, dass es nicht mehr lange stehen wird.")
    """
    language = told(text)
    if language is None:
        return None
    guess = f" ({language}?)" if language else ""
    return f"this does not look like German{guess}; it is translated as if it were"


def told(text: str) -> str | None:
    """The name of the language that a text surely is in instead of German, empty if that is an unknown one.

    None for German and for what cannot be told.
    """
    return _language(_WORD.findall(text[:_REACH]))


def ranked(text: str) -> list[tuple[str, float]]:
    """The languages that a text may be in, the likeliest first, each with its share of what tells languages apart.

    That is function words; of German, whose words are listed, the others tell half as much. Where nothing tells
    anything, it is German with a share of 0.

    >>> ranked("Hallo Welt")[0], ranked("That is what they said.")[0]
    (('german', 1.0), ('english', 1.0))
    """
    words = [word.lower() for word in _WORD.findall(text[:_REACH])]
    german, others = _function_words()
    counts = Counter(words)
    weights = {name: float(sum(counts[word] for word in of_one)) for name, of_one in others.items()}
    weights["german"] = sum(counts[word] for word in german) + sum(map(_is_german, words)) / 2
    total = sum(weights.values())
    if not total:
        return [("german", 0.0)]
    found = [(name, weight / total) for name, weight in weights.items() if weight]
    return sorted(found, key=lambda one: -one[1])


def _is_german(word: str) -> bool:
    listed = wordlists.words("translate", "words.txt")[""]
    return word in listed or word.capitalize() in listed


def _language(words: list[str]) -> str | None:
    """The name of the language, empty if it is an unknown one; None for German and for what cannot be told."""
    if len(words) < _FEWEST:
        return _script(words)
    german, others = _function_words()
    counts = Counter(word.lower() for word in words)
    of_german = sum(counts[word] for word in german)
    hits = {name: sum(counts[word] for word in of_one) for name, of_one in others.items()}
    best = max(hits, key=lambda name: hits[name])
    # A German text has a function word in three words, and English quotations do not make it English.
    if of_german > len(words) / 20:
        return None
    if hits[best] >= max(4, len(words) / 8) and hits[best] > 4 * of_german:
        return best.capitalize()
    return _script(words) if len(words) < _FEWEST_OF_UNKNOWN else _unknown(words, of_german)


def _unknown(words: list[str], of_german: int) -> str | None:
    """Text without German words: not a table of names, which have capitals."""
    listed = wordlists.words("translate", "words.txt")[""]
    small = [word for word in words if word.islower()]
    known = sum(word in listed for word in small)
    if len(small) > len(words) / 2 and known < len(small) / 4 and of_german <= len(words) / 50:
        return ""
    return _script(words)


def _script(words: list[str]) -> str | None:
    """Empty for a text most of whose letters are not Latin."""
    letters = "".join(words)[:5000]
    other = sum(not unicodedata.name(letter, "LATIN").startswith("LATIN") for letter in letters)
    return "" if len(letters) > 30 and other > len(letters) / 2 else None


@cache
def _function_words() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Those of German, and those of each other language that German has not."""
    sections = wordlists.words("translate", "languages.txt")
    german = {word.lower() for word in wordlists.words("translate", "starters.txt")[""]}
    # "The" is more often English, "in" is as often either.
    foreign_words = frozenset().union(*sections.values())
    others = {
        # Single letters are signs and initials as well.
        name: frozenset(word for word in of_one - german - sections["shared"] if len(word) > 1)
        for name, of_one in sections.items()
        if name not in ("", "shared")
    }
    kept = {"der", "die", "das", "den", "dem", "und", "ist", "mit", "auf", "für", "von", "nicht", "ein", "eine", "sich"}
    return frozenset((german - foreign_words) | kept), others
