"""Parallel text packed into arrays of piece ids."""

from pathlib import Path

import pytest
from small_training import BUNDLED

from translate.engines import known_words
from translate.errors import TrainingError
from translate.training import corpus, packing
from translate.training.corpus import Mixture, Pair
from translate.training.packing import UNALIGNED, Packed
from translate.training.vocabulary import Vocabulary

pytestmark = pytest.mark.slow


def test_mixture_weights_stand_beside_the_pairs(parallel_text: Path, tmp_path: Path) -> None:
    mixture = Mixture((("first", 3.0), ("sec*", 0.0)))
    pairs = corpus.read([parallel_text], mixture, frozenset())
    assert packing.pack(pairs, Vocabulary.read(BUNDLED), tmp_path / "packed") == 1000
    packed = packing.load(tmp_path / "packed", mixture)
    assert packed.counts() == {"first": 1000}
    assert packed.weight.tolist() == [3.0] * 1000
    assert packed.reweighted(Mixture((("fir*", 0.5),))).weight.tolist() == [0.5] * 1000
    # What the model will know is told beside them.
    known = known_words.KnownWords(known_words.read(tmp_path / "packed" / known_words.NAME))
    assert "Nachbarin" in known
    assert "Nachbarschaft" not in known


def test_pairs_are_what_they_were_with_their_pieces_aligned(parallel_text: Path, packed_text: Packed) -> None:
    vocabulary = Vocabulary.read(BUNDLED)
    pairs = list(corpus.read([parallel_text], Mixture(()), frozenset()))
    full_stops = 0
    for index, pair in enumerate(pairs):
        source = packed_text.source[packed_text.source_offsets[index] : packed_text.source_offsets[index + 1]].tolist()
        span = slice(packed_text.target_offsets[index], packed_text.target_offsets[index + 1])
        assert [source, packed_text.target[span].tolist()] == vocabulary.encode([pair.german, pair.english])
        alignment = packed_text.alignment[span].tolist()
        assert all(place < len(source) or place == UNALIGNED for place in alignment)
        full_stops += alignment[-1] == len(source) - 1
    # They translate each other.
    assert full_stops > 0.9 * len(pairs)


def test_nothing_to_pack_and_nothing_packed(tmp_path: Path) -> None:
    vocabulary = Vocabulary.read(BUNDLED)
    with pytest.raises(TrainingError, match="no pair is left"):
        packing.pack([Pair("so " * 200, "so " * 200, "long")], vocabulary, tmp_path)
    with pytest.raises(TrainingError, match="no packed corpus"):
        packing.load(tmp_path, Mixture(()))
    (tmp_path / "part-000.npz").write_bytes(b"nothing")
    with pytest.raises(TrainingError, match="damaged"):
        packing.load(tmp_path, Mixture(()))
