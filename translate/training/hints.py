"""Inline hints in training pairs: the model learns to write what a hint says (Dinu et al. 2019).

A span of the source becomes `⟨t⟩ span ⟨=⟩ its English ⟨/t⟩`. Spans come from the word alignment; some
hints get English that has nothing to do with the span, with the target changed alike, so that the model
copies and need not know (Bergmanis & Pinnis 2021).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from translate.training.packing import UNALIGNED, Packed
from translate.training.vocabulary import Vocabulary

_MAX_HINTS = 4
_MAX_WORDS = 3
_MAX_HINT_PIECES = 12
_MAX_BORROWED_PIECES = 6
_RANDOM_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Example:
    """Piece ids of a pair without end marks; `alignment`: the source place of each target piece or -1."""

    source: list[int]
    target: list[int]
    alignment: list[int]


@dataclass(frozen=True, slots=True)
class _Span:
    """Places `[start, end)` in the source and in the target that translate each other."""

    source: tuple[int, int]
    target: tuple[int, int]

    def overlaps_any(self, spans: Sequence["_Span"]) -> bool:
        return any(_overlap(self.source, s.source) or _overlap(self.target, s.target) for s in spans)


@dataclass(frozen=True, slots=True)
class _Hint:
    span: _Span
    english: list[int]


class HintAnnotator:
    """Makes examples of packed pairs, a share of them with hints."""

    def __init__(self, packed: Packed, vocabulary: Vocabulary) -> None:
        self._packed = packed
        self._begins_word = vocabulary.begins_word()
        self._is_word = [False] * len(vocabulary)
        self._is_name = [False] * len(vocabulary)
        for piece, number in vocabulary.ids.items():
            text = piece.removeprefix("▁")
            self._is_word[number] = piece.startswith("▁") and text.isalpha()
            self._is_name[number] = self._is_word[number] and text[0].isupper()
        self._inner = np.array([n for piece, n in vocabulary.ids.items() if piece.isalpha() and piece.islower()])
        self._names = np.array([n for n, is_name in enumerate(self._is_name) if is_name])
        self._hint_ids = vocabulary.hint_ids

    def example(self, index: int, rng: np.random.Generator, share: float) -> Example:
        """The pair of that number, with the probability `share` with one to four hints in it."""
        packed = self._packed
        span = slice(packed.target_offsets[index], packed.target_offsets[index + 1])
        plain = Example(
            packed.source[packed.source_offsets[index] : packed.source_offsets[index + 1]].tolist(),
            packed.target[span].tolist(),
            [-1 if place == UNALIGNED else place for place in packed.alignment[span].tolist()],
        )
        if rng.random() >= share:
            return plain
        spans = self._spans(plain, rng)
        return _annotated(plain, [_Hint(s, self._english(plain.target, s, rng)) for s in spans], self._hint_ids)

    def _spans(self, example: Example, rng: np.random.Generator) -> list[_Span]:
        """Spans in the source's order that do not overlap on either side; names are preferred."""
        starts = [place for place, piece in enumerate(example.source) if self._begins_word[piece]]
        ends = [*starts[1:], len(example.source)]
        names = [word for word, start in enumerate(starts) if self._is_name[example.source[start]]]
        wanted = min(int(rng.geometric(0.55)), _MAX_HINTS)
        spans: list[_Span] = []
        for _ in range(4 * wanted):
            if len(spans) == wanted or not starts:
                break
            word = int(rng.choice(names)) if names and rng.random() < 0.5 else int(rng.integers(len(starts)))
            last = min(word + min(int(rng.geometric(0.6)), _MAX_WORDS), len(starts)) - 1
            span = self._span(starts[word], ends[last], example)
            if span and not span.overlaps_any(spans):
                spans.append(span)
        return sorted(spans, key=lambda span: span.source)

    def _span(self, start: int, end: int, example: Example) -> _Span | None:
        """Source pieces [start, end) with their target words, if these are together and translate nothing else."""
        alignment, target = example.alignment, example.target
        places = [place for place, source in enumerate(alignment) if start <= source < end]
        if not places or not self._is_word[example.source[start]]:
            return None
        low, high = places[0], self._word_end(target, places[-1] + 1)
        while low > 0 and not self._begins_word[target[low]]:
            low -= 1
        if high - low > _MAX_HINT_PIECES or not self._is_word[target[low]]:
            return None
        if any(source != -1 and not start <= source < end for source in alignment[low:high]):
            return None
        return _Span((start, end), (low, high))

    def _word_end(self, pieces: Sequence[int], place: int) -> int:
        """The first place from `place` on where a word begins, or the end."""
        while place < len(pieces) and not self._begins_word[pieces[place]]:
            place += 1
        return place

    def _english(self, target: list[int], span: _Span, rng: np.random.Generator) -> list[int]:
        """What a hint says: the span's English, or something random."""
        if rng.random() >= _RANDOM_SHARE:
            return target[slice(*span.target)]
        return self._invented_name(rng) if rng.random() < 0.5 else self._borrowed_words(rng)

    def _invented_name(self, rng: np.random.Generator) -> list[int]:
        name = [int(rng.choice(self._names))]
        return name + [int(piece) for piece in rng.choice(self._inner, int(rng.integers(1, 4)))]

    def _borrowed_words(self, rng: np.random.Generator) -> list[int]:
        """One to three words of another pair, or a name where it has none."""
        packed = self._packed
        index = int(rng.integers(len(packed)))
        pieces: list[int] = packed.target[packed.target_offsets[index] : packed.target_offsets[index + 1]].tolist()
        starts = [place for place, piece in enumerate(pieces) if self._is_word[piece]]
        if not starts:
            return [int(rng.choice(self._names))]
        start = int(rng.choice(starts))
        end = start + 1
        while end < min(len(pieces), start + _MAX_BORROWED_PIECES):
            if self._begins_word[pieces[end]] and rng.random() < 0.6:
                break
            end += 1
        return pieces[start : self._word_end(pieces, end)]


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


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
