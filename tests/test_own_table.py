import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_terms import TERMS

from glossary import own_table
from glossary.own_table import Layout
from glossary.terms import Term


@given(TERMS)
def test_what_is_written_reads_back_the_same(terms: list[Term]) -> None:
    lines = own_table.formatted(terms).split("\n")
    layout = Layout.of(lines, "g.tsv")
    assert [layout.term(line, "") for line in lines[1:] if line] == terms


def test_columns_that_few_need_are_there_only_if_they_are_used() -> None:
    assert own_table.formatted([Term("a", "b")]) == "source\ttarget\tkind\tforms\tnote\na\tb\n"
    assert (
        own_table.formatted([Term("a", "b", plural="bs")])
        == "source\ttarget\tkind\tforms\tplural\tnote\na\tb\t\t\tbs\n"
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [("a\tb\n# c\td\te\n\nf\tg", True), ("a\tb\tc\n", False), ("a\tb\t\n", True), ("a;b\n", False), ("", False)],
)
def test_two_columns_without_a_header(text: str, plain: bool) -> None:
    assert own_table.is_plain(text) == plain


@given(st.lists(st.sampled_from(["a", " ", "#", '"', "\t", "\r", "\n", "ä"])).map("".join))
def test_lines_and_their_ends_are_the_text(text: str) -> None:
    assert "".join(own_table.split(text)) == text
    assert all(line.endswith(own_table.ending(line)) for line in own_table.split(text))
