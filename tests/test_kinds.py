"""What the kind of an entry says."""

import pytest

from glossary.kinds import is_name, kind_of_name
from glossary.store import SHIPPED, entries
from glossary.terms import Term


@pytest.mark.parametrize(
    ("kind", "meaning"),
    [
        ("person", "person"),
        ("Person", "person"),
        (" Org ", "organisation"),
        ("city", "place"),
        ("Zeitung", "newspaper"),
        ("noun", ""),
        ("medicine", ""),
        ("", ""),
    ],
)
def test_kinds_of_names(kind: str, meaning: str) -> None:
    assert kind_of_name(Term("X", "X", kind)) == meaning


@pytest.mark.parametrize(
    ("target", "kind", "name"),
    [
        ("Red Cross", "", True),
        ("Christmas market", "", False),
        ("tax", "", False),
        ("Tax", "noun", False),
        ("Tax", "law", True),
        ("dpa", "newspaper", True),
        ("American", "people", True),
        ("nomad", "people", False),
    ],
)
def test_names(target: str, kind: str, name: bool) -> None:
    assert is_name(Term("X", target, kind)) is name


def test_all_kinds_of_the_shipped_glossary_but_one_are_of_names() -> None:
    kinds = {term.kind: term for term in entries(SHIPPED)}
    assert {kind for kind, term in kinds.items() if kind_of_name(term) != kind} == {"adjective"}
