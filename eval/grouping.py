"""Which segments are looked at together: by length, by terms, by document."""

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

# Of fewer segments a score says nothing: their group joins its smaller neighbour.
FEWEST = 5

# The longest reference, in words, of each group by length but the last.
_LENGTHS = (10, 20, 30, 40, 50, 60)

Label = TypeVar("Label")
# A label, and the numbers of the lines, from 0.
Lines = tuple[str, list[int]]


def by_length(reference: Sequence[str], lines: Sequence[int]) -> list[Lines]:
    """The lines by the number of words in their reference.

    >>> by_length(["one two"] * 5 + [" ".join(["word"] * 25)] * 2, range(7))
    [('0 to 30 words', [0, 1, 2, 3, 4, 5, 6])]
    """
    bounds = list(zip((0, *(length + 1 for length in _LENGTHS)), (*_LENGTHS, None), strict=True))
    groups: list[tuple[tuple[int, int | None], list[int]]] = [(one, []) for one in bounds]
    for line in lines:
        words = len(reference[line].split())
        number = sum(words > length for length in _LENGTHS)
        groups[number][1].append(line)
    merged = _merged(groups, lambda one, other: (one[0], other[1]))
    return [(f"{low} to {high} words" if high else f"{low} words and more", group) for (low, high), group in merged]


def by_terms(lines: Sequence[int], with_terms: Collection[int]) -> list[Lines]:
    """The lines with terms in their source, and those without."""
    if not with_terms:
        return []
    groups = [
        ("with terms", [line for line in lines if line in with_terms]),
        ("without terms", [line for line in lines if line not in with_terms]),
    ]
    return _merged(groups, lambda one, other: f"{one}, {other}")


def by_document(lines: Sequence[int], documents: Sequence[str]) -> list[Lines]:
    """The lines of each document, however few, in the order in which the documents begin."""
    groups: dict[str, list[int]] = {}
    for line in lines:
        groups.setdefault(documents[line], []).append(line)
    return list(groups.items())


def _merged(
    groups: Sequence[tuple[Label, list[int]]], together: Callable[[Label, Label], Label]
) -> list[tuple[Label, list[int]]]:
    """The groups that have lines, those of too few lines joined with their smaller neighbour."""
    left = [group for group in groups if group[1]]
    while len(left) > 1:
        smallest = min(range(len(left)), key=lambda number: len(left[number][1]))
        if len(left[smallest][1]) >= FEWEST:
            break
        beside = [number for number in (smallest - 1, smallest + 1) if 0 <= number < len(left)]
        first = min(smallest, min(beside, key=lambda number: len(left[number][1])))
        (one, ours), (other, theirs) = left[first : first + 2]
        left[first : first + 2] = [(together(one, other), sorted(ours + theirs))]
    return left
