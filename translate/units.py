"""Units and currencies that a German text and its English do not share.

>>> unshared("Es kostet 3 Millionen Euro.", "It costs $3 million.")
(['Euro'], ['$'])
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import wordlists
from translate.number_words import cardinal, table

# Of these a text may leave one out, or say it in other words; they count if another one stands in their place.
_REPLACED_ONLY = frozenset({"time"})
_AMBIGUOUS = "ambiguous"
# What may stand between a number and its unit: 5 US-Dollar, 50.000 deutsche Mark, 3 square kilometres.
_PARTS = frozenset("us d square cubic metric deutsche britische schweizer swiss british canadian australian".split())
_TOKEN = re.compile(r"[0-9]+(?:[.,:’'][0-9]+)*|[^\W\d_]+|[€$£¥¢%°²³½¼¾\"]")
_LONGEST = 64
_SIGNS = frozenset("€$£¥¢°")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit of a family: its German and English words in small letters."""

    family: str
    german: frozenset[str]
    english: frozenset[str]


def unshared(source: str, hypothesis: str) -> tuple[list[str], list[str]]:
    """Units with a number in the source that the translation has not, and such of the translation.

    A unit of time counts only if another one stands in its place.
    """
    german, english = _words(source), _words(hypothesis)
    lost = list(_absent(german, english, "german"))
    made_up = list(_absent(english, german, "english"))
    kept = [[unit for _, unit in side if unit.family not in _REPLACED_ONLY] for side in (lost, made_up)]
    families = {unit.family for _, unit in lost} & {unit.family for _, unit in made_up}
    return (
        list(dict.fromkeys(word for word, unit in lost if unit in kept[0] or unit.family in families)),
        list(dict.fromkeys(word for word, unit in made_up if unit in kept[1] or unit.family in families)),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text))


def _absent(words: tuple[str, ...], others: tuple[str, ...], language: str) -> Iterator[tuple[str, _Unit]]:
    """Units with a number among words that the words of the other language do not have."""
    known: frozenset[_Unit] | None = None
    for word in _with_numbers(words, language):
        units = _units(language).get(word.lower(), ())
        if known is None:
            known = _known(others, "english" if language == "german" else "german")
        if units and not any(unit in known for unit in units):
            yield word, units[0]


def _with_numbers(words: tuple[str, ...], language: str) -> Iterator[str]:
    """Units that stand behind a number, or before it: 5 Euro, $5."""
    units = _units(language)
    small = [word.lower() for word in words]
    if units.keys().isdisjoint(small):
        return
    for at, (word, lowered) in enumerate(zip(words, small, strict=True)):
        sign = word in _SIGNS
        if lowered not in units or (len(word) == 1 and not sign):
            continue
        if language == "english" and lowered in wordlists.words("translate", "units.txt")[_AMBIGUOUS]:
            continue
        before = at - (2 if at > 1 and small[at - 1] in _PARTS else 1)
        behind = words[at + 1] if sign and at + 1 < len(words) else ""
        if (before >= 0 and _is_number(words[before], language)) or behind[:1].isdecimal():
            yield word


def _is_number(word: str, language: str) -> bool:
    lowered = word.lower()
    if word[0].isdecimal() or lowered in table(f"{language} magnitudes"):
        return True
    return lowered in table("english cardinals") if language == "english" else (cardinal(lowered) or 0) > 1


def _known(words: tuple[str, ...], language: str) -> frozenset[_Unit]:
    """The units that words name, compounds included: Euroscheine, Milliarden-Dollar-Projekt, kilometre-long."""
    found: set[_Unit] = set()
    for word in words:
        found |= _named(word.lower(), language)
    return frozenset(found)


@lru_cache(maxsize=65536)
def _named(word: str, language: str) -> frozenset[_Unit]:
    units = _units(language)
    found = set(units.get(word, ()))
    if 4 < len(word) < _LONGEST:
        for name, of in units.items():
            if len(name) > 3 and name in word:
                found.update(of)
    return frozenset(found)


@cache
def _units(language: str) -> dict[str, tuple[_Unit, ...]]:
    """The units that each word may be."""
    found: dict[str, tuple[_Unit, ...]] = {}
    for family, lines in wordlists.entries("translate", "units.txt").items():
        for line in lines if family != _AMBIGUOUS else ():
            german, english = (frozenset(side.lower().split()) for side in line.split("|"))
            unit = _Unit(family, german, english)
            for word in german if language == "german" else english:
                found[word] = (*found.get(word, ()), unit)
    return found
