"""Which words there are in English."""

import gzip

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from translate import english_words

LIST = gzip.decompress((ROOT / "translate" / "data" / "english_words.txt.gz").read_bytes()).decode().splitlines()
WORDS = [line for line in LIST if not line.startswith("#")]


def test_the_list_is_in_the_order_that_looking_up_needs() -> None:
    assert [line.encode() for line in LIST] == sorted(line.encode() for line in LIST) or LIST[0].startswith("#")
    assert [word.encode() for word in WORDS] == sorted({word.encode() for word in WORDS})
    assert len(WORDS) > 100_000


@pytest.mark.parametrize("word", [WORDS[0], WORDS[1], WORDS[-1], *WORDS[::9973]])
def test_every_word_of_the_list_is_found(word: str) -> None:
    assert english_words.is_listed(word)


@given(st.text(alphabet="abcdeghilmnorstuy", min_size=1, max_size=8) | st.text(max_size=8))
def test_looking_up_is_being_in_the_list(word: str) -> None:
    if "\n" not in word and "\r" not in word and word.isprintable():
        assert english_words.is_listed(word) == (word in set(WORDS)) or word.startswith("#")


@pytest.mark.parametrize(
    "word",
    [
        "bridge",
        "colour",
        "color",
        "reelected",
        "bridges",
        "stopped",
        "cliches",
        "lockdown",
        "socio",
        "yoghurtlike",
        "etc",
    ],
)
def test_english_words(word: str) -> None:
    assert english_words.is_known(word)


@pytest.mark.parametrize("word", ["niversary", "biassador", "flicken", "gluctuous", "x" * 100_000])
def test_no_english_words(word: str) -> None:
    assert not english_words.is_known(word)
