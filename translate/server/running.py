"""An application at an address until it is told to stop."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.server import Server

from glossary.errors import reason
from translate.errors import EngineError
from translate.server.connections import IDLE, Connection

# Connections that are taken at once; the others wait in the system.
_BACKLOG = 128
# Seconds that what is in hand may take once the server is told to stop.
_FINISHING = 50
_STOPPED_BY_CTRL_C = 130


def listening(host: str, port: int) -> socket.socket:
    """A socket at an address, which nobody else has; with port 0 the system chooses one.

    Raises `EngineError` for an address that cannot be had.
    """
    try:
        [(family, kind, protocol, _, address), *_] = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise EngineError(f"{host}: is no address of this machine: {reason(error)}") from error
    try:
        # A server that was killed leaves connections behind, which are no reason to wait.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        bound.close()
        why = reason(error)
        raise EngineError(f"cannot listen at {host}, port {port}: {why}; choose another --port or --host") from error
    return bound


def url(bound: socket.socket) -> str:
    """Where a socket is reached.

    >>> with listening("127.0.0.1", 0) as bound:
    ...     url(bound).startswith("http://127.0.0.1:")
    True
    """
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class Stoppable(Server):
    """A server that calls `ready` once it listens; `run` takes the sockets it listens at.

    SIGINT or SIGTERM ends it when what is in hand is finished, a second one at once.
    """

    def __init__(self, application: ASGIApp, ready: Callable[[], None]) -> None:
        config = Config(
            application, http=Connection, ws="none", log_level="error", access_log=False, server_header=False,
            backlog=_BACKLOG, timeout_keep_alive=int(IDLE), timeout_graceful_shutdown=_FINISHING,
        )  # fmt: skip
        super().__init__(config)
        # It tells of each form that is none.
        logging.getLogger("python_multipart").setLevel(logging.ERROR)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Having been told to stop is no failure: unlike the superclass's this raises no signal again."""
        if threading.current_thread() is not threading.main_thread():
            # Signals arrive elsewhere.
            yield
            return
        before = {one: signal.signal(one, self.handle_exit) for one in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for one, handler in before.items():
                signal.signal(one, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self.should_exit:
            # A thread that is in the engine cannot be stopped otherwise.
            os._exit(_STOPPED_BY_CTRL_C)
        self.should_exit = True
