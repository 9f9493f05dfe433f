"""The lines of a paragraph as one text, with words put together that were divided at a line's end."""

from bisect import bisect_right
from collections.abc import Sequence

from translate.documents.hyphens import joint
from translate.documents.lines import Line


class Joined:
    """The lines of a paragraph as one, and where its characters stand in the text."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self._places = [0]
        self._origins = [lines[0].body]
        length = 0
        parts = [text[lines[0].body : lines[0].end]]
        for line in lines[1:]:
            body = text[line.body : line.end]
            dropped, between = joint(parts[-1], body)
            parts[-1] = parts[-1][: len(parts[-1]) - dropped] + between
            length += len(parts[-1])
            self._places.append(length)
            self._origins.append(line.body)
            parts.append(body)
        self.text = "".join(parts)

    def original(self, offset: int) -> int:
        """Where a character stands in the text."""
        line = bisect_right(self._places, offset) - 1
        return self._origins[line] + offset - self._places[line]

    def original_end(self, offset: int) -> int:
        """The same for the end of a span, which belongs to the character before it."""
        return self.original(offset - 1) + 1 if offset else self._origins[0]
