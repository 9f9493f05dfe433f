"""English that a glossary forbids for a term, where it stands in a translation all the same."""

from collections.abc import Iterator, Sequence

from glossary import english
from glossary.linked import LinkedText, Span
from glossary.occurrences import occurrences
from glossary.terms import TermMatch
from translate.checks import Doubt


def standing(matches: Sequence[TermMatch], source: str, translation: LinkedText) -> list[tuple[TermMatch, str]]:
    """The matches with each of their forbidden targets that stands in a translation of `source`.

    One that is a part of a term's English does not count, nor one that translates another word as far as the links
    tell: where `vote` is forbidden for `Wahl`, it may well stand for `Abstimmung`.
    """
    if not any(match.term.forbidden for match in matches):
        return []
    text = translation.text
    wanted = [span for match in matches for span in occurrences(match, source, text)]
    return [
        (match, forbidden)
        for match in matches
        for forbidden in match.term.forbidden
        if any(
            not any(low <= start and end <= high for low, high in wanted)
            and _translates(match, translation, (start, end))
            for start, end in _places(forbidden, text)
        )
    ]


def doubts(matches: Sequence[TermMatch], source: str, translation: LinkedText) -> tuple[Doubt, ...]:
    """A doubt for each forbidden target that stands in a translation of `source`."""
    told = [
        f'"{source[match.start : match.end] or match.term.source}" must not be "{forbidden}"'
        for match, forbidden in standing(matches, source, translation)
    ]
    return tuple(Doubt("forbidden term", detail) for detail in dict.fromkeys(told))


def _places(forbidden: str, text: str) -> Iterator[Span]:
    """Where a forbidden target stands, inflected too; what has a small letter may stand there with a capital."""
    target = " ".join(forbidden.split())
    if not target:
        return
    versions = [target]
    if target[0].islower():
        versions.append(target[0].upper() + target[1:])
    if text.isupper():
        versions.append(target.upper())
    for version in dict.fromkeys(versions):
        for found in english.spellings(version, True).finditer(text):
            yield found.span()


def _translates(match: TermMatch, translation: LinkedText, span: Span) -> bool:
    """Whether characters of a translation may stand for a match: unless links say that they stand for others."""
    low, high = span
    linked = any(start < high and low < end for (start, end), _ in translation.links)
    return not linked or match.start == match.end or translation.linked(span, match.span) > 0
