"""Hints in training pairs."""

import numpy as np
from small_training import BUNDLED

from translate.engines.base import Hint
from translate.engines.tokenizer import Tokenizer
from translate.training import spans
from translate.training.hints import HintAnnotator
from translate.training.packing import Packed
from translate.training.vocabulary import HINT_PIECES, Vocabulary


def test_hints_say_what_the_target_says(packed_text: Packed) -> None:
    pieces = Vocabulary.read(BUNDLED)
    by_number = {number: piece for piece, number in pieces.ids.items()}
    annotator = HintAnnotator(packed_text, pieces)
    rng = np.random.default_rng(4)
    hinted = 0
    for index in range(300):
        example = annotator.annotated(spans.plain(packed_text, index), rng)
        source = "".join(by_number[n] for n in example.source)
        target = "".join(by_number[n] for n in example.target)
        assert len(example.alignment) == len(example.target)
        assert all(-1 <= a < len(example.source) for a in example.alignment)
        opening, equals, closing = HINT_PIECES
        assert source.count(opening) == source.count(equals) == source.count(closing)
        for part in source.split(opening)[1:]:
            hinted += 1
            assert part.split(equals)[1].split(closing)[0] in target
    assert hinted > 200


def test_hinted_sources_are_spliced_as_the_tokenizer_does() -> None:
    own = Tokenizer(BUNDLED, HINT_PIECES)
    encoded = own.source("Lawrow, traf Putin.", (Hint(0, 6, "Lavrov"),))
    assert encoded.pieces[0] == HINT_PIECES[0]
    assert encoded.pieces[encoded.pieces.index(HINT_PIECES[2]) + 1] == ","
    assert set(encoded.spans[: encoded.pieces.index(",")]) == {(0, 6)}
