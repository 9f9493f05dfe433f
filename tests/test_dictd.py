"""Dictionaries for dictd."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexicon_files import number, write_dictd

from translate.errors import LexiconError
from translate.lexicon.dictd import Dictionary

WORDS = {
    "Streuobstwiese noun": ("meadow orchard", "orchard meadow"), "umtopfen verb": ("repot", "pot on"),
    "Töpfe noun": ("pots", "pans"),
}  # fmt: skip


def known(path: Path) -> dict[str, tuple[str, ...]]:
    return {f"{word.german} {word.part}": word.senses for word in Dictionary(path).words()}


@pytest.mark.parametrize("packed", [True, False])
def test_each_of_the_two_files_stands_for_both(tmp_path: Path, packed: bool) -> None:
    index = write_dictd(tmp_path, packed)
    entries = index.with_suffix(".dict.dz" if packed else ".dict")
    assert known(index) == known(entries) == WORDS
    assert Dictionary(index).licence() == "License: CC0, by nobody"


def test_a_file_alone_is_told(tmp_path: Path) -> None:
    index = write_dictd(tmp_path)
    index.rename(tmp_path / "other.index")
    for name, lacking in (("other.index", "other.dict"), ("small.dict.dz", "small.index")):
        with pytest.raises(LexiconError, match=f"needs {lacking}"):
            Dictionary(tmp_path / name)


def test_latin_1(tmp_path: Path) -> None:
    data = "Töpfe\npots\n".encode("latin-1")
    (tmp_path / "a.dict").write_bytes(data)
    (tmp_path / "a.index").write_text(f"töpfe\tA\t{number(len(data))}\n", encoding="latin-1")
    assert known(tmp_path / "a.index") == {"Töpfe ": ("pots",)}
    assert Dictionary(tmp_path / "a.index").licence() == ""


@pytest.mark.parametrize(
    ("line", "told"),
    [("haus", "a.index:1: not a headword"), ("haus\tA\t!", "not a headword"), ("haus\tA\t\t", "not a headword"),
     ("haus\tZZZ\tB", "ends before its index"), ("haus\tA\tZZ", "ends before its index")],
)  # fmt: skip
def test_a_bad_index_is_told(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "a.dict").write_bytes(b"Haus\nhouse\n")
    (tmp_path / "a.index").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=told):
        known(tmp_path / "a.index")


def test_entries_that_overlap_or_have_no_end_are_passed_over(tmp_path: Path) -> None:
    data = b"Haus\nhouse\n"
    (tmp_path / "a.dict").write_bytes(data)
    (tmp_path / "a.index").write_text("a\tA\tL\nb\tB\tC\nc\tA\t//////\nd\t//////////\tB\n", encoding="utf-8")
    assert known(tmp_path / "a.index") == {"Haus ": ("house",)}


@given(st.integers(0, 2**40))
def test_numbers(value: int) -> None:
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    read = 0
    for digit in number(value):
        read = read * 64 + digits.index(digit)
    assert read == value
