"""English that must not stand for a term, in translations with and without links."""

import pytest

from glossary.linked import LinkedText
from glossary.matching import locate
from glossary.terms import Term
from translate import forbidden

ELECTION = Term("Wahl", "election", forbidden=("vote", "poll"))
NAMES = Term("Sahara", "Sahara", forbidden=("Sahara Desert", "Polish"))


def found(term: Term, source: str, text: str | LinkedText) -> list[str]:
    translation = LinkedText(text) if isinstance(text, str) else text
    return [english for _, english in forbidden.standing(locate(source, [term]), source, translation)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The election was lost.", []),
        ("The vote was lost.", ["vote"]),
        ("Votes were lost in the polls.", ["vote", "poll"]),
        ("The voter lost the pollen.", []),
        ("THE VOTE WAS LOST", ["vote"]),
        ("", []),
    ],
)
def test_words_with_their_boundaries_and_endings(text: str, expected: list[str]) -> None:
    assert found(ELECTION, "Die Wahl war verloren.", text) == expected


def test_a_capital_of_a_name_counts() -> None:
    assert found(NAMES, "In der Sahara.", "In the Sahara Desert, polish that.") == ["Sahara Desert"]


def test_what_is_part_of_the_terms_own_english_is_not_forbidden() -> None:
    term = Term("Misstrauensvotum", "vote of no confidence", forbidden=("vote", "motion"))
    source = "Das Misstrauensvotum kam."
    assert found(term, source, "The vote of no confidence came.") == []
    assert found(term, source, "The vote came.") == ["vote"]
    assert found(term, source, "The vote of no confidence came after the motion and the vote.") == ["vote", "motion"]


def test_what_translates_another_word_is_not_forbidden_there() -> None:
    source = "Wahl und Abstimmung"
    wrong = LinkedText("vote and ballot", (((0, 4), (0, 4)), ((9, 15), (9, 19))))
    right = LinkedText("election and vote", (((0, 8), (0, 4)), ((13, 17), (9, 19))))
    assert found(ELECTION, source, wrong) == ["vote"]
    assert found(ELECTION, source, right) == []
    assert found(ELECTION, source, right.text) == ["vote"]


def test_a_doubt_says_what_must_not_stand_for_what() -> None:
    source = "Wahlen und Wahlen"
    [doubt] = forbidden.doubts(locate(source, [ELECTION]), source, LinkedText("votes and votes"))
    assert doubt.check == "forbidden term"
    assert doubt.detail == '"Wahlen" must not be "vote"'
    assert forbidden.doubts(locate(source, [Term("Wahl", "election")]), source, LinkedText("votes")) == ()
