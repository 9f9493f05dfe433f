"""A text that was edited as a whole before its lines were looked at, and where its characters stood."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from translate.documents.repair import Repair

# The characters `[start, end)` of a text, and what comes in their place.
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Edited:
    """`text` is `source` after `repairs`, which are in order and apart; `starts` say where each one's text begins.

    Spans of repairs count characters of `source`.
    """

    source: str
    text: str
    repairs: tuple[Repair, ...] = ()
    starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Edited":
        """A text as it is."""
        return cls(text, text)

    def original(self, offset: int) -> int:
        """Where a character of the text stood; for one put in, where what it replaced began."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return offset
        repair = self.repairs[index]
        beyond = offset - self.starts[index] - len(repair.after)
        return repair.end + beyond if beyond >= 0 else repair.start

    def within(self, start: int, end: int) -> tuple[Repair, ...]:
        """The repairs in the characters `[start, end)` of the source."""
        low = bisect_left(self.repairs, start, key=lambda repair: repair.start)
        high = bisect_left(self.repairs, end, key=lambda repair: repair.start)
        return self.repairs[low:high]

    def edited(self, edits: Iterable[Edit], rule: str) -> "Edited":
        """The same after more edits, which are in order and apart and count characters of `text`.

        One that changes what was put in before takes its place.
        """
        added = [self._of_source(edit, rule) for edit in edits]
        if not added:
            return self
        kept = [one for one in self.repairs if not _covered(one, added)]
        return _applied(self.source, sorted([*kept, *added], key=lambda repair: (repair.start, repair.end)))

    def _of_source(self, edit: Edit, rule: str) -> Repair:
        start, end, after = edit
        first, last = self.original(start), self.original(end)
        return Repair(first, last, self.source[first:last], after, rule)


def _covered(repair: Repair, by: list[Repair]) -> bool:
    index = bisect_right(by, repair.start, key=lambda one: one.start) - 1
    return index >= 0 and by[index].start <= repair.start and repair.end <= by[index].end


def _applied(source: str, repairs: list[Repair]) -> Edited:
    parts: list[str] = []
    starts: list[int] = []
    at = length = 0
    for repair in repairs:
        length += repair.start - at
        starts.append(length)
        length += len(repair.after)
        parts += [source[at : repair.start], repair.after]
        at = repair.end
    return Edited(source, "".join([*parts, source[at:]]), tuple(repairs), tuple(starts))
