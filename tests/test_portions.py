"""Very long sentences in portions, and put together again."""

from itertools import pairwise

import pytest
from conftest import FakeEngine
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText, Span
from glossary.terms import Found, LeftOut, Outcome, Term, TermMatch
from translate import pipeline, portions
from translate.checks import Doubt
from translate.documents.document import Segment
from translate.report import Translation

PUTIN = Term("Putin", "Putin")


def segment(text: str, copied: tuple[Span, ...] = ()) -> Segment:
    return Segment(7, 7 + len(text), text, (), 3, copied)


def found(text: str, term: Term = PUTIN) -> Found:
    starts = [at for at in range(len(text)) if text.startswith(term.source, at)]
    return Found(tuple(TermMatch(term, at, at + len(term.source)) for at in starts))


def copy_of(one: tuple[Segment, Found]) -> Translation:
    """A portion as its own translation."""
    text = one[0].text
    outcomes = tuple(Outcome(match, "draft", match.span) for match in one[1].matches)
    linked = LinkedText(text, (((0, len(text)), (0, len(text))),))
    return Translation(one[0], linked, -1.0, "memory", outcomes, (Doubt("check", "detail"),))


def copied(text: str, terms: Found, copies: tuple[Span, ...] = ()) -> Translation:
    whole = portions.of(segment(text, copies), terms)
    return whole.joined([copy_of(one) for one in whole.portions])


def test_what_people_write_is_one_portion() -> None:
    text = "Putin sprach. " * 30
    one = segment(text.strip())
    terms = found(one.text)
    whole = portions.of(one, terms)
    assert whole.portions == ((one, terms),)
    translation = copy_of((one, terms))
    assert whole.joined([translation]) is translation


@pytest.mark.parametrize(
    "unit", ["a", "Putin ", "und Putin, ", "Putin", "漢", "x\u0301", "http://a.de/", "a" * 90 + " "]
)
def test_nothing_is_lost_nor_moved(unit: str) -> None:
    text = (unit * 20_000)[:20_000].strip()
    terms = found(text)
    made = copied(text, terms)
    assert made.text == text
    assert made.segment.text == text
    assert [outcome.match for outcome in made.terms] == list(terms.matches)
    assert all(made.text[slice(*outcome.place)] == "Putin" for outcome in made.terms if outcome.place)
    assert all(text[slice(*ours)] == text[slice(*theirs)] for ours, theirs in made.linked.links)
    assert made.doubts == (Doubt("check", "detail"),)
    assert (made.score, made.origin) == (-1.0, "memory")


@given(
    st.lists(st.sampled_from(["Putin ", "und ", ", ", "a" * 700, "  ", "www.putin.de/a ", "漢", "\n"]), max_size=60),
    st.lists(st.integers(0, 20_000), max_size=6),
)
def test_portions_are_apart_and_end_in_no_term_nor_copy(units: list[str], edges: list[int]) -> None:
    text = ("".join(units) * 20)[:20_000]
    places = sorted({edge for edge in edges if edge <= len(text)})
    copies = tuple(zip(places[::2], places[1::2], strict=False))
    terms = found(text)
    whole = portions.of(segment(text, copies), terms)
    spans = [(start, start + len(one.text)) for start, (one, _) in zip(whole.starts, whole.portions, strict=True)]
    assert all(one.text == text[slice(*span)] for (one, _), span in zip(whole.portions, spans, strict=True))
    assert all(end <= start and not text[end:start].strip() for (_, end), (start, _) in pairwise(spans))
    for kept in [*copies, *(match.span for match in terms.matches)]:
        assert sum(start < kept[1] and kept[0] < end for start, end in spans) <= 1
    assert sum(len(one.copied) for one, _ in whole.portions) == len(copies)
    long = [len(one.text) for one, _ in whole.portions if not one.copied and "www" not in one.text]
    assert max(long, default=0) <= max(portions.LONGEST, len(PUTIN.source)) + len("Putin ")
    assert max(len(of_one.matches) for _, of_one in whole.portions) <= 2 * portions.MOST_TERMS


def test_a_term_without_a_place_is_asked_for_once() -> None:
    given_one = TermMatch(Term("Kreml", "Kremlin"), 0, 0)
    whole = portions.of(segment("ab, " * 2000), Found((given_one,), (LeftOut(TermMatch(PUTIN, 0, 2), "why"),)))
    assert sum(len(terms.matches) for _, terms in whole.portions) == 1
    made = whole.joined([copy_of(one) for one in whole.portions])
    assert [outcome.match for outcome in made.terms] == [given_one]
    assert [one.reason for one in made.left_out] == ["why"]


def test_a_literal_of_any_length_is_copied_whole() -> None:
    address = "http://www.putin.de/" + "a1" * 5000
    text = f"Das steht auf {address} und sonst nirgends."
    [made] = pipeline.stream([segment(text)], [Found()], FakeEngine(), None)
    assert address in made.text


def test_all_of_a_long_line_goes_through_the_pipeline() -> None:
    text = ("Das Haus, Putin und " * 400).strip()
    terms = found(text)
    engine = FakeEngine({"Das": "The", "Haus": "house", "und": "and"})
    [made] = pipeline.stream([segment(text)], [terms], engine, None)
    assert made.text.casefold().split() == ("the house, putin and " * 400).split()
    assert [outcome.match for outcome in made.terms] == list(terms.matches)
    assert all(made.text[slice(*outcome.place)] == "Putin" for outcome in made.terms if outcome.place)
    assert all(0 <= start <= end <= len(text) for _, (start, end) in made.linked.links)


def test_one_word_of_any_length_comes_out_as_one() -> None:
    text = "Xqzuberkan" * 600
    [made] = pipeline.stream([segment(text)], [Found()], FakeEngine(), None)
    assert made.text == text
