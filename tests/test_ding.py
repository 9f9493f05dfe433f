"""Ding's dictionary."""

from hypothesis import given
from hypothesis import strategies as st
from lexicon_files import DING

from translate.lexicon import ding

SIGNS = [
    "{m}",
    "{adj}",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "|",
    ";",
    " :: ",
    "::",
    "Haus",
    "house",
    "to ",
    "/",
    " ",
    "…",
    "#",
]
LINES = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=3)), max_size=20).map("".join)


def known(*lines: str) -> dict[str, tuple[str, ...]]:
    return {f"{one.word.german} {one.word.part}": one.word.senses for one in ding.words(lines)}


def test_columns_pair_up() -> None:
    assert known(*DING.splitlines()[:5]) == {
        "Streuobstwiese noun": ("meadow orchard", "orchard meadow"),
        "Streuobstwiesen noun": ("meadow orchards", "orchard meadows"),
        "umtopfen verb": ("repot", "pot on"),
        "umsetzen verb": ("repot", "pot on"),
        "umtopfend verb": ("repotting", "potting on"),
        "umsetzend verb": ("repotting", "potting on"),
        "umgetopft verb": ("repotted", "potted on"),
        "umgesetzt verb": ("repotted", "potted on"),
    }


def test_columns_that_do_not_pair_up_are_left_out() -> None:
    assert known("Topf {m} | Töpfe {pl} :: pot") == {"Topf noun": ("pot",)}


def test_the_grammar_of_the_last_holds_for_those_before_it() -> None:
    assert known("frostfest; winterhart {adj} :: hardy") == {"frostfest adj": ("hardy",), "winterhart adj": ("hardy",)}


def test_brackets_divide_nothing() -> None:
    assert known("Topf {m; n} (rund; hoch | flach) :: pot (round; high | flat); pan") == {"Topf noun": ("pot", "pan")}


def test_a_verb_without_a_label_is_known_by_its_english() -> None:
    assert known("eintopfen :: to pot") == {"eintopfen verb": ("pot",)}


def test_what_is_said_seldom_comes_last() -> None:
    assert known("Topf {m} :: bog [slang]; loo") == {"Topf noun": ("loo", "bog")}


def test_examples_and_first_places_have_weight() -> None:
    weights = {
        one.word.german: one.weight
        for one in ding.words(["A {f}; B {f} | As {pl} | ein A | zwei :: x | xs | an x | y"])
    }
    assert (weights["A"], weights["B"]) == (2, 1)


def test_the_licence_is_in_the_head() -> None:
    assert ding.licence(DING.splitlines()) == "Version 0.1 2024-02-29; Copyright (c) nobody; License CC0"
    assert ding.licence(["Haus :: house"]) == ""


def test_what_is_ding() -> None:
    assert ding.is_ding(DING.splitlines())
    assert not ding.is_ding(["# only :: a head"])
    assert not ding.is_ding(["Das Haus ist alt.", "Haus :: house", "Es steht."])


def test_a_line_without_an_end_is_passed_over() -> None:
    assert known("Haus {n} :: " + "house; " * 100_000, "Topf {m} :: pot") == {"Topf noun": ("pot",)}


@given(st.lists(LINES, max_size=4))
def test_any_line(lines: list[str]) -> None:
    for word, weight in ding.words(lines):
        assert word.german
        assert word.senses
        assert weight > 0
