"""Batches drawn from packed text."""

import itertools

import pytest
import torch
from small_training import BUNDLED

from translate.training import batches
from translate.training.batches import Sampling
from translate.training.packing import Packed
from translate.training.vocabulary import Vocabulary

pytestmark = pytest.mark.slow


def test_batches_of_a_round_show_every_pair(packed_text: Packed) -> None:
    _, first = next(batches.stream(packed_text, Vocabulary.read(BUNDLED), Sampling(1000, 0.0, 2)))
    assert sum(batch.pairs for batch in first) == 2000
    assert all(batch.target_out.numel() <= 1000 for batch in first)


def test_workers_make_the_same_batches(packed_text: Packed) -> None:
    pieces = Vocabulary.read(BUNDLED)
    draw = Sampling(1000, 0.3, 2)
    alone = itertools.islice(batches.stream(packed_text, pieces, draw, first_shard=1), 3)
    together = itertools.islice(batches.stream(packed_text, pieces, draw, first_shard=1, workers=2), 3)
    for (number, one), (other_number, other) in zip(alone, together, strict=True):
        assert number == other_number
        assert len(one) == len(other) > 10
        for mine, theirs in zip(one, other, strict=True):
            for name in ("source", "target_in", "target_out", "alignment", "unpadded", "aligned"):
                assert torch.equal(getattr(mine, name), getattr(theirs, name)), name


def test_places_of_a_batch(packed_text: Packed) -> None:
    pieces = Vocabulary.read(BUNDLED)
    _, shard = next(batches.stream(packed_text, pieces, Sampling(1000, 0.3, 2)))
    for batch in shard:
        assert batch.target_out.flatten()[batch.unpadded].ne(pieces.pad).all()
        assert batch.unpadded.numel() == batch.target_out.ne(pieces.pad).sum()
        assert batch.alignment.flatten()[batch.aligned].ge(0).all()
        assert batch.aligned.numel() == batch.alignment.ge(0).sum() > 0
