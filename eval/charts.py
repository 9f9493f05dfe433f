"""The charts of an evaluation: where their parts stand, in the units of the drawing; the page draws them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from eval.report import ScoredSegment

# Points of chrF that a bar of the histogram stands for.
_BAR = 5
# Steps at an axis, and how many of them there are at most.
_STEPS = [digit * 10**zeros for zeros in range(9) for digit in (1, 2, 5)]
_MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing of `width` by `height`; what is drawn stands between `left`, `right`, `top` and `bottom`."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    def x(self, share: float) -> float:
        """From 0 on the left to 1 on the right."""
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, share: float) -> float:
        """From 0 at the bottom to 1 at the top."""
        return round(self.bottom - share * (self.bottom - self.top), 1)


# To the right there is room for half of the 100 that stands at the end of the axis.
HISTOGRAM = Frame(width=480, height=420, left=40, right=466, top=14, bottom=372)
SCATTER = Frame(width=420, height=420, left=48, right=406, top=14, bottom=372)


@dataclass(frozen=True, slots=True)
class Bar:
    """Segments of a system, the second where `of_other`, whose chrF is from `low` up to `high` points; a rectangle."""

    low: int
    high: int
    segments: int
    of_other: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A number of segments at an axis."""

    segments: int
    y: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """How many segments have how much chrF, with the median of each system."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    median: float
    other_median: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """A segment; `x` is the second system's chrF, `y` the first's."""

    segment: ScoredSegment
    x: float
    y: float


def histogram(segments: Sequence[ScoredSegment]) -> Histogram | None:
    """The segments by chrF in the first system, and beside it in the second; None without segments."""
    if not segments:
        return None
    ours = [segment.outputs[0].chrf for segment in segments]
    theirs = [segment.outputs[1].chrf for segment in segments if len(segment.outputs) > 1]
    sides = [_counts(scores) for scores in (ours, theirs) if scores]
    top, step = _axis(max(max(counts.values()) for counts in sides))
    bars = [bar for side, counts in enumerate(sides) for bar in _bars(counts, top, side, len(sides))]
    ticks = [Tick(number, HISTOGRAM.y(number / top)) for number in range(0, top + 1, step)]
    return Histogram(tuple(bars), tuple(ticks), median(ours), median(theirs) if theirs else None)


def _axis(most: int) -> tuple[int, int]:
    """The number at the end of an axis that has room for `most`, and how far its ticks are apart."""
    step = next(step for step in _STEPS if step * _MOST_STEPS >= most)
    return step * -(-most // step), step


def _bars(counts: Counter[int], top: int, side: int, sides: int) -> list[Bar]:
    """The bars of the system number `side`, which share their places with those of the others; `top` is the axis's."""
    frame = HISTOGRAM
    width = (frame.x(_BAR / 100) - frame.x(0) - 2) / sides
    return [
        Bar(
            low,
            low + _BAR,
            counts[low],
            side > 0,
            round(frame.x(low / 100) + 1 + side * width, 1),
            frame.y(counts[low] / top),
            round(width, 1),
            round(frame.bottom - frame.y(counts[low] / top), 1),
        )
        for low in range(0, 100, _BAR)
        if counts[low]
    ]


def scatter(segments: Sequence[ScoredSegment]) -> list[Point]:
    """The segments by the chrF of the first two systems; none without another system."""
    return [
        Point(segment, SCATTER.x(segment.outputs[1].chrf / 100), SCATTER.y(segment.outputs[0].chrf / 100))
        for segment in segments
        if len(segment.outputs) > 1
    ]


def _counts(scores: Sequence[float]) -> Counter[int]:
    """Segments by the lower end of their bar; 100 points go with the last one."""
    return Counter(min(int(score // _BAR) * _BAR, 100 - _BAR) for score in scores)
