"""Numbers written as words, German and English, and the one reader of the words for quantities.

>>> cardinal("zweiundzwanzig"), beginning("zweiundzwanzigste"), beginning("dreieinhalb")
(22, '22', '3.5')
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from glossary import wordlists
from glossary.word_patterns import LETTERS

# Letters of the longest number word, 999,999, with room for an ending.
_LONGEST = 64
_DOZEN = "12"
_MOST = Decimal(10**24)

# A value as it compares: `25000`, `3.5`; `×1000000` for the word million.
Value = str


@cache
def table(section: str) -> dict[str, str]:
    """The words of a section of `quantities.txt`, each with its value."""
    return dict(entry.split(" ", 1) for entry in wordlists.entries("translate", "quantities.txt")[section])


@lru_cache(maxsize=65536)
def cardinal(word: str) -> int | None:
    """The value of a word in small letters that is a cardinal number and nothing else, None of any other."""
    if len(word) > _LONGEST or word in table("german number stems"):
        return None
    return _compound(word)


@lru_cache(maxsize=65536)
def beginning(word: str) -> Value | None:
    """The value of the number word that a German word begins with, as in `zweiundzwanzigste` and `fünfjährig`."""
    if word.startswith(("halb", "einhalb")):
        return "0.5"
    if word.startswith("anderthalb"):
        return "1.5"
    begun = _words().match(word[:_LONGEST])
    for end in range(begun.end() if begun else 0, 0, -1):
        value = _compound(word[:end])
        if value is not None:
            return f"{value}.5" if word.startswith("einhalb", end) else str(value)
    return None


def in_english(words: list[str]) -> Iterator[Value]:
    """The values of the number words among English words in small letters: each by itself, and what they make."""
    units, magnitudes = table("english numbers"), table("english magnitudes")
    # The part below the next magnitude, and what is above: 300 and 2,000 in "two thousand three hundred".
    low = high = Decimal(0)
    for word in [*words, ""]:
        if word in units:
            yield units[word]
            low += Decimal(units[word])
        elif word in magnitudes:
            by = int(magnitudes[word])
            yield f"×{by}"
            if high and not low:
                # Twelve thousand million.
                low, high = high, Decimal(0)
            # Hundred hundred hundred: what has more zeros than any number begins anew.
            low = (low if 0 < low < _MOST else Decimal(1)) * by
            if by >= 1000:
                high, low = high + low, Decimal(0)
        elif word != "and" and (low or high):
            yield plain(low + high)
            low = high = Decimal(0)


def german(text: str) -> Iterator[tuple[str, tuple[frozenset[Value], ...]]]:
    """Numbers from two on that a German text has in words of their own, each with its readings.

    A reading is a set of values that belong together. Left out is what may be a name or a noun: die Sieben.
    """
    words = LETTERS.findall(text)
    magnitudes = table("german magnitudes")
    for index, word in enumerate(words):
        lowered = word.lower()
        value = cardinal(lowered)
        if value is None or value < 2 or lowered in magnitudes or (index and word != lowered):
            continue
        # Mehrere zehn Millionen are tens of millions.
        if index and words[index - 1].lower() in ("mehrere", "mehreren", "mehrerer", "einige", "einigen"):
            continue
        following = words[index + 1].lower() if index + 1 < len(words) else ""
        by = magnitudes.get(following) or (_DOZEN if following == "dutzend" else None)
        if by is None:
            yield word, (frozenset({str(value)}),)
        else:
            mark = by if by == _DOZEN else f"×{by}"
            yield word, (frozenset({str(value * int(by))}), frozenset({str(value), mark}))


def english(text: str) -> Iterator[tuple[str, tuple[frozenset[Value], ...]]]:
    """Numbers from two on that an English text has in words, but for names, each with its readings.

    These are its value as one, and the values of its parts.
    """
    run: list[str] = []
    written = LETTERS.findall(text)
    words = [word.lower() for word in written]
    if table("english cardinals").keys().isdisjoint(words):
        return
    for index, word in enumerate([*words, ""]):
        # Five Eyes, Channel Four.
        name = 0 < index < len(words) and written[index] != word
        if not name and _goes_on(run, word):
            run.append(word)
            continue
        half = run[-1:] == ["and"] and "half" in words[index : index + 2]
        while run[-1:] == ["and"]:
            run.pop()
        if run:
            whole = list(in_english(run))[-1]
            parts = frozenset(value for part in run for value in in_english([part]))
            yield " ".join(run), (frozenset({f"{whole}.5" if half else whole}), parts)
        run = []


def _goes_on(run: list[str], word: str) -> bool:
    """Whether a word begins a number, or goes on with one: two hundred and fifty-first."""
    if word in table("english cardinals"):
        return True
    tens = bool(run) and len(table("english cardinals").get(run[-1], "")) == 2
    below = len(table("english numbers").get(word, "")) == 1 and word not in ("a", "an", "no", "nil")
    return bool(run) and (word in table("english magnitudes") or word == "and" or (tens and below))


def in_words(number: int) -> str | None:
    """A number from two to 99 in English words, None for another.

    >>> in_words(12), in_words(45), in_words(100)
    ('twelve', 'forty-five', None)
    """
    names = {int(value): name for name, value in table("english cardinals").items()}
    if number in names:
        return names[number]
    ones = names.get(number % 10, "one" if number % 10 == 1 else None)
    return f"{names[number - number % 10]}-{ones}" if 20 < number < 100 else None


def plain(number: Decimal) -> Value:
    """A number as it compares.

    >>> plain(Decimal("2500.50"))
    '2500.5'
    """
    return f"{number.normalize():f}"


@cache
def _units() -> dict[str, str]:
    return table("german cardinals") | table("german number stems")


def _compound(word: str) -> int | None:
    if word in _units():
        return int(_units()[word])
    for name, by in (("tausend", 1000), ("hundert", 100), ("und", 0)):
        left, found, right = word.partition(name)
        if not found or not (by or (left and right)):
            continue
        first = _compound(left) if left else 1
        second = _compound(right.removeprefix("und")) if right else 0
        if first is not None and second is not None:
            return first * by + second if by else first + second
    return None


@cache
def _words() -> re.Pattern[str]:
    words = sorted([*_units(), "und", "hundert", "tausend"], key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})+")
