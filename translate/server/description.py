"""`/openapi.json`: the description of all APIs, for programs that make clients of it."""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def routes() -> list[Route]:
    """The path of the description."""
    data = files("translate.server").joinpath("openapi.json").read_bytes()

    async def description(request: Request) -> Response:
        return Response(data, media_type="application/json")

    return [Route("/openapi.json", description)]
