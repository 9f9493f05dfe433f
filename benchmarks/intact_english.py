"""How `intact.py` reads English: times of day, dates and ordinals, in any form that a writer may choose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_MINUTES = {"five": 5, "ten": 10, "a quarter": 15, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_SPOKEN = {"fifteen": 15, "thirty": 30, "forty-five": 45, "forty five": 45}
_MONTHS = "january february march april may june july august september october november december".split()
_ONES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_TEENS = "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = {20: "twent", 30: "thirt", 40: "fort", 50: "fift", 60: "sixt", 70: "sevent", 80: "eight", 90: "ninet"}
_FEASTS = {"christmas eve": (24, 12), "new year's eve": (31, 12), "christmas day": (25, 12)}


def _as(pattern: str, name: str) -> str:
    return pattern.replace("{0}", name)


_HOUR = rf"(?<![\w$€,:.])(?:\d{{1,2}}(?!\d)|(?:{'|'.join(_HOURS)})\b)"
_HALF = r"(?:[ap]\.\s?m\b\.?|[ap]\.?m\b\.?)"
_MARK = rf"(?:\s?(?P<half{{0}}>{_HALF})|\s(?P<sharp{{0}}>o['’]clock)|(?P<hours{{0}}>\s?(?:hours|hrs)\b))"
_POINT = rf"(?P<hour{{0}}>{_HOUR})(?:[:.](?P<minute{{0}}>[0-5]\d)(?!\d|h\b|[.,:]\d))?{_MARK}?"
_DAY_PART = re.compile(
    r",?\s(?:(?:in|at|during)\s(?:the\s)?(?:early\s|late\s)?|this\s|on\s\w+\s)?(morning|afternoon|evening|night)\b|\stonight\b"
)
_DAY_PART_BEFORE = re.compile(
    r"\b(morning|afternoon|evening|night|tonight),?\s(?:(?:at|around|about|by|from|after|before|until)\s){1,2}$"
)
_RANGE = re.compile(
    rf"{_as(_POINT, '1')}(?P<joint>\s?(?:[-–—]|to\b|until\b|till\b|through\b|and\b)\s?){_as(_POINT, '2')}",
    re.IGNORECASE,
)
_SINGLE = re.compile(_as(_POINT, "1"), re.IGNORECASE)
_PHRASE = re.compile(
    rf"(?:(?P<words>{'|'.join(sorted(map(re.escape, _MINUTES), key=len, reverse=True))})|(?P<digits>\d{{1,2}}))"
    rf"(?:[ -]minutes?)?[ -](?P<way>past|after|to|before|of|till)[ -](?P<hour>{_HOUR}|noon\b|midnight\b)"
    rf"(?:\s?(?P<half>{_HALF})|\s(?P<sharp>o['’]clock))?",
    re.IGNORECASE,
)
_BRITISH = re.compile(rf"half (?P<hour>{'|'.join(_HOURS)})\b", re.IGNORECASE)
_SPOKEN_OUT = re.compile(
    rf"(?P<hour>{'|'.join(_HOURS)})[ -](?P<minute>{'|'.join(_SPOKEN)})\b(?:\s?(?P<half>{_HALF}))?", re.IGNORECASE
)
_NAMED = re.compile(
    rf"(?:(?:12|twelve)(?::00)?(?:\s?(?P<half>{_HALF}))?,?\s(?:o['’]clock\s)?(?:at\s)?)?(?P<name>noon|midday|midnight)\b",
    re.IGNORECASE,
)
_TWELVE = re.compile(r"(?:[1-9]|1[0-2])(?::\d\d)?[ \u00a0\u202f](?:a\.m\.|p\.m\.)")
_TWENTY_FOUR = re.compile(r"\d{1,2}:\d\d")

_MONTH = rf"(?P<month>{'|'.join(f'{m[:3]}(?:{m[3:]})?' if len(m) > 3 else m for m in _MONTHS)}|Sept)\b\.?"
_WORD_DAYS = "|".join(
    [*_TEENS, "twentieth", "thirtieth", *(f"{t}-{o}" for t in ("twenty", "thirty") for o in _ONES[:9]), *_ONES]
)
_DAY = rf"(?P<{{0}}>\d{{1,2}}(?:st|nd|rd|th)?|{_WORD_DAYS})(?![\w:,]\w)\b"
_AND = r"(?:\s?(?:[-–—]|to|until|till|through|and)\s?(?:the\s)?)"
_DATE = re.compile(
    rf"\b{_MONTH}\s(?:the\s)?{_as(_DAY, 'day')}(?:{_AND}{_as(_DAY, 'last')}(?!\s{_MONTH.replace('?P<month>', '?:')}))?"
    rf"|(?<![\d.:,])\b{_as(_DAY, 'Day')}(?:{_AND}{_as(_DAY, 'Last')})?\s(?:of\s)?{_MONTH.replace('month', 'Month')}",
    re.IGNORECASE,
)
RAW_DATE = re.compile(r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\d{1,2}\.\d{1,2}\.\d{4}")


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day at the characters `[start, end)`; `minute` counts from midnight, -1 for what is none: `14:30 a.m.`

    `open` says that nothing tells which half of the day is meant: what is read is then the earlier.
    """

    minute: int
    start: int
    end: int
    open: bool = False
    form: str = ""


def times(text: str) -> list[Time]:
    """All times of day in an English text.

    >>> [time.minute // 60 for time in times("open from 8 to 10 p.m. and at noon")]
    [20, 22, 12]
    """
    found: list[Time] = []
    at = 0
    while at < len(text):
        made = [] if at and text[at - 1].isalnum() else _at(text, at)
        found += made
        at = made[-1].end if made else at + 1
    return found


def _at(text: str, at: int) -> list[Time]:
    for read in (_named, _phrase, _range, _spoken, _single):
        if made := read(text, at):
            return made
    return []


def _named(text: str, at: int) -> list[Time]:
    match = _NAMED.match(text, at)
    if not match:
        return []
    midnight = match["name"].lower() == "midnight"
    if match["half"] and match["half"].lower().startswith("p") == midnight:
        return []
    return [Time(0 if midnight else 720, at, match.end(), form="named")]


def _phrase(text: str, at: int) -> list[Time]:
    match = _PHRASE.match(text, at)
    if not match:
        british = _BRITISH.match(text, at)
        return _placed(text, british, _hour(british["hour"]) * 60 + 30, "") if british else []
    from_to = text[:at].lower().endswith(("from ", "between ")) or (match["digits"] and "minute" not in match[0])
    if from_to:
        return []
    minutes = int(match["digits"]) if match["digits"] else _MINUTES[match["words"].lower()]
    named = {"noon": 12, "midnight": 24}.get(match["hour"].lower())
    signed = minutes if match["way"].lower() in ("past", "after") else -minutes
    if named:
        return [Time((named * 60 + signed) % 1440, at, match.end())]
    # The half of the day is that of the time itself: five to twelve a.m. is before noon.
    return _placed(text, match, (_hour(match["hour"]) * 60 + signed) % 720 or 720, match["half"] or "")


def _spoken(text: str, at: int) -> list[Time]:
    match = _SPOKEN_OUT.match(text, at)
    if not match:
        return []
    return _placed(text, match, _hour(match["hour"]) * 60 + _SPOKEN[match["minute"].lower()], match["half"] or "")


def _single(text: str, at: int) -> list[Time]:
    match = _SINGLE.match(text, at)
    if not match or (match["hours1"] and not match["minute1"]):
        return []
    if not _marked(match, 1) and not _DAY_PART.match(text, match.end()):
        return []
    return _placed(text, match, _minute(match, 1), match["half1"] or "")


def _range(text: str, at: int) -> list[Time]:
    match = _RANGE.match(text, at)
    if not match:
        return []
    halves = [match["half1"] or "", match["half2"] or ""]
    marked = _marked(match, 1) or _marked(match, 2)
    if match["joint"].strip() == "and" and not (_marked(match, 2) or text[:at].lower().endswith("between ")):
        return []
    whole = _DAY_PART.match(text, match.end())
    if not marked and not (whole and text[:at].lower().endswith(("from ", "between "))):
        return []
    if not any(halves) and not whole:
        halved = [Time(_minute(match, side), *match.span(f"hour{side}"), open=True) for side in (1, 2)]
        return [
            replace(time, minute=time.minute % 1440, form=_form(match, side)) for side, time in enumerate(halved, 1)
        ]
    given = whole[1] or "night" if whole and not any(halves) else ""
    first, last = (_with_half(_minute(match, side), half, given) for side, half in enumerate(halves, 1))
    if not given and not halves[0]:
        first = _shared(_minute(match, 1), halves[1], last, earlier=True)
    if not given and not halves[1]:
        last = _shared(_minute(match, 2), halves[0], first, earlier=False)
    forms = [_form(match, side) for side in (1, 2)]
    end = whole.end() if whole else match.end()
    return [Time(first, at, match.end("hour1"), form=forms[0]), Time(last, match.start("hour2"), end, form=forms[1])]


def _marked(match: re.Match[str], side: int) -> bool:
    """Whether something other than its number tells that one side of a match is a time."""
    return any(match[f"{name}{side}"] for name in ("half", "sharp", "minute"))


def _shared(minute: int, half: str, other: int, earlier: bool) -> int:
    """A time of a range that has its half of the day from the other end; or the other half, lest the range run back."""
    same = _with_half(minute, half, "")
    backwards = same > other if earlier else same < other
    return (same + 720) % 1440 if backwards and minute < 780 else same


def _placed(text: str, match: re.Match[str], minute: int, half: str) -> list[Time]:
    """A time with the half of the day that is written at it or beside it."""
    after = _DAY_PART.match(text, match.end())
    before = _DAY_PART_BEFORE.search(text[: match.start()].lower())
    part = (after[1] or "night") if after else (before[1] if before else "")
    end = after.end() if after else match.end()
    value = _with_half(minute, half, "night" if part == "tonight" else part)
    form = _form(match, 1) if "hour1" in match.re.groupindex else "words"
    return [Time(value, match.start(), end, not half and not part and minute <= 779, form if not after else "words")]


def _with_half(minute: int, half: str, part: str) -> int:
    """Minutes from midnight, of minutes on the clock, `a.m.` or `p.m.`, and the part of the day."""
    if not half and not part:
        return minute % 1440 if minute < 1500 else -1
    hour = minute // 60
    if half:
        late = half.lower().startswith("p")
        if hour > 12:
            return minute if late and hour < 24 else -1
        value = minute % 720 + 720 * late
        return value if not part or _agrees(value, part) else -1
    if hour > 12:
        return minute % 1440
    return next((value for value in (minute % 720, minute % 720 + 720) if _agrees(value, part)), -1)


def _agrees(minute: int, part: str) -> bool:
    hour = minute // 60
    return {
        "morning": hour < 12,
        "afternoon": 12 <= hour < 19,
        "evening": 16 <= hour < 24,
        "night": hour < 6 or hour >= 18,
    }[part]


def _form(match: re.Match[str], side: int) -> str:
    """`12` for `2:30 p.m.`, `24` for `14:30`; a range may have its mark at its end."""
    written = match[0][match.start(f"hour{side}") - match.start() :] if side == 2 else match[0]
    if (match["half1"] and side == 1) or "hour2" not in match.re.groupindex:
        written = match[0][: match.end("half1") - match.start()] if match["half1"] else match[0]
    elif side == 1:
        hour = match[0][: match.end("minute1" if match["minute1"] else "hour1") - match.start()]
        written = f"{hour} {match['half2']}" if match["half2"] else hour
    if _TWELVE.fullmatch(written):
        return "12"
    return "24" if _TWENTY_FOUR.fullmatch(written) else "other"


def _minute(match: re.Match[str], side: int) -> int:
    return _hour(match[f"hour{side}"]) * 60 + int(match[f"minute{side}"] or 0)


def _hour(written: str) -> int:
    return int(written) if written.isdigit() else _HOURS.index(written.lower()) + 1


def dates(text: str) -> set[tuple[int, int]]:
    """Day and month of all dates in an English text; of a range, both ends.

    >>> sorted(dates("from 3 to 5 May, and on October 7th"))
    [(3, 5), (5, 5), (7, 10)]
    """
    found = {(day, month) for match in _DATE.finditer(text) for day, month in _days(match)}
    lowered = text.lower().replace("’", "'")
    return found | {date for name, date in _FEASTS.items() if name in lowered}


def _days(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    month = (match["month"] or match["Month"]).lower()[:3]
    number = next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(month))
    for name in ("day", "last", "Day", "Last"):
        if match[name]:
            yield _day(match[name].lower()), number


def _day(written: str) -> int:
    if written[0].isdigit():
        return int(written.rstrip("sthndr"))
    return next(number for number in range(1, 40) if written == ordinal_word(number))


def ordinal_word(number: int) -> str:
    """`twenty-fifth`, of 1 to 99.

    >>> ordinal_word(25)
    'twenty-fifth'
    """
    if number < 20:
        return [*_ONES, *_TEENS][number - 1]
    ten, one = number // 10 * 10, number % 10
    return f"{_TENS[ten]}y-{_ONES[one - 1]}" if one else f"{_TENS[ten]}ieth"


def ordinal(number: int) -> re.Pattern[str]:
    """Where an ordinal stands, in digits or words.

    >>> bool(ordinal(1000).search("the 1,000th visitor")), bool(ordinal(1000).search("the 1st 000th"))
    (True, False)
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    forms = [f"{number}{ending}", f"{number:,}{ending}"]
    forms += [ordinal_word(number)] if number < 100 else []
    forms += ["thousandth", "one[- ]thousandth"] if number == 1000 else []
    forms += ["hundredth", "one[- ]hundredth"] if number == 100 else []
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(forms)})\b", re.IGNORECASE)
