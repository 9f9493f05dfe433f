"""Where English is broken."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from translate.formats.captions import phrases

TEXTS = st.lists(st.sampled_from("a the house, home. and Peter with something extraordinary".split()), max_size=60)


def lines(text: str, most: int = 2) -> list[str]:
    edges = [0, *(edge for span in phrases.breaks(text, most) for edge in span), len(text)]
    return [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def test_a_short_text_is_one_line() -> None:
    assert lines("I have never seen him at home before now.") == ["I have never seen him at home before now."]


def test_a_line_ends_with_a_clause_or_before_a_conjunction() -> None:
    assert lines("When he came home yesterday, nobody was there.") == [
        "When he came home yesterday,",
        "nobody was there.",
    ]
    assert lines("He wanted to go home early and she wanted to stay.") == [
        "He wanted to go home early",
        "and she wanted to stay.",
    ]


def test_no_line_ends_with_an_article_or_a_preposition() -> None:
    for text in (
        "He has been looking everywhere for the old key to the door.",
        "We were waiting in a room of the house.",
    ):
        assert not {line.split()[-1] for line in lines(text)[:-1]} & {"the", "for", "to", "a", "of", "in"}


def test_what_is_too_long_for_two_lines_is_still_broken_well() -> None:
    text = "And in real-time tracking, you can see the moment in which a transaction is confirmed at last!"
    assert len(lines(text)) == 2
    assert max(map(len, lines(text))) <= 55


@given(TEXTS, st.integers(1, 3))
def test_lines_are_within_their_width_and_nothing_is_lost(words: list[str], most: int) -> None:
    text = " ".join(words)
    found = lines(text, most)
    assert " ".join(found) == text
    assert all(line.strip() for line in found) or not words
    if len(text) <= phrases.WIDTH:
        assert len(found) == 1
    else:
        assert len(found) <= max(most, -(-len(text) // 60))


@given(st.integers(1, 12), st.data())
def test_a_partition_has_no_empty_part(count: int, data: st.DataObject) -> None:
    parts = data.draw(st.integers(1, count))
    costs = data.draw(st.lists(st.floats(0, 9), min_size=count + 1, max_size=count + 1))
    starts = phrases.partition(count, parts, lambda part, first, last: costs[last] + (last - first) ** 2)
    assert starts[0] == 0
    assert len(starts) == parts
    assert all(one < other for one, other in pairwise([*starts, count]))


def test_many_words_are_broken_in_linear_time() -> None:
    assert len(lines("word " * 40_000)) > 1000
