"""Where the parts of an evaluation's charts stand."""

from collections.abc import Sequence

import pytest

from eval.charts import HISTOGRAM, SCATTER, histogram, scatter
from eval.report import Output, ScoredSegment


def scored(*systems: Sequence[float]) -> list[ScoredSegment]:
    return [
        ScoredSegment(number, None, ("",), tuple(Output("", chrf, {}) for chrf in of_segment))
        for number, of_segment in enumerate(zip(*systems, strict=True), 1)
    ]


def test_no_segments_have_no_chart() -> None:
    assert histogram([]) is None
    assert scatter([]) == []


def test_each_segment_is_in_one_bar() -> None:
    chart = histogram(scored([0.0, 4.9, 5.0, 52.0, 99.9, 100.0]))
    assert chart is not None
    assert [(bar.low, bar.high, bar.segments) for bar in chart.bars] == [
        (0, 5, 2),
        (5, 10, 1),
        (50, 55, 1),
        (95, 100, 2),
    ]
    assert (chart.median, chart.other_median) == (28.5, None)
    assert not any(bar.of_other for bar in chart.bars)


def test_bars_stand_on_the_axis_and_are_as_high_as_they_count() -> None:
    chart = histogram(scored([1.0] * 7 + [50.0] * 3))
    assert chart is not None
    assert [tick.segments for tick in chart.ticks] == [0, 2, 4, 6, 8]
    assert chart.ticks[0].y == HISTOGRAM.bottom
    assert chart.ticks[-1].y == HISTOGRAM.top
    for bar in chart.bars:
        assert bar.y + bar.height == pytest.approx(HISTOGRAM.bottom, abs=0.11)
        assert bar.height == pytest.approx(bar.segments / 8 * (HISTOGRAM.bottom - HISTOGRAM.top), abs=0.11)


@pytest.mark.parametrize(("most", "top", "step"), [(1, 1, 1), (5, 5, 1), (6, 6, 2), (11, 15, 5), (101, 150, 50)])
def test_an_axis_has_few_round_ticks_and_room_for_the_highest_bar(most: int, top: int, step: int) -> None:
    chart = histogram(scored([42.0] * most))
    assert chart is not None
    assert [tick.segments for tick in chart.ticks] == list(range(0, top + 1, step))


def test_the_first_two_systems_share_the_place_of_a_bar() -> None:
    chart = histogram(scored([10.0, 12.0, 60.0], [11.0, 61.0, 62.0], [1.0, 1.0, 1.0]))
    assert chart is not None
    assert (chart.median, chart.other_median) == (12.0, 61.0)
    ours = {bar.low: bar for bar in chart.bars if not bar.of_other}
    theirs = {bar.low: bar for bar in chart.bars if bar.of_other}
    assert {low: bar.segments for low, bar in ours.items()} == {10: 2, 60: 1}
    assert {low: bar.segments for low, bar in theirs.items()} == {10: 1, 60: 2}
    for low, bar in ours.items():
        assert bar.x + bar.width <= theirs[low].x + 0.11


def test_a_point_has_the_others_score_to_the_right_and_ours_up() -> None:
    segments = scored([0.0, 100.0, 50.0], [100.0, 0.0, 50.0])
    points = scatter(segments)
    assert [(point.x, point.y) for point in points[:2]] == [
        (SCATTER.right, SCATTER.bottom),
        (SCATTER.left, SCATTER.top),
    ]
    assert [point.segment for point in points] == segments
    assert scatter(scored([1.0, 2.0])) == []
