"""What every answer has, and what no request may exceed: middleware around all APIs."""

import logging
import traceback
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from translate.server import problems
from translate.server.problems import Problem

_LOG = logging.getLogger("deen")
# Places of an error that the log has.
_PLACES = 4
# Bodies of the greatest size that may be in hand at once.
_BODIES = 8
# The page loads nothing from elsewhere, nobody frames it, and its address is told to nobody.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class SafeHeaders:
    """Puts the headers that keep a browser safe on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sent)


class Faultless:
    """Answers 500 where an endpoint fails; the log is told what failed and where, and nothing that a client sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as error:
            _LOG.error("%s at %s", type(error).__name__, _place(error))
            # An answer that has begun ends here, which its client can tell.
            if not begun:
                await problems.answer(scope["path"], problems.of(error))(scope, receive, send)


def _place(error: Exception) -> str:
    """The last places in the code before an error, the innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))


class BodyLimit:
    """Refuses what is larger than `limit` bytes, whatever length it claims, and what arrives while there is no room.

    All bodies that are in hand may have eight times as many together.
    """

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        problem = self._problem_of(Headers(scope=scope))
        if problem:
            await problems.answer(scope["path"], problem)(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            size = len(message.get("body", b""))
            seen += size
            self._held += size
            if seen > self._limit:
                raise self._too_large()
            if self._held > _BODIES * self._limit:
                raise Problem(503, "Too many large requests at once", headers={"Retry-After": "5"})
            return message

        try:
            await self._app(scope, counted, send)
        finally:
            self._held -= seen

    def _problem_of(self, headers: Headers) -> Problem | None:
        """What the head of a request already tells."""
        if headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            return Problem(415, "A body in a content-encoding is not taken: send it as it is")
        length = headers.get("content-length", "0")
        return None if length.isdecimal() and int(length[:20]) <= self._limit else self._too_large()

    def _too_large(self) -> Problem:
        return Problem(413, f"The request is larger than {self._limit} bytes")
