"""`/v2/usage`: how much was translated since the server started. There is no quota."""

import threading

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from translate.server.deepl import parameters
from translate.server.service import Service

# What DeepL tells those who have no limit.
_UNLIMITED = 1_000_000_000_000


class Usage:
    """A count of characters."""

    def __init__(self) -> None:
        self._count = 0
        self._lock = threading.Lock()

    @property
    def count(self) -> int:
        """How many characters were translated."""
        return self._count

    def add(self, characters: int) -> None:
        """Count more of them."""
        with self._lock:
            self._count += characters


def routes(service: Service, usage: Usage) -> list[Route]:
    """The path that the count is told at."""

    async def tell(request: Request) -> Response:
        await parameters.admitted(service, request)
        return JSONResponse({"character_count": usage.count, "character_limit": _UNLIMITED})

    return [Route("/v2/usage", tell, methods=["GET", "POST"])]
