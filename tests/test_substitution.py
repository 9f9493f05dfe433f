"""Nouns of a dictionary in place of others."""

from pathlib import Path

import numpy as np
import pytest
from small_training import BUNDLED

from translate.errors import TrainingError
from translate.training import word_pairs
from translate.training.spans import Example
from translate.training.substitution import Substituter
from translate.training.vocabulary import Vocabulary

NOUNS = [("Foulelfmeter", "foul penalty"), ("Igel", "hedgehog"), ("Ampeln", "traffic lights"), ("Erle", "alder")]


def _example(vocabulary: Vocabulary, german: list[str], english: list[str], links: list[int]) -> Example:
    """A pair from words, each English one linked to a German one."""
    sides = [[vocabulary.encode([word])[0] for word in words] for words in (german, english)]
    starts = [sum(map(len, sides[0][:word])) for word in range(len(german))]
    alignment = [starts[link] for link, pieces in zip(links, sides[1], strict=True) for _ in pieces]
    source, target = ([piece for word in side for piece in word] for side in sides)
    return Example(source, target, alignment)


def _text(vocabulary: Vocabulary, pieces: list[int]) -> str:
    texts = {number: piece for piece, number in vocabulary.ids.items()}
    return "".join(texts[piece] for piece in pieces).replace("▁", " ").strip()


@pytest.mark.model
def test_nouns_stand_in_place_of_those_of_their_number() -> None:
    vocabulary = Vocabulary.read(BUNDLED)
    example = _example(
        vocabulary, "Gestern kam ein Hund aus Berlin .".split(), "Yesterday a dog came from Berlin .".split(),
        [0, 2, 3, 1, 4, 5, 6],
    )  # fmt: skip
    substituter = Substituter(NOUNS, vocabulary)
    rng = np.random.default_rng(1)
    seen = set()
    for _ in range(40):
        made = substituter.substituted(example, rng)
        assert len(made.alignment) == len(made.target)
        assert max(made.alignment) < len(made.source)
        seen.add((_text(vocabulary, made.source), _text(vocabulary, made.target)))
    # Neither the word that begins the sentence nor a name goes; the article fits what follows it.
    assert seen == {
        ("Gestern kam ein Foulelfmeter aus Berlin .", "Yesterday a foul penalty came from Berlin ."),
        ("Gestern kam ein Igel aus Berlin .", "Yesterday a hedgehog came from Berlin ."),
        ("Gestern kam ein Erle aus Berlin .", "Yesterday an alder came from Berlin ."),
    }


@pytest.mark.model
def test_a_pair_without_such_a_noun_stays_as_it_is() -> None:
    vocabulary = Vocabulary.read(BUNDLED)
    substituter = Substituter(NOUNS, vocabulary)
    for german, english, links in (
        ("Peter kam heute .", "Peter came today .", [0, 1, 2, 3]),
        ("das weiße Haus", "the White House", [0, 1, 2]),
    ):
        example = _example(vocabulary, german.split(), english.split(), links)
        assert substituter.substituted(example, np.random.default_rng(2)) == example


def test_files_of_words(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text("# mine\nIgel\thedgehog|urchin\tnoun\nrennt\truns\tverb\n", encoding="utf-8")
    assert word_pairs.nouns(path) == [("Igel", "hedgehog")]
    for text, says in (("rennt\truns\tverb\n", "no nouns"), ("", "no words")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(TrainingError, match=says):
            word_pairs.nouns(path)
    with pytest.raises(TrainingError, match="cannot be read"):
        word_pairs.nouns(tmp_path / "missing.tsv")
