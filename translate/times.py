"""Times of day in a German text.

>>> [time] = read("Sie kam abends um halb acht.")
>>> time.start, time.end, time.moments
(18, 27, (Moment(hour=19, minute=30, certain=True),))
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from glossary import wordlists
from translate import number_words
from translate.clock import Moment, Times
from translate.number_words import table

# Without one of these a text has no time.
_ANY = re.compile(
    r"Uhr|halb|viertel|[0-9] ?h(?![a-z])|[0-9][:.][0-9]|\b(?:vor|nach) (?:\w{4,6}|1?[0-9])\b", re.IGNORECASE
)
_TOKEN = re.compile(r"[0-9]+(?:[.:,][0-9]+)*|[^\W\d_]+|\S")
_DIGITS = re.compile(r"([0-9]{1,2})(?:([.:])([0-5][0-9]))?")
_MINUTE = re.compile(r"[0-5][0-9]")
_WHOLE = re.compile(r"[0-9]{1,2}")
_CLAUSE_ENDS = frozenset(".,;:!?()–—")
_CONNECTORS = {
    "bis": " to ",
    "-": " to ",
    "–": " to ",
    "—": " to ",
    "und": " and ",
    "sowie": " and ",
    "oder": " or ",
    "u": " and ",
    "bzw": " or ",
    "/": " or ",
    ",": ", ",
}
_SHORTENED = frozenset({"u", "bzw"})
_REPEATED = {"von": "from ", "zwischen": "between ", "um": "at ", "ab": "from "}
# So many times at most in one list.
_MOST = 8
_LAST_MINUTE = 29
# Words before a time that is all that stands between two commas.
_APPOSITION = 4
# Hours on a clock of twelve, noon and midnight as 0, that each part of the day has before and after noon.
_HALVES = {
    "morning": (range(12), ()),
    "forenoon": (range(7, 12), (0,)),
    "midday": ((11,), range(4)),
    "afternoon": ((), range(8)),
    "evening": ((0,), range(4, 12)),
    "night": (range(7), range(8, 12)),
}
# What a part of the day does not end a time before: am Abend des 3. Mai, in der Nacht zum Sonntag.
_GOES_ON = frozenset(
    "des der zum zu auf vom von vor nach zuvor davor danach darauf desselben dieses jedes eines".split()
)
_SPENT = frozenset("Stunden Stunde Minuten Minute Sekunden Sekunde Min min Sek h s".split())


@dataclass(frozen=True, slots=True)
class _Reading:
    """A moment as it is read; `colloquial` ones need no `Uhr`, `spoken` ones count the hours of half a day."""

    hour: int
    minute: int
    after: int
    colloquial: bool = False
    spoken: bool = False
    minutes: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the day at the token `at`, in the clause `clause` of the text."""

    at: int
    clause: int
    value: str


@dataclass(frozen=True, slots=True)
class _Text:
    tokens: Sequence[re.Match[str]]
    words: Sequence[str]
    lowered: Sequence[str]
    parts: Sequence[_Part]
    clauses: Sequence[int]

    def word(self, at: int) -> str:
        """A token, "" where the text has none."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def low(self, at: int) -> str:
        """A token in small letters."""
        return self.lowered[at] if 0 <= at < len(self.words) else ""

    def glued(self, at: int) -> bool:
        """Whether a token stands at the one before without a space between."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end() == self.tokens[at].start()


def read(text: str) -> list[Times]:
    """The times of a German text, in order."""
    if not _ANY.search(text):
        return []
    tokens = _read_tokens(text)
    found: list[Times] = []
    at = 0
    while at < len(tokens.words):
        times, after = _times(tokens, at)
        if times:
            found.append(times)
        at = after
    return found


def _read_tokens(text: str) -> _Text:
    tokens = list(_TOKEN.finditer(text))
    words = [token[0] for token in tokens]
    clauses: list[int] = []
    clause = 0
    for word in words:
        clause += word in _CLAUSE_ENDS
        clauses.append(clause)
    parts = [_Part(at, clauses[at], value) for at, word in enumerate(words) if (value := _part_of_day(words, at, word))]
    return _Text(tokens, words, [word.lower() for word in words], parts, clauses)


def _part_of_day(words: Sequence[str], at: int, word: str) -> str | None:
    if not word[0].isalpha():
        return None
    value = _part_named(word) or (_part_named(word.lower()) if at == 0 else None)
    previous = words[at - 1].lower() if at else ""
    if word.lower() == "früh":
        behind = previous in ("heute", "morgen", "gestern", "der", "uhr")
        return value if behind or previous.capitalize() in table("german weekdays") else None
    # "Morgen um acht" is tomorrow, "Guten Morgen" no time.
    tomorrow = at == 0 and word == "Morgen"
    return None if tomorrow or previous in ("guten", "gute", "guter") else value


@lru_cache(maxsize=65536)
def _part_named(word: str) -> str | None:
    names = table("german parts of day")
    if word in names:
        return names[word]
    for day in table("german weekdays"):
        if word.startswith(day):
            return names.get(word[len(day) :].removesuffix("s").capitalize())
    return None


def _times(text: _Text, at: int) -> tuple[Times | None, int]:
    """The times that begin at a token, and the token to go on from."""
    first = _reading(text, at)
    if not first:
        return None, at + 1
    readings, joints = [first], list[str]()
    while len(readings) < _MOST and (joint := _joint(text, readings[-1].after)):
        following = _reading(text, joint[1])
        if not following:
            break
        readings.append(following)
        joints.append(joint[0])
    if not _may_begin(text, at, joints):
        readings, joints = [first], []
    if readings[-1].colloquial or _is_clock(text, at, readings):
        return _ended(text, at, readings, joints)
    # What is no time by itself may begin none: "halb acht und 14 Leute".
    if first.colloquial or (readings[1:] and _is_clock(text, at, [first])):
        return _ended(text, at, [first], [])
    return None, at + 1


def _reading(text: _Text, at: int) -> _Reading | None:
    """The moment that begins at a token."""
    word = text.word(at)
    if not word or not word[0].isalnum():
        return None
    colloquial = _colloquial(text, at)
    if colloquial:
        return colloquial
    if word[0].isdecimal():
        return _digital(text, at)
    value = number_words.cardinal(text.low(at))
    return _Reading(value, 0, at + 1, spoken=value < 13) if value is not None and value <= 24 else None


def _digital(text: _Text, at: int) -> _Reading | None:
    """An hour in digits, with or without minutes: 8, 8.15, 8:15, 8h15."""
    digits = _DIGITS.fullmatch(text.word(at))
    if not digits or _is_tail(text, at):
        return None
    hour, minute = int(digits[1]), int(digits[3] or 0)
    if hour > 24 or (hour == 24 and minute):
        return None
    if text.word(at + 1) == "h" and text.glued(at + 2) and _MINUTE.fullmatch(text.word(at + 2)):
        return _Reading(hour, int(text.word(at + 2)), at + 3, colloquial=True, minutes=True)
    return _Reading(hour, minute, at + 1, minutes=bool(digits[3]))


def _is_tail(text: _Text, at: int) -> bool:
    """Whether digits go on with what stands before them, as an address does."""
    mark = text.word(at - 1)
    if not text.glued(at) or mark not in (".", "/", ":", ",", "@", "_", "#"):
        return False
    # A sentence may end before a time without a space, and a time follow another behind a slash.
    behind_digits = text.glued(at - 1) and text.word(at - 2)[-1:].isdigit()
    if mark == "/":
        return behind_digits and text.word(at - 3) in ("/", ".")
    return mark != "." or behind_digits


def _colloquial(text: _Text, at: int) -> _Reading | None:
    """Half eight, a quarter past eight, and such."""
    word, following = text.low(at), text.low(at + 1)
    if word == "halb":
        return _before(text, at + 1, 30)
    if word == "dreiviertel":
        return _before(text, at + 1, 15) if not _is_noun(text, at + 2) else None
    if word == "drei" and following == "viertel":
        return _before(text, at + 2, 15) if _is_cued(text, at, at + 3) else None
    if word == "viertel" and following not in ("vor", "nach"):
        return _before(text, at + 1, 45) if _is_cued(text, at, at + 2) else None
    return _past(text, at)


def _past(text: _Text, at: int) -> _Reading | None:
    """So many minutes past an hour, or to it: ten past three, five to half four."""
    word, following = text.low(at), text.low(at + 1)
    minutes = 15 if word == "viertel" else _number(text, at, _LAST_MINUTE)
    if not minutes or following not in ("vor", "nach"):
        return None
    half = text.low(at + 2) == "halb"
    hour = _number(text, at + 2 + half, 12)
    after = at + 3 + half
    if not hour or not (half or _is_cued(text, at, after, idiom=minutes == 5 and hour == 12)):
        return None
    total = hour * 60 - 30 * half + (minutes if following == "nach" else -minutes)
    return _Reading(total // 60 % 12, total % 60, after, colloquial=True, spoken=True, minutes=True)


def _before(text: _Text, at: int, minutes: int) -> _Reading | None:
    """So many minutes before the full hour at a token."""
    hour = _number(text, at, 12)
    if not hour:
        return None
    return _Reading((hour - 1) % 12, 60 - minutes, at + 1, colloquial=True, spoken=True, minutes=True)


def _number(text: _Text, at: int, most: int) -> int | None:
    word = text.low(at)
    if _WHOLE.fullmatch(word):
        value: int | None = int(word)
    else:
        value = number_words.cardinal(word) if word and word != "ein" else None
    return value if value and value <= most else None


def _is_cued(text: _Text, at: int, after: int, *, idiom: bool = False) -> bool:
    """Whether what may be a time, from a token to another, is one by the words around it."""
    if text.low(after) == "uhr" and text.word(after) == "Uhr":
        return text.low(at - 1) in _words("cues of times") or text.word(at)[0].isalpha()
    if _is_noun(text, after):
        return False
    before = text.low(at - 1)
    if any(_part_at(text, place) for place in (at - 1, after, after + 1)):
        return True
    if idiom:
        return before in ("um", "gegen", "ab", "bis", "seit")
    return before in _words("cues of times") or at == 0 or before.capitalize() in table("german weekdays")


def _is_noun(text: _Text, at: int) -> bool:
    return text.word(at)[:1].isupper() and text.word(at) != "Uhr" and not _part_at(text, at)


def _joint(text: _Text, at: int) -> tuple[str, int] | None:
    """What joins two times, in English, and the token behind it."""
    english = _CONNECTORS.get(text.word(at))
    if not english:
        return None
    if text.word(at) in _SHORTENED and text.word(at + 1) == ".":
        at += 1
    again = _REPEATED.get(text.word(at + 1), "")
    return (english + again, at + 2) if again else (english, at + 1)


def _may_begin(text: _Text, at: int, joints: Sequence[str]) -> bool:
    """Whether a list of times can begin here: not in `Halle 3 und 10 Uhr`, nor in `Raum 5, 10 und 12 Uhr`."""
    previous = text.word(at - 1)
    if ", " in joints and at and text.low(at - 1) not in _words("before times"):
        return False
    return bool(
        not previous[:1].isupper()
        or (at == 1 and previous.lower() in _words("before times"))
        or previous in _words("headings of times")
        or _part_at(text, at - 1)
        or previous in table("german weekdays")
        or previous in table("german months")
    )


def _is_clock(text: _Text, at: int, readings: Sequence[_Reading]) -> bool:
    """Whether what stands behind makes a time of what has no word of its own for it."""
    after = readings[-1].after
    word, following = text.word(after), text.word(after + 1)
    if word == "Uhr":
        return not (following == "-" and text.glued(after + 1) and text.glued(after + 2))
    if any(reading.spoken for reading in readings):
        return False
    if word == "h":
        per = following in ("/", "pro", "täglich", "lang") or _is_noun(text, after + 1)
        return not per and (readings[-1].minutes or _is_start(text, at, readings))
    return all(reading.minutes for reading in readings) and (
        _zone(text, after) is not None or _is_digital_clock(text, at, readings)
    )


def _is_digital_clock(text: _Text, at: int, readings: Sequence[_Reading]) -> bool:
    """Whether numbers with colons are times without a word for it: um 14:30."""
    after = readings[-1].after
    colons = all(":" in text.word(reading.after - 1) for reading in readings)
    counts = text.word(after) in _SPENT or _is_noun(text, after)
    return colons and _is_start(text, at, readings) and not counts


def _is_start(text: _Text, at: int, readings: Sequence[_Reading]) -> bool:
    """Whether times follow a word that times follow."""
    before = text.word(at - 1)
    ranged = len(readings) > 1 and before.lower() in ("von", "zwischen")
    return ranged or before.lower() in ("um", "ab", "gegen", "bis") or before in table("german weekdays")


def _ended(text: _Text, at: int, readings: list[_Reading], joints: list[str]) -> tuple[Times | None, int]:
    """The times with what belongs to them behind: Uhr, minutes, a part of the day, a zone."""
    after = readings[-1].after
    if text.word(after) in ("Uhr", "h"):
        after += 1
        minute = _minute_behind(text, after) if not readings[-1].minutes and text.word(after - 1) == "Uhr" else None
        if minute is not None:
            readings[-1] = replace(readings[-1], minute=minute, minutes=True)
            after += 1
    value, swallowed = _part_behind(text, after)
    moments = _all_in(readings, value, text, at) if value else None
    if moments:
        after = swallowed
    zone = _zone(text, after)
    if zone:
        after = zone[1]
        if not moments:
            value, swallowed = _part_behind(text, after)
            moments = _all_in(readings, value, text, at) if value else None
            after = swallowed if moments else after
    if not moments:
        moments = _by_context(text, at, after, readings)
    end = text.tokens[after - 1].end()
    return Times(text.tokens[at].start(), end, moments, tuple(joints), zone[0] if zone else ""), after


def _minute_behind(text: _Text, at: int) -> int | None:
    """The minutes in `18 Uhr 30`; none in `um 18 Uhr 30 Besucher` and `um 18 Uhr 30 weitere Besucher`."""
    word = text.word(at)
    minute = int(word) if _MINUTE.fullmatch(word) else number_words.cardinal(text.low(at)) if word else None
    if minute is None or not 0 < minute < 60 or (minute < 10 and not word.startswith("0")):
        return None
    following = text.word(at + 1)
    inflected = following.endswith(("e", "en", "er", "es", "em")) and text.word(at + 2)[:1].isupper()
    counts = following[:1].isupper() or inflected or following in ("%", "€", "$", "Uhr", "bis", "-", "–")
    return None if counts and not _part_at(text, at + 1) else minute


def _zone(text: _Text, at: int) -> tuple[str, int] | None:
    zones = table("time zones")
    if text.word(at) in zones:
        return zones[text.word(at)], at + 1
    if text.word(at) == "(" and text.word(at + 2) == ")" and text.word(at + 1) in zones:
        return f"({zones[text.word(at + 1)]})", at + 3
    return None


def _part_at(text: _Text, at: int) -> str | None:
    place = bisect_left(text.parts, at, key=lambda part: part.at)
    return text.parts[place].value if place < len(text.parts) and text.parts[place].at == at else None


def _part_behind(text: _Text, at: int) -> tuple[str | None, int]:
    """The part of the day that a time is followed by, and the token behind it if English need not repeat it."""
    word, place = text.word(at), at
    value = _part_at(text, at)
    if value and word[0].islower():
        again = _part_behind(text, at + 1) if word == "früh" else (None, at)
        return value, again[1] if again[0] == value else at + 1
    if word == "am":
        place = at + 1 + (text.word(at + 1) in ("frühen", "späten"))
    elif word == "in" and text.word(at + 1) == "der":
        place = at + 2
    else:
        return None, at
    value = _part_at(text, place)
    if not value:
        return None, at
    plain = text.word(place) in table("german parts of day")
    return value, place + 1 if plain and text.low(place + 1) not in _GOES_ON else at


def _all_in(readings: Sequence[_Reading], part: str, text: _Text, at: int) -> tuple[Moment, ...] | None:
    """The moments, all in a part of the day; None if one cannot be."""
    moments = [_in_part(text, reading, part) for reading in readings]
    return tuple(moment for moment in moments if moment) if all(moments) else None


def _in_part(text: _Text, reading: _Reading, part: str) -> Moment | None:
    before_noon, after_noon = _HALVES[part]
    hour = reading.hour % 12
    # 0.30 and 08.30 are hours of 24, and so are 13 and more.
    fixed = reading.hour > 12 or (not reading.colloquial and text.word(reading.after - 1).startswith("0"))
    late = reading.hour % 24 >= 12
    if hour in before_noon and not (fixed and late):
        # Twelve in the evening is the end of the day.
        return Moment(24 if part == "evening" and reading.minute == 0 else hour, reading.minute, certain=True)
    if hour in after_noon and not (fixed and not late):
        return Moment(hour + 12, reading.minute, certain=True)
    return None


def _by_context(text: _Text, at: int, after: int, readings: Sequence[_Reading]) -> tuple[Moment, ...]:
    """The moments in the part of the day that the text before them, or its clause, speaks of."""
    near = _part_before(text, at)
    around = near or _part_around(text, at, after)
    moments = []
    for reading in readings:
        part = around if reading.spoken else near
        certain = not reading.spoken or (not reading.colloquial and reading.hour in (0, 12))
        moments.append(
            (_in_part(text, reading, part) if part else None) or Moment(reading.hour, reading.minute, certain)
        )
    return tuple(moments)


def _part_before(text: _Text, at: int) -> str | None:
    """The part of the day just before a time, small words between: abends um kurz nach acht."""
    seen = set()
    for place in range(at - 1, max(at - 6, -1), -1):
        if value := _part_at(text, place):
            whole_night = "bis" in seen and text.low(place - 1) in ("vom", "von")
            return None if whole_night else value
        if text.low(place) not in _words("before times"):
            return None
        seen.add(text.low(place))
    return None


def _part_around(text: _Text, at: int, after: int) -> str | None:
    """The part of the day of the clause, or the only one of the whole text."""
    place = bisect_left(text.parts, at, key=lambda part: part.at)
    clause = text.clauses[at]
    if place and text.parts[place - 1].clause == clause:
        return text.parts[place - 1].value
    if place < len(text.parts) and text.parts[place].clause == clause:
        return text.parts[place].value
    # A time between commas: Am Abend, um halb acht, kam er.
    if text.clauses[max(at - _APPOSITION, 0)] == clause == text.clauses[min(after + 1, len(text.clauses) - 1)]:
        return None
    return text.parts[place - 1].value if place and text.parts[place - 1].clause == clause - 1 else None


@cache
def _words(section: str) -> frozenset[str]:
    return wordlists.words("translate", "contexts.txt")[section]
