"""Whether a German text and its English speak of the same times of day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from glossary.linked import Span
from translate import english_times, number_words, times
from translate.clock import Moment
from translate.number_words import table

# The twenty-o'clock news.
_COMPOUND = re.compile(r"(?<![\w.,:-])([0-9]{1,2})-Uhr-")
_NOON = re.compile(r"mittag", re.IGNORECASE)
_MIDNIGHT = re.compile(r"mitternacht", re.IGNORECASE)
_TWELVE_AT_NIGHT = Moment(0, 0, certain=True)
# The place of times in a German text, and the times.
_Place = tuple[int, int, tuple[Moment, ...]]
# What may be a time and a number as well: 5.30, 17:30.
_LOOSE = re.compile(r"(?<![\w.,:])([0-9]{1,2})[.:]([0-5][0-9])(?![\w:]|[.,][0-9])")
_NUMBER = re.compile(r"(?<![\w.,:])[0-9]{1,2}(?![\w:]|[.,][0-9])|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Times that the English has not, times that only the English has; where both have times; those of the German."""

    lost: tuple[str, ...]
    made_up: tuple[str, ...]
    source: tuple[Span, ...]
    hypothesis: tuple[Span, ...]
    moments: frozenset[Moment]


_NO_TIMES = Comparison((), (), (), (), frozenset())


@lru_cache(maxsize=256)
def compared(source: str, hypothesis: str) -> Comparison:
    """Compare times of day.

    Where one side does not say which half of the day is meant, either is right. An hour may stand alone in the
    English, as in "from 9 to 5".
    """
    german, english = sorted(_german(source), key=itemgetter(0)), english_times.read(hypothesis)
    if not german and not english and not _MIDNIGHT.search(source):
        return _NO_TIMES
    places = tuple((start, end) for start, end, _ in german)
    said = {moment for _, _, moments in german for moment in moments}
    asked = _Times({*said, *_loose(source, places), *_named(source)}, _hours_alone(source, places))
    kept = _english(hypothesis, english)
    lost = _lost(source, german, kept)
    alone = dict.fromkeys(hypothesis[start:end] for start, end, one in english if one.certain and not asked.has(one))
    made_up = tuple(time for time in alone if time not in source)
    shared = tuple((start, end) for start, end, moment in english if moment.certain or asked.has_moment(moment))
    return Comparison(tuple(dict.fromkeys(lost)), made_up, places, shared, frozenset(said))


def _lost(source: str, german: list[_Place], kept: "_Times") -> list[str]:
    lost = [source[start:end] for start, end, moments in german if not all(map(kept.has, moments))]
    midnight = _MIDNIGHT.search(source)
    return [*lost, midnight[0]] if midnight and not kept.has(_TWELVE_AT_NIGHT) else lost


def _english(hypothesis: str, english: list[english_times.Found]) -> "_Times":
    places = tuple((start, end) for start, end, _ in english)
    moments = {moment for _, _, moment in english}
    return _Times({*moments, *_loose(hypothesis, places)}, _hours_alone(hypothesis, places))


class _Times:
    """The times of a text, and the numbers in it that may be hours."""

    def __init__(self, moments: set[Moment], hours: frozenset[int]) -> None:
        self.hours = hours
        self._sure = {(one.hour % 24, one.minute) for one in moments if one.certain}
        self._unsure = {(one.hour % 12, one.minute) for one in moments if not one.certain}
        self._halved = {(one.hour % 12, one.minute) for one in moments}

    def has(self, moment: Moment) -> bool:
        """Whether a time is among those of the text, or its hour among the numbers.

        Numbers up to twelve count for both halves of the day.
        """
        if self.has_moment(moment):
            return True
        return not moment.minute and (
            moment.hour in self.hours or any(hour <= 12 and (hour - moment.hour) % 12 == 0 for hour in self.hours)
        )

    def has_moment(self, moment: Moment) -> bool:
        """Whether a time is among those of the text."""
        half = (moment.hour % 12, moment.minute)
        if not moment.certain:
            return half in self._halved
        return half in self._unsure or (moment.hour % 24, moment.minute) in self._sure


def without(text: str, places: tuple[Span, ...]) -> str:
    """A text with spaces in places of it.

    >>> without("At 8 p.m. he", ((3, 9),))
    'At        he'
    """
    if not places:
        return text
    pieces, at = [], 0
    for start, end in places:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join(pieces) + text[at:]


def _german(source: str) -> Iterator[_Place]:
    for one in times.read(source):
        yield one.start, one.end, one.moments
    for found in _COMPOUND.finditer(source):
        if int(found[1]) <= 24:
            yield found.start(), found.end(1), (Moment(int(found[1]), 0, certain=True),)


def _named(source: str) -> Iterator[Moment]:
    """Noon and midnight, where the German has a word for them."""
    if _NOON.search(source):
        yield Moment(12, 0, certain=True)
    if _MIDNIGHT.search(source):
        yield _TWELVE_AT_NIGHT


def _loose(text: str, places: tuple[Span, ...]) -> Iterator[Moment]:
    """What may be a time by its form, outside of some places."""
    for found in _LOOSE.finditer(without(text, places)):
        if int(found[1]) <= 24:
            yield Moment(int(found[1]), int(found[2]), certain=int(found[1]) > 12 or found[1][0] == "0")


def _hours_alone(text: str, places: tuple[Span, ...]) -> frozenset[int]:
    """Numbers that may be hours, in digits or words, outside of some places."""
    values = set()
    for word in _NUMBER.findall(without(text, places)):
        if word[0].isdecimal():
            values.add(int(word))
        else:
            english = table("english numbers").get(word.lower(), "")
            values.add(number_words.cardinal(word.lower()) or (int(english) if english.isdecimal() else -1))
    return frozenset(value for value in values if 0 <= value <= 24)
