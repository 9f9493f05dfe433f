"""Which words in a row of a translation are those of a span of the source, where the links are not sure of it.

The links of words that say little by themselves are the least sure: articles, prepositions, auxiliary verbs.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from functools import cached_property

from glossary import english, wordlists
from translate.alignment.word_links import WordLinks, small_words

# So many words on each side are tried, and so many words back is looked for one that is translated.
_NEAREST = 4


class Runs:
    """The runs of English words in one translation."""

    def __init__(self, words: WordLinks) -> None:
        self._words = words

    def _english(self, number: int) -> str:
        return self._words.text[slice(*self._words.english[number])].lower()

    def _german(self, number: int) -> str:
        return self._words.source[slice(*self._words.german[number])].lower()

    def _says_something(self, number: int) -> bool:
        return self._english(number) not in english.function_words()

    def best(self, numbers: Sequence[int], owned: Container[int]) -> range:
        """The longest of the runs of words with some numbers; a run goes over one word between that is nobody's.

        It does so for words only that say something. A whole word is better than a part of "can't".
        """
        runs: list[range] = []
        whole = [number for number in numbers if len(numbers) > 1 and not self._words.is_divided(number)]
        for number in whole or numbers:
            last = runs[-1].stop if runs else -2
            if number == last or (number == last + 1 and last not in owned and self._joins(runs[-1], number)):
                runs[-1] = range(runs[-1].start, number + 1)
            else:
                runs.append(range(number, number + 1))
        return max(runs, key=self._length)

    def _joins(self, run: range, number: int) -> bool:
        return self._says_something(number) and any(map(self._says_something, run))

    def _length(self, run: range) -> int:
        start, end = self._words.hull(run)
        return end - start

    def narrowed(self, run: range, german: range) -> range:
        """A run without what English put before it of its own, or of what stands before the span in the source."""
        before_nouns = wordlists.words("translate", "small_words.txt")["before nouns"]
        if len(run) == 1 or self._german(german[0]) in before_nouns:
            return run
        first = self._english(run[0])
        if first in english.listed("article"):
            return run[1:]
        before = german[0] - 1
        is_lost = before >= 0 and not self._words.translations[before] and self._german(before) in before_nouns
        return run[1:] if is_lost and first in english.listed("preposition") else run

    def widened(self, run: range, german: range, words: range, owned: Container[int]) -> range:
        """A run with the word before it that translates the verb at the span's end, if nothing else does."""
        before, verb = run[0] - 1, german[-1]
        if before not in words or before in owned or not self._is_loose(before):
            return run
        spaced = self._words.text[self._words.english[before][1] : self._words.english[run[0]][0]] == " "
        is_lost = self._is_verb(verb) and not self._words.translations[verb]
        return range(before, run.stop) if spaced and is_lost else run

    def _is_verb(self, german: int) -> bool:
        """Whether a German word may be a verb at the end, as an infinitive is."""
        word = self._german(german)
        return word == self._words.source[slice(*self._words.german[german])] and word not in small_words()

    def nearby(self, german: range, words: range) -> Iterator[range]:
        """Words that may translate what nothing does that is known, the nearest to where they are expected first."""
        near = self._expected(german[0], words)
        at = bisect_left(self._loose, near)
        for number in sorted(self._loose[max(at - _NEAREST, 0) : at + _NEAREST], key=lambda number: abs(number - near)):
            if number in words:
                yield range(number, number + 1)

    @cached_property
    def _loose(self) -> list[int]:
        return [number for number in range(len(self._words.english)) if self._is_loose(number)]

    def _expected(self, german: int, words: range) -> int:
        for number in range(german - 1, max(german - 1 - _NEAREST, -1), -1):
            if translated := self._words.translations[number]:
                return translated[-1] + 1
        return words.start

    def _is_loose(self, number: int) -> bool:
        """Whether a word that says something is linked to none that does."""
        if not self._says_something(number) or self._english(number) in english.listed("no noun"):
            return False
        home = self._words.homes[number]
        german = self._words.german_at(home) if home is not None else None
        return self._words.is_small(german)
