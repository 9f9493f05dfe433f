"""Nouns of a dictionary put into real pairs, so that a model reads and writes them in sentences.

Words that training text hardly has are learnt from pairs in which they stand in place of another noun, on both sides
(Fadaee et al. 2017, "Data augmentation for low-resource neural machine translation").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from translate.training.spans import Example, Span, WordSpans
from translate.training.vocabulary import Vocabulary

_MOST_WORDS = 2
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class _Noun:
    german: list[int]
    english: list[int]
    begins_with_vowel: bool


class Substituter:
    """Puts nouns, given as (German, English), in place of nouns of the same number."""

    def __init__(self, nouns: Sequence[tuple[str, str]], vocabulary: Vocabulary) -> None:
        self._words = WordSpans(vocabulary)
        self._texts = {number: piece for piece, number in vocabulary.ids.items()}
        self._articles = vocabulary.ids.get("▁a", -1), vocabulary.ids.get("▁an", -1)
        self._nouns: dict[bool, list[_Noun]] = {False: [], True: []}
        sides = (vocabulary.encode([noun[side] for noun in nouns]) for side in (0, 1))
        for (_, english), german_ids, english_ids in zip(nouns, *sides, strict=True):
            noun = _Noun(german_ids, english_ids, english[0].lower() in _VOWELS)
            self._nouns[_is_plural(english)].append(noun)

    def substituted(self, example: Example, rng: np.random.Generator) -> Example:
        """The pair with one or two other nouns, or as it was if it has none that can be told."""
        for _ in range(1 + int(rng.integers(_MOST_WORDS))):
            spans = self._spans(example)
            if not spans:
                break
            span = spans[int(rng.integers(len(spans)))]
            nouns = self._nouns[_is_plural(self._text(example.target[slice(*span.target)]))]
            if nouns:
                example = self._replaced(example, span, nouns[int(rng.integers(len(nouns)))])
        return example

    def _spans(self, example: Example) -> list[Span]:
        """German words with a capital within the sentence whose English is one word without."""
        words = self._words.words(example.source)[1:]
        found = [
            self._words.span(start, end, example) for start, end in words if self._words.is_name[example.source[start]]
        ]
        return [span for span in found if span and self._is_lower_word(example.target[slice(*span.target)])]

    def _is_lower_word(self, pieces: Sequence[int]) -> bool:
        return not self._words.is_name[pieces[0]] and self._words.is_one_word(pieces)

    def _text(self, pieces: Sequence[int]) -> str:
        return "".join(self._texts[piece] for piece in pieces)

    def _replaced(self, example: Example, span: Span, noun: _Noun) -> Example:
        (start, end), (low, high) = span.source, span.target
        longer = len(noun.german) - (end - start)
        moved = [place + longer if place >= end else place for place in example.alignment]
        target = [*example.target[:low], *noun.english, *example.target[high:]]
        if low and target[low - 1] in self._articles:
            target[low - 1] = self._articles[noun.begins_with_vowel]
        return Example(
            [*example.source[:start], *noun.german, *example.source[end:]],
            target,
            [*moved[:low], *([start] * len(noun.english)), *moved[high:]],
        )


def _is_plural(english: str) -> bool:
    return english.endswith("s") and not english.endswith(("ss", "us", "is"))
