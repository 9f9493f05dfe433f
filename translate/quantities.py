"""Numbers, percentages and dates of a German text, and which of them its English does not keep."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain, pairwise, repeat
from operator import itemgetter
from typing import Literal

from glossary.linked import Span
from glossary.word_patterns import LETTERS
from translate import number_words, same_times, units
from translate.clock import Moment
from translate.number_words import Value, table

Language = Literal["german", "english"]
# What the translation has not, and what only the translation has.
Lost = tuple[tuple[str, ...], tuple[str, ...]]
# Of so many pairs of texts it is known what is lost: it is asked of one two or three times.
_PAIRS = 2048

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*")
_DIGIT = re.compile(r"\d")
_GROUPED = {
    "german": re.compile(r"\d{1,3}(?:[.\s'’]\d{3})+(?:,\d+)?"),
    "english": re.compile(r"\d{1,3}(?:[,\s'’]\d{3})+(?:\.\d+)?"),
}
_DECIMAL_POINT = {"german": ",", "english": "."}
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PERCENT = {
    "german": re.compile(r"%|prozent|v\. ?H\.", re.IGNORECASE),
    "english": re.compile(r"%|\b(?:per ?cent|percentage|pct)\b|\d ?pc\b", re.IGNORECASE),
}
_PERCENTAGE_POINTS = re.compile(r"prozentp", re.IGNORECASE), re.compile(r"\bpoints?\b", re.IGNORECASE)
# Months that are other words or names as well: not missed in the source if the translation has them.
_NO_MONTHS = frozenset({"May", "March", "Mar", "Jan", "Jun"})
# The Sunday of a newspaper's name: no day of the week if English has the name as it is.
_NAMED_AFTER_DAY = re.compile(r"\b[A-Z]\w+ am (?:Sonntag|Samstag|Sonnabend)\b")
# Names in this length are found at the beginning of compounds: Septemberausgabe, Freitagabend.
_SHORTEST_DATE = 6
# English counts the night before to the day that it begins on.
_NIGHT_BEFORE = re.compile(r"\bNacht (?:zu|zum|auf|auf den) ")

_WORD_BEHIND = re.compile(r"[\s\u00a0-]?([^\W\d_]+)")
# What makes digits part of a word or of a time.
_GLUED = re.compile(r"[^\W\d_]|\s*Uhr\b")
# English writes a half as a word of its own: half a million, two and a half, a year and a half.
_AND_A_HALF = re.compile(r"\ban? \w+ and a half\b", re.IGNORECASE)
_HALF = re.compile(r"\b(?:an? )?half(?: an?)?\b", re.IGNORECASE)
_VULGAR_FRACTION = re.compile(r"(?<!\d)(\d*) ?([¼½¾])")
_HUNDREDTHS = {"¼": "25", "½": "5", "¾": "75"}
# Digits that numbers are read up to; more are no quantity, and compare as they are written.
_MOST_DIGITS = 100


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it is written; each of its readings is a set of values that belong together."""

    surface: str
    readings: tuple[frozenset[Value], ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """The number at `source` of the German stands wrong at `hypothesis` of the English: `english` is right."""

    source: tuple[int, int]
    hypothesis: tuple[int, int]
    english: str


@lru_cache(maxsize=_PAIRS)
def lost_numbers(source: str, hypothesis: str) -> Lost:
    """Numbers of the source that the translation has not, and numbers that only the translation has.

    What stands in words on one side may stand in digits on the other. Times of day are not asked for.
    """
    times = same_times.compared(source, hypothesis)
    asked = _all_numbers(_with_decimals(same_times.without(source, times.source), ","), "german")
    kept = _all_numbers(_with_decimals(same_times.without(hypothesis, times.hypothesis), "."), "english")
    source, hypothesis = _with_decimals(source, ","), _with_decimals(hypothesis, ".")
    lost = _not_among(asked, _values(hypothesis, "english")) if asked else ()
    return lost, _made_up(kept, source, times.moments) if kept else ()


def _made_up(kept: list[_Number], source: str, moments: frozenset[Moment]) -> tuple[str, ...]:
    """Those of the numbers of a translation that its source has not."""
    hours = frozenset(str(hour) for one in moments for hour in (one.hour, one.hour % 12, one.hour % 12 or 12))
    made_up = _not_among(kept, _values(source, "german") | hours)
    # English words may stand in the German: Best-of-five.
    borrowed = {word.lower() for word in LETTERS.findall(source)} if made_up else ()
    return tuple(surface for surface in made_up if surface not in borrowed)


def in_english(source: str) -> Iterator[tuple[int, int, str]]:
    """Numbers, months and days of a German text in English, each with its place `[start, end)` in the source.

    Whole numbers and those with decimals; not what may be a time, a date in digits or a score.
    """
    for word in LETTERS.finditer(source):
        value = number_words.cardinal(word[0].lower())
        if value and (english := number_words.in_words(value)):
            yield *word.span(), english
        for kind in ("months", "weekdays"):
            date = table(f"german {kind}").get(word[0])
            if date and not source.startswith(".", word.end()):
                names = [name for name, of in table(f"english {kind}").items() if of == date]
                yield *word.span(), max(names, key=len)
    yield from _digits_in_english(source)


def _digits_in_english(source: str) -> Iterator[tuple[int, int, str]]:
    for found in _NUMBER.finditer(source):
        surface = found[0]
        if (
            len(surface) > _MOST_DIGITS
            or _GLUED.match(source, found.end())
            or source[max(found.start() - 1, 0) : found.start()].isalpha()
        ):
            continue
        whole, _, decimals = surface.partition(",")
        if _GROUPED["german"].fullmatch(surface) or re.fullmatch(r"\d+(?:,\d+)?", surface):
            english = re.sub(r"\D", ",", whole)
            yield *found.span(), f"{english}.{decimals}" if decimals else english


def corrected(source: str, hypothesis: str) -> Correction | None:
    """What makes a translation's numbers right, if it has one number wrong and none too many or too few.

    Never the numbers of times; and none where a unit is another one too, as in "two weeks" for "14 Tage".
    """
    lost, made_up = lost_numbers(source, hypothesis)
    if len(lost) != 1 or len(made_up) != 1 or any(units.unshared(source, hypothesis)):
        return None
    times = same_times.compared(source, hypothesis)
    asked = [
        number
        for number in in_english(source)
        if source[slice(*number[:2])] in lost and not _overlaps(number[0], number[1], times.source)
    ]
    wrong = [place for place in _places(made_up[0], hypothesis) if not _overlaps(*place, times.hypothesis)]
    if len(asked) != 1 or len(wrong) != 1:
        return None
    [(start, end, english)], [(low, high)] = asked, wrong
    if hypothesis[low].isupper():
        english = english.capitalize()
    better = hypothesis[:low] + english + hypothesis[high:]
    # What has an ending may need another one: 1st, 2nd.
    if hypothesis[high : high + 1].isalpha() or any(lost_numbers(source, better)):
        return None
    return Correction((start, end), (low, high), english)


def _places(surface: str, hypothesis: str) -> list[Span]:
    """Where a number that was found in an English text stands in it."""
    if surface[0].isdigit():
        return [found.span() for found in _NUMBER.finditer(hypothesis) if found[0] == surface]
    words = r"[\s-]".join(map(re.escape, surface.split()))
    return [found.span() for found in re.finditer(rf"(?<!\w){words}(?!\w)", hypothesis, re.IGNORECASE)]


def _overlaps(start: int, end: int, places: Sequence[Span]) -> bool:
    """Whether characters are among those of places, which are in order and apart."""
    index = bisect_right(places, start, key=itemgetter(1))
    return index < len(places) and places[index][0] < end


def lost_percentages(source: str, hypothesis: str) -> bool:
    """Whether one side speaks of per cent and the other does not."""
    asked, kept = _PERCENT["german"].search(source), _PERCENT["english"].search(hypothesis)
    points = all(words.search(text) for words, text in zip(_PERCENTAGE_POINTS, (source, hypothesis), strict=True))
    return bool(asked) != bool(kept) and not points


@lru_cache(maxsize=_PAIRS)
def lost_dates(source: str, hypothesis: str) -> Lost:
    """Months and days of the week that the translation has not, and such that only the translation has."""
    named = set(_NAMED_AFTER_DAY.findall(source)) & set(_NAMED_AFTER_DAY.findall(hypothesis))
    if named:
        source = _NAMED_AFTER_DAY.sub(lambda found: "" if found[0] in named else found[0], source)
    months = _lost_of_kind(source, hypothesis, "months")
    if _NIGHT_BEFORE.search(source):
        return months
    weekdays = _lost_of_kind(source, hypothesis, "weekdays")
    return (*months[0], *weekdays[0]), (*months[1], *weekdays[1])


def _lost_of_kind(source: str, hypothesis: str, kind: str) -> Lost:
    asked, kept = dict(_dates(source, "german", kind)), dict(_dates(hypothesis, "english", kind))
    if asked.keys() == kept.keys():
        return (), ()
    # A month may stand in digits: 16.7.2017.
    digits = _in_digits(source + " " + hypothesis) if kind == "months" else frozenset()
    lost = tuple(word for value, word in asked.items() if value not in kept and value not in digits)
    made_up = tuple(
        word
        for value, word in kept.items()
        if value not in asked
        and value not in digits
        and word not in _NO_MONTHS
        and word not in source
        and not _is_part(value, source, kind)
    )
    return lost, made_up


def _is_part(value: Value, source: str, kind: str) -> bool:
    """Whether a word of a German text ends with a month or day: Ostermontag."""
    names = (name for name, of in table(f"german {kind}").items() if of == value and len(name) >= _SHORTEST_DATE)
    return any(re.search(rf"[^\W\d_]{name}", source, re.IGNORECASE) for name in names)


def _in_digits(text: str) -> frozenset[Value]:
    return frozenset(value for number in _numbers(text, "german") for reading in number.readings for value in reading)


def _with_decimals(text: str, point: str) -> str:
    """The text with `1½` written as `1,5`."""
    if not any(sign in text for sign in _HUNDREDTHS):
        return text
    return _VULGAR_FRACTION.sub(lambda found: f"{found[1] or 0}{point}{_HUNDREDTHS[found[2]]}", text)


def _not_among(numbers: list[_Number], values: frozenset[Value]) -> tuple[str, ...]:
    absent = (n.surface for n in numbers if not any(reading <= values for reading in n.readings))
    return tuple(dict.fromkeys(absent))


def _all_numbers(text: str, language: Language) -> list[_Number]:
    """The numbers of a text in digits and in words."""
    phrases = number_words.german(text) if language == "german" else number_words.english(text)
    return [*_numbers(text, language), *(_Number(*phrase) for phrase in phrases)]


def _numbers(text: str, language: Language) -> list[_Number]:
    if not _DIGIT.search(text):
        return []
    magnitudes = table(f"{language} magnitudes")
    numbers = []
    for found in _NUMBER.finditer(text):
        readings = list(_readings(found[0], language))
        following = _WORD_BEHIND.match(text, found.end())
        word = following[1].lower() if following else ""
        if word in magnitudes and len(found[0]) <= _MOST_DIGITS:
            by = magnitudes[word]
            values = [next(iter(reading)) for reading in readings if len(reading) == 1]
            scaled = [{number_words.plain(Decimal(value) * Decimal(by))} for value in values]
            marked = [{value, f"×{by}"} for value in values]
            # A single letter may stand for metres as well as for millions.
            plain = readings if len(word) == 1 else []
            readings = [*plain, *map(frozenset, (*scaled, *marked))]
        numbers.append(_Number(found[0], tuple(readings)))
    return numbers


def _readings(surface: str, language: Language) -> Iterator[frozenset[Value]]:
    point = _DECIMAL_POINT[language]
    if len(surface) > _MOST_DIGITS:
        yield frozenset({surface})
        return
    if _GROUPED[language].fullmatch(surface):
        whole, _, decimals = surface.partition(point)
        yield frozenset({number_words.plain(Decimal(re.sub(r"\D", "", whole) + "." + (decimals or "0")))})
        return
    parts = [int(part) for part in re.split(r"\D", surface)]
    if len(parts) == 1:
        yield from _readings_of_whole(surface, parts[0])
        return
    if len(parts) == 2 and ":" not in surface:
        yield frozenset({number_words.plain(Decimal(re.sub(r"\D", ".", surface)))})
        if point in surface and not (language == "english" and len(surface) == len(str(parts[0])) + 3):
            return
    yield frozenset(map(str, parts))


def _readings_of_whole(surface: str, number: int) -> Iterator[frozenset[Value]]:
    """A number without parts, and a year in two digits."""
    yield frozenset({str(number)})
    if _YEAR.fullmatch(surface):
        yield frozenset({str(number % 100)})


def _values(text: str, language: Language) -> frozenset[Value]:
    """All values that a text has, in digits or words."""
    values = {value for number in _numbers(text, language) for reading in number.readings for value in reading}
    values |= {value for value, _ in _dates(text, language, "months")}
    if language == "english":
        text = _HALF.sub("half", _AND_A_HALF.sub("one half", text))
    words = [word.lower() for word in LETTERS.findall(text)]
    values |= set(_in_german_words(words) if language == "german" else number_words.in_english(words))
    return frozenset(values)


def _in_german_words(words: list[str]) -> Iterator[Value]:
    magnitudes = table("german magnitudes")
    before = "1"
    for previous, word in pairwise(["", *words]):
        if word in magnitudes:
            yield f"×{magnitudes[word]}"
        if by := magnitudes.get(word) or table("german number stems").get(word):
            yield number_words.plain(Decimal(before) * Decimal(by))
        value = number_words.beginning(word)
        before = value or "1"
        if value:
            yield value
        # Half eight is 7:30.
        if value and value.isdigit() and previous == "halb":
            yield from (str(int(value) - 1), "30")


def _dates(text: str, language: Language, kind: str) -> Iterator[tuple[Value, str]]:
    """The months or days of the week that a text names, compounds included, each with its number."""
    return chain.from_iterable(map(_dates_in_word, LETTERS.findall(text), repeat(language), repeat(kind)))


@lru_cache(maxsize=65536)
def _dates_in_word(word: str, language: Language, kind: str) -> tuple[tuple[Value, str], ...]:
    names = table(f"{language} {kind}")
    if word.isupper() or len(word) > _SHORTEST_DATE:
        word = word.capitalize()
    if word in names:
        return ((names[word], word),)
    if len(word) <= _SHORTEST_DATE or not word.startswith(_beginnings(language, kind)):
        return ()
    return tuple((names[name], name) for name in _beginnings(language, kind) if word.startswith(name))


@cache
def _beginnings(language: Language, kind: str) -> tuple[str, ...]:
    """The months or days that compounds begin with."""
    return tuple(name for name in table(f"{language} {kind}") if len(name) >= _SHORTEST_DATE)
