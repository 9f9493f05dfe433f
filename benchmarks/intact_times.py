"""Kind B of `intact.py`: times of day, dates and ordinals."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import intact_english
from intact_english import Time
from intact_items import Answer, Item, Verdict, fields, filled, frames, sections, seeded, shares

Chance = random.Random
Made = tuple[str, tuple["Wanted", ...]]

_HOURS = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_NUMBERS = ["eins", *_HOURS[1:]]
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_WEEKDAYS = {
    "Montag": "Monday", "Dienstag": "Tuesday", "Mittwoch": "Wednesday", "Donnerstag": "Thursday", "Freitag": "Friday",
    "Samstag": "Saturday", "Sonntag": "Sunday",
}  # fmt: skip
# The hours at which each part of the day is said, as German says them, and the hour of the day that is meant.
_DAY_PARTS = {
    "morgens": {5: 5, 6: 6, 7: 7, 8: 8, 9: 9}, "früh": {4: 4, 5: 5, 6: 6, 7: 7}, "vormittags": {9: 9, 10: 10, 11: 11},
    "nachmittags": {2: 14, 3: 15, 4: 16, 5: 17}, "abends": {6: 18, 7: 19, 8: 20, 9: 21, 10: 22, 11: 23},
    "nachts": {1: 1, 2: 2, 3: 3, 11: 23},
}  # fmt: skip
_ZONES = {
    "MESZ": r"CEST|Central European Summer Time|MESZ",
    "MEZ": r"CET|Central European Time|MEZ",
    "Ortszeit": r"local time",
    "UTC": r"UTC",
}
_LEFT_GERMAN = re.compile(r"\bUhr\b|(?<!o['’])\bclock\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time of day in minutes from midnight; `open`: twelve hours later is as right; `said`: the German says which
    part of the day it is, and so must the English.
    """

    minute: int
    open: bool = False
    said: bool = False

    def met(self, time: Time) -> bool:
        """Whether a time read in the English is this one."""
        if self.open:
            return time.minute >= 0 and (time.minute - self.minute) % 720 == 0
        if self.said and time.open and time.form != "24":
            return False
        return time.minute == self.minute % 1440


def _minutes(rng: Chance) -> int:
    return rng.choice((5, 10, 15, 20, 25, 30, 30, 40, 45, 45, 50, 55, rng.randint(1, 59)))


def dotted(rng: Chance) -> Made:
    """`14.30 Uhr`."""
    return _written(rng, ".")


def with_colon(rng: Chance) -> Made:
    """`14:30 Uhr`."""
    return _written(rng, ":")


def _written(rng: Chance, mark: str) -> Made:
    hour, minute = rng.randint(1, 23), rng.choice((0, _minutes(rng), _minutes(rng)))
    digits = rng.choice((f"{hour}", f"{hour:02}")) if mark == ":" else f"{hour}"
    return f"{digits}{mark}{minute:02} Uhr", (Wanted(hour * 60 + minute),)


def whole(rng: Chance) -> Made:
    """`18 Uhr`."""
    hour = rng.randint(1, 23)
    return f"{hour} Uhr", (Wanted(hour * 60),)


def edge(rng: Chance) -> Made:
    """Around noon and midnight: `0.15 Uhr`."""
    hour, minute = rng.choice((0, 12)), _minutes(rng)
    return f"{hour}{rng.choice('.:')}{minute:02} Uhr", (Wanted(hour * 60 + minute),)


def short(rng: Chance) -> Made:
    """`20.15h`."""
    hour, minute = rng.randint(9, 23), _minutes(rng)
    if rng.random() < 0.4:
        return f"{hour}{rng.choice(('', ' '))}h", (Wanted(hour * 60),)
    return f"{hour}{rng.choice('.:')}{minute:02}{rng.choice(('', ' '))}h", (Wanted(hour * 60 + minute),)


def zoned(rng: Chance) -> Made:
    """`15 Uhr MESZ`."""
    text, wanted = rng.choice((whole, dotted))(rng)
    return f"{text} {rng.choice(list(_ZONES))}", wanted


def spoken(rng: Chance) -> Made:
    """`Viertel nach acht`."""
    at = rng.randint(1, 12)
    forms = (
        ("halb", -30), ("Viertel nach", 15), ("Viertel vor", -15), ("drei viertel", -15), ("fünf vor", -5),
        ("zehn nach", 10), ("fünf nach", 5), ("zwanzig vor", -20), ("kurz vor halb", -30),
    )  # fmt: skip
    name, minutes = rng.choice(forms)
    return f"{name} {_NUMBERS[at - 1]}", (Wanted((at * 60 + minutes) % 720, open=True),)


def part_of_day(rng: Chance) -> Made:
    """`acht Uhr abends`."""
    part = rng.choice(list(_DAY_PARTS))
    hour, meant = rng.choice(list(_DAY_PARTS[part].items()))
    return f"{rng.choice((str(hour), _HOURS[hour - 1]))} Uhr {part}", (Wanted(meant * 60, said=True),)


def _two(rng: Chance, minutes: bool) -> tuple[str, str, tuple[Wanted, ...]]:
    first = rng.randint(6, 19)
    last = min(23, first + rng.randint(1, 9))
    mark = rng.choice(".:")
    made = [(hour * 60 + (rng.choice((0, 15, 30, 45)) if minutes else 0)) for hour in (first, last)]
    texts = [f"{at // 60}{mark}{at % 60:02}" if minutes else str(at // 60) for at in made]
    return texts[0], texts[1], tuple(map(Wanted, made))


def from_to(rng: Chance) -> Made:
    """`von 10 bis 18 Uhr`."""
    first, last, wanted = _two(rng, minutes=rng.random() < 0.3)
    return rng.choice((f"von {first} bis {last} Uhr", f"zwischen {first} und {last} Uhr")), wanted


def dashed(rng: Chance) -> Made:
    """`10-18 Uhr`."""
    first, last, wanted = _two(rng, minutes=rng.random() < 0.4)
    return f"{first}{rng.choice(('-', '–', ' – ', ' - '))}{last} Uhr", wanted


# What makes a time, and the section of sentences that it stands in.
TIMES: dict[str, tuple[Callable[[Chance], Made], str]] = {
    "14.30 Uhr": (dotted, "point"),
    "14:30 Uhr": (with_colon, "point"),
    "18 Uhr": (whole, "point"),
    "0.15 Uhr": (edge, "point"),
    "20.15h": (short, "point"),
    "15 Uhr MESZ": (zoned, "point"),
    "halb acht": (spoken, "point"),
    "acht Uhr abends": (part_of_day, "point"),
    "von 10 bis 18 Uhr": (from_to, "range"),
    "10-18 Uhr": (dashed, "hours"),
    "two times": (whole, "two points"),
}
PARTS = (
    *TIMES,
    "Mitternacht",
    "7.10. (Mittwoch)",
    "24.12.",
    "07.10.2023",
    "3. Oktober",
    "3. bis 5. Mai",
    "1.000.",
    "25. Mal",
)


def right_times(wanted: Sequence[Wanted], needed: str, clock: str, answer: Answer) -> Verdict:
    """Right if the English has these times of day in this order and no other, and `needed` stands in it."""
    found = intact_english.times(answer.text)
    met = [want.met(time) for want, time in zip(wanted, found, strict=False)]
    if len(found) != len(wanted) or not all(met):
        told = ", ".join(answer.text[time.start : time.end] for time in found)
        return Verdict(f"times read: {told or 'none'}")
    if left := _LEFT_GERMAN.search(answer.text):
        return Verdict(f"left: {left[0]}")
    if not re.search(needed, answer.text, re.IGNORECASE):
        return Verdict(f"missing: {needed}")
    forms = (time.form in (clock, "named") for want, time in zip(wanted, found, strict=True) if not want.open)
    return Verdict(forms=tuple(forms))


def right_dates(wanted: frozenset[tuple[int, int]], needed: str, answer: Answer) -> Verdict:
    """Right if the English has these days of these months and no other, none in raw digits, `needed` stands in it, and
    the source is one sentence.
    """
    if raw := intact_english.RAW_DATE.search(answer.text):
        return Verdict(f"raw: {raw[0]}")
    if (found := intact_english.dates(answer.text)) != wanted:
        return Verdict(f"dates read: {sorted(found)}")
    return _one_sentence(needed, answer)


def right_ordinal(number: int, noun: str, answer: Answer) -> Verdict:
    """Right if the ordinal stands in the English, and its noun, and the source is one sentence."""
    if not intact_english.ordinal(number).search(answer.text):
        by_number = (
            rf"\b(?:edition|issue|member|visitor|vehicle)s? (?:no\. ?|number )?(?:{number}|{number:,})(?![\w.,]\d)\b"
        )
        if not re.search(by_number, answer.text, re.IGNORECASE):
            return Verdict(f"no ordinal of {number}")
    return _one_sentence(rf"\b(?:{noun})s?\b", answer)


def _one_sentence(needed: str, answer: Answer) -> Verdict:
    if not re.search(needed, answer.text, re.IGNORECASE):
        return Verdict(f"missing: {needed}")
    return Verdict("" if len(answer.sentences) < 2 else f"{len(answer.sentences)} sentences")


def _timed(part: str, frame: str, clock: str, rng: Chance) -> Item:
    make, _ = TIMES[part]
    first, wanted = make(rng)
    second, more = make(rng)
    while more == wanted:
        second, more = make(rng)
    if "<<u>>" in frame and wanted[0].minute > more[0].minute:
        first, wanted, second, more = second, more, first, wanted
    needed = next((english for zone, english in _ZONES.items() if first.endswith(zone)), "")
    if make is spoken:
        frame = frame.replace("Kurz nach", "Um")
        needed = r"\b(?:before|just|nearly|almost)\b" if first.startswith("kurz vor") else ""
    both = wanted + more if "<<u>>" in frame else wanted
    return Item("B", part, filled(frame, t=first, u=second), partial(right_times, both, needed, clock))


def _midnight(line: str, clock: str) -> Item:
    start, hour, needed, rest = fields(line)
    judge = partial(right_times, (Wanted(int(hour) * 60),), needed and rf"\b{needed}\b", clock)
    return Item("B", "Mitternacht", f"{start} {rest}", judge)


def _dated(part: str, frame: str, rng: Chance) -> Item:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2019, 2026)
    weekday = rng.choice(list(_WEEKDAYS))
    needed = ""
    if part == "7.10. (Mittwoch)":
        text, needed = f"{day}.{month}. ({weekday})", _WEEKDAYS[weekday]
    elif part == "24.12.":
        text = rng.choice((f"{day}.{month}.", f"{day:02}.{month:02}.", f"{day}. {month}."))
    elif part == "07.10.2023":
        text, needed = rng.choice((f"{day:02}.{month:02}.{year}", f"{day}.{month}.{year}")), str(year)
    else:
        text = f"{day}. {_MONTHS[month - 1]}"
    return Item("B", part, filled(frame, d=text), partial(right_dates, frozenset({(day, month)}), needed))


def _date_range(frame: str, rng: Chance) -> Item:
    day, month = rng.randint(1, 20), rng.randint(1, 11)
    last, until = day + rng.randint(1, 8), month + (rng.random() < 0.3)
    first = f"{day}. {_MONTHS[month - 1]}" if until != month else f"{day}."
    text = f"vom {first} bis {last}. {_MONTHS[until - 1]}"
    return Item(
        "B", "3. bis 5. Mai", filled(frame, d=text), partial(right_dates, frozenset({(day, month), (last, until)}), "")
    )


def _numbered(part: str, frame: str, rng: Chance) -> Item:
    text, noun = frame.split(" | ")
    if part == "1.000.":
        number = rng.choice((1000, 2000, 2500, 10_000, 50_000, 100_000, rng.randint(1001, 30_000)))
        digits = f"{number:,}".replace(",", ".")
    else:
        number = rng.choice((3, 10, 25, 50, 75, 100, rng.randint(11, 99)))
        digits = str(number)
    return Item("B", part, filled(text, n=f"{digits}."), partial(right_ordinal, number, noun))


def items(seed: int, count: int, clock: str) -> Iterator[Item]:
    """About `count` items; `clock` is `12` or `24`."""
    sizes = shares(count, PARTS)
    for part, (_, section) in TIMES.items():
        rng = seeded(seed, "B", part)
        yield from (_timed(part, frame, clock, rng) for frame in frames(section, sizes[part], rng))
    rng = seeded(seed, "B", "Mitternacht")
    lines = len(sections()["midnight"])
    yield from (_midnight(line, clock) for line in frames("midnight", min(sizes["Mitternacht"], lines), rng))
    for part in ("7.10. (Mittwoch)", "24.12.", "07.10.2023", "3. Oktober"):
        rng = seeded(seed, "B", part)
        yield from (_dated(part, frame, rng) for frame in frames("date", sizes[part], rng))
    rng = seeded(seed, "B", "3. bis 5. Mai")
    yield from (_date_range(frame, rng) for frame in frames("date range", sizes["3. bis 5. Mai"], rng))
    for part, section in (("1.000.", "ordinal"), ("25. Mal", "times over")):
        rng = seeded(seed, "B", part)
        yield from (_numbered(part, frame, rng) for frame in frames(section, sizes[part], rng))
