"""Numbers that are no count, and units without one, of which another one of the family stands in a translation.

>>> list(replaced("Tausende Menschen kamen.", "Hundreds of people came.", of_units=False))
[('Tausende', 'Hundreds')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import wordlists

_WORD = re.compile(r"[^\W_]+")
# The families of units.
_UNITS = frozenset({"currency", "length"})
# No longer word is in the lists.
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a line of the list says: words that mean it, and words of either language that may stand for them."""

    family: str
    german: re.Pattern[str]
    english: re.Pattern[str]
    other: re.Pattern[str]


def replaced(source: str, hypothesis: str, *, of_units: bool) -> Iterator[tuple[str, str]]:
    """Words of the source with the English word of their family that stands for them, units or else numbers.

    Only where a text says one thing of a family, and neither the other nor what may stand for it.
    """
    german = _named(source, "german")
    english = _named(hypothesis, "english") if german else {}
    for family in sorted(german.keys() & english.keys()):
        if (family in _UNITS) != of_units:
            continue
        ours, theirs = german[family], english[family]
        if len(ours) == len(theirs) == 1 and ours.keys().isdisjoint(theirs):
            [(asked, word)], [(kept, other)] = ours.items(), theirs.items()
            if not _may_name(hypothesis, asked) and not _may_name(source, kept):
                yield word, other


# Both are asked of one pair of texts: units, and numbers.
@lru_cache(maxsize=4)
def _named(text: str, language: str) -> dict[str, dict[_Meaning, str]]:
    """What a text names of each family, each meaning with its first word."""
    found: dict[str, dict[_Meaning, str]] = {}
    for word in _WORD.findall(text):
        if len(word) <= _LONGEST and (meaning := _meaning(word.lower(), language)):
            found.setdefault(meaning.family, {}).setdefault(meaning, word)
    return found


@lru_cache(maxsize=1 << 16)
def _meaning(word: str, language: str) -> _Meaning | None:
    if not _any(language).fullmatch(word):
        return None
    patterns = ((one, one.german if language == "german" else one.english) for one in _meanings())
    return next((one for one, pattern in patterns if pattern.fullmatch(word)), None)


def _may_name(text: str, meaning: _Meaning) -> bool:
    """Whether a text has a word that may stand for a meaning."""
    words = (word.lower() for word in _WORD.findall(text) if len(word) <= _LONGEST)
    return any(one.fullmatch(word) for word in words for one in (meaning.german, meaning.english, meaning.other))


@cache
def _meanings() -> tuple[_Meaning, ...]:
    return tuple(
        _Meaning(family, *map(_pattern, line.split("|")))
        for family, lines in wordlists.entries("translate", "exchanged.txt").items()
        for line in lines
    )


@cache
def _any(language: str) -> re.Pattern[str]:
    """A word of any line."""
    column = 0 if language == "german" else 1
    lines = (line for of in wordlists.entries("translate", "exchanged.txt").values() for line in of)
    return _pattern(" ".join(line.split("|")[column] for line in lines))


def _pattern(words: str) -> re.Pattern[str]:
    # An empty column has no words.
    return re.compile("|".join(word.replace("*", rf"\w{{0,{_LONGEST}}}") for word in words.split()) or r"(?!)")
