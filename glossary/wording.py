"""How numbers are put into messages."""

from collections.abc import Sequence

# How many lines a message names; of the others it says how many they are.
_LINES_NAMED = 5


def counted(number: int, noun: str, plural: str = "", *, grouped: bool = False) -> str:
    """A number with its noun.

    `plural` is the noun's, if an s does not make it; `grouped` puts commas between thousands.

    >>> counted(1, "entry", "entries"), counted(2, "entry", "entries"), counted(1200, "segment", grouped=True)
    ('1 entry', '2 entries', '1,200 segments')
    """
    return f"{number:{',' if grouped else ''}} {noun if number == 1 else plural or noun + 's'}"


def line_numbers(numbers: Sequence[int], noun: str = "line", plural: str = "lines") -> str:
    """The numbers of lines, or of what else is counted, the first few by name.

    >>> line_numbers([3]), line_numbers([3, 7]), line_numbers(range(1, 8))
    ('line 3', 'lines 3, 7', 'lines 1, 2, 3, 4, 5 and 2 more')
    """
    named = ", ".join(map(str, numbers[:_LINES_NAMED]))
    more = f" and {len(numbers) - _LINES_NAMED} more" if len(numbers) > _LINES_NAMED else ""
    return f"{plural if len(numbers) > 1 else noun} {named}{more}"
