"""What a review does to the segments of a test set."""

from eval import reviewing
from eval.own_sets import Row

ROWS = [
    Row("a", 1, "Eins.", "One.", 0.9, "accepted"),
    Row("a", 2, "Zwei.", "", None, "doubtful"),
    Row("a", 3, "", "Other.", None, "dropped"),
    Row("a", 4, "", "Two.", None, "doubtful"),
    Row("b", 1, "Drei.", "Three.", 0.1, "doubtful"),
]


def test_what_was_decided_is_not_asked_again() -> None:
    assert reviewing.first_doubtful(ROWS) == 1
    dropped = reviewing.decided(ROWS, 1, "drop")
    assert (dropped[1].status, dropped[1].source) == ("dropped", "Zwei.")
    assert reviewing.first_doubtful(dropped) == 3
    kept = reviewing.decided(ROWS, 4, "keep")
    assert kept == [*ROWS[:4], Row("b", 1, "Drei.", "Three.", 0.1, "kept")]
    assert reviewing.first_doubtful(ROWS[:1]) is None


def test_what_is_joined_is_looked_at_as_a_whole() -> None:
    joined = reviewing.decided(ROWS, 1, "join")
    assert joined == [ROWS[0], Row("a", 2, "Zwei.", "Two.", None, "doubtful"), ROWS[2], ROWS[4]]
    assert reviewing.decided(joined, 1, "keep")[1].status == "kept"


def test_documents_are_not_joined() -> None:
    assert reviewing.next_one(ROWS, 3) is None
    assert reviewing.next_one(ROWS, 4) is None
    assert "nothing of this document follows" in reviewing.refused(ROWS, 3, "join")


def test_a_pair_needs_two_sides() -> None:
    assert "one side of it is empty" in reviewing.refused(ROWS, 1, "keep")
    assert [reviewing.refused(ROWS, 4, answer) for answer in ("keep", "drop", "edit")] == ["", "", ""]


def test_what_a_person_wrote_is_kept() -> None:
    assert reviewing.rewritten(ROWS, 1, "Zwei!", "Two!")[1] == Row("a", 2, "Zwei!", "Two!", None, "kept")
    assert reviewing.rewritten(ROWS, 1, "Zwei!", "")[1].status == "doubtful"
    assert len(reviewing.rewritten(ROWS, 1, "Zwei!", "")) == len(ROWS)
