"""The words of a translation, each with the place of the source that most of it was translated from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, cached_property

from glossary import english, wordlists
from glossary.linked import Link, LinkedText, Span

# What no tag parts: words with hyphens and apostrophes, numbers, clock times, addresses.
_WORD = re.compile(r"\w+(?:(?:['’@/&:-]|(?<=\d),(?=\d)|\.(?![A-ZÄÖÜ][a-zäöü]))\w+)*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Of what occurs more often than this nobody can say which is which.
_FEW = 16
# Longer texts are not looked for as they are.
_LONGEST = 32


def _words(text: str, copied: Sequence[Span]) -> list[Span]:
    """The words of a text in their order; what was copied is one, and what touches it others."""
    whole = sorted(span for span in copied if span[0] < span[1])
    words: list[Span] = []
    at = 0
    for start, end in [*whole, (len(text), len(text))]:
        words += [found.span() for found in _WORD.finditer(text, at, max(at, start))]
        words += [(start, end)] * (start < end)
        at = max(at, end)
    return words


class WordLinks:
    """The words of a source and of its translation, and what the links say of them.

    `copied` links spans of the translation to those of the source that they are copies of; each is one word.

    >>> linked = LinkedText("an old house", (((0, 2), (0, 3)), ((3, 6), (4, 9)), ((7, 12), (10, 14))))
    >>> words = WordLinks("ein altes Haus", linked)
    >>> words.english, words.homes
    ([(0, 2), (3, 6), (7, 12)], [1, 6, 11])
    """

    def __init__(self, source: str, linked: LinkedText, copied: Sequence[Link] = ()) -> None:
        self.source, self.text = source, linked.text
        self.german = _words(source, [theirs for _, theirs in copied])
        self.english = _words(linked.text, [ours for ours, _ in copied])
        self._links = linked.links

    @cached_property
    def homes(self) -> list[int | None]:
        """For each English word a character of the source: half of what it was translated from stands on each side."""
        if not self._links and self.german:
            # Nothing is known, so the words are taken to stand in the same order.
            share = len(self.german) / max(len(self.english), 1)
            return [self.german[int(number * share)][0] for number in range(len(self.english))]
        same = [self.text[slice(*ours)] == self.source[slice(*theirs)] for ours, theirs in self._links]
        found: list[int | None] = []
        at = 0
        for start, end in self.english:
            while at < len(self._links) and self._links[at][0][1] <= start:
                at += 1
            votes: list[tuple[int, int]] = []
            weighty = self.text[start:end].lower() not in english.function_words()
            last = at
            while last < len(self._links) and self._links[last][0][0] < end:
                (low, high), (first, behind) = self._links[last]
                if same[last]:
                    # Of several words that were copied each is from its own place.
                    first, behind = first + max(start - low, 0), behind - max(high - end, 0)
                middle = (first + behind - 1) // 2
                # What the model looked at beside, while it wrote a word that says something.
                doubtful = weighty and self.is_small(self.german_at(middle))
                votes.append((middle, (min(high, end) - max(low, start)) * (1 if doubtful else 2)))
                last += 1
            found.append(_median(votes))
        return found

    def is_divided(self, number: int) -> bool:
        """Whether an English word is of two in one ("can't") and from several German ones."""
        start, end = self.english[number]
        if "'" not in self.text[start:end]:
            return False
        first = bisect_right(self._links, start, key=lambda link: link[0][1])
        links = self._links[first : bisect_left(self._links, end, lo=first, key=lambda link: link[0][0])]
        return len({self.german_at((theirs[0] + theirs[1]) // 2) for _, theirs in links}) > 1

    @cached_property
    def translations(self) -> list[list[int]]:
        """For each German word the numbers of the English ones that have their home in it, in order."""
        found: list[list[int]] = [[] for _ in self.german]
        for number, home in enumerate(self.homes):
            if home is not None and (german := self.german_at(home)) is not None:
                found[german].append(number)
        return found

    def is_small(self, german: int | None) -> bool:
        """Whether a German word says little by itself, as no word at all does."""
        return german is None or self.source[slice(*self.german[german])].lower() in small_words()

    def german_at(self, at: int) -> int | None:
        """The number of the German word that a character is in, or of the next one after a space before it."""
        number = bisect_right(self.german, (at, len(self.source) + 1)) - 1
        if number >= 0 and at < self.german[number][1]:
            return number
        return None

    def hull(self, words: Sequence[int]) -> Span:
        """From the beginning of the first of some English words to the end of the last."""
        return self.english[words[0]][0], self.english[words[-1]][1]

    def german_in(self, span: Span) -> range:
        """The numbers of the German words that share a character with a span."""
        return _overlapping(self.german, span)

    def english_in(self, span: Span) -> range:
        """The numbers of the English words that share a character with a span."""
        return _overlapping(self.english, span)

    # --- What stands verbatim in both ---

    def verbatim(self, span: Span) -> Span | None:
        """Where the translation has the text of a span as it is, if both have it once only.

        A part of a word is found where the word is. Words in small letters may be in both by chance ("war"), so their
        links have to agree.
        """
        tokens, _ = self._source_tokens
        inside = _overlapping(tokens, span)
        if not 0 < len(inside) <= _LONGEST:
            return None
        first, last = tokens[inside[0]], tokens[inside[-1]]
        if (first[0], last[1]) == _trimmed(self.source, span):
            found = self._once(inside)
            return found if found and self._likely(found, span) else None
        if len(inside) > 1:
            return None
        if found := self._once(inside):
            return found[0] + span[0] - first[0], found[0] + span[1] - first[0]
        return self._within_translation(span, first)

    def _within_translation(self, span: Span, word: Span) -> Span | None:
        """A part of a word, where one English word that translates it has the same."""
        part = self.source[slice(*span)]
        german = self.german_at(word[0])
        ours = [self.english[number] for number in self.translations[german]] if german is not None else []
        having = [(start, end) for start, end in ours if self.text[start:end].count(part) == 1]
        if len(having) != 1 or not any(character.isdigit() or character.isupper() for character in part):
            return None
        at = self.text.index(part, having[0][0])
        # As the first letters, or the last ones, or in the middle.
        same_side = (at == having[0][0]) == (span[0] == word[0])
        return (at, at + len(part)) if same_side and len(part) < len(self.source[slice(*word)]) else None

    def _likely(self, found: Span, span: Span) -> bool:
        text = self.text[slice(*found)]
        if not text.islower():
            return True
        homes = [self.homes[number] for number in self.english_in(found)]
        return any(home is None or span[0] <= home < span[1] for home in homes)

    def _once(self, tokens: range) -> Span | None:
        """Where the translation has some tokens of the source, if both have them once only."""
        spans, theirs = self._source_tokens
        own, ours = self._own_tokens
        texts = [self.source[slice(*spans[number])] for number in tokens]
        found = _places(texts, self.text, own, ours)
        if len(found) != 1 or len(_places(texts, self.source, spans, theirs)) != 1:
            return None
        return own[found[0]][0], own[found[0] + len(texts) - 1][1]

    @cached_property
    def _source_tokens(self) -> tuple[list[Span], dict[str, list[int]]]:
        return _tokens(self.source)

    @cached_property
    def _own_tokens(self) -> tuple[list[Span], dict[str, list[int]]]:
        return _tokens(self.text)


@cache
def small_words() -> frozenset[str]:
    """German words that say little by themselves."""
    kinds = wordlists.words("translate", "small_words.txt")
    return kinds["before nouns"] | kinds["others"]


def _tokens(text: str) -> tuple[list[Span], dict[str, list[int]]]:
    """Words and signs, and for each the numbers under which it is there."""
    spans = [found.span() for found in _TOKEN.finditer(text)]
    numbers: dict[str, list[int]] = {}
    for number, (start, end) in enumerate(spans):
        numbers.setdefault(text[start:end], []).append(number)
    return spans, numbers


def _places(texts: Sequence[str], text: str, spans: Sequence[Span], numbers: dict[str, list[int]]) -> list[int]:
    """The numbers of tokens at which some texts stand in a row; none if it would take long to tell."""
    known = [(numbers.get(one, []), offset) for offset, one in enumerate(texts)]
    rarest, offset = min(known, key=lambda one: len(one[0]))
    if len(rarest) > _FEW:
        return []
    found = []
    for number in rarest:
        first = number - offset
        row = spans[max(first, 0) : first + len(texts)]
        if first >= 0 and len(row) == len(texts) and [text[start:end] for start, end in row] == list(texts):
            found.append(first)
    return found


def _trimmed(text: str, span: Span) -> Span:
    """A span without the spaces at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _median(votes: list[tuple[int, int]]) -> int | None:
    """The place that half of the votes are not behind and half not before; of two such places the first vote's."""
    if not votes:
        return None
    favourite = votes[0][0]
    half = sum(count for _, count in votes) + 1
    for place, count in sorted(votes):
        half -= 2 * count + (place == favourite)
        favourite = -1 if place == favourite else favourite
        if half <= 0:
            return place
    return None


def _overlapping(spans: Sequence[Span], span: Span) -> range:
    """The numbers of those of the spans, which are in order and apart, that overlap one."""
    first = bisect_right(spans, (span[0], span[0]))
    first -= first > 0 and spans[first - 1][1] > span[0]
    return range(first, max(first, bisect_left(spans, (span[1], span[1]))))
