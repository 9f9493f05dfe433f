import string

from hypothesis import given
from hypothesis import strategies as st

from translate.formats.splice import Edit, Source, spliced

DATA = string.ascii_lowercase


@st.composite
def apart(draw: st.DrawFn) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(DATA)), max_size=8, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(start, end, (draw(st.text("XYZ", max_size=3)),)) for start, end in pairs]


@given(apart())
def test_edits_replace_their_characters_and_no_others(edits: list[Edit]) -> None:
    expected = DATA
    for edit in sorted(edits, key=lambda edit: -edit.start):
        expected = expected[: edit.start] + str(edit.parts[0]) + expected[edit.end :]
    assert spliced(DATA, reversed(edits)) == expected


@given(apart())
def test_an_edit_of_its_own_source_changes_nothing_but_what_lies_in_it(edits: list[Edit]) -> None:
    whole = Edit(0, len(DATA), (Source(0, 10), Source(10, len(DATA))))
    inner = [edit for edit in edits if edit.end <= 10 or edit.start >= 10]
    assert spliced(DATA, [whole, *inner]) == spliced(DATA, inner)


def test_no_edit_no_change() -> None:
    assert spliced(DATA, []) == DATA


def test_what_no_part_has_is_gone() -> None:
    assert spliced("abcdef", [Edit(1, 5, (Source(3, 4), "-", Source(1, 2)))]) == "ad-bf"


def test_an_edit_is_made_in_every_part_that_has_its_place_but_in_the_original() -> None:
    edits = [Edit(0, 4, (Source(0, 4, edited=False), "|", Source(0, 4), "|", Source(0, 4))), Edit(1, 2, ("X",))]
    assert spliced("abcd", edits) == "abcd|aXcd|aXcd"


def test_edits_within_edits_within_edits() -> None:
    edits = [Edit(0, 6, ("<", Source(1, 5), ">")), Edit(2, 4, ("(", Source(2, 4), ")")), Edit(3, 4, ("X",))]
    assert spliced("abcdef", edits) == "<b(cX)e>"


def test_what_is_put_in_stands_where_it_belongs() -> None:
    assert spliced("abc", [Edit(0, 0, ("0",)), Edit(3, 3, ("3",)), Edit(1, 1, ("1",))]) == "0a1bc3"
    # Between two parts that meet there it is made once.
    assert spliced("abc", [Edit(0, 3, (Source(0, 1), Source(1, 3))), Edit(1, 1, ("1",))]) == "a1bc"


def test_many_edits_take_linear_time() -> None:
    data = "ab" * 100_000
    edits = [Edit(at, at + 1, ("X",)) for at in range(0, len(data), 2)]
    assert spliced(data, [Edit(0, len(data), (Source(0, len(data)),)), *edits]) == "Xb" * 100_000
