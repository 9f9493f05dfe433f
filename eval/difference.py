"""Where a hypothesis and a reference differ, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from glossary.linked import Span

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Difference:
    """Runs of words that only one side has, as characters `[start, end)`: of the hypothesis, of the reference.

    `reference` is the number of the reference; `likeness` is 1 where there is no difference and 0 where no
    word is the same.
    """

    reference: int
    likeness: float
    in_hypothesis: tuple[Span, ...]
    in_reference: tuple[Span, ...]


def nearest(hypothesis: str, references: Sequence[str]) -> Difference:
    """The difference to the reference that the hypothesis has most words in common with; case counts."""
    differences = [_difference(hypothesis, reference, number) for number, reference in enumerate(references)]
    return max(differences, key=lambda one: one.likeness)


def _difference(hypothesis: str, reference: str, number: int) -> Difference:
    ours, theirs = (list(_WORD.finditer(text)) for text in (hypothesis, reference))
    matcher = SequenceMatcher(None, [word[0] for word in ours], [word[0] for word in theirs], autojunk=False)
    changes = [(a, b, c, d) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    return Difference(
        number,
        matcher.ratio(),
        tuple(_span(ours[first:last]) for first, last, _, _ in changes if first < last),
        tuple(_span(theirs[first:last]) for _, _, first, last in changes if first < last),
    )


def _span(words: Sequence[re.Match[str]]) -> Span:
    return words[0].start(), words[-1].end()
