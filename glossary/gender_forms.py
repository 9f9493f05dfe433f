"""Spellings that name all genders: `Kolleg*innen`, `Mitarbeiter_in`, `KundInnen`, `Angestellte:r`.

What stands before the sign is not always a word (`Kolleg`, `Ärzt`, `Beamt`), so such a text is read several times: with
each word that may be meant in the place of the spelling.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary.linked import Span

# What follows the word, from its first character on: signs are looked for, for words there are many more.
_SIGN = re.compile(
    r"[*:_·•∙/(I](?<=[^\W\d_].)"
    r"(?:(?<=[*:_·•∙])inn?en|(?<=[*:_·•∙])in|(?<=/)[-‐‑]?inn?en|(?<=/)[-‐‑]?in|(?<=\()inn?en\)|(?<=\()in\)|(?<=I)n(?:nen)?|"
    r"(?P<case>(?<=e[*:_·•∙])[rnms]|(?<=e/)[-‐‑]?[rnms]|(?<=e\()[rnms]\)))(?![\w@/*:_]\w|\w)"
)  # fmt: skip
_STEM = re.compile(r"(?<![\w@#/.])[^\W\d_]{2,}$")
# How long a word may be, and how much of a text around such a spelling is read with it: no term is longer.
_LONGEST = 60
_AROUND = 200
_UMLAUTS = {"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U"}
_LAST_UMLAUT = re.compile(r"(äu|[äöüÄÖÜ])(?=[^äöüÄÖÜ]*$)")


@dataclass(frozen=True, slots=True)
class _Form:
    """A spelling that names all genders, and the words that may be meant."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Part of a text with words in the place of what names all genders.

    `spans` are the places of such spellings in the whole text, `words` those of the words in this one.
    """

    text: str
    spans: tuple[Span, ...]
    words: tuple[Span, ...]

    def place(self, start: int, end: int) -> Span | None:
        """Where characters of this text that hold such a word stand in the whole text; None if they hold none."""
        low = bisect_right(self.words, start, key=lambda word: word[1])
        high = bisect_left(self.words, end, key=lambda word: word[0])
        if low >= high:
            return None
        (first, _), (_, last) = self.spans[low], self.spans[high - 1]
        before = min(start - self.words[low][0], 0)
        behind = max(end - self.words[high - 1][1], 0)
        return first + before, last + behind


def readings(text: str) -> Iterator[Reading]:
    """The parts of a text as they are read for finding terms that name all genders in it.

    >>> [reading.text for reading in readings("Die Kolleg:innen")]
    ['Die Kolleg', 'Die Kollege', 'Die Kollegen']
    """
    together: list[_Form] = []
    for form in _forms(text):
        if together and form.start - together[-1].end > 2 * _AROUND:
            yield from _readings(text, together)
            together = []
        together.append(form)
    if together:
        yield from _readings(text, together)


def _forms(text: str) -> Iterator[_Form]:
    for sign in _SIGN.finditer(text):
        low = max(0, sign.start() - _LONGEST)
        if stem := _STEM.search(text[low : sign.start()]):
            words = (stem[0],) if sign["case"] else _meant(stem[0])
            yield _Form(low + stem.start(), sign.end(), words)


def _readings(text: str, forms: Sequence[_Form]) -> Iterator[Reading]:
    """The part of a text that holds these forms, once with each word that may be meant."""
    low = text.find(" ", max(0, forms[0].start - _AROUND), forms[0].start) + 1
    if forms[0].start <= _AROUND:
        low = 0
    high = text.rfind(" ", forms[-1].end, forms[-1].end + _AROUND)
    if high < 0 or len(text) <= forms[-1].end + _AROUND:
        high = len(text)
    for version in range(max(len(form.words) for form in forms)):
        pieces, words, at, length = [], [], low, 0
        for form in forms:
            word = form.words[min(version, len(form.words) - 1)]
            pieces += [text[at : form.start], word]
            length += form.start - at
            words.append((length, length + len(word)))
            length += len(word)
            at = form.end
        read = "".join(pieces) + text[at:high]
        yield Reading(read, tuple((form.start, form.end) for form in forms), tuple(words))


def _meant(stem: str) -> tuple[str, ...]:
    """The masculine in the singular or in the plural, as glossaries have it, of what stands before the sign."""
    stems = [stem]
    if umlaut := _LAST_UMLAUT.search(stem):
        plain = "au" if umlaut[1] == "äu" else _UMLAUTS[umlaut[1]]
        stems.append(stem[: umlaut.start()] + plain + stem[umlaut.end() :])
    return tuple(one + ending for one in stems for ending in ("", "e", "en"))
