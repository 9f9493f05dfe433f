"""What a time of day is, and how English writes one.

>>> written(Times(0, 17, (Moment(10, 0, True), Moment(18, 30, True)), (" to ",)), "12")
'10 a.m. to 6:30 p.m.'
"""

from dataclasses import dataclass

from translate.options import Clock


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day: `hour` of 24, or of 12 where the text does not say which half of the day is meant."""

    hour: int
    minute: int
    certain: bool


@dataclass(frozen=True, slots=True)
class Times:
    """What stands at `[start, end)`: times, what joins them in English, and behind them a zone."""

    start: int
    end: int
    moments: tuple[Moment, ...]
    joints: tuple[str, ...]
    zone: str = ""


def written(times: Times, clock: Clock) -> str:
    """Times in English, by a clock of 12 or of 24 hours.

    Where the half of the day is not known, none is said: `halb acht` is `7:30`, `acht Uhr` `8 o'clock`.
    """
    pieces = [_written(moment, clock) for moment in times.moments]
    # "Gegen 20, 21 Uhr" is one of the two.
    joints = (" or ",) if times.joints == (", ",) else times.joints
    text = ""
    for index, (number, half) in enumerate(pieces):
        following = pieces[index + 1][1] if index + 1 < len(pieces) else ""
        text += number if half == following else f"{number} {half}".rstrip()
        text += joints[index] if index < len(joints) else ""
    return f"{text} {times.zone}".rstrip()


def _written(moment: Moment, clock: Clock) -> tuple[str, str]:
    """A moment, and what says its half of the day."""
    hour, minute = moment.hour, moment.minute
    if not moment.certain:
        return (f"{hour % 12 or 12}:{minute:02}", "") if minute else (str(hour % 12 or 12), "o'clock")
    if clock == "24":
        return f"{hour:02}:{minute:02}", ""
    if hour % 12 == 0 and minute == 0:
        return ("noon" if hour == 12 else "midnight"), ""
    number = f"{hour % 12 or 12}:{minute:02}" if minute else str(hour % 12)
    return number, "a.m." if hour % 24 < 12 else "p.m."
