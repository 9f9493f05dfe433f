"""Sentences so long that no step should see them whole: each goes through all steps in portions, and is put together.

What people write is shorter. A line of a megabyte without a full stop is a table, a damaged file or an attack, and what
a step does with each two places of a sentence must not take a megabyte squared.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from glossary.linked import LinkedText, Span
from glossary.terms import Found, TermMatch
from translate import literals
from translate.documents import segmenter
from translate.documents.document import Segment
from translate.report import Translation

# Characters of a portion. The longest sentence of newstest2018 has 619.
LONGEST = 2000
# Terms of a portion: which stands where is looked for among all places of all terms.
MOST_TERMS = 32


@dataclass(frozen=True, slots=True)
class Whole:
    """A segment with the terms in it; `starts` says where in its text each of its portions begins."""

    segment: Segment
    found: Found
    portions: tuple[tuple[Segment, Found], ...]
    starts: tuple[int, ...]

    def joined(self, translations: Sequence[Translation]) -> Translation:
        """The translations of the portions, in order, as that of the segment."""
        if len(self.starts) == 1:
            return translations[0]
        parts: list[LinkedText] = []
        terms, left_out = [], list(self.found.left_out)
        unknown: list[Span] = []
        at = behind = 0
        for start, one in zip(self.starts, translations, strict=True):
            gap = " " if behind < start and at and one.text else ""
            parts += [LinkedText(gap), one.linked.of_source(partial(moved, start))]
            at += len(gap)
            for outcome in one.terms:
                place = outcome.place and moved(at, outcome.place)
                terms.append(replace(outcome, match=_moved(outcome.match, start), place=place))
            left_out += (replace(other, match=_moved(other.match, start)) for other in one.left_out)
            unknown += (moved(start, span) for span in one.unknown)
            at += len(one.text)
            behind = start + len(one.segment.text)
        return Translation(
            self.segment,
            LinkedText.of_parts(parts),
            _score(translations),
            "memory" if all(one.origin == "memory" for one in translations) else "model",
            tuple(terms),
            tuple(dict.fromkeys(doubt for one in translations for doubt in one.doubts)),
            tuple(left_out),
            min((one.confidence for one in translations if one.confidence is not None), default=None),
            tuple(unknown),
        )


def of(segment: Segment, found: Found) -> Whole:
    """A segment in portions: one, unless it is very long.

    None ends within a term or a literal; one of these that is longer than a portion should be is a portion of its own.
    """
    if len(segment.text) <= LONGEST and len(found.matches) <= MOST_TERMS:
        return Whole(segment, found, ((segment, found),), (0,))
    spans = _spans(segment, found)
    starts = [start for start, _ in spans]
    copied: list[list[Span]] = [[] for _ in spans]
    for start, end in segment.copied:
        number = max(bisect_right(starts, start) - 1, 0)
        copied[number].append((start - starts[number], end - starts[number]))
    matches: list[list[TermMatch]] = [[] for _ in spans]
    for match in found.matches:
        number = max(bisect_right(starts, match.start) - 1, 0) if match.start < match.end else 0
        matches[number].append(_moved(match, -starts[number]))
    portions = tuple(
        (replace(segment, text=segment.text[start:end], repairs=(), copied=tuple(copied[number])), Found(tuple(terms)))
        for number, ((start, end), terms) in enumerate(zip(spans, matches, strict=True))
    )
    return Whole(segment, found, portions, tuple(starts))


def _spans(segment: Segment, found: Found) -> list[Span]:
    """Where the portions stand in the text of a segment: between two stands white space or nothing."""
    text = segment.text
    spans = [_trimmed(text, start, end) for start, end in pairwise(_edges(segment, found))]
    return [(start, end) for start, end in spans if start < end] or [(0, len(text))]


def _edges(segment: Segment, found: Found) -> list[int]:
    """The places that the text is cut at, from its beginning to its end, none within what stays whole."""
    text = segment.text
    kept = _united(
        [*(one.span for one in literals.find(text, segment.copied)), *(match.span for match in found.matches)]
    )
    starts = [start for start, _ in kept]
    cuts = {0, len(text)}
    by_length = [start for start, _ in segmenter.split_long(text, len, LONGEST)]
    placed = [match.start for match in found.matches if match.start < match.end]
    for at in [*by_length, *placed[MOST_TERMS::MOST_TERMS]]:
        number = bisect_right(starts, at) - 1
        start, end = kept[number] if number >= 0 and at < kept[number][1] else (at, at)
        cuts |= {start, end} if end - start > LONGEST else {start}
    return sorted(cuts)


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap in one."""
    united: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if united and start < united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((start, end))
    return united


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without the white space at its ends."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip())) if part.strip() else start


def moved(by: int, span: Span) -> Span:
    """A span so many characters further on."""
    return span[0] + by, span[1] + by


def _moved(match: TermMatch, by: int) -> TermMatch:
    """A match so many characters further on; one without a place has none there either."""
    return replace(match, start=match.start + by, end=match.end + by) if match.start < match.end else match


def _score(translations: Sequence[Translation]) -> float:
    """The mean score of a character."""
    weights = [len(one.text) + 1 for one in translations]
    return sum((one.score or 0) * weight for one, weight in zip(translations, weights, strict=True)) / sum(weights)
