"""Spellings that name all genders: `Kolleg*innen`, `Mitarbeiter_in`, `KundInnen`, `Angestellte:r`.

What stands before the sign is not always a word (`Kolleg`, `Ärzt`, `Beamt`), so such a text is read several times: with
each word that may be meant in the place of the spelling.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from glossary.linked import Span, overlap

_FORM = re.compile(
    r"(?<![\w@#/.])(?P<stem>[^\W\d_]{2,})"
    r"(?:(?:[*:_·•∙’'/]|/[-‐‑])(?P<sign>inn?en|in)|\((?P<bracket>inn?en|in)\)|(?P<inner>I(?:nnen|n))|"
    r"(?<=e)(?:[*:_·•∙/]|/[-‐‑])(?P<case>[rnms])|(?<=e)\((?P<bracketed>[rnms])\))(?![\w@/*:_]\w|\w)"
)  # fmt: skip
_UMLAUTS = {"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U"}
_LAST_UMLAUT = re.compile(r"(äu|[äöüÄÖÜ])(?=[^äöüÄÖÜ]*$)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with words in the place of what names all genders: `spans` in the text itself, `words` in this one."""

    text: str
    spans: tuple[Span, ...]
    words: tuple[Span, ...]

    def place(self, start: int, end: int) -> Span | None:
        """Where characters of this text that hold such a word stand in the text itself."""
        held = [index for index, word in enumerate(self.words) if overlap(word, (start, end))]
        if not held:
            return None
        first, last = held[0], held[-1]
        before = self.spans[first][0] - self.words[first][0]
        behind = self.spans[last][1] - self.words[last][1]
        # In a spelling itself no place is known.
        return (
            self.spans[first][0] if start >= self.words[first][0] else start + before,
            self.spans[last][1] if end <= self.words[last][1] else end + behind,
        )


def readings(text: str) -> Iterator[Reading]:
    """The text as it is read for finding terms that name all genders in it; none if it has no such spelling.

    >>> [reading.text for reading in readings("Die Kolleg:innen")]
    ['Die Kolleg', 'Die Kollege', 'Die Kollegen']
    """
    found = list(_FORM.finditer(text))
    if not found:
        return
    meant = [_meant(one) for one in found]
    for version in range(max(map(len, meant))):
        words = [of_one[min(version, len(of_one) - 1)] for of_one in meant]
        yield _reading(text, [one.span() for one in found], words)


def _reading(text: str, spans: list[Span], words: list[str]) -> Reading:
    gains = [0, *accumulate(len(word) - (end - start) for word, (start, end) in zip(words, spans, strict=True))]
    pieces, at = [], 0
    for word, (start, end) in zip(words, spans, strict=True):
        pieces += [text[at:start], word]
        at = end
    places = [(span[0] + gain, span[0] + gain + len(word)) for span, gain, word in zip(spans, gains, words, strict=False)]
    return Reading("".join(pieces) + text[at:], tuple(spans), tuple(places))


def _meant(found: re.Match[str]) -> list[str]:
    """The words that may be meant: the masculine in the singular or in the plural, as glossaries have it."""
    stem = found["stem"]
    if found["case"] or found["bracketed"]:
        return [stem]
    stems = [stem]
    if umlaut := _LAST_UMLAUT.search(stem):
        plain = "au" if umlaut[1] == "äu" else _UMLAUTS[umlaut[1]]
        stems.append(stem[: umlaut.start()] + plain + stem[umlaut.end() :])
    return [one + ending for one in stems for ending in ("", "e", "en")]
