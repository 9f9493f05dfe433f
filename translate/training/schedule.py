"""How far a run is, and what its learning rate is by then."""

from dataclasses import dataclass

_DECAY_SHARE = 0.4
_AVERAGED_SHARE = 0.08


@dataclass(slots=True)
class State:
    """How far a run is: `shard` is the present shard of the mixture, `batch` the next batch in it.

    `in_decay` tells that they count in the mixture of the decay; `seconds` are of training alone.
    """

    step: int = 0
    seconds: float = 0.0
    pairs: int = 0
    tokens: int = 0
    shard: int = 0
    batch: int = 0
    in_decay: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """Warm-up, constant, then in the last two fifths of the `hours` a linear decay to zero.

    Times count training, not validation, and go on over interruptions. `rate` is a share of the usual learning rates.

    >>> schedule = Schedule(hours=1, rate=0.5, warm_up_steps=100)
    >>> schedule.rate_factor(State(step=24)), round(schedule.rate_factor(State(step=500, seconds=2880)), 6)
    (0.25, 0.5)
    """

    hours: float
    rate: float
    warm_up_steps: int

    def is_over(self, seconds: float) -> bool:
        return self._progress(seconds) >= 1

    def is_decaying(self, seconds: float) -> bool:
        return self._progress(seconds) > 1 - _DECAY_SHARE

    def is_averaging(self, seconds: float) -> bool:
        """Whether weights are so near the end that they count for the mean."""
        return self._progress(seconds) >= 1 - _AVERAGED_SHARE

    def rate_factor(self, state: State) -> float:
        """The share of the full learning rate, `rate` not counted, for the next step."""
        warm = min(1.0, (state.step + 1) / self.warm_up_steps)
        return warm * max(0.0, min(1.0, (1 - self._progress(state.seconds)) / _DECAY_SHARE))

    def minutes_left(self, seconds: float) -> float:
        return max(0.0, 3600 * self.hours - seconds) / 60

    def _progress(self, seconds: float) -> float:
        return seconds / (3600 * self.hours)
