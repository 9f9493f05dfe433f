"""Whether an English text has what a dictionary says of a German word, in whatever form.

No list has all forms of English words, so that a form's dictionary form is found the other way round: of what a rule of
spelling may have made it of, that is one whose forms have it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from glossary import english, english_irregular, english_nouns, english_verbs
from glossary.word_patterns import WORD
from translate import english_words
from translate.lexicon.unknown import Unknown
from translate.lexicon.words import Word

# What dictionaries write for what stands in a text instead, and what holds a sense together.
_LEFT_OUT = frozenset("be something somebody someone sth sb one's oneself your yourself etc".split())
# Endings, and what may stand instead of them in the dictionary form.
_ENDINGS = {
    "s": ("",), "es": ("",), "ies": ("y",), "d": ("",), "ed": ("",), "ied": ("y",), "ing": ("", "e"), "ying": ("ie",),
    "ly": ("", "le"), "ily": ("y",), "ally": ("",),
}  # fmt: skip
_SHORTEST_STEM = 2


def senses(word: Unknown, found: Mapping[str, Sequence[Word]]) -> tuple[str, ...]:
    """All that a dictionary says of a word as it is written and without an ending; `found` is the dictionary.

    >>> found = {"Steg": [Word("Steg", ("jetty", "pier"), "noun")]}
    >>> senses(Unknown(4, 9, ("Stegs",), ("Steg",)), found)
    ('jetty', 'pier')
    """
    entries = (entry for form in (*word.forms, *word.stems) for entry in found.get(form, ()))
    return tuple(dict.fromkeys(sense for entry in entries if _is_of_part(entry) for sense in entry.senses))


def _is_of_part(entry: Word) -> bool:
    """Whether a word is a noun that is written so or no noun that is."""
    return not entry.part or (entry.part == "noun") == entry.german[0].isupper()


def written(text: str) -> frozenset[str]:
    """The dictionary forms of all words of a text, of the parts of those with hyphens, and of two words as one."""
    words = [part for word in WORD.findall(text) for part in _parts(word)]
    pairs = (first + second for first, second in pairwise(words))
    return frozenset(form for word in (*words, *pairs) for form in lemmas(word))


def has(words: frozenset[str], sense: str) -> bool:
    """Whether all words of a sense that mean something are among those written, in any order, or all of them as one.

    >>> has(written("He was driving two lorries."), "drive"), has(written("a tail wind"), "tailwind")
    (True, True)
    """
    own = WORD.findall(sense.lower().replace("’", "'"))
    meaning = [word for word in own if word not in english.function_words() | _LEFT_OUT] or own
    if all(not words.isdisjoint(lemmas(part)) for word in meaning for part in _parts(word)):
        return bool(meaning)
    joined = "".join(part for word in own for part in _parts(word))
    # What copies a German compound is one word too: there is a tailwind, but no "heartblood".
    return any(word in words and english_words.is_known(word) for word in lemmas(joined))


def _parts(word: str) -> list[str]:
    """A word in small letters without the ending of a possessive, in parts if it has hyphens."""
    return word.lower().replace("’", "'").removesuffix("'s").split("-")


@lru_cache(maxsize=1 << 16)
def lemmas(word: str) -> frozenset[str]:
    """What a word in small letters may be a form of, itself among them; no list says whether English has it.

    >>> sorted(lemmas("took")), sorted(lemmas("leaves")), sorted(lemmas("lorries"))
    (['take', 'took'], ['leaf', 'leave', 'leaves'], ['lorrie', 'lorries', 'lorry'])
    """
    return frozenset({word, *(stem for stem in _stems(word) if word in _forms(stem))})


def _stems(word: str) -> Iterator[str]:
    """What a word may be a form of."""
    for ending, instead in _ENDINGS.items():
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= _SHORTEST_STEM:
            yield from (bare + behind for behind in instead)
            if bare[-1] == bare[-2]:
                yield bare[:-1]
    for form, base in _irregular():
        if word.endswith(form):
            yield word.removesuffix(form) + base


@lru_cache(maxsize=1 << 16)
def _forms(word: str) -> frozenset[str]:
    return frozenset({*english_nouns.plurals(word), *english_verbs.forms(word), _adverb(word)})


def _adverb(adjective: str) -> str:
    """What an adjective is as an adverb, which German does not tell apart.

    >>> [_adverb(word) for word in ("rude", "gentle", "happy", "tragic")]
    ['rudely', 'gently', 'happily', 'tragically']
    """
    for ending, instead in (("le", "ly"), ("y", "ily"), ("ic", "ically")):
        if adjective.endswith(ending):
            return adjective.removesuffix(ending) + instead
    return adjective + "ly"


@cache
def _irregular() -> tuple[tuple[str, str], ...]:
    """Forms that no rule makes, each with its dictionary form."""
    return tuple(sorted({(form, base) for form, base in english_irregular.pairs() if form != base}))
