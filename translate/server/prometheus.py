"""`/metrics`: what the server did, in the text format that Prometheus reads.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import threading
import time
from bisect import bisect_left
from collections import Counter
from itertools import accumulate

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from translate.server.service import Service

# Upper bounds in seconds of the classes of a request's duration.
_BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
# Paths of the APIs; what else is asked for is counted as one, so that no client makes the list grow.
_KNOWN = ("/translate", "/detect", "/languages", "/v1/", "/v2/", "/v3/", "/health", "/metrics", "/frontend/settings")


class Figures:
    """Requests by path and status, and how long they took."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._durations = [0] * (len(_BOUNDS) + 1)
        self._seconds = 0.0

    def count(self, path: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        with self._lock:
            self._requests[_group(path), status] += 1
            self._durations[bisect_left(_BOUNDS, seconds)] += 1
            self._seconds += seconds

    def text(self, in_hand: int) -> str:
        """All figures; `in_hand` is how many requests are translated or wait for it."""
        with self._lock:
            requests, durations, seconds = dict(self._requests), tuple(self._durations), self._seconds
        lines = ["# HELP deen_requests_total Requests answered.", "# TYPE deen_requests_total counter"]
        lines += [
            f'deen_requests_total{{path="{path}",status="{status}"}} {count}'
            for (path, status), count in sorted(requests.items())
        ]
        lines += ["# HELP deen_request_seconds Time to the end of an answer.", "# TYPE deen_request_seconds histogram"]
        bounds = (*map(str, _BOUNDS), "+Inf")
        lines += [
            f'deen_request_seconds_bucket{{le="{bound}"}} {count}'
            for bound, count in zip(bounds, accumulate(durations), strict=True)
        ]
        lines += [f"deen_request_seconds_sum {seconds:.6f}", f"deen_request_seconds_count {sum(durations)}"]
        lines += ["# HELP deen_in_hand Requests translated or waiting.", "# TYPE deen_in_hand gauge"]
        return "\n".join([*lines, f"deen_in_hand {in_hand}", ""])


class Counted:
    """Counts every request."""

    def __init__(self, app: ASGIApp, figures: Figures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.monotonic(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            self._figures.count(scope["path"], status, time.monotonic() - begun)


def routes(service: Service, figures: Figures) -> list[Route]:
    """The path of the figures."""

    async def metrics(request: Request) -> Response:
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return PlainTextResponse(figures.text(service.taken), headers={"content-type": kind})

    return [Route("/metrics", metrics)]


def _group(path: str) -> str:
    """The path of an API without the ids in it.

    >>> _group("/v2/document/ABC/result"), _group("/etc/passwd")
    ('/v2/document', 'other')
    """
    if not path.startswith(_KNOWN):
        return "other"
    return "/".join(path.split("/")[:3])
