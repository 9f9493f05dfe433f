"""Glossaries as both versions of the API have them, and `/v2/glossaries`: those of one pair of languages each."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from translate.server import keys
from translate.server.deepl import codes, dictionaries, parameters
from translate.server.deepl.parameters import Parameters
from translate.server.problems import Problem
from translate.server.service import Service
from translate.server.shelf import Pair, Shelf, Summary

R = TypeVar("R")
# What a version of the API tells of a glossary; nothing of one that it does not know.
Told = Callable[[Summary], Mapping[str, object] | None]

_TSV = "text/tab-separated-values"


class Glossaries:
    """What both versions do, each in its own way: `told` is what a glossary looks like, `given` what makes one."""

    def __init__(
        self,
        service: Service,
        shelf: Shelf,
        told: Told,
        given: Callable[[Parameters], Mapping[Pair, Mapping[str, str]]],
    ) -> None:
        self._service = service
        self._shelf = shelf
        self._told = told
        self._given = given

    def routes(self, path: str) -> list[Route]:
        """The paths that both versions have."""
        return [
            Route(path, self._create, methods=["POST"]),
            Route(path, self._all),
            Route(f"{path}/{{number}}", self._one),
            Route(f"{path}/{{number}}", self._delete, methods=["DELETE"]),
        ]

    async def asked(self, request: Request) -> Parameters:
        """What a client asks for whom the server lets in: a page from elsewhere may change nothing."""
        if request.method not in ("GET", "HEAD"):
            keys.check_origin(self._service.settings, request)
        return await parameters.admitted(self._service, request)

    async def work(self, request: Request, asked: Parameters, work: Callable[[Shelf], R]) -> R:
        """Do something, in a thread, with the glossaries that the client may see."""
        shelf = self._shelf.of(asked.key)
        return await self._service.run(lambda _: work(shelf), request.is_disconnected)

    async def _create(self, request: Request) -> Response:
        asked = await self.asked(request)
        name = asked.required("name")
        made = await self.work(request, asked, lambda shelf: shelf.create(name, self._given(asked)))
        return JSONResponse(self._told(made), 201)

    async def _all(self, request: Request) -> Response:
        found = await self.work(request, await self.asked(request), Shelf.summaries)
        return JSONResponse({"glossaries": list(filter(None, map(self._told, found)))})

    async def _one(self, request: Request) -> Response:
        number = request.path_params["number"]
        found = await self.work(request, await self.asked(request), lambda shelf: shelf.summary(number))
        told = self._told(found)
        if told is None:
            raise several()
        return JSONResponse(told)

    async def _delete(self, request: Request) -> Response:
        number = request.path_params["number"]
        await self.work(request, await self.asked(request), lambda shelf: shelf.delete(number))
        return Response(status_code=204)


def several() -> Problem:
    """What `/v2` tells of a glossary of several pairs."""
    return Problem(404, "Glossary not found", "It has several dictionaries; ask for it at /v3/glossaries")


def routes(service: Service, shelf: Shelf) -> list[Route]:
    """The paths of glossaries of one pair."""
    api = Glossaries(service, shelf, _told, lambda asked: {codes.glossary_pair(asked): dictionaries.given(asked)})

    async def entries(request: Request) -> Response:
        asked = await api.asked(request)
        if not {_TSV, "text/*", "*/*"} & set(_accepted(request)):
            raise Problem(415, "No supported media type specified in Accept header")
        number = request.path_params["number"]
        stored = await api.work(request, asked, lambda shelf: shelf.get(number))
        if len(stored.dictionaries) != 1:
            raise several()
        [found] = stored.dictionaries.values()
        return Response(dictionaries.as_tsv(found), media_type=_TSV)

    return [*api.routes("/v2/glossaries"), Route("/v2/glossaries/{number}/entries", entries)]


def _accepted(request: Request) -> list[str]:
    accept = request.headers.get("accept") or "*/*"
    return [kind.partition(";")[0].strip().lower() for kind in accept.split(",")]


def _told(summary: Summary) -> Mapping[str, object] | None:
    if len(summary.counts) != 1:
        return None
    [((source, target), count)] = summary.counts.items()
    return {
        "glossary_id": summary.id, "name": summary.name, "ready": True, "source_lang": source, "target_lang": target,
        "creation_time": summary.created, "entry_count": count,
    }  # fmt: skip
