"""Values in a file of data: what they are after the edits that lie in them."""

from collections.abc import Sequence

from glossary.linked import Span
from translate.formats.splice import Edit, Part, Source, spliced


def contents(data: str, edits: Sequence[Edit], spans: Sequence[Span]) -> list[str | None]:
    """What stands in some spans of the data, in order and apart, after the edits; None for one without an edit.

    An edit lies in one span as a whole, or in none.

    >>> contents("ab|cd|e", [Edit(3, 4, ("X", Source(4, 5)))], [(0, 2), (3, 5)])
    [None, 'Xdd']
    """
    ordered = sorted(edits, key=lambda edit: edit.start)
    found: list[str | None] = []
    number = 0
    for start, end in spans:
        while number < len(ordered) and ordered[number].start < start:
            number += 1
        first = number
        while number < len(ordered) and ordered[number].end <= end:
            number += 1
        own = [_moved(edit, -start) for edit in ordered[first:number]]
        found.append(spliced(data[start:end], own) if own else None)
    return found


def _moved(edit: Edit, by: int) -> Edit:
    return Edit(edit.start + by, edit.end + by, tuple(_moved_part(part, by) for part in edit.parts))


def _moved_part(part: Part, by: int) -> Part:
    return part if isinstance(part, str) else Source(part.start + by, part.end + by, part.edited)
