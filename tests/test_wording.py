"""Numbers in messages."""

import pytest

from glossary.wording import counted, line_numbers


@pytest.mark.parametrize(
    ("number", "noun", "plural", "grouped", "written"),
    [
        (0, "term", "", False, "0 terms"),
        (1, "term", "", False, "1 term"),
        (2, "entry", "entries", False, "2 entries"),
        (1, "entry", "entries", True, "1 entry"),
        (1234, "line", "", False, "1234 lines"),
        (1234, "line", "", True, "1,234 lines"),
    ],
)
def test_one_or_many(number: int, noun: str, plural: str, grouped: bool, written: str) -> None:
    assert counted(number, noun, plural, grouped=grouped) == written


def test_only_the_first_lines_are_named() -> None:
    assert line_numbers([12]) == "line 12"
    assert line_numbers([1, 2, 3, 4, 5]) == "lines 1, 2, 3, 4, 5"
    assert line_numbers([1, 2, 3, 4, 5, 9]) == "lines 1, 2, 3, 4, 5 and 1 more"
