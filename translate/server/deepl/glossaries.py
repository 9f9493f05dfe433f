"""`/v2/glossaries`: glossaries of one pair of languages each."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from translate.server import keys
from translate.server.deepl import codes, dictionaries, parameters
from translate.server.problems import Problem
from translate.server.service import Service
from translate.server.shelf import Shelf, Stored, Summary

_TSV = "text/tab-separated-values"


def routes(service: Service, shelf: Shelf) -> list[Route]:
    """The paths of these glossaries."""
    api = _Api(service, shelf)
    return [
        Route("/v2/glossaries", api.create, methods=["POST"]),
        Route("/v2/glossaries", api.all),
        Route("/v2/glossaries/{number}", api.one),
        Route("/v2/glossaries/{number}", api.delete, methods=["DELETE"]),
        Route("/v2/glossaries/{number}/entries", api.entries),
    ]


class _Api:
    def __init__(self, service: Service, shelf: Shelf) -> None:
        self._service = service
        self._shelf = shelf

    async def create(self, request: Request) -> Response:
        keys.check_origin(self._service.settings, request)
        asked = await parameters.admitted(self._service, request)
        name = asked.required("name")

        def work(_: object) -> Summary:
            return self._shelf.create(name, {codes.glossary_pair(asked): dictionaries.given(asked)})

        return JSONResponse(_told(await self._service.run(work, request.is_disconnected)), 201)

    async def all(self, request: Request) -> Response:
        await parameters.admitted(self._service, request)
        found = await self._service.run(lambda _: self._shelf.summaries(), request.is_disconnected)
        return JSONResponse({"glossaries": [_told(one) for one in found if len(one.counts) == 1]})

    async def one(self, request: Request) -> Response:
        await parameters.admitted(self._service, request)
        number = request.path_params["number"]
        summary = await self._service.run(lambda _: self._shelf.summary(number), request.is_disconnected)
        return JSONResponse(_told(summary))

    async def delete(self, request: Request) -> Response:
        keys.check_origin(self._service.settings, request)
        await parameters.admitted(self._service, request)
        number = request.path_params["number"]
        await self._service.run(lambda _: self._shelf.delete(number), request.is_disconnected)
        return Response(status_code=204)

    async def entries(self, request: Request) -> Response:
        await parameters.admitted(self._service, request)
        if not {_TSV, "text/*", "*/*"} & set(_accepted(request)):
            raise Problem(415, "No supported media type specified in Accept header")
        number = request.path_params["number"]
        stored = await self._service.run(lambda _: self._shelf.get(number), request.is_disconnected)
        _check(stored)
        [entries] = stored.dictionaries.values()
        return Response(dictionaries.as_tsv(entries), media_type=_TSV)


def _accepted(request: Request) -> list[str]:
    accept = request.headers.get("accept") or "*/*"
    return [kind.partition(";")[0].strip().lower() for kind in accept.split(",")]


def _check(glossary: Stored | Summary) -> None:
    """Raise `Problem` for a glossary of several pairs, which this API does not know."""
    summary = glossary.summary if isinstance(glossary, Stored) else glossary
    if len(summary.counts) != 1:
        raise Problem(404, "Glossary not found", "It has several dictionaries; ask for it at /v3/glossaries")


def _told(summary: Summary) -> dict[str, object]:
    _check(summary)
    [((source, target), count)] = summary.counts.items()
    return {
        "glossary_id": summary.id, "name": summary.name, "ready": True, "source_lang": source, "target_lang": target,
        "creation_time": summary.created, "entry_count": count,
    }  # fmt: skip
