"""Long work that a signal ends at its next good place, with nothing lost."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

_ENDING = (signal.SIGTERM, signal.SIGINT)


@dataclass(slots=True)
class Interrupt:
    """Whether a signal has asked for the end."""

    asked: bool = False


@contextmanager
def heeded() -> Iterator[Interrupt]:
    """Within it SIGTERM and Ctrl-C only ask; who works looks now and then."""
    interrupt = Interrupt()

    def ask(number: int, frame: FrameType | None) -> None:
        interrupt.asked = True

    before = {number: signal.signal(number, ask) for number in _ENDING}
    try:
        yield interrupt
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
