"""A table of one's own words."""

from hypothesis import given
from hypothesis import strategies as st
from lexicon_files import ORCHARD, TABLE

from translate.lexicon import table
from translate.lexicon.words import Word, made


def test_rows_with_and_without_a_header() -> None:
    lines = TABLE.splitlines()
    wanted = [ORCHARD, Word("umtopfen", ("repot",), "verb"), Word("winterhart", ("hardy",), "")]
    assert list(table.words(lines)) == list(table.words(lines[2:])) == wanted


def test_a_header_is_the_first_row_only() -> None:
    assert [word.german for word in table.words(["Haus\thouse", "Wort\tword"])] == ["Haus", "Wort"]


def test_the_licence_is_a_remark() -> None:
    assert table.licence(TABLE.splitlines()) == "licence: CC0"
    assert table.licence(["Haus\thouse"]) == ""


def test_what_is_a_table() -> None:
    assert table.is_table(TABLE.splitlines())
    assert not table.is_table(["Das Haus", "ist alt.", "Haus\thouse"])
    assert table.is_glossary(["", "# mine", "source\ttarget\tkind"])
    assert not table.is_glossary(TABLE.splitlines())


WORDS = st.builds(
    made,
    st.from_regex(r"[A-Za-zÄÖÜäöüß]{1,12}", fullmatch=True),
    st.lists(st.from_regex(r"[b-z]{1,8}( [b-z]{3,8})?", fullmatch=True), min_size=1, max_size=4),
    st.sampled_from(["noun", "verb", "adj", "adv", "other", ""]),
).filter(bool)


@given(st.lists(WORDS, max_size=5))
def test_what_is_written_is_read(words: list[Word]) -> None:
    rows = [f"{word.german}\t{'|'.join(word.senses)}\t{word.part}" for word in words]
    assert list(table.words(["de\ten", *rows])) == words


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_line(lines: list[str]) -> None:
    table.is_table(lines)
    table.is_glossary(lines)
    table.licence(lines)
    assert all(word.senses for word in table.words(lines))
