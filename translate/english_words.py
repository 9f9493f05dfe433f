"""Which words there are in English: SCOWL's lists of every spelling, and what rules make of their words.

>>> [word for word in ("bridge", "colour", "reelected", "rollerbladers", "niversary") if not is_known(word)]
['niversary']
"""

import gzip
from functools import cache, lru_cache
from importlib.resources import files

from glossary import wordlists
from translate import sorted_words

# No word has more characters.
_LONGEST = 60
# What is left of a word without its beginning or its ending.
_SHORTEST_STEM = 3


@lru_cache(maxsize=1 << 16)
def is_known(word: str) -> bool:
    """Whether a word of letters alone, in small ones, is listed, made of one that is, or what stands before others."""
    if len(word) > _LONGEST:
        return False
    return is_listed(word) or word in _beginnings() or word in _also() or _is_inflected(word) or _is_derived(word)


@lru_cache(maxsize=1 << 16)
def is_listed(word: str) -> bool:
    """Whether a word in small letters is in the list as it stands.

    >>> is_listed("bridge"), is_listed("brid")
    (True, False)
    """
    return sorted_words.is_listed(word, _list())


def _is_inflected(word: str) -> bool:
    """Whether a listed word has an ending here that rules of spelling put there."""
    return any(is_listed(stem) for stem in _stems(word))


@cache
def _endings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = (line.split() for line in wordlists.entries("translate", "english_endings.txt")["endings"])
    return tuple((ending, tuple("" if stem == "-" else stem for stem in stems)) for ending, *stems in rows)


def _stems(word: str) -> list[str]:
    """What a word may be made of by an ending."""
    stems = []
    for ending, of in _endings():
        if word.endswith(ending):
            bare = word.removesuffix(ending)
            stems += [bare + behind for behind in of]
            if bare[-1:] == bare[-2:-1]:
                stems.append(bare[:-1])
    return [stem for stem in stems if len(stem) >= _SHORTEST_STEM]


def _is_derived(word: str) -> bool:
    """Whether a word begins with what stands before any: `reelected`, `unsubscribe`."""
    for beginning in _beginnings():
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) > _SHORTEST_STEM and (is_listed(rest) or _is_inflected(rest)):
            return True
    return False


@cache
def _beginnings() -> frozenset[str]:
    return wordlists.words("translate", "english_endings.txt")["beginnings"]


@cache
def _also() -> frozenset[str]:
    return wordlists.words("translate", "english_endings.txt")["also"]


@cache
def _list() -> bytes:
    return gzip.decompress(files("translate").joinpath("data", "english_words.txt.gz").read_bytes())
