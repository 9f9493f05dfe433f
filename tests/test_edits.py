"""Texts that were edited as a whole, once and again."""

from hypothesis import given
from hypothesis import strategies as st

from translate.documents.edits import Edit, Edited


def replaced(text: str, edits: list[Edit]) -> str:
    for start, end, after in reversed(edits):
        text = text[:start] + after + text[end:]
    return text


@st.composite
def edits(draw: st.DrawFn, length: int) -> list[Edit]:
    edges = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
    return [
        (start, end, draw(st.sampled_from(["", "x", "é"]))) for start, end in zip(edges[::2], edges[1::2], strict=False)
    ]


@given(st.data(), st.text(max_size=30))
def test_edits_are_applied_and_their_places_known(data: st.DataObject, text: str) -> None:
    edited = Edited.of(text)
    for rule in ("first", "second"):
        more = data.draw(edits(len(edited.text)))
        right = replaced(edited.text, more)
        edited = edited.edited(more, rule)
        assert edited.text == right
    assert replaced(text, [(one.start, one.end, one.after) for one in edited.repairs]) == edited.text
    places = [edited.original(offset) for offset in range(len(edited.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)
    for one in edited.repairs:
        assert text[one.start : one.end] == one.before


def test_what_is_changed_again_is_one_repair() -> None:
    edited = Edited.of("f&Atilde;&frac14;r").edited([(1, 9, "Ã"), (9, 17, "¼")], "entity")
    [repair] = edited.edited([(1, 3, "ü")], "encoding").repairs
    assert (repair.before, repair.after, repair.rule) == ("&Atilde;&frac14;", "ü", "encoding")
    assert edited.within(0, 9) == edited.repairs[:1]
