"""Inline hints in training pairs: the model learns to write what a hint says (Dinu et al. 2019).

A span of the source becomes `⟨t⟩ span ⟨=⟩ its English ⟨/t⟩`. Spans come from the word alignment; some
hints get English that has nothing to do with the span, with the target changed alike, so that the model
copies and need not know (Bergmanis & Pinnis 2021).
"""

from dataclasses import dataclass

import numpy as np

from translate.training.packing import UNALIGNED, Packed
from translate.training.vocabulary import Vocabulary

_MOST_HINTS = 4
_MOST_WORDS = 3
_MOST_HINT_PIECES = 12
_RANDOM_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Example:
    """Piece numbers of a pair without end marks; `alignment`: the source place of each target piece or -1."""

    source: list[int]
    target: list[int]
    alignment: list[int]


@dataclass(frozen=True, slots=True)
class _Span:
    source: tuple[int, int]
    target: tuple[int, int]


class Hinter:
    """Makes examples of packed pairs, a share of them with hints."""

    def __init__(self, packed: Packed, vocabulary: Vocabulary) -> None:
        self._packed = packed
        self._begins = vocabulary.words_begin()
        self._name = [False] * len(vocabulary)
        self._word = [False] * len(vocabulary)
        for piece, number in vocabulary.numbers.items():
            text = piece.removeprefix("▁")
            self._word[number] = piece.startswith("▁") and text.isalpha()
            self._name[number] = self._word[number] and text[0].isupper()
        self._inner = np.array([n for piece, n in vocabulary.numbers.items() if piece.isalpha() and piece.islower()])
        self._names = np.array([n for n, name in enumerate(self._name) if name])
        self._marks = vocabulary.hints

    def example(self, index: int, chance: np.random.Generator, share: float) -> Example:
        """The pair of that number, with the probability `share` with one to four hints in it."""
        packed = self._packed
        source: list[int] = packed.source[packed.source_at[index] : packed.source_at[index + 1]].tolist()
        span = slice(packed.target_at[index], packed.target_at[index + 1])
        target: list[int] = packed.target[span].tolist()
        alignment = [-1 if a == UNALIGNED else a for a in packed.alignment[span].tolist()]
        if chance.random() < share:
            spans = self._choose(source, target, alignment, chance)
            return self._annotate(source, target, alignment, spans, chance)
        return Example(source, target, alignment)

    def _choose(
        self, source: list[int], target: list[int], alignment: list[int], chance: np.random.Generator
    ) -> list[_Span]:
        """Spans in the source's order that do not overlap on either side; names are preferred."""
        starts = [i for i, piece in enumerate(source) if self._begins[piece]]
        words = list(zip(starts, [*starts[1:], len(source)], strict=True))
        wanted = 1 + min(int(chance.geometric(0.55)) - 1, _MOST_HINTS - 1)
        spans: list[_Span] = []
        if not words:
            return spans
        favoured = [n for n, (start, _) in enumerate(words) if self._name[source[start]]]
        for _ in range(4 * wanted):
            if len(spans) == wanted:
                break
            first = (
                int(chance.choice(favoured)) if favoured and chance.random() < 0.5 else int(chance.integers(len(words)))
            )
            last = min(first + min(int(chance.geometric(0.6)), _MOST_WORDS), len(words))
            span = self._aligned(words[first][0], words[last - 1][1], source, target, alignment)
            if span and not any(_overlap(span.source, s.source) or _overlap(span.target, s.target) for s in spans):
                spans.append(span)
        return sorted(spans, key=lambda span: span.source)

    def _aligned(
        self, start: int, end: int, source: list[int], target: list[int], alignment: list[int]
    ) -> _Span | None:
        """The target words of source pieces [start, end), if they are together and translate nothing else."""
        if not self._word[source[start]]:
            return None
        places = [place for place, a in enumerate(alignment) if start <= a < end]
        if not places:
            return None
        low, high = places[0], places[-1] + 1
        while low > 0 and not self._begins[target[low]]:
            low -= 1
        while high < len(target) and not self._begins[target[high]]:
            high += 1
        if high - low > _MOST_HINT_PIECES or not self._word[target[low]]:
            return None
        if any(a != -1 and not start <= a < end for a in alignment[low:high]):
            return None
        return _Span((start, end), (low, high))

    def _annotate(
        self,
        source: list[int],
        target: list[int],
        alignment: list[int],
        spans: list[_Span],
        chance: np.random.Generator,
    ) -> Example:
        opening, equals, closing = self._marks
        new_source: list[int] = []
        moved = [0] * len(source)  # where a source piece stands now
        copies: dict[_Span, tuple[list[int], int]] = {}  # English of a hint, and where it stands in the source
        at = 0
        for span in [*spans, None]:
            until = span.source[0] if span else len(source)
            for piece in range(at, until):
                moved[piece] = len(new_source) + piece - at
            new_source += source[at:until]
            if span is None:
                break
            start, at = span.source
            new_source.append(opening)
            for piece in range(start, at):
                moved[piece] = len(new_source) + piece - start
            english = target[slice(*span.target)]
            if chance.random() < _RANDOM_SHARE:
                english = self._random_words(chance)
            new_source += source[start:at]
            copies[span] = (english, len(new_source) + 1)
            new_source += [equals, *english, closing]
        new_target: list[int] = []
        new_alignment: list[int] = []
        at = 0
        for span in [*sorted(spans, key=lambda span: span.target), None]:
            until = span.target[0] if span else len(target)
            new_target += target[at:until]
            new_alignment += [-1 if a == -1 else moved[a] for a in alignment[at:until]]
            if span is None:
                break
            english, place = copies[span]
            new_target += english
            new_alignment += range(place, place + len(english))
            at = span.target[1]
        return Example(new_source, new_target, new_alignment)

    def _random_words(self, chance: np.random.Generator) -> list[int]:
        """One to three words: from another pair, or a made-up name."""
        if chance.random() < 0.5:
            pieces = [int(chance.choice(self._names))]
            pieces += [int(piece) for piece in chance.choice(self._inner, int(chance.integers(1, 4)))]
            return pieces
        packed = self._packed
        index = int(chance.integers(len(packed)))
        words = packed.target[packed.target_at[index] : packed.target_at[index + 1]].tolist()
        starts = [i for i, piece in enumerate(words) if self._word[piece]]
        if not starts:
            return [int(chance.choice(self._names))]
        start = int(chance.choice(starts))
        end = start + 1
        while end < len(words) and end - start < 6 and not (self._begins[words[end]] and chance.random() < 0.6):
            end += 1
        while end < len(words) and not self._begins[words[end]]:
            end += 1
        return list(words[start:end])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
