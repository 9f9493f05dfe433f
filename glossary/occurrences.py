"""Where the English of terms stands in a translation."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from glossary import english, english_verbs
from glossary.genitives import stands_in_genitive
from glossary.linked import Span
from glossary.terms import TermMatch

_WORD = re.compile(r"\w+")


def occurrences(match: TermMatch, source: str, text: str) -> Sequence[Span]:
    """Where the match's English stands in `text`, possessive and plural endings included.

    Word boundaries hold, and so does case, but what is small in a term may be a capital at the beginning of a word,
    and a term that is in capitals in the source (or a text all in capitals) may be in capitals. A name in the
    genitive (`Putins`) has no plural: there `Putins` is the German left over.
    """
    return Occurrences(source, text).of(match)


class Occurrences:
    """The `occurrences` of many matches of a source: each English is looked for once, and only where it may begin."""

    def __init__(self, source: str, text: str) -> None:
        self._source = source
        self._text = text
        self._is_upper = text.isupper()
        self._known: dict[tuple[str, str, bool, bool, bool], Sequence[Span]] = {}

    def of(self, match: TermMatch) -> Sequence[Span]:
        """Where the match's English stands; the same list for all matches that have it in the same places."""
        target = match.target
        surface = self._source[match.start : match.end]
        in_capitals = target != target.upper() and ((len(surface) > 1 and surface.isupper()) or self._is_upper)
        verb = english_verbs.is_inflected_verb(match, self._source) or english_verbs.is_participle(surface)
        countable = not stands_in_genitive(match, self._source)
        key = (target, match.term.plural, countable, verb, in_capitals)
        if key not in self._known:
            self._known[key] = sorted(self._places(*key))
        return self._known[key]

    def _places(self, target: str, plural: str, countable: bool, verb: bool, in_capitals: bool) -> Iterator[Span]:
        yield from self._spelt(target, plural, countable)
        if verb:
            for form in english_verbs.forms(target):
                yield from (found.span() for found in self._found(_exactly(form), _first_words(form)))
        if target[:1].islower():
            pattern = _in_any_case(english.spellings(target, countable, plural))
            for found in self._found(pattern, _first_words(*english.written_forms(target, countable, plural))):
                if _has_capitals(found[0], target):
                    yield found.span()
        if in_capitals:
            upper = target.upper()
            if plural:
                plural = plural.upper() if upper.isupper() else plural[0].upper() + plural[1:]
            yield from self._spelt(upper, plural, countable)

    def _spelt(self, target: str, plural: str, countable: bool) -> Iterator[Span]:
        firsts = _first_words(*english.written_forms(target, countable, plural))
        return (found.span() for found in self._found(english.spellings(target, countable, plural), firsts))

    def _found(self, pattern: re.Pattern[str], firsts: Sequence[str]) -> Iterator[re.Match[str]]:
        """What a pattern finds that matches only where one of these words begins."""
        if not all(firsts):
            # It begins with a sign.
            yield from pattern.finditer(self._text)
            return
        at = 0
        for start in sorted({start for first in firsts for start in self._beginnings.get(first, ())}):
            if start >= at and (found := pattern.match(self._text, start)):
                at = found.end()
                yield found

    @cached_property
    def _beginnings(self) -> Mapping[str, Sequence[int]]:
        """The places of each word of the text, by its small letters."""
        beginnings: defaultdict[str, list[int]] = defaultdict(list)
        for word in _WORD.finditer(self._text):
            beginnings[word[0].lower()].append(word.start())
        return beginnings


def _first_words(*forms: str) -> list[str]:
    """What of each form is a word at its beginning, in small letters; nothing where it begins with a sign."""
    return [found[0].lower() if (found := _WORD.match(form.strip())) else "" for form in forms]


@lru_cache(maxsize=65536)
def _in_any_case(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(pattern.pattern, re.IGNORECASE)


@lru_cache(maxsize=65536)
def _exactly(form: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(form)}\b")


def _has_capitals(written: str, target: str) -> bool:
    """Whether an English has capitals at the beginning of words where a term has small letters, and no others."""
    words = list(zip(written.split(), target.split(), strict=False))
    return any(word[0] != own[0] for word, own in words) and all(_has_own_capitals(word, own) for word, own in words)


def _has_own_capitals(word: str, own: str) -> bool:
    return all(
        letter == own[at : at + 1]
        if own[at : at + 1].isupper()
        else letter.islower() or not word[at - 1 : at].isalpha()
        for at, letter in enumerate(word)
        if letter.isalpha()
    )
