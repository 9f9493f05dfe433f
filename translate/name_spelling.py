"""Names of a source that its translation spells in another way.

>>> list(changed("Sie wohnt in der Plinganserstraße.", "She lives in Pinganserstraße.", ()))
[('Plinganserstraße', 'Pinganserstraße')]
"""

import re
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from glossary.likeness import loose_skeleton
from glossary.terms import TermMatch, overlapping
from glossary.word_patterns import LETTERS
from translate import english_words
from translate.german_words import word_class

_SHORTEST = 5
_LONGEST = 40
# How alike two spellings of a name are at least; what is less so is another word.
_ALIKE = 0.8
# Words of a text that are looked at: no sentence has more names.
_MOST = 30
# What German and English put behind a name, and what each makes of the other's: Tumlinger, Tigrayan, Kemalists.
_ENDING = re.compile(r"(?:e[nrs]?|erin|s|n|i?ans?|ese|ists?|isten|ism|ismus|ians?|y|i[ae]|ine?|us|um|ern?|o[ns]?|a)\Z")
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))


def changed(source: str, hypothesis: str, terms: Sequence[TermMatch]) -> Iterator[tuple[str, str]]:
    """Words of the source that seem to be names, each with the word of the translation that is nearly the same.

    What a term covers, what English knows as a word, and what differs as the two languages do is left out.
    """
    # There are hardly any, and so there is hardly more to do.
    written = _unknown_names(source, hypothesis, terms)
    if not written:
        return
    english = frozenset(word.casefold() for word in LETTERS.findall(hypothesis))
    for name in islice(_names(source, english, terms), _MOST):
        yield from ((name, other) for other in written if _is_misspelt(name, other))


def _names(source: str, english: Container[str], terms: Sequence[TermMatch]) -> Iterator[str]:
    """Words of a source that seem to be names, and are neither among English words nor covered by a term."""
    for found in LETTERS.finditer(source):
        name = found[0]
        if not _SHORTEST <= len(name) <= _LONGEST or not name.istitle() or name.casefold() in english:
            continue
        if word_class(name) in ("name", "unknown") and not overlapping(terms, found.span()):
            yield name


def _unknown_names(source: str, hypothesis: str, terms: Sequence[TermMatch]) -> list[str]:
    """Words with a capital in a translation that neither its source nor its terms nor English has."""
    words = dict.fromkeys(word for word in LETTERS.findall(hypothesis) if word[0].isupper())
    unknown = [
        word for word in words if _SHORTEST <= len(word) <= _LONGEST and not english_words.is_known(word.lower())
    ]
    if not unknown:
        return []
    known = {word.casefold() for text in (source, *(match.target for match in terms)) for word in LETTERS.findall(text)}
    return [word for word in unknown if word.casefold() not in known][:_MOST]


@lru_cache(maxsize=1 << 14)
def _is_misspelt(name: str, other: str) -> bool:
    """Whether two spellings are those of one name, but no two that German and English have for it."""
    ours, theirs = _skeleton(name), _skeleton(other)
    if _stem(ours) == _stem(theirs) or _is_beginning(ours, theirs):
        return False
    if 2 * min(len(ours), len(theirs)) < _ALIKE * (len(ours) + len(theirs)):
        return False
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= _ALIKE


def _skeleton(word: str) -> str:
    small = word.lower()
    for letters, umlaut in _UMLAUTS:
        small = small.replace(letters, umlaut)
    return loose_skeleton(small)


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


def _is_beginning(ours: str, theirs: str) -> bool:
    """Whether the translation has the beginning of a compound, `Hilarius` of `Hilariuskirche`, or other endings."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
    return same == len(theirs) or (_stem(ours[same:]) == "" and _stem(theirs[same:]) == "")
