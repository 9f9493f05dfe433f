"""A bound on the time that a function takes."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLong(BaseException):
    """A function is not done in time; no room catches it."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raises `TooLong` in what takes more CPU seconds; in the main thread only."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong(f"over {seconds:g} CPU seconds")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
