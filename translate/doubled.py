"""A word or a phrase that stands twice in a translation where its source has it once.

>>> repeated("Er wohnt in Frankfurt.", "He lives in Frankfurt in Frankfurt.")
'in Frankfurt in Frankfurt'
>>> repeated("Die Flüchtlinge sind erwünscht und willkommen.", "The refugees are welcome and welcome.")
'welcome and welcome'
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from glossary import english, wordlists

# Longer phrases are what `checks` calls a repetition.
_LONGEST = 6
# Small words, or a comma, that may stand between the places of a word, at most.
_BETWEEN = 3
# Shorter words stand twice for many reasons.
_SHORTEST = 4
# Letters of two German words, and how long these are at least, that may be why English has a word twice.
_ALIKE = (slice(5), 5), (slice(-6, None), 8)
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


def repeated(source: str, hypothesis: str) -> str | None:
    """The first phrase that stands twice in a row, or the first word that does around small ones, with both places.

    Not where two words of the source begin or end alike, and not what English doubles: `had had`, `more and more`.
    """
    words = _TOKEN.findall(hypothesis)
    small = [word.casefold() for word in words]
    if len(set(small)) == len(small):
        return None
    place = next(_in_a_row(small), None)
    if place is None:
        place = next(_around_small_words(words, small), None)
        if place and _has_alike(source):
            return None
    if place is None or _doubles(source):
        return None
    return " ".join(words[slice(*place)]).replace(" ,", ",")


def _in_a_row(small: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a phrase stands right behind itself: `in Frankfurt in Frankfurt`."""
    for size in range(1, min(_LONGEST, len(small) // 2) + 1):
        same = 0
        for at, (one, other) in enumerate(zip(small, small[size:], strict=False)):
            same = same + 1 if one == other and one[0].isalpha() else 0
            if same != size or (size == 1 and one in _doubling("in a row")):
                continue
            # "on and on and on"
            if size != 2 or "and" not in small[at - 1 : at + 1]:
                yield at - size + 1, at + size + 1


def _around_small_words(words: Sequence[str], small: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where a word stands before and behind small ones: `head of the head`, `said that he said`."""
    last: dict[str, int] = {}
    function_words = english.function_words()
    for at, word in enumerate(small):
        if len(word) < _SHORTEST or not word.isalpha() or word in function_words:
            continue
        before, last[word] = last.get(word), at
        if before is None or not 1 < at - before <= _BETWEEN + 1 or word in _doubling("around a small word"):
            continue
        between = small[before + 1 : at]
        # "Lower Saxony, Saxony"; "the party, the party of workers".
        if all(one in function_words for one in between) and words[before][0].islower() == words[at][0].islower():
            yield before, at + 1


def _doubles(source: str) -> bool:
    """Whether a word stands twice with at most two between: `Kopf an Kopf`, `immer, immer`."""
    words = [word.casefold() for word in _TOKEN.findall(source)]
    # "er sagte, er" says nothing.
    near = ((zip(words, words[gap:], strict=False), 1 if gap == 1 else _SHORTEST) for gap in (1, 2, 3))
    return any(one == other and one[0].isalpha() and len(one) >= least for pairs, least in near for one, other in pairs)


def _has_alike(source: str) -> bool:
    """Whether two words of a source begin or end alike, so that English may well have one twice."""
    words = [word.casefold() for word in _TOKEN.findall(source)]
    return any(_are_alike([word[part] for word in words if len(word) >= least]) for part, least in _ALIKE)


def _are_alike(parts: Sequence[str]) -> bool:
    return len(set(parts)) < len(parts)


@cache
def _doubling(section: str) -> frozenset[str]:
    return wordlists.words("translate", "doubled.txt")[section]
