"""Which of `a` and `an` English writes before a word: its sound decides, not its first letter."""

import re
from functools import cache, lru_cache

from glossary.wordlists import entries, words

_FILE = "sounds.txt"
# Letters whose names begin with a vowel, and with a consonant: an F-16, a U-turn.
_VOWELS_NAMED, _CONSONANTS_NAMED = frozenset("AEFHILMNORSXÄÖÜ"), frozenset("BCDGJKPQTUVWYZ")
# The first part of a word: letters in capitals, others, or a number with what stands before it.
_PART = re.compile(r"[$€£¥]?(\d+(?:[.,]\d+)*)|([^\W\d_]+)")
# Eight, eleven, eighteen: by the digits in front of the last group of three.
_EIGHT = re.compile(r"8|8\d{1,2}|1[18]")
# Letters in capitals, or one alone before anything but an apostrophe: MPs, X-ray, O2, F-16.
_CAPITALS = re.compile(r"([A-Z]+)s?(?![^\W\d_])|([a-z])(?=-)")
# Others with a vowel may be words, so may three of which only the middle one is a vowel: NEW.
_NO_WORD = re.compile(r"[A-Z]{1,2}|(?![^AEIOU][AEIOU][^AEIOU])[A-Z]{3}|[^AEIOUY]+")


@lru_cache(maxsize=65536)
def indefinite(word: str) -> str:
    """The indefinite article before a word or a number, empty where it is not certain.

    >>> [indefinite(word) for word in ("hour", "European", "UN", "MP", "NATO", "8-year-old", "historic")]
    ['an', 'a', 'a', 'an', 'a', 'an', '']
    """
    part = _PART.match(word)
    if part is None:
        return ""
    if part[1]:
        return _of_number(part[1])
    capitals = _CAPITALS.match(word)
    if capitals and not word.startswith(("'", "’"), 1):
        return _of_capitals((capitals[1] or capitals[2]).upper())
    sound = _of_word(part[2].lower())
    # SELinux: who knows which letters are read one by one.
    return sound if not (word[:2].isalpha() and word[:2].isupper()) or sound == _named(word[0]) else ""


def _of_number(digits: str) -> str:
    whole, *groups = re.split(r"[.,]", digits)
    if groups and "," in digits and whole == "1":
        return "a"
    if len(whole) == 4:
        # A year as a rule: eighteen hundred; of 1150 one cannot know.
        return "an" if whole.startswith(("18", "8")) else "" if whole.startswith("11") else "a"
    leading = whole[: (len(whole) - 1) % 3 + 1]
    return "an" if _EIGHT.fullmatch(leading) else "a"


def _of_capitals(letters: str) -> str:
    listed = words("glossary", _FILE)
    if letters.lower() in listed["either"]:
        return ""
    if letters in listed["read as words"]:
        return _of_word(letters.lower())
    spelt = _named(letters[0])
    if _NO_WORD.fullmatch(letters) or letters in listed["read by letters"] or spelt == _of_word(letters.lower()):
        return spelt
    return ""


def _named(letter: str) -> str:
    return "an" if letter in _VOWELS_NAMED else "a" if letter in _CONSONANTS_NAMED else ""


def _of_word(word: str) -> str:
    if word in words("glossary", _FILE)["either"]:
        return ""
    for article, pattern in _patterns():
        if pattern.match(word):
            return article
    return "an" if word[0] in "aeiouäöüáéíóúàèâêåøæœ" else "a"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (article, re.compile("|".join(entries("glossary", _FILE)[f"patterns with {article}"])))
        for article in ("a", "an")
    )
