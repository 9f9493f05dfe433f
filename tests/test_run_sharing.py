from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import LinkedText
from translate.alignment.projection import Projection
from translate.formats.office import run_sharing


def shares(said: str, linked: LinkedText, cuts: list[int]) -> list[tuple[str, int]]:
    found = run_sharing.shares(said, linked, cuts, Projection(said, linked))
    assert [span[0] for span, _ in found] == [0, *(span[1] for span, _ in found)][: len(found)]
    return [(linked.text[slice(*span)], part) for span, part in found]


def test_a_space_is_between_two_parts_where_it_was() -> None:
    linked = LinkedText("the old house", (((0, 3), (0, 3)), ((4, 7), (4, 9)), ((8, 13), (10, 14))))
    assert shares("das alte Haus", linked, [4, 8]) == [("the ", 0), ("old", 1), (" house", 2)]
    assert shares("das alte Haus", linked, [3, 9]) == [("the", 0), (" old ", 1), ("house", 2)]


def test_a_space_that_is_a_part_by_itself_stays_one() -> None:
    linked = LinkedText("New. Old.", (((0, 3), (0, 3)), ((3, 4), (3, 4)), ((5, 8), (5, 8)), ((8, 9), (8, 9))))
    assert shares("Neu. Alt.", linked, [4, 5]) == [("New.", 0), (" ", 1), ("Old.", 2)]


def test_a_word_that_stays_is_divided_as_it_was() -> None:
    linked = LinkedText("The 5th house", (((0, 3), (0, 3)), ((4, 5), (4, 5)), ((5, 7), (5, 7)), ((8, 13), (8, 12))))
    assert shares("Das 5th Haus", linked, [5, 7]) == [("The 5", 0), ("th", 1), (" house", 2)]


@given(st.text("aB c.", max_size=20), st.sets(st.integers(1, 19), max_size=4))
def test_a_text_that_is_the_same_is_divided_as_it_was(said: str, wanted: set[int]) -> None:
    cuts = sorted(cut for cut in wanted if cut < len(said))
    linked = LinkedText(said, (((0, len(said)), (0, len(said))),) if said else ())
    found = "".join(str(part) * len(text) for text, part in shares(said, linked, cuts))
    expected = "".join(str(sum(cut <= at for cut in cuts)) for at in range(len(said)))
    # But for spaces, of which one may be on the other side of a cut.
    assert [a for a, letter in zip(found, said, strict=True) if not letter.isspace()] == [
        a for a, letter in zip(expected, said, strict=True) if not letter.isspace()
    ]


@given(st.text("aB c.", max_size=20), st.text("xY z.", max_size=20), st.sets(st.integers(1, 19), max_size=4))
def test_all_of_a_translation_has_a_part(said: str, text: str, wanted: set[int]) -> None:
    cuts = sorted(cut for cut in wanted if cut < len(said))
    assert "".join(one for one, _ in shares(said, LinkedText(text), cuts)) == text
