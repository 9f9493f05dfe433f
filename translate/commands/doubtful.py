"""The sentences of a run that a reader should look at first, as lines for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from translate.report import Report

# No more are shown: whoever wants all of them asks for a report or a page.
MOST = 10
_WIDEST = 160


@dataclass(frozen=True, slots=True, order=True)
class Doubtful:
    """A sentence to look at, with its German and its English; `name` is that of its article."""

    confidence: float
    name: str
    source: str
    english: str


def first(report: Report) -> list[Doubtful]:
    """The sentences of an article whose confidence is lowest, of those that are to be looked at; at most `MOST`."""
    return least(
        Doubtful(one.confidence, report.document.name, one.segment.text, one.text)
        for one in report.translations
        if one.to_look_at and one.confidence is not None
    )


def least(sentences: Iterable[Doubtful]) -> list[Doubtful]:
    """Those whose confidence is lowest, the lowest first; at most `MOST`."""
    return nsmallest(MOST, sentences)


def lines(sentences: Sequence[Doubtful], *, several: bool) -> Iterator[str]:
    """Two lines a sentence, the confidence before the German and the English below it.

    With `several` articles each says which it is from.
    """
    for one in sentences:
        name = f"{one.name}: " if several else ""
        yield f"{one.confidence:5.0%}  {name}{_short(one.source)}"
        yield f"       {_short(one.english)}"


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
