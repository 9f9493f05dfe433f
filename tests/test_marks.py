"""Marks in a text."""

from hypothesis import given
from hypothesis import strategies as st
from page_tree import parse

from translate.pages.marks import Mark, marked


@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_marks_change_no_text(text: str, spans: list[tuple[int, int]]) -> None:
    size = len(text)
    marks = [Mark(min(*span, size), min(max(span), size), "term", '"<&') for span in spans]
    root = parse(str(marked(text, marks)).replace("\r", "&#13;").replace("\0", "&#xFFFD;"))
    assert root.text == text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert len(list(root.all("mark"))) >= len(spans)
    assert all(mark.attributes["title"] == '"<&' for mark in root.all("mark"))


def test_marks_nest_and_crossing_ones_are_parted() -> None:
    marks = [Mark(0, 12, "outer"), Mark(0, 2, "inner"), Mark(3, 18, "crossing"), Mark(12, 12, "empty", removed="<old>")]
    root = parse(marked("US President Joe Biden", marks))
    assert [(mark.classes[0], mark.text) for mark in root.all("mark")] == [
        ("outer", "US President"),
        ("inner", "US"),
        ("crossing", "President"),
        ("crossing", "<old> Joe B"),
        ("empty", "<old>"),
    ]
    assert root.kept == "US President Joe Biden"


def test_a_mark_ends_with_the_text() -> None:
    assert marked("ab", [Mark(1, 5, "repair")]) == 'a<mark class="repair">b</mark>'
    assert marked("ab", [Mark(2, 3, "repair")]) == 'ab<mark class="repair"></mark>'
