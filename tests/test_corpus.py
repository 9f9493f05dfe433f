"""Reading, weighting and cleaning of parallel text."""

from pathlib import Path

import pytest

from translate.training import corpus
from translate.training.corpus import Mixture


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("", "Nothing"),
        ("Ein Satz", "A" * 900),
        ("12345 67 89", "12345 67 89"),
        ("This is the end of the story", "Das ist gut"),
        ("kurz", "this is far too long for such a short German word, is it not"),
    ],
)
def test_what_is_no_translation_is_left_out(german: str, english: str) -> None:
    assert not corpus.is_clean(german, english)


def test_held_out_sentences_are_left_out_on_either_side(parallel_text: Path, tmp_path: Path) -> None:
    german, english = (
        next(iter(corpus.read([parallel_text], Mixture(()), frozenset()))).german,
        "The woman sells two trees today.",
    )
    (tmp_path / "test.de").write_text(german.upper() + "\n" + english + "\n", encoding="utf-8")
    left = list(corpus.read([parallel_text], Mixture(()), corpus.held_out([tmp_path / "test.de"])))
    assert len(left) < 2000
    assert not any(pair.german == german or pair.english == english for pair in left)


def test_mixture_weights_decide_how_often(parallel_text: Path, tmp_path: Path) -> None:
    (tmp_path / "mix.toml").write_text('[weights]\nfirst = 3\n"sec*" = 0\n', encoding="utf-8")
    mixture = Mixture.read(tmp_path / "mix.toml")
    pairs = list(corpus.read([parallel_text], mixture, frozenset()))
    assert {pair.origin for pair in pairs} == {"first"}
    assert len(pairs) == 1000
    assert len(list(corpus.sample(pairs, mixture, seed=1))) == 3000
    assert 400 < len(list(corpus.sample(pairs, Mixture((("first", 0.5),)), seed=1))) < 600


def test_two_parallel_files(tmp_path: Path) -> None:
    (tmp_path / "a.de").write_text("Das Haus ist alt.\nDer Hund bellt laut.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("The house is old.\nThe dog barks loudly.\n", encoding="utf-8")
    pairs = list(corpus.read([tmp_path / "a.de", tmp_path / "a.en"], Mixture(()), frozenset()))
    assert [pair.english for pair in pairs] == ["The house is old.", "The dog barks loudly."]
