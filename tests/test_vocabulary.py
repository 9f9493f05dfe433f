"""Vocabularies with pieces for hints."""

import json
import shutil
from pathlib import Path

import pytest
from small_training import BUNDLED, DOES, WHAT, WHEN, WHO

from translate.errors import TrainingError
from translate.training import vocabulary
from translate.training.vocabulary import HINT_PIECES, Vocabulary

TEXTS = [text for column in (WHO, DOES, WHAT, WHEN) for pair in column for text in pair] * 3


def test_a_trained_vocabulary_is_read_back_and_knows_every_text(tmp_path: Path) -> None:
    trained = vocabulary.train(TEXTS, 330, tmp_path)
    read = Vocabulary.read(tmp_path)
    assert read.ids == trained.ids
    # The pad token is beside the pieces of sentencepiece.
    assert len(read) == 331
    assert read.pad == 330
    assert sorted(read.ids.values()) == list(range(331))
    unknown = read.ids[vocabulary.UNKNOWN]
    # By bytes, since nothing of it is in the texts.
    [ids] = read.encode(["Дёма 北京"])
    assert ids
    assert unknown not in ids


def test_no_text_writes_a_hint() -> None:
    pieces = Vocabulary.read(BUNDLED)
    opening, equals, closing = HINT_PIECES
    [ids] = pieces.encode([f"{opening} Lawrow {equals} Lavrov {closing}"])
    assert not set(ids) & set(pieces.hint_ids)


def test_pieces_that_begin_words() -> None:
    pieces = Vocabulary.read(BUNDLED)
    begins_word = pieces.begins_word()
    for text in ("Der Vorsteher der Gemeinde, sagte er.", "„Nein“ – das Hochwasser!"):
        [ids] = pieces.encode([text])
        by_space = [piece.startswith("▁") for piece in pieces.processor.encode(text, out_type=str)]
        assert begins_word[ids[0]]
        assert all(begins_word[number] for number, begins in zip(ids, by_space, strict=True) if begins)
    assert not begins_word[pieces.ids["en"]]
    assert begins_word[pieces.ids[","]]


def test_what_is_no_vocabulary_of_ours(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no vocabulary in there"):
        Vocabulary.read(tmp_path)
    shutil.copy(BUNDLED / "source.spm", tmp_path)
    ids = Vocabulary.read(BUNDLED).ids
    (tmp_path / "vocab.json").write_text(json.dumps({k: v for k, v in ids.items() if k != HINT_PIECES[0]}))
    with pytest.raises(TrainingError, match=f"lacks {HINT_PIECES[0]}"):
        Vocabulary.read(tmp_path)
    with pytest.raises(TrainingError, match="no vocabulary of 90000 pieces"):
        vocabulary.train(TEXTS, 90_000, tmp_path / "large")
