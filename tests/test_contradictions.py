"""Entries of one file that say the same twice, or contradict each other."""

from hypothesis import given
from hypothesis import strategies as st

from glossary import contradictions
from glossary.terms import Term


def entries(*rows: tuple[str, ...]) -> list[Term]:
    return [Term(row[0], row[1], forms=row[2:], origin=f"g.tsv:{number}") for number, row in enumerate(rows, 1)]


def test_the_same_source_twice() -> None:
    rows = entries(
        ("Rom", "Rome"), ("Wien", "Vienna"), ("Rom", "Roma"), ("Wien", "Vienna"), ("Wien", "Vienna", "Vienne")
    )
    assert [(one.term.origin, one.earlier.origin, one.is_contradiction) for one in contradictions.within(rows)] == [
        ("g.tsv:3", "g.tsv:1", True),
        ("g.tsv:4", "g.tsv:2", False),
        ("g.tsv:5", "g.tsv:4", False),
    ]


def test_different_sources_that_match_the_same() -> None:
    rows = entries(
        ("Straße", "street"),
        ("Strasse", "road"),
        ("Schloss", "castle", "Schlösser"),
        ("Burg", "fortress", "Schloesser"),
        ("E-Mail", "email"),
        ("E Mail", "email"),
        ("essen", "to eat"),
        ("Essen", "Essen"),
        ("C", "C"),
        ("C++", "C plus plus"),
    )
    assert [(one.term.source, one.earlier.source) for one in contradictions.within(rows)] == [
        ("Strasse", "Straße"),
        ("Burg", "Schloss"),
    ]


def test_two_entries_that_share_two_forms_clash_once() -> None:
    rows = entries(("Straße", "street", "Strassen"), ("Strasse", "road", "Straßen"))
    assert len(contradictions.within(rows)) == 1


@given(st.lists(st.text("aäAé-ß. o"), min_size=1, max_size=6, unique=True))
def test_what_folds_alike_is_found_whatever_is_in_it(sources: list[str]) -> None:
    rows = entries(*((source, f"target {number}") for number, source in enumerate(sources)))
    expected = {
        (other.source, one.source)
        for index, other in enumerate(rows)
        for one in contradictions.collisions(other, rows[:index])
    }
    assert {(one.term.source, one.earlier.source) for one in contradictions.within(rows)} == expected


def test_at_most_five_are_told_and_the_others_counted() -> None:
    rows = entries(*((f"Wort{number % 8}", f"word {number}") for number in range(16)))
    told = contradictions.notices(rows, "g.tsv")
    assert len(told) == 6
    assert told[0] == "g.tsv:9: Wort0 → word 8 contradicts Wort0 → word 0 in g.tsv:1; the last one counts"
    assert told[-1] == "g.tsv: 3 more contradictions; deen glossary check shows all"
    assert len(contradictions.notices(rows[:13], "g.tsv")) == 5
    assert contradictions.notices(rows[:8] * 2, "g.tsv") == []
