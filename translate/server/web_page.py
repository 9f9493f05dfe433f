"""The page at `/` and its modules, as they are in the package: nothing is built, nothing comes from elsewhere."""

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from translate.server.problems import Problem

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}


def routes() -> list[Route]:
    """The paths of the page."""
    folder = files("translate.server").joinpath("web")
    data = {file.name: file.read_bytes() for file in folder.iterdir()}

    async def page(request: Request) -> Response:
        name = request.path_params.get("file", "index.html")
        if name not in data:
            raise Problem(404, "Not found")
        kind = _TYPES[name.rpartition(".")[2]]
        return Response(data[name], media_type=kind, headers={"Cache-Control": "no-cache"})

    return [Route("/", page), Route("/web/{file}", page)]
