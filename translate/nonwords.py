"""Words of a translation that English does not have.

>>> list(unknown("Die Nibelungenbrücke ist alt.", "The niversary bridge is old.", ()))
['niversary']
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from glossary.likeness import SIMILAR, loose_skeleton, similarity
from glossary.terms import TermMatch
from glossary.word_patterns import LETTERS, WORD
from translate import english_words

_SHORTEST = 3
_BEGINNING = re.compile(r"(?:^|[.!?:…]\s)[\s\"“”‘'(–-]*\Z")
# Names of a source that are looked at, and unknown words of a translation: no sentence has more.
_MOST = 30
# So far back a sentence's beginning is looked for.
_NEAR = 6
_CONTRACTED = re.compile(r"['’](?:s|re|ve|ll|d|m|t)\Z|n['’]t\Z", re.IGNORECASE)


def unknown(source: str, hypothesis: str, terms: Sequence[TermMatch]) -> Iterator[str]:
    """Words in small letters, and first words of sentences, that English does not have.

    What stands in the source too, or in the English of one of its terms, may stand in the translation.
    """
    yield from islice(_unknown(source, hypothesis, terms), _MOST)


def _unknown(source: str, hypothesis: str, terms: Sequence[TermMatch]) -> Iterator[str]:
    allowed: frozenset[str] | None = None
    looked_at = 0
    for found in WORD.finditer(hypothesis):
        parts = _unknown_parts(found[0])
        # What is glued to digits or signs is no word.
        if not parts or _is_glued(hypothesis, *found.span()):
            continue
        if allowed is None:
            allowed = _allowed(source, terms)
        for part in parts:
            if part.lower() in allowed or _is_name(part, hypothesis, found.start()):
                continue
            looked_at += 1
            if part.islower() or looked_at > _MOST or not _is_like_name(part, source):
                yield found[0]
                break


@lru_cache(maxsize=1 << 16)
def _unknown_parts(word: str) -> tuple[str, ...]:
    """What English does not have of a word with hyphens."""
    parts = LETTERS.findall(_CONTRACTED.sub("", word))
    return tuple(part for part in parts if len(part) >= _SHORTEST and not english_words.is_known(part.lower()))


def _is_glued(text: str, start: int, end: int) -> bool:
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any(character.isdigit() or character in "_@/\\#&+*□'’" for character in around)


def _is_name(part: str, text: str, start: int) -> bool:
    """Whether a word has its capital for another reason than that a sentence begins with it."""
    if part.islower():
        return False
    return not part.istitle() or not _BEGINNING.search(text[max(start - _NEAR, 0) : start])


def _allowed(source: str, terms: Sequence[TermMatch]) -> frozenset[str]:
    """The words, in small letters, that a translation has from its source."""
    english = [name for match in terms for name in (match.target, match.term.plural)]
    return frozenset(word.lower() for text in (source, *english) for word in LETTERS.findall(text))


def _is_like_name(word: str, source: str) -> bool:
    names = dict.fromkeys(name for name in LETTERS.findall(source) if name[0].isupper())
    return any(similarity(word, name, loose_skeleton) >= SIMILAR - 0.2 for name in islice(names, _MOST))
