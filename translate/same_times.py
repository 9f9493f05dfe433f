"""Whether a German text and its English speak of the same times of day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from glossary.linked import Span
from translate import english_times, number_words, times
from translate.clock import Moment
from translate.number_words import table

# The twenty-o'clock news.
_COMPOUND = re.compile(r"(?<![\w.,:-])([0-9]{1,2})-Uhr-")
_NOON = re.compile(r"mittag", re.IGNORECASE)
_MIDNIGHT = re.compile(r"mitternacht", re.IGNORECASE)
# What may be a time and a number as well: 5.30, 17:30.
_LOOSE = re.compile(r"(?<![\w.,:])([0-9]{1,2})[.:]([0-5][0-9])(?![\w:]|[.,][0-9])")
_NUMBER = re.compile(r"(?<![\w.,:])[0-9]{1,2}(?![\w:]|[.,][0-9])|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Times that the English has not, times that only the English has; and where both texts have times."""

    lost: tuple[str, ...]
    made_up: tuple[str, ...]
    source: tuple[Span, ...]
    hypothesis: tuple[Span, ...]
    moments: tuple[Moment, ...]


@lru_cache(maxsize=1024)
def compared(source: str, hypothesis: str) -> Comparison:
    """Compare times of day.

    Where one side does not say which half of the day is meant, either is right. An hour may stand alone in the
    English, as in "from 9 to 5".
    """
    german = list(_german(source))
    english = english_times.read(hypothesis)
    hours = _hours_alone(hypothesis, [(start, end) for start, end, _ in english])
    kept = [*(moment for _, _, moment in english), *_loose(hypothesis, [(start, end) for start, end, _ in english])]
    lost = [
        source[start:end]
        for start, end, moments in german
        if not all(any(_same(moment, other) for other in kept) or _is_hour(moment, hours) for moment in moments)
    ]
    asked = [moment for _, _, moments in german for moment in moments]
    said = tuple(asked)
    asked += _loose(source, [(start, end) for start, end, _ in german])
    if _NOON.search(source):
        asked.append(Moment(12, 0, certain=True))
    if _MIDNIGHT.search(source):
        asked.append(Moment(0, 0, certain=True))
        if not any(_same(asked[-1], other) for other in kept) and not {0, 12} & hours:
            lost.append("Mitternacht")
    loose = _hours_alone(source, [(start, end) for start, end, _ in german])
    made_up = [
        hypothesis[start:end]
        for start, end, moment in english
        if moment.certain
        and hypothesis[start:end] not in source
        and not (any(_same(moment, other) for other in asked) or _is_hour(moment, loose))
    ]
    places = [
        (start, end) for start, end, moment in english if moment.certain or any(_same(moment, one) for one in asked)
    ]
    return Comparison(
        tuple(dict.fromkeys(lost)),
        tuple(dict.fromkeys(made_up)),
        tuple((start, end) for start, end, _ in german),
        tuple(places),
        said,
    )


def without(text: str, places: tuple[Span, ...]) -> str:
    """A text with spaces in places of it.

    >>> without("At 8 p.m. he", ((3, 9),))
    'At        he'
    """
    pieces, at = [], 0
    for start, end in places:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join(pieces) + text[at:]


def _german(source: str) -> Iterator[tuple[int, int, tuple[Moment, ...]]]:
    for one in times.read(source):
        yield one.start, one.end, one.moments
    for found in _COMPOUND.finditer(source):
        if int(found[1]) <= 24:
            yield found.start(), found.end(1), (Moment(int(found[1]), 0, certain=True),)


def _loose(text: str, places: list[Span]) -> Iterator[Moment]:
    """What may be a time by its form, outside of some places."""
    for found in _LOOSE.finditer(without(text, tuple(places))):
        if int(found[1]) <= 24:
            yield Moment(int(found[1]), int(found[2]), certain=int(found[1]) > 12 or found[1][0] == "0")


def _hours_alone(text: str, places: list[Span]) -> frozenset[int]:
    """Numbers that may be hours, in digits or words, outside of some places."""
    values = set()
    for word in _NUMBER.findall(without(text, tuple(places))):
        if word[0].isdecimal():
            values.add(int(word))
        else:
            english = table("english numbers").get(word.lower(), "")
            values.add(number_words.cardinal(word.lower()) or (int(english) if english.isdecimal() else -1))
    return frozenset(value for value in values if 0 <= value <= 24)


def _is_hour(moment: Moment, hours: frozenset[int]) -> bool:
    """Whether a full hour is among numbers; those up to twelve count for both halves of the day."""
    if moment.minute:
        return False
    return any(hour == moment.hour or (hour <= 12 and (hour - moment.hour) % 12 == 0) for hour in hours)


def _same(one: Moment, other: Moment) -> bool:
    period = 24 if one.certain and other.certain else 12
    return one.minute == other.minute and (one.hour - other.hour) % period == 0
