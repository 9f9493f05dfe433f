"""Connections as a server that others reach has to see them: not too many, and none that only holds its place.

A client has to send at a certain pace what it begins to send, and to take at that pace what it is sent. Where there
are too many connections, the one that has been idle for longest makes room.
"""

import asyncio
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

# Half of what a process may have open on most systems.
_MOST = 512
# Seconds between two looks at a connection.
_LOOK = 1.0
# Seconds in which a request has to begin and its head to arrive, and that a client may do nothing in.
IDLE = 30.0
# As many times longer a client may take nothing: what it takes from the system's buffers is not seen at once.
_BUFFERED = 2
# Bytes a second that a client has to send or take once those seconds are over.
_PACE = 1024
_BUSY = 503


class Connection(H11Protocol):
    """A connection that ends when its client is too slow."""

    # Both are attributes of the class for tests that cannot wait.
    most = _MOST
    idle = IDLE

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        # When the client began to do what it does now, and how many bytes it sent since.
        self._since = self.loop.time()
        self._sent = 0
        # What was there to be taken at the last look, and since when the client has taken too little of it.
        self._untaken = 0
        self._slow_since: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def _waits(self) -> bool:
        """Whether no request is in hand."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._timer = self.loop.call_later(_LOOK, self._look)
        if len(self.connections) > self.most and not self._make_room():
            self._refuse(_BUSY, "Service Unavailable")

    def _make_room(self) -> bool:
        """End the connection that has waited longest for a request; whether there was one."""
        others = [one for one in self.connections if isinstance(one, Connection) and one is not self and one._waits]
        if not others:
            return False
        longest = min(others, key=lambda one: one._since)
        self.connections.discard(longest)
        longest.transport.abort()
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._sent += len(data)
        waited = self._waits
        super().data_received(data)
        if waited and not self._waits:
            self._begin()

    def on_response_complete(self) -> None:
        self._begin()
        super().on_response_complete()

    def _begin(self) -> None:
        self._since, self._sent = self.loop.time(), 0

    def _look(self) -> None:
        now = self.loop.time()
        untaken = self.transport.get_write_buffer_size()
        if untaken and (self.flow.write_paused or self._waits):
            self._look_at_taking(untaken, now)
        else:
            self._slow_since = None
            self._look_at_sending(now - self._since - self.idle)
        self._untaken = untaken
        self._timer = self.loop.call_later(_LOOK, self._look)

    def _look_at_taking(self, untaken: int, now: float) -> None:
        # What it takes now counts as waiting afterwards.
        self._since = now
        if not self._untaken or self._untaken - untaken >= _PACE * _LOOK:
            self._slow_since = None
        elif self._slow_since is None:
            self._slow_since = now
        elif now - self._slow_since > _BUFFERED * self.idle:
            self.transport.abort()

    def _look_at_sending(self, over: float) -> None:
        """End a connection that has been waited for; `over` are the seconds beyond those that it may take anyway."""
        if self._waits:
            if over > 0:
                self._end_waiting()
        elif self.cycle.more_body and self._sent < over * _PACE:
            self._refuse(408, "Request Timeout")

    def _end_waiting(self) -> None:
        if self.conn.trailing_data[0]:
            self._refuse(408, "Request Timeout")
        else:
            self.transport.abort()

    def _refuse(self, status: int, reason: str) -> None:
        """Answer in the place of the application, and end the connection; whoever would answer is told to stop."""
        if self._waits or not self.cycle.response_started:
            head = f"HTTP/1.1 {status} {reason}\r\nContent-Length: {len(reason)}\r\nContent-Type: text/plain\r\n"
            again = "Retry-After: 5\r\n" if status == _BUSY else ""
            self.transport.write(f"{head}{again}Connection: close\r\n\r\n{reason}".encode())
            self.transport.close()
        else:
            self.transport.abort()
        if not self._waits:
            self.cycle.disconnected = True
            self.cycle.message_event.set()

    def send_400_response(self, msg: str) -> None:
        """Tell that something is no HTTP."""
        self._refuse(400, msg)
