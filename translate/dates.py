"""Dates in digits in a German text, and how English writes them.

>>> [(date.start, date.end, date.english) for date in read("Am 7.10. und vom 3. bis 5.11.2020, nicht in Kapitel 3.4.")]
[(3, 8, '7 October'), (17, 33, '3 to 5 November 2020')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from glossary import wordlists
from translate.number_words import table

# Without this a text has no date; the patterns of dates are large, and most texts need none.
_ANY = re.compile(r"[0-9]\.")
_SPACE = "[ \u00a0\u202f]?"
_DAY, _MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_JOINT = rf"{_SPACE}(?:,|und|oder|sowie|bis|[-–—/]){_SPACE}"
_DATE = rf"{_DAY}\.{_SPACE}{_MONTH}\.(?:{_SPACE}(?:1[5-9][0-9][0-9]|20[0-9][0-9]|[0-9][0-9]))?(?![0-9])"
_DATES = (
    rf"(?<![\w.,/:§@#-])(?:{_DAY}\.{_JOINT}){{0,4}}{_DATE}(?:{_JOINT}{_DATE}){{0,6}}"
    r"(?!\w|\.[0-9]|[.:,/-][0-9]|-[^\W\d_])"
)
_PART = rf"({_DAY})\.{_SPACE}({_MONTH})\.(?:({_SPACE})([0-9]{{4}}|[0-9]{{2}})(?![0-9]))?|({_DAY})\.|({_JOINT})"
_WITH_MONTH = rf"(?<![\w.,/:§@#-])({_DAY})\.{_SPACE}([-–—/]){_SPACE}({_DAY})\.{_SPACE}([^\W\d_]+)"
_TWO_MONTHS = (
    rf"(?<![\w.,/:§@#-])({_DAY})\.{_SPACE}([^\W\d_]{{3,9}})\.?{_SPACE}(?:bis(?: zum)?|[-–—])"
    rf"{_SPACE}({_DAY})\.{_SPACE}([^\W\d_]{{3,9}})"
    r"(?: ([12][0-9]{3})(?![0-9]|\.[0-9]))?"
)
_JOINTS = {"und": " and ", "sowie": " and ", "oder": " or ", ",": ", ", "/": "/"}
_LONGEST_MONTH = {month: 31 - (month in (4, 6, 9, 11)) - 3 * (month == 2) for month in range(1, 13)}
# Years of two digits from here on are of the last century.
_PIVOT = 40
_WORD_BEFORE = re.compile(r"([^\W\d_]{1,40}|§)\.?[ \u00a0\u202f(]{0,3}\Z")
# Of a word before a date no more is read.
_BEFORE = 40
_YEAR_APART = re.compile(r"[0-9]\.([ \u00a0\u202f]?)[0-9]{1,2}(\.)[ \u00a0\u202f]([0-9]{2,4})\Z")
_COUNTED = re.compile(r"[ \u00a0\u202f]?(?:[A-ZÄÖÜ€$%°–-]|bis\b|und\b)")
_NAME = re.compile(r"[ \u00a0\u202f](?!Uhr)[A-ZÄÖÜ]")
# Behind these a text ends, and its full stop may be that of a date.
_END = re.compile(r"[\"'“”„«»‚‘’]{0,4}\Z")
_LAST = re.compile(r"[\"'“”„«»‚‘’).!?;: ]{0,6}\Z")

# A day as it is written: its number, its month and the digits of its year, where it has its own.
_Day = tuple[int, int | None, str | None]


@dataclass(frozen=True, slots=True)
class Date:
    """What stands at `[start, end)` in the text: dates, `days` as day, month and, where it is said, year."""

    start: int
    end: int
    english: str
    days: tuple[tuple[int, int, int | None], ...]


def read(text: str) -> list[Date]:
    """The dates in digits of a German text, in order. A full stop that ends the text is no part of one."""
    if not _ANY.search(text):
        return []
    found = [*_in_digits(text), *_with_names(text), *_of_two_months(text)]
    return sorted(found, key=lambda date: date.start)


def _with_names(text: str) -> Iterator[Date]:
    """Two days of one month that has its name: 1./2. Mai, 3.-5. Mai."""
    for found in _compiled(_WITH_MONTH).finditer(text):
        month = table("german months").get(found[4])
        first, last = int(found[1]), int(found[3])
        if month and first < last <= _LONGEST_MONTH[int(month)]:
            joint = "/" if found[2] == "/" else " to "
            english = f"{first}{joint}{last} {_name(int(month))}"
            yield Date(*found.span(), english, ((first, int(month), None), (last, int(month), None)))


def _of_two_months(text: str) -> Iterator[Date]:
    """From a day of one month to one of another: of the second one small models lose the name."""
    for found in _compiled(_TWO_MONTHS).finditer(text):
        months = table("german months")
        first, last = months.get(found[2]), months.get(found[4])
        if first and last and first != last:
            days = (int(found[1]), int(first)), (int(found[3]), int(last))
            if all(day <= _LONGEST_MONTH[month] + (month == 2) for day, month in days):
                year = int(found[5]) if found[5] else None
                english = " to ".join(f"{day} {_name(month)}" for day, month in days) + (f" {year}" if year else "")
                yield Date(*found.span(), english, tuple((day, month, year) for day, month in days))


def _in_digits(text: str) -> Iterator[Date]:
    for found in _compiled(_DATES).finditer(text):
        date = _date(text, found.start(), _end(text, *found.span()))
        if date:
            yield date


def _end(text: str, start: int, end: int) -> int:
    """Where a date ends: before a year that stands apart and counts what follows, as in `am 7.10. 2000 Besucher`."""
    year = _YEAR_APART.search(text, start, end)
    if not year:
        return end
    tight, short = not year[1], len(year[3]) == 2
    counts = (tight and short) or ((tight or short) and _COUNTED.match(text, end))
    return year.end(2) if counts else end


def _date(text: str, start: int, end: int) -> Date | None:
    """The date at a place, None if its numbers or what is around them make it none."""
    days: list[_Day] = []
    joints: list[str] = []
    for part in _compiled(_PART).finditer(text, start, end):
        if part[6]:
            joints.append(_JOINTS.get(part[6].strip(), " to "))
        elif part[5]:
            days.append((int(part[5]), None, None))
        else:
            days.append((int(part[1]), int(part[2]), part[4]))
    whole = _completed(days)
    if not whole or len(joints) != len(days) - 1:
        return None
    lengths = {len(year) for _, _, year in days if year}
    if not _is_date(text, start, end, short=2 in lengths, long=4 in lengths):
        return None
    at_end = text[end - 1] == "." and bool(_END.match(text, end))
    english = "".join(f"{_written(day)}{joint}" for day, joint in zip(days, [*joints, ""], strict=True))
    return Date(start, end - at_end, english, whole)


def _written(day: _Day) -> str:
    """A day in English, its month and year where it has its own."""
    number, month, year = day
    name = f" {_name(month)}" if month else ""
    return f"{number}{name} {_year(year) or ''}".rstrip()


def _completed(days: list[_Day]) -> tuple[tuple[int, int, int | None], ...] | None:
    """Days with the month that stands only with the last of them; None if the calendar has no such day."""
    whole: list[tuple[int, int, int | None]] = []
    month: int | None = None
    year: int | None = None
    for day, own, digits in reversed(days):
        if not own and whole and day >= whole[-1][0]:
            return None
        month, year = own or month, _year(digits) or year
        if not month or day > _LONGEST_MONTH[month] + (month == 2 and not (year and year % 4)):
            return None
        whole.append((day, month, year))
    return tuple(reversed(whole))


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < _PIVOT else 1900)


def _is_date(text: str, start: int, end: int, *, short: bool, long: bool) -> bool:
    """Whether numbers with dots are a date by what stands before: not `Kapitel 3.4.`, not `Linux 2.10.13`.

    `short` ones have a year in two digits, `long` ones in four.
    """
    word = _WORD_BEFORE.search(text, max(start - _BEFORE, 0), start)
    if not word:
        # Headings have numbers too: 2.3. Methoden.
        return long or start > 0 or not _NAME.match(text, end)
    if word[1] == "§" or word[1] in _words("before no date"):
        return False
    if (
        long
        or text[start - 1] == "("
        or word[1].lower() in _words("before dates")
        or word[1] in table("german weekdays")
    ):
        return True
    spaced = re.search(r"[0-9]\.[ \u00a0\u202f][0-9]", text[start:end])
    return word[1][0].isupper() and not (short or spaced or _LAST.match(text, end))


def _name(month: int) -> str:
    return max((name for name, of in table("english months").items() if of == str(month)), key=len)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _words(section: str) -> frozenset[str]:
    return wordlists.words("translate", "contexts.txt")[section]
