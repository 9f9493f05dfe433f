"""Term scores on cases small enough to count by hand."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import terms
from eval.metrics import EditCounter
from eval.terms import TermScores
from glossary.terms import Glossary, Term

HOUSE = Term("Haus", "house")
LAVROV = Term("Lawrow", "Lavrov")
MOSCOW = Term("Moskau", "Moscow")


def scored(
    segments: Sequence[tuple[str, ...]],
    glossary: Sequence[Term] = (HOUSE, LAVROV, MOSCOW),
    lists: Sequence[Sequence[Term]] | None = None,
    edits: EditCounter | None = None,
) -> TermScores:
    """The scores of segments, each a source, a hypothesis and its references."""
    sources, hypotheses, *references = map(list, zip(*segments, strict=True))
    matches = terms.find(sources, Glossary(tuple(glossary)), lists)
    occurrences = terms.locate(sources, hypotheses, references, matches)
    return terms.score(occurrences, hypotheses, references, edits=edits)


def test_per_occurrence_and_per_term() -> None:
    told = scored(
        [
            ("Lawrow kam.", "Lavrov came.", "Lavrov came."),
            ("Lawrow ging.", "Lawrow went.", "Lavrov went."),
            ("Lawrow blieb.", "He stayed.", "Lavrov stayed."),
            ("Das Haus ist alt.", "The house is old.", "The house is old."),
        ]
    )
    assert (told.occurrences, told.found) == (4, 2)
    assert told.per_occurrence == 2 / 4
    assert told.per_term == (1 / 3 + 1) / 2
    [first, second] = told.terms
    assert (first.source, first.target, first.occurrences, first.found) == ("Lawrow", "Lavrov", 3, 1)
    assert first.missing_in == (2, 3)
    assert (second.source, second.found, second.missing_in) == ("Haus", 1, ())


def test_forbidden_targets_are_counted_with_their_lines() -> None:
    villa = Term("Haus", "house", forbidden=("home", "building"))
    told = scored(
        [
            ("Das Haus ist alt.", "The home is old.", "-"),
            ("Das Haus ist neu.", "The house is new.", "-"),
            ("Häuser und Haus.", "Homes and a building.", "-"),
            ("Moskau.", "Home.", "-"),
        ],
        (villa, MOSCOW),
    )
    assert [(one.source, one.target, one.forbidden, one.found_in) for one in told.forbidden] == [
        ("Haus", "house", "home", (1, 3)),
        ("Haus", "house", "building", (3,)),
    ]
    assert scored([("Moskau.", "Home.", "-")]).forbidden == ()


@pytest.mark.parametrize(
    ("source", "hypothesis", "found"),
    [
        ("Das Haus ist alt.", "The house is old.", 1),
        ("Die Häuser sind alt.", "The houses are old.", 1),
        ("Das Haus ist alt.", "House it is.", 1),
        # What is wrong with it is the capital, not the term.
        ("Das Haus ist alt.", "The House is old.", 1),
        ("Das Haus ist alt.", "The household is old.", 0),
        ("Das Haus ist alt.", "The warehouse is old.", 0),
        ("Lawrows Rede war lang.", "Lavrov's speech was long.", 1),
        ("Lawrow kam.", "lavrov came.", 0),
        ("LAWROW KAM", "LAVROV CAME", 1),
        ("Lawrow sah Lawrow.", "Lavrov saw himself.", 1),
        ("Lawrow sah Lawrow.", "Lavrov saw Lavrov.", 2),
        ("Lawrow kam.", "", 0),
    ],
)
def test_words_with_their_boundaries_and_endings(source: str, hypothesis: str, found: int) -> None:
    glossary = (Term("Haus", "house", forms=("Häuser",)), LAVROV)
    assert scored([(source, hypothesis, "-")], glossary).found == found


def test_nothing_to_count_is_no_score() -> None:
    told = scored([("Es regnet.", "It rains.", "It is raining.")], edits=EditCounter())
    assert told.occurrences == 0
    assert told.per_occurrence is told.per_term is told.one_minus_term is None
    assert told.window_overlap == {2: None, 3: None}


def test_window_overlap() -> None:
    told = scored([("x Moskau x", "we flew to Moscow in the night", "He flew to Moscow last night, alone")])
    # Two words on each side: of flew, to, last, night the hypothesis has flew and to around the term.
    assert told.window_overlap[2] == 2 / 4
    # Three: of He, flew, to, last, night, alone it has flew, to and night.
    assert told.window_overlap[3] == 3 / 6


def test_window_overlap_goes_by_segments_and_takes_the_best_reference() -> None:
    told = scored(
        [
            # Both terms have one of the two words around them in the reference: 1/2 each, so 1/2.
            ("Lawrow in Moskau", "Lavrov at Moscow", "Lavrov of Moscow", "Lavrov in Moscow"),
            # The term is not in the hypothesis: 0.
            ("Moskau", "nothing", "in Moscow", "in Moscow"),
            # In no reference: does not count.
            ("Moskau", "Moscow", "the capital", "the capital"),
        ]
    )
    assert told.window_overlap[2] == pytest.approx((1 / 2 + 0) / 2)
    nearer = scored([("x Moskau", "off to Moscow", "gone from Moscow", "off to Moscow")])
    assert nearer.window_overlap[2] == 1.0


def test_an_edit_of_a_term_costs_two() -> None:
    edits = EditCounter()
    # One edit in four words, no term in it.
    assert scored([("Moskau", "Moscow was very cold", "Moscow is very cold")], edits=edits).one_minus_term == 1 - 1 / 4
    # One word of a term too few: it costs 2 to put it in.
    assert scored([("Moskau", "it is very cold", "Moscow is very cold")], edits=edits).one_minus_term == 1 - 2 / 4
    # The mean over segments, not over words.
    two = [("Moskau", "Moscow was very cold", "Moscow is very cold"), ("Haus", "house", "house")]
    assert scored(two, edits=edits).one_minus_term == 1 - (1 / 4 + 0) / 2
    # Of several references the nearest.
    assert scored([("Moskau", "Moscow is cold", "a b c", "Moscow is cold")], edits=edits).one_minus_term == 1


def test_lines_empty_on_both_sides_earn_nothing() -> None:
    one = ("Moskau", "it is very cold", "Moscow is very cold")
    assert scored([one, ("", "", "")], edits=EditCounter()) == scored([one], edits=EditCounter())


def test_without_a_counter_there_is_no_term() -> None:
    assert scored([("Moskau", "Moscow", "Moscow")]).one_minus_term is None


def test_lists_of_segments_count_in_their_segment_alone() -> None:
    segments = [("Das Haus ist alt.", "The home is old.", "-"), ("Das Haus ist neu.", "The house is new.", "-")]
    told = scored(segments, (HOUSE,), [[Term("Haus", "home")], []])
    assert [(count.target, count.found) for count in told.terms] == [("home", 1), ("house", 1)]


def test_a_listed_term_that_is_not_in_its_source_is_asked_for_all_the_same() -> None:
    told = scored([("Er ging heim.", "He went home.", "-")], (), [[Term("nach Hause", "home"), Term("Auto", "car")]])
    assert {(count.target, count.found) for count in told.terms} == {("home", 1), ("car", 0)}


WORDS = st.lists(st.sampled_from(["Lavrov", "house", "Moscow", "the", "was", "in", "Lawrow"]), max_size=8).map(" ".join)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_any_texts(pairs: list[tuple[str, str]]) -> None:
    segments = [("Lawrow war im Haus in Moskau.", *pair) for pair in pairs]
    told = scored(segments, edits=EditCounter())
    expected = sum(bool(re.search(rf"\b{word}\b", text)) for text, _ in pairs for word in ("Lavrov", "Moscow", "house"))
    assert told.found == expected
    assert told.occurrences == 3 * len(pairs)
    for share in (told.per_occurrence, told.per_term, *told.window_overlap.values()):
        assert share is None or 0 <= share <= 1
    same = scored([(source, text, text) for source, text, _ in segments], edits=EditCounter())
    assert same.window_overlap[2] in (None, 1.0)
    assert same.one_minus_term in (None, 1.0)
