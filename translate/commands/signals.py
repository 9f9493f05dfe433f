"""How a signal stops a command: as an exception, so that what is half done is cleared away."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_THEIRS = (signal.SIG_DFL, signal.default_int_handler)
_SHELLS = 128
# The signals that came since the command began.
_arrived: list[int] = []


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
    _arrived.clear()

    def stop(number: int, frame: FrameType | None) -> None:
        _arrived.append(number)
        if len(_arrived) == 1:
            raise Stopped(number)

    before = {one: signal.getsignal(one) for one in _STOPPING}
    ours = [one for one, handler in before.items() if handler in _THEIRS]
    try:
        for one in ours:
            signal.signal(one, stop)
        yield
        heed()
    finally:
        for one in ours:
            signal.signal(one, before[one])
        _arrived.clear()


def heed() -> None:
    """Raise `Stopped` again if a signal came: what works for long asks now and then, since a library may have swallowed
    the first."""
    if _arrived:
        raise Stopped(_arrived[0])
