"""Times of day in an English text.

>>> [(one.hour, one.minute, one.certain) for _, _, one in read("From 7.30pm to midnight, or at half past six.")]
[(19, 30, True), (0, 0, True), (6, 30, False)]
"""

import re
from collections.abc import Iterator
from functools import cache

from translate.clock import Moment
from translate.number_words import table

# The place of a time in a text, and the time.
Found = tuple[int, int, Moment]

_SPACE = "[ \u00a0\u202f]?"
_HALF = rf"{_SPACE}([ap])(?:\.{_SPACE}m\b\.?|m\b)"
_NO_NUMBER = r"(?<![\w.,:/$€£-])"
_TWELVE = re.compile(rf"\b(?:(?:12{_SPACE}|twelve )?(noon|midday|midnight))\b", re.IGNORECASE)
_ZONE = r"CES?T|UTC|GMT|WES?T|EES?T|BST|MSK|[EPMC][SD]?T|local|h\b|hours|hrs|o['’]?clock"
_MILITARY = re.compile(rf"(?<![\w.,:-])([01][0-9]|2[0-4])([0-5][0-9]) ?(?:{_ZONE})")
_COLON = re.compile(
    rf"{_NO_NUMBER}(?:([0-9]{{1,2}})[:hH]([0-5][0-9])(?!\w|[:.,][0-9])"
    rf"|([0-9]{{1,2}})\.([0-5][0-9])(?= ?\(?(?:{_ZONE})))"
)
_PART = re.compile(
    r",? (?:(?:in the|this|that|yesterday|tomorrow|every|each|on \w+day) (?:early |late )?(morning|afternoon|evening)"
    r"|(at night)|(tonight))\b",
    re.IGNORECASE,
)


def read(text: str) -> list[Found]:
    """The times of an English text, in order, none overlapping another.

    Not hours alone, as in "from 9 to 5".
    """
    found: list[Found] = []
    for start, end, moment in sorted(_all(text), key=lambda one: (one[0], -one[1])):
        if not found or found[-1][1] <= start:
            part = _PART.match(text, end)
            found.append((start, end, _in_part(moment, part) if part and not moment.certain else moment))
    return found


def _all(text: str) -> Iterator[Found]:
    for match in _TWELVE.finditer(text):
        yield *match.span(), Moment(0 if match[1].lower() == "midnight" else 12, 0, certain=True)
    for match in _MILITARY.finditer(text):
        yield from _found(match, int(match[1]), int(match[2]), certain=True)
    for match in _COLON.finditer(text):
        hour, minute = match[1] or match[3], int(match[2] or match[4])
        yield from _found(match, int(hour), minute, certain=hour[0] == "0" or int(hour) > 12)
    for match in _halved().finditer(text):
        hour = _value(match[1])
        if hour <= 12:
            late = match[3].lower() == "p"
            yield *match.span(), Moment(hour % 12 + 12 * late, int(match[2] or 0), certain=True)
        else:
            yield from _found(match, hour, int(match[2] or 0), certain=True)
    for match in _clock().finditer(text):
        yield from _found(match, _value(match[1]), 0, certain=_value(match[1]) > 12)
    yield from _spoken(text)


def _spoken(text: str) -> Iterator[Found]:
    """Half past six, a quarter to nine, ten past three."""
    for match in _fractions().finditer(text):
        hour = _value(match[4])
        minutes = 30 if match[1] else 15 if match[2] and "quarter" in match[2].lower() else _minutes(match[2])
        way = (match[3] or "").lower()
        before = way in ("to", "before", "of")
        # "Ten of twelve people" is no time.
        if way == "of" and minutes != 15:
            continue
        total = hour * 60 + (-minutes if before else minutes)
        if 0 < hour <= 12 and 0 < minutes < 60:
            yield *match.span(), Moment(total // 60 % 12, total % 60, certain=False)


def _found(match: re.Match[str], hour: int, minute: int, *, certain: bool) -> Iterator[Found]:
    if hour < 24 or (hour == 24 and not minute):
        yield *match.span(), Moment(hour, minute, certain)


def _in_part(moment: Moment, part: re.Match[str]) -> Moment:
    """A time of which the part of the day behind it says the half: at eight in the evening."""
    hour = moment.hour % 12
    if (part[1] or "").lower() == "morning":
        late = False
    elif part[2]:
        # In the night hours before noon are those until six, and twelve is the one that ends the day.
        late = 6 < hour < 12
    else:
        late = True
    return Moment(hour + 12 * late, moment.minute, certain=True)


def _minutes(words: str) -> int:
    return sum(_value(word) for word in words.split("-"))


def _value(word: str) -> int:
    return int(word) if word.isdigit() else int(table("english numbers")[word.lower()])


@cache
def _hours() -> str:
    """A regular expression of numbers up to twelve, digits up to 24."""
    words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    return rf"(?:[01]?[0-9]|2[0-4]|{'|'.join(words)})"


@cache
def _halved() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,:$€£])({_hours()})(?:[:.h]([0-5][0-9]))?{_HALF}", re.IGNORECASE)


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(rf"{_NO_NUMBER}({_hours()}) ?o['’ ]?clock\b", re.IGNORECASE)


@cache
def _fractions() -> re.Pattern[str]:
    minutes = r"5|10|20|25|five|ten|twenty(?:-five)?|(?:a )?quarter"
    way = r"past|after|to|before|of"
    # "Five to ten p.m." may be two hours.
    return re.compile(
        rf"(?<![\w.,:-])(?:(half)[ -]past|({minutes})(?: minutes)?[ -]({way}))[ -]({_hours()})\b"
        rf"(?!{_HALF}|[:.,]?[0-9%])",
        re.IGNORECASE,
    )
