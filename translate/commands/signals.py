"""How a signal stops a command: as an exception, so that what is half done is cleared away."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_THEIRS = (signal.SIG_DFL, signal.default_int_handler)
_SHELLS = 128


class Stopped(BaseException):
    """A signal told the command to stop.

    It is no `KeyboardInterrupt`, which a library takes for an answer to its own question.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """As shells tell it."""
        return _SHELLS + self.number


@contextmanager
def stopping() -> Iterator[None]:
    """Raise `Stopped` at the first signal, and pass over further ones while that is cleared away.

    A signal that is ignored stays ignored, as under nohup. Raised at the end at the latest, since a library may have
    swallowed it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    arrived: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        arrived.append(number)
        if len(arrived) == 1:
            raise Stopped(number)

    before = {one: signal.getsignal(one) for one in _STOPPING}
    ours = [one for one, handler in before.items() if handler in _THEIRS]
    try:
        for one in ours:
            signal.signal(one, stop)
        yield
        if arrived:
            raise Stopped(arrived[0])
    finally:
        for one in ours:
            signal.signal(one, before[one])
