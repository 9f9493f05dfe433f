import pytest

from glossary.errors import GlossaryError
from glossary.terms import Term
from glossary.validity import validated


def test_spaces_are_tidied_and_repeated_forms_go() -> None:
    untidy = Term(" Krähe ", "crow\n", " bird ", ("Krähen ", "", "Krähen"), " n ", "x:1", " crows", ("raven", " raven"))
    assert validated(untidy) == Term("Krähe", "crow", "bird", ("Krähen",), "n", "x:1", "crows", ("raven",))


@pytest.mark.parametrize(
    ("term", "what"),
    [
        (Term("", "b"), "x:1: the source is empty"),
        (Term("a", " "), "x:1: the target is empty"),
        (Term("a", "b", plural="c\td"), "a character that no entry may have"),
        (Term("a", "b", forbidden=("c\x07",)), "a character that no entry may have"),
        (Term("\ud800", "b"), "a character that no entry may have"),
        (Term("a", "b", forbidden=("c|d",)), "separates forms"),
        (Term("a", "b", forbidden=("c", "b")), "'b' is wanted and forbidden at once"),
        (Term("a", "b", plural="c", forbidden=("c",)), "'c' is wanted and forbidden at once"),
    ],
)
def test_what_is_refused_and_why(term: Term, what: str) -> None:
    with pytest.raises(GlossaryError, match=what):
        validated(Term(term.source, term.target, "", (), "", "x:1", term.plural, term.forbidden))
