"""What a glossary holds."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from glossary.linked import Span


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a glossary.

    `source` is the German form that dictionaries list, `target` the English that must stand in the
    translation (equal to `source`: leave as it is), `kind` a free label such as `person`, `forms` further
    German forms, `note` a remark for people, `origin` the `file:line` the entry came from, `FOUND` or `LEXICON`.
    `plural` is the English plural where no rule knows it; `forbidden` is English that must not stand for the term.
    """

    source: str
    target: str
    kind: str = ""
    forms: tuple[str, ...] = ()
    note: str = ""
    origin: str = ""
    plural: str = ""
    forbidden: tuple[str, ...] = ()


# The origin of names that no glossary has.
FOUND = "found in the article"
# The origin of the terms that words of a lexicon are: offered to the model, never enforced.
LEXICON = "lexicon"


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term found in a text, at the characters `[start, end)` of it."""

    term: Term
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its characters in the text; empty if it is given without a place."""
        return self.start, self.end

    @property
    def target(self) -> str:
        """Its English with single spaces, without the `to` with which dictionaries list a verb: `load` for `laden`.

        >>> TermMatch(Term("laden", "to load"), 0, 5).target
        'load'
        """
        target = " ".join(self.term.target.split())
        is_verb = self.term.source.islower() and self.term.source.endswith("n") and " " not in self.term.source
        return target.removeprefix("to ") if is_verb else target


def overlapping(matches: Sequence[TermMatch], span: Span) -> Sequence[TermMatch]:
    """Those of the matches of a text, which are in order and apart, that overlap a span.

    >>> term = Term("ja", "yes")
    >>> [match.start for match in overlapping([TermMatch(term, at, at + 2) for at in (0, 3, 6, 9)], (4, 7))]
    [3, 6]
    """
    first = bisect_right(matches, span[0], key=lambda match: match.end)
    return matches[first : bisect_left(matches, span[1], lo=first, key=lambda match: match.start)]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A term that stands in a text and is not enforced there, and why: `an ordinary word here`."""

    match: TermMatch
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The terms of a text that are enforced, in the order of their places, and those that are left out on purpose."""

    matches: tuple[TermMatch, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A German text that is translated in one go, and the terms that stand in it, in the order of their places."""

    text: str
    matches: tuple[TermMatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms in order; one source stands in it once (see `merge`)."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def merge(cls, *glossaries: Iterable[Term]) -> "Glossary":
        """Put glossaries one over the other: of two entries with the same source, the later one wins."""
        return cls(tuple({term.source: term for terms in glossaries for term in terms}.values()))

    def __hash__(self) -> int:
        # Of thousands of terms it would take longer than to find them in a sentence.
        return hash((len(self.terms), self.terms[-1:]))


Step = Literal["draft", "hint", "replaced", "found", "lexicon", "inserted", "pronoun", "missing"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a matched term came to stand in the translation.

    `draft`: the model wrote it by itself; `hint`: it obeyed an inline hint; `replaced`: what the model
    wrote for it was replaced; `found`: one of these, for a name that no glossary has;
    `lexicon`: a word that the model hardly knows, which took what a lexicon says of it; `inserted`: put in as a last
    resort, to be looked at; `pronoun`: the English refers back to an earlier occurrence; `missing`: it does not stand
    there. `place` are the characters `[start, end)` of the translation that stand for it, None where none do.
    """

    match: TermMatch
    step: Step
    place: tuple[int, int] | None = None
