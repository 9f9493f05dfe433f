"""Words of a pair that translate each other, by its word alignment."""

from collections.abc import Sequence
from dataclasses import dataclass

from translate.training.packing import UNALIGNED, Packed
from translate.training.vocabulary import Vocabulary

_MOST_ENGLISH_PIECES = 12


@dataclass(frozen=True, slots=True)
class Example:
    """Piece ids of a pair without end marks; `alignment`: the source place of each target piece or -1."""

    source: list[int]
    target: list[int]
    alignment: list[int]


@dataclass(frozen=True, slots=True)
class Span:
    """Places `[start, end)` in the source and in the target that translate each other."""

    source: tuple[int, int]
    target: tuple[int, int]

    def overlaps_any(self, spans: Sequence["Span"]) -> bool:
        return any(_overlap(self.source, s.source) or _overlap(self.target, s.target) for s in spans)


class WordSpans:
    """Finds such spans; `is_word` and `is_name` tell of each piece whether a word, or one with a capital, begins."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._begins_word = vocabulary.begins_word()
        self.is_word = [False] * len(vocabulary)
        self.is_name = [False] * len(vocabulary)
        for piece, number in vocabulary.ids.items():
            text = piece.removeprefix("▁")
            self.is_word[number] = piece.startswith("▁") and text.isalpha()
            self.is_name[number] = self.is_word[number] and text[0].isupper()

    def words(self, pieces: Sequence[int]) -> list[tuple[int, int]]:
        """Where each word begins and ends; punctuation counts as one."""
        starts = [place for place, piece in enumerate(pieces) if self._begins_word[piece]]
        return list(zip(starts, [*starts[1:], len(pieces)], strict=False))

    def span(self, start: int, end: int, example: Example) -> Span | None:
        """Source pieces [start, end) with their target words, if these are together and translate nothing else."""
        alignment, target = example.alignment, example.target
        places = [place for place, source in enumerate(alignment) if start <= source < end]
        if not places or not self.is_word[example.source[start]]:
            return None
        low, high = places[0], self.word_end(target, places[-1] + 1)
        while low > 0 and not self._begins_word[target[low]]:
            low -= 1
        if high - low > _MOST_ENGLISH_PIECES or not self.is_word[target[low]]:
            return None
        if any(source != -1 and not start <= source < end for source in alignment[low:high]):
            return None
        return Span((start, end), (low, high))

    def word_end(self, pieces: Sequence[int], place: int) -> int:
        """The first place from `place` on where a word begins, or the end."""
        while place < len(pieces) and not self._begins_word[pieces[place]]:
            place += 1
        return place

    def is_one_word(self, pieces: Sequence[int]) -> bool:
        """Whether pieces are one word, to their last."""
        return self.word_end(pieces, 1) == len(pieces)


def plain(packed: Packed, index: int) -> Example:
    """The pair of that number."""
    span = slice(packed.target_offsets[index], packed.target_offsets[index + 1])
    return Example(
        packed.source[packed.source_offsets[index] : packed.source_offsets[index + 1]].tolist(),
        packed.target[span].tolist(),
        [-1 if place == UNALIGNED else place for place in packed.alignment[span].tolist()],
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
