"""Inline hints in training pairs: the model learns to write what a hint says (Dinu et al. 2019).

A span of the source becomes `⟨t⟩ span ⟨=⟩ its English ⟨/t⟩`. Spans come from the word alignment; some
hints get English that has nothing to do with the span, or the span itself, with the target changed alike, so that
the model copies and need not know (Bergmanis & Pinnis 2021).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from translate.training.packing import Packed
from translate.training.spans import Example, Span, WordSpans
from translate.training.vocabulary import Vocabulary

_MAX_HINTS = 6
_MAX_WORDS = 4
_MAX_BORROWED_PIECES = 8
_RANDOM_SHARE = 0.3
# Of names in other languages' spelling: models write these seldom, some of them in bytes.
_RARE_LETTERS = "ščžćđłńřąęőűğışţăîåøæþðñãõçéèêëïôœßİŞŁČŠŽŐØÅÉÇ"
_RARE_LETTER_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Hint:
    span: Span
    english: list[int]


class HintAnnotator:
    """Puts hints into pairs; what they say may be from another pair of the packed text."""

    def __init__(self, packed: Packed, vocabulary: Vocabulary) -> None:
        self._packed = packed
        self._words = WordSpans(vocabulary)
        self._inner = np.array([n for piece, n in vocabulary.ids.items() if piece.isalpha() and piece.islower()])
        self._names = np.array([n for n, is_name in enumerate(self._words.is_name) if is_name])
        self._rare_letters = [_spelt(letter, vocabulary) for letter in _RARE_LETTERS]
        self._hint_ids = vocabulary.hint_ids

    def annotated(self, example: Example, rng: np.random.Generator) -> Example:
        """The pair with one to six hints in it, or as it was if no words of it can have one."""
        hints = [_Hint(span, self._english(example, span, rng)) for span in self._spans(example, rng)]
        return _annotated(example, hints, self._hint_ids)

    def _spans(self, example: Example, rng: np.random.Generator) -> list[Span]:
        """Spans in the source's order that do not overlap on either side; names are preferred."""
        words = self._words.words(example.source)
        names = [word for word, (start, _) in enumerate(words) if self._words.is_name[example.source[start]]]
        wanted = min(int(rng.geometric(0.45)), _MAX_HINTS)
        spans: list[Span] = []
        for _ in range(4 * wanted):
            if len(spans) == wanted or not words:
                break
            word = int(rng.choice(names)) if names and rng.random() < 0.5 else int(rng.integers(len(words)))
            last = min(word + min(int(rng.geometric(0.6)), _MAX_WORDS), len(words)) - 1
            span = self._words.span(words[word][0], words[last][1], example)
            if span and not span.overlaps_any(spans):
                spans.append(span)
        return sorted(spans, key=lambda span: span.source)

    def _english(self, example: Example, span: Span, rng: np.random.Generator) -> list[int]:
        """What a hint says: the span's English, the span itself, or something random."""
        if rng.random() >= _RANDOM_SHARE:
            return example.target[slice(*span.target)]
        kind = rng.random()
        if kind < 0.25:
            return example.source[slice(*span.source)]
        return self._invented_name(rng) if kind < 0.65 else self._borrowed_words(rng)

    def _invented_name(self, rng: np.random.Generator) -> list[int]:
        name = [int(rng.choice(self._names))]
        if rng.random() < _RARE_LETTER_SHARE:
            name += self._rare_letters[int(rng.integers(len(self._rare_letters)))]
        return name + [int(piece) for piece in rng.choice(self._inner, int(rng.integers(1, 4)))]

    def _borrowed_words(self, rng: np.random.Generator) -> list[int]:
        """One to three words of another pair, or a name where it has none."""
        packed = self._packed
        index = int(rng.integers(len(packed)))
        pieces: list[int] = packed.target[packed.target_offsets[index] : packed.target_offsets[index + 1]].tolist()
        words = [start for start, _ in self._words.words(pieces)]
        starts = [place for place in words if self._words.is_word[pieces[place]]]
        if not starts:
            return [int(rng.choice(self._names))]
        start = int(rng.choice(starts))
        end = start + 1
        while end < min(len(pieces), start + _MAX_BORROWED_PIECES):
            if end in words and rng.random() < 0.6:
                break
            end += 1
        return pieces[start : self._words.word_end(pieces, end)]


def _spelt(letter: str, vocabulary: Vocabulary) -> list[int]:
    """The pieces of a letter within a word: its own, or its bytes."""
    if letter in vocabulary.ids:
        return [vocabulary.ids[letter]]
    return [vocabulary.ids[f"<0x{byte:02X}>"] for byte in letter.encode()]


def _annotated(example: Example, hints: Sequence[_Hint], hint_ids: tuple[int, int, int]) -> Example:
    """The example with hints, which are in the source's order, on both sides."""
    source, places, english_places = _annotated_source(example.source, hints, hint_ids)
    alignment = [-1 if place == -1 else places[place] for place in example.alignment]
    new_target: list[int] = []
    new_alignment: list[int] = []
    at = 0
    for hint, place in sorted(zip(hints, english_places, strict=True), key=lambda pair: pair[0].span.target):
        start, end = hint.span.target
        new_target += [*example.target[at:start], *hint.english]
        new_alignment += [*alignment[at:start], *range(place, place + len(hint.english))]
        at = end
    return Example(source, new_target + example.target[at:], new_alignment + alignment[at:])


def _annotated_source(
    source: list[int], hints: Sequence[_Hint], hint_ids: tuple[int, int, int]
) -> tuple[list[int], list[int], list[int]]:
    """A source with hints, where in it each piece of the old one stands, and where the English of each hint."""
    opening, equals, closing = hint_ids
    annotated: list[int] = []
    places: list[int] = []
    english_places: list[int] = []

    def copy(start: int, end: int) -> None:
        places.extend(range(len(annotated), len(annotated) + end - start))
        annotated.extend(source[start:end])

    at = 0
    for hint in hints:
        start, end = hint.span.source
        copy(at, start)
        annotated.append(opening)
        copy(start, end)
        annotated.append(equals)
        english_places.append(len(annotated))
        annotated += [*hint.english, closing]
        at = end
    copy(at, len(source))
    return annotated, places, english_places
