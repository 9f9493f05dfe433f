"""What dictionaries write of English, as text that can stand in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.lexicon.plain_english import is_plain, plain, without_brackets

PIECES = [
    "sb.",
    "sth.",
    "to ",
    "one's",
    "/",
    " ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "<",
    "house",
    "a",
    "…",
    "!",
    "’",
    "oneself",
    "|",
]
WRITTEN = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("written", "part", "texts"),
    [
        ("house", "noun", ["house"]),
        ("to repot sth.", "verb", ["repot"]),
        ("to free sb./sth. from sth.", "verb", ["free"]),
        ("to account for sth.", "verb", ["account for"]),
        ("to bring sb. round", "verb", ["bring round"]),
        ("to behave oneself", "verb", ["behave"]),
        ("to pride oneself on sth.", "verb", []),
        ("to lose one's way", "verb", []),
        ("sb.’s whereabouts", "noun", []),
        ("he/she descries", "verb", ["descries"]),
        ("I/he/she shall", "verb", ["shall"]),
        ("to", "other", ["to"]),
        ("to a great extent", "adv", ["to a great extent"]),
        ("to be awake", "adj", []),
        ("the Arctic", "noun", ["Arctic"]),
        ("a few", "adj", ["a few"]),
        ("retention of", "noun", []),
        ("tyre [Br.]/tire [Am.]", "noun", ["tyre", "tire"]),
        ("plough [Br.] /plow [Am.]", "noun", ["plough", "plow"]),
        ("detention awaiting/pending trial", "noun", ["detention awaiting trial", "detention pending trial"]),
        ("name of a/the place", "noun", ["name of a place", "name of the place"]),
        ("I/O port", "noun", ["I/O port"]),
        ("air handling unit /AHU/", "noun", ["air handling unit"]),
        ("colo(u)r", "noun", ["color"]),
        ("(un)able", "adj", []),
        ("remand (in (police) custody)", "noun", ["remand"]),
        ("an unclosed (bracket", "noun", []),
        ("pots, pans etc.", "noun", []),
        ("pots etc.", "noun", ["pots"]),
        ("That takes the cake!", "other", []),
        ("12 p.m.", "adv", ["12 p.m."]),
        ("St. Nicholas", "noun", ["St. Nicholas"]),
        ("It is said.", "other", []),
        ("dragon’s teeth", "noun", ["dragon's teeth"]),
        ("his", "other", ["his"]),
        ("doctor on his round", "noun", []),
        ("far too many words to be a hint", "noun", []),
        ("…ing", "noun", []),
        ("", "", []),
    ],
)  # fmt: skip
def test_what_is_left(written: str, part: str, texts: list[str]) -> None:
    assert list(plain(written, part)) == texts


@given(WRITTEN, st.sampled_from(["", "noun", "verb", "adj", "adv", "other"]))
def test_what_is_left_can_stand_in_a_sentence(written: str, part: str) -> None:
    for text in plain(written, part):
        assert is_plain(text)
        assert text.isprintable()
        assert not set(text) & set("()[]{}<>|\t\n")
        assert text == " ".join(text.split())


@given(WRITTEN)
def test_what_is_left_is_left_as_it_is(written: str) -> None:
    for text in plain(written, "adv"):
        assert plain(text, "adv") == (text,)


@given(WRITTEN)
def test_no_bracket_stays(written: str) -> None:
    bare = without_brackets(written)
    assert bare is None or not set(bare) & set("()[]{}<>")
