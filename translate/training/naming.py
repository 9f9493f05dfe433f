"""What of that which a reference names a translation names too: content words and numbers, each as often as there."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import english, english_irregular
from translate import number_words

# A number that is wrong is worse than a word that may be another one for the same.
NUMBER_WEIGHT = 2.0
# The square of how much more recall counts than precision: a model's worst fault is to leave out.
_RECALL_WEIGHT = 2.0
# So much is right beforehand, lest another word for the same make all of a short sentence wrong.
_GIVEN = 1.0
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
# Of a word and a small one behind it: "Anna's", "we'll".
_ENDING = re.compile(r"['’](?:s|ll|re|ve|d|m)$")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")
_NOT = ("n't", "n’t")
_DOUBLED = re.compile(r"([b-df-hj-np-rtv-z])\1$")
# Shorter stems say nothing.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names, with how often: numbers, words as they stand there, and their stems."""

    numbers: Mapping[str, int]
    forms: Mapping[str, int]
    stems: Mapping[str, int]

    @classmethod
    def of(cls, text: str) -> "Named":
        """Numbers in digits or words, and words but function words, in small letters.

        >>> named = Named.of("The 2,000 houses were sold to three men.")
        >>> list(named.numbers), list(named.forms), list(named.stems)
        (['2000', '3'], ['houses', 'sold', 'men'], ['hous', 'sell', 'man'])
        """
        numbers: list[str] = []
        forms: list[str] = []
        for token in _TOKEN.findall(text.lower()):
            number, form = _read(token)
            if number:
                numbers.append(number)
            elif form:
                forms.append(form)
        return cls(Counter(numbers), Counter(forms), Counter(map(stem, forms)))

    @property
    def weight(self) -> float:
        """The number of words, numbers at their weight."""
        return sum(self.forms.values()) + NUMBER_WEIGHT * sum(self.numbers.values())

    def common(self, other: "Named") -> float:
        """The weight of what both name; a word in another form counts half."""
        words = (_common(self.forms, other.forms) + _common(self.stems, other.stems)) / 2
        return words + NUMBER_WEIGHT * _common(self.numbers, other.numbers)

    def f_measure(self, reference: "Named") -> float:
        """From 0 to 1: what is left out costs recall, what is said twice precision."""
        right = (1 + _RECALL_WEIGHT) * self.common(reference) + _GIVEN
        return right / (self.weight + _RECALL_WEIGHT * reference.weight + _GIVEN)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What the forms of an English word have in common, in small letters; no more than spelling tells.

    >>> [stem(word) for word in ("cities", "stopped", "stopping", "takes", "took", "women")]
    ['citi', 'stop', 'stop', 'tak', 'tak', 'woman']
    """
    word = _irregular().get(word, word)
    for ending in ("ies", "ied", "ing", "es", "ed", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            word = word.removesuffix(ending)
            if ending in ("ies", "ied", "y"):
                return word + "i"
            return _DOUBLED.sub(r"\1", word) if ending in ("ing", "ed") else word
    return word


def _common(one: Mapping[str, int], other: Mapping[str, int]) -> int:
    return sum(min(one[word], other[word]) for word in one.keys() & other.keys())


@lru_cache(maxsize=65536)
def _read(token: str) -> tuple[str, str]:
    """The number that a token is, the same however it is written, and the word that it is if it names something."""
    if token[0].isdecimal():
        return _THOUSANDS.sub("", token).replace(",", "."), ""
    word = "not" if token.endswith(_NOT) else _ENDING.sub("", token)
    return number_words.table("english cardinals").get(word, ""), "" if word in _unnaming() else word


@cache
def _unnaming() -> frozenset[str]:
    """Words that name nothing."""
    return english.function_words() | english.listed("names nothing")


@cache
def _irregular() -> Mapping[str, str]:
    """Of forms that no rule makes the word that they are forms of."""
    return dict(english_irregular.pairs())
