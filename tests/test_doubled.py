"""What stands twice in a translation, and what English doubles of its own accord."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import doubled


@pytest.mark.parametrize(
    ("source", "hypothesis", "phrase"),
    [
        ("Er wohnt in Frankfurt.", "He lives in Frankfurt in Frankfurt.", "in Frankfurt in Frankfurt"),
        ("Er sah das Haus.", "He saw the the house.", "the the"),
        ("Er sagte, er komme.", "He said that he said so.", "said that he said"),
        ("Die Leiterin sprach.", "The head of the head of it spoke.", "The head of the head of"),
        ("Seine Kündigung kam.", "The notice of his notice came.", "notice of his notice"),
    ],
)
def test_what_stands_twice(source: str, hypothesis: str, phrase: str) -> None:
    assert doubled.repeated(source, hypothesis) == phrase


@pytest.mark.parametrize(
    ("source", "hypothesis"),
    [
        ("Er wohnt in Frankfurt.", "He lives in Frankfurt."),
        ("Er hatte genug gehabt.", "He had had enough."),
        ("Immer wieder kam er.", "He came again and again and again."),
        ("Kopf an Kopf liefen sie.", "The runners ran, the runners ran."),
        ("Die Karriereinteressen und die Interessen.", "The interests and the interests."),
        ("Es liegt südlich von Südamerika.", "It is south of South America."),
        ("Niedersachsen und Sachsen", "Lower Saxony, Saxony"),
        ("Es sind 2 2 Euro.", "It is 2 2 euros."),
        ("", ""),
    ],
)
def test_what_may_stand_twice(source: str, hypothesis: str) -> None:
    assert doubled.repeated(source, hypothesis) is None


@given(st.text(alphabet="ab ,.'-", max_size=60))
def test_what_is_the_same_on_both_sides_is_told_of_no_source_that_doubles(text: str) -> None:
    found = doubled.repeated("Ein Satz.", f"{text} gone gone")
    assert found is not None
    assert doubled.repeated(f"{text} gone gone", f"{text} gone gone") is None
