"""A text that knows its links, through any edit."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText, Span, overlap

TEXTS = st.text("abc ,.", max_size=20)


@st.composite
def linked_texts(draw: st.DrawFn) -> LinkedText:
    text = draw(TEXTS)
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = draw(st.lists(st.booleans(), min_size=len(ends), max_size=len(ends)))
    return LinkedText(text, tuple((span, (10 * n, 10 * n + 5)) for n, span in enumerate(pairwise(ends)) if spans[n]))


@st.composite
def edits(draw: st.DrawFn) -> tuple[LinkedText, Span, str, Span | None]:
    linked = draw(linked_texts())
    place = st.integers(0, len(linked.text))
    start, end = sorted((draw(place), draw(place)))
    return linked, (start, end), draw(TEXTS), draw(st.sampled_from([None, (500, 505)]))


def sources(linked: LinkedText) -> list[set[Span]]:
    """For each character what it is linked to."""
    return [{theirs for ours, theirs in linked.links if overlap(ours, (at, at + 1))} for at in range(len(linked.text))]


@given(edits())
def test_links_stay_in_order_inside_the_text_and_apart(edit: tuple[LinkedText, Span, str, Span | None]) -> None:
    linked, span, text, source = edit
    edited = linked.replaced(span, text, source)
    ends = [edge for ours, _ in edited.links for edge in ours]
    assert ends == sorted(ends)
    assert all(0 <= low < high <= len(edited.text) for (low, high), _ in edited.links)


@given(edits())
def test_each_character_outside_keeps_its_link(edit: tuple[LinkedText, Span, str, Span | None]) -> None:
    linked, (start, end), text, source = edit
    edited = linked.replaced((start, end), text, source)
    assert edited.text == linked.text[:start] + text + linked.text[end:]
    replaced = [theirs for (low, high), theirs in linked.links if low < end and start < high and start < end]
    inherited = {(min(low for low, _ in replaced), max(high for _, high in replaced))} if replaced else set()
    own: set[Span] = {source} if source else inherited
    assert sources(edited) == sources(linked)[:start] + [own] * len(text) + sources(linked)[end:]


@given(edits())
def test_links_behind_move_by_what_the_text_grew(edit: tuple[LinkedText, Span, str, Span | None]) -> None:
    linked, (start, end), text, source = edit
    grown = len(text) - (end - start)
    behind = [((low + grown, high + grown), theirs) for (low, high), theirs in linked.links if low >= end]
    in_front = [link for link in linked.links if link[0][1] <= start]
    edited = linked.replaced((start, end), text, source).links
    assert list(edited[len(edited) - len(behind) :]) == behind
    assert list(edited[: len(in_front)]) == in_front


@given(linked_texts(), linked_texts(), TEXTS)
def test_two_texts_joined_keep_their_links(one: LinkedText, other: LinkedText, between: str) -> None:
    none: list[set[Span]] = [set() for _ in between]
    assert sources(one.joined(other, between)) == [*sources(one), *none, *sources(other)]


@given(linked_texts(), st.data())
def test_another_letter_moves_nothing(linked: LinkedText, data: st.DataObject) -> None:
    if linked.text:
        at = data.draw(st.integers(0, len(linked.text) - 1))
        recased = linked.recased(at, "X")
        assert recased.text == linked.text[:at] + "X" + linked.text[at + 1 :]
        assert recased.links == linked.links


@given(linked_texts())
def test_words_are_those_between_spaces(linked: LinkedText) -> None:
    words = list(linked.words())
    assert [linked.text[slice(*word)] for word, _ in words] == linked.text.split()
    for word, source in words:
        inside = set().union(*sources(linked)[slice(*word)])
        assert source == ((min(inside)[0], max(inside)[1]) if inside else None)


@given(st.data())
def test_all_edits_at_once_are_the_same_as_one_behind_the_other(data: st.DataObject) -> None:
    text = data.draw(st.text("ab ", max_size=20))
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    spans = list(zip(places[::2], places[1::2], strict=False))
    words = data.draw(st.lists(st.sampled_from(["", "x", "yz"]), min_size=len(spans), max_size=len(spans)))
    given_sources = data.draw(st.lists(st.sampled_from([None, (30, 31)]), min_size=len(spans), max_size=len(spans)))
    links = tuple(((at, at + 2), (at, at + 1)) for at in range(0, len(text) - 1, 2))
    edits = list(zip(spans, words, given_sources, strict=True))
    one_by_one = LinkedText(text, links)
    for span, word, source in reversed(edits):
        one_by_one = one_by_one.replaced(span, word, source)
    made = LinkedText(text, links).all_replaced(edits)
    assert made.text == one_by_one.text
    assert made.links == tuple(sorted(one_by_one.links))
