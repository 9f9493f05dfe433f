"""What a glossary file holds, once it is read."""

from collections.abc import Sequence
from dataclasses import dataclass

from glossary.errors import GlossaryError
from glossary.terms import Term
from glossary.validity import validated
from glossary.wording import counted, line_numbers


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """What is no entry, by its number from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The entries of the file called `name` and what is none, in order.

    `ours` is whether the file is in deen's own format; else `what` says how it was read, and `remarks` what else
    there is to say. Entries are counted by lines, or, unless `by_line`, by themselves.
    """

    name: str
    terms: tuple[Term, ...] = ()
    left_out: tuple[LeftOutLine, ...] = ()
    ours: bool = False
    what: str = ""
    remarks: tuple[str, ...] = ()
    by_line: bool = True

    def summary(self) -> str:
        """What was recognised, as one line.

        >>> left_out = (LeftOutLine(3, "the target is empty"),)
        >>> Contents("names.csv", (), left_out, what="2 columns: source, target").summary()
        'names.csv: 2 columns: source, target; 0 entries, 1 left out: line 3'
        """
        text = f"{self.name}: {self.what}; {counted(len(self.terms), 'entry', 'entries', grouped=True)}"
        if self.left_out:
            numbers = [one.number for one in self.left_out]
            named = line_numbers(numbers) if self.by_line else line_numbers(numbers, "entry", "entries")
            text += f", {len(numbers):,} left out: {named}"
        return "; ".join([text, *self.remarks])

    def errors(self) -> list[GlossaryError]:
        """What is wrong with each of what is left out, and where."""
        return [GlossaryError(f"{place(self.name, one.number, self.by_line)}: {one.reason}") for one in self.left_out]


def place(name: str, number: int, by_line: bool) -> str:
    """Where an entry stands, as the origin of its term."""
    return f"{name}:{number}" if by_line else f"{name}: entry {number}"


def sorted_out(
    found: Sequence[tuple[int, Term]], name: str, by_line: bool
) -> tuple[tuple[Term, ...], tuple[LeftOutLine, ...]]:
    """Terms with their numbers, each with its origin if it can be an entry, else with the reason why it can be none.

    What is forbidden though it is wanted counts as wanted.
    """
    terms, left_out = [], []
    for number, one in found:
        origin = place(name, number, by_line)
        forbidden = one.forbidden and tuple(text for text in one.forbidden if text not in (one.target, one.plural))
        term = Term(one.source, one.target, one.kind, one.forms, one.note, origin, one.plural, forbidden)
        try:
            terms.append(validated(term))
        except GlossaryError as error:
            # What is to be done about it is said for files of ours.
            left_out.append(LeftOutLine(number, str(error).removeprefix(f"{origin}: ").partition("; ")[0]))
    return tuple(terms), tuple(left_out)
