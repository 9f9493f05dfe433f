"""The learning rate over a run."""

import pytest

from translate.training.schedule import Schedule, State

SCHEDULE = Schedule(hours=1, rate=0.5, warm_up_steps=10)


@pytest.mark.parametrize(
    ("step", "share", "expected"),
    [(0, 0.0, 0.1), (8, 0.01, 0.9), (9, 0.01, 1.0), (500, 0.6, 1.0), (900, 0.8, 0.5), (990, 1.0, 0.0), (999, 1.1, 0.0)],
)
def test_the_rate_warms_up_stays_and_decays_to_zero(step: int, share: float, expected: float) -> None:
    assert SCHEDULE.rate_factor(State(step=step, seconds=3600 * share)) == pytest.approx(expected)


def test_what_begins_when() -> None:
    begin = {
        begins.__name__: next(second for second in range(4000) if begins(second))
        for begins in (SCHEDULE.is_decaying, SCHEDULE.is_averaging, SCHEDULE.is_over)
    }
    assert begin == {"is_decaying": 2161, "is_averaging": 3312, "is_over": 3600}
    assert [SCHEDULE.minutes_left(seconds) for seconds in (0, 1800, 4000)] == [60, 30, 0]
