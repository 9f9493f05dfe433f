"""Fields of Word: what they do, what came of it, and which of that is text of the document."""

from dataclasses import dataclass

# Those whose result is text of the document; that of any other comes from elsewhere.
_TRANSLATED = frozenset("HYPERLINK REF TOC INDEX STYLEREF FORMTEXT QUOTE IF TITLE SUBJECT TOA".split())
# What may stand in one run for it to be understood; else there is an end before a beginning in it.
_UNDERSTOOD = frozenset({
    (), ("begin",), ("separate",), ("end",), ("begin", "separate"), ("begin", "separate", "end"), ("begin", "end"),
    ("separate", "end"),
})  # fmt: skip


def is_translated(instruction: str) -> bool:
    r"""Whether the result of a field is translated.

    >>> is_translated(' HYPERLINK "https://x.de" \\h '), is_translated("PAGE")
    (True, False)
    """
    return instruction.split()[:1] != [] and instruction.split(maxsplit=1)[0].upper() in _TRANSLATED


def are_understood(bits: list[str]) -> bool:
    """Whether what one run has of fields is such that the run can be copied as a whole."""
    return tuple(bits) in _UNDERSTOOD


@dataclass(slots=True)
class Field:
    """A field that is not at its end.

    It begins at `start` of the data, as piece `at` of the paragraph with a number, in containers. `instruction` is what
    it does, until `shows` what came of it. `silent` is one in the instruction of another, `copier` the outermost that
    it stands in, or is, whose result is copied; `shown` is that.
    """

    paragraph: int
    start: int
    at: int
    containers: tuple[int, ...]
    silent: bool
    copier: "Field | None"
    instruction: str = ""
    shows: bool = False
    shown: str = ""

    def separated(self) -> None:
        """What came of it begins."""
        self.shows = True
        if self.copier is None and not is_translated(self.instruction):
            self.copier = self
