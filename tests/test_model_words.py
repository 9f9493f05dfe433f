"""The words that a model knows: which are counted and listed, and the file in its folder."""

import gzip
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from glossary.inflection import without_ending
from translate.engines import known_words, marian
from translate.engines.known_words import NAME, KnownWords
from translate.engines.marian import CHECKSUMS, MarianModel
from translate.engines.sealing import sha256
from translate.errors import ModelError

BUNDLED = ROOT / "translate" / "models" / "de-en"


@pytest.fixture
def model(tmp_path: Path) -> MarianModel:
    return MarianModel(tmp_path, tmp_path / "model.safetensors", "ab" * 32, {}, {})


def test_the_bundled_model_knows_what_is_frequent() -> None:
    known = known_words.of(marian.read(BUNDLED))
    assert known is not None
    assert [word for word in ("Regierung", "Regierungen", "verhandelt", "Haus", "Hauses") if word not in known] == []
    assert [word for word in ("Streifenpolizist", "Xylofonquartett") if word in known] == []
    assert (BUNDLED / NAME).stat().st_size < 700_000


def test_words_are_counted_as_they_are_written() -> None:
    counts = known_words.counted(["Der Straßenbahn-Tunnel, der Tunnel und NATO-Tunnel; getCount 3 mal", "Tunnel"])
    assert counts == Counter({"Tunnel": 2, "Straßenbahn-Tunnel": 1})
    assert list(known_words.frequent({"Tunnel": 4, "Stollen": 3})) == ["Tunnel"]


@given(st.sets(st.text("aenrs", min_size=1, max_size=6).map(lambda end: f"Mau{end}"), max_size=20))
def test_leaving_out_inflected_forms_makes_no_word_unknown(words: set[str]) -> None:
    known = KnownWords(known_words.listed(words))
    assert all(word in known for word in words)
    listed = set(known.listed.decode().splitlines())
    assert listed <= words
    assert not any(without_ending(word) in listed - {word} for word in listed)


def test_what_is_no_rare_word_is_known() -> None:
    known = KnownWords(b"")
    assert all(word in known for word in ("ja", "USA", "McDonald", "x" * 100, "c't"))
    assert "Ziegelei" not in known


def test_a_model_without_a_list_says_nothing(model: MarianModel) -> None:
    assert known_words.of(model) is None


def test_what_is_written_is_read(model: MarianModel) -> None:
    (model.directory / NAME).write_bytes(known_words.packed(known_words.listed(["Ziegelei", "Öl"])))
    known = known_words.of(model)
    assert known is not None
    assert "Ziegel" not in known
    assert "Ziegelei" in known
    (model.directory / CHECKSUMS).write_text(f"{sha256(model.directory / NAME)}  {NAME}\n")
    assert known_words.of(model) == known


def test_lists_are_put_together(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(known_words.packed(known_words.listed(["Hauses", "alte"])))
    other.write_bytes(known_words.packed(known_words.listed(["Haus"])))
    assert known_words.together([one, other]) == b"Haus\nalte\n"
    assert known_words.together([]) == b""


@pytest.mark.parametrize(
    "data",
    [b"", b"Haus\n", gzip.compress(b"Haus\n")[:-4], gzip.compress(b"Haus"), gzip.compress(b"\xff\n")],
    ids=["empty", "not packed", "cut off", "last line cut off", "no text"],
)
def test_a_damaged_list_is_one_line(model: MarianModel, data: bytes) -> None:
    (model.directory / NAME).write_bytes(data)
    with pytest.raises(ModelError, match=rf"{NAME}: no list of known words: .*; get the model again$"):
        known_words.of(model)


def test_a_list_that_is_not_the_one_that_was_sealed_is_damaged(model: MarianModel) -> None:
    (model.directory / NAME).write_bytes(known_words.packed(b"Haus\n"))
    (model.directory / CHECKSUMS).write_text(f"{'0' * 64}  {NAME}\n")
    with pytest.raises(ModelError, match="damaged"):
        known_words.of(model)


def test_a_list_without_end_is_not_unpacked(model: MarianModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_words, "_MOST_BYTES", 1000)
    (model.directory / NAME).write_bytes(gzip.compress(b"Haus\n" * 1000))
    with pytest.raises(ModelError, match="no list of known words"):
        known_words.of(model)
