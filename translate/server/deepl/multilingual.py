"""`/v3/glossaries`: glossaries of a dictionary for each of several pairs of languages."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from translate.server import keys
from translate.server.deepl import codes, dictionaries, parameters
from translate.server.deepl.parameters import Parameters
from translate.server.problems import Problem
from translate.server.service import Service
from translate.server.shelf import Pair, Shelf, Stored, Summary

# Dictionaries of a glossary.
_MOST = 100


def routes(service: Service, shelf: Shelf) -> list[Route]:
    """The paths of these glossaries."""
    api = _Api(service, shelf)
    return [
        Route("/v3/glossaries", api.create, methods=["POST"]),
        Route("/v3/glossaries", api.all),
        Route("/v3/glossaries/{number}", api.one),
        Route("/v3/glossaries/{number}", api.patch, methods=["PATCH"]),
        Route("/v3/glossaries/{number}", api.delete, methods=["DELETE"]),
        Route("/v3/glossaries/{number}/entries", api.entries),
        Route("/v3/glossaries/{number}/dictionaries", api.put, methods=["PUT"]),
        Route("/v3/glossaries/{number}/dictionaries", api.delete_dictionary, methods=["DELETE"]),
    ]


class _Api:
    def __init__(self, service: Service, shelf: Shelf) -> None:
        self._service = service
        self._shelf = shelf

    async def create(self, request: Request) -> Response:
        asked = await self._changing(request)
        name = asked.required("name")
        listed = _listed(asked)
        if not listed:
            raise Problem(400, "Glossary dictionaries must be provided")

        def work(_: object) -> Summary:
            return self._shelf.create(name, _dictionaries(listed))

        return JSONResponse(_told(await self._service.run(work, request.is_disconnected)), 201)

    async def all(self, request: Request) -> Response:
        await parameters.admitted(self._service, request)
        found = await self._service.run(lambda _: self._shelf.summaries(), request.is_disconnected)
        return JSONResponse({"glossaries": [_told(one) for one in found]})

    async def one(self, request: Request) -> Response:
        await parameters.admitted(self._service, request)
        number = request.path_params["number"]
        summary = await self._service.run(lambda _: self._shelf.summary(number), request.is_disconnected)
        return JSONResponse(_told(summary))

    async def patch(self, request: Request) -> Response:
        """Another name, or more entries for its dictionaries."""
        asked = await self._changing(request)
        number = request.path_params["number"]
        name = asked.text("name")
        listed = _listed(asked)
        if not name and not listed:
            raise Problem(400, "Parameter 'name' not specified")

        def changed(before: Stored) -> Stored:
            merged = dict(before.dictionaries)
            for pair, entries in _dictionaries(listed).items():
                merged[pair] = {**merged.get(pair, {}), **entries}
            return replace(before, name=name or before.name, dictionaries=merged)

        summary = await self._service.run(lambda _: self._shelf.change(number, changed), request.is_disconnected)
        return JSONResponse(_told(summary))

    async def put(self, request: Request) -> Response:
        """A dictionary in the place of the one for its languages."""
        asked = await self._changing(request)
        number = request.path_params["number"]
        pair = codes.glossary_pair(asked)

        def changed(before: Stored) -> Stored:
            return replace(before, dictionaries={**before.dictionaries, pair: dictionaries.given(asked)})

        summary = await self._service.run(lambda _: self._shelf.change(number, changed), request.is_disconnected)
        return JSONResponse(_dictionary(pair, summary.counts[pair]))

    async def delete(self, request: Request) -> Response:
        await self._changing(request)
        number = request.path_params["number"]
        await self._service.run(lambda _: self._shelf.delete(number), request.is_disconnected)
        return Response(status_code=204)

    async def delete_dictionary(self, request: Request) -> Response:
        asked = await self._changing(request)
        number = request.path_params["number"]
        pair = codes.glossary_pair(asked)

        def changed(before: Stored) -> Stored:
            _check(before, pair)
            kept = {own: entries for own, entries in before.dictionaries.items() if own != pair}
            return replace(before, dictionaries=kept)

        await self._service.run(lambda _: self._shelf.change(number, changed), request.is_disconnected)
        return Response(status_code=204)

    async def entries(self, request: Request) -> Response:
        asked = await parameters.admitted(self._service, request)
        number = request.path_params["number"]
        stored = await self._service.run(lambda _: self._shelf.get(number), request.is_disconnected)
        pair = codes.glossary_pair(asked)
        _check(stored, pair)
        told = {
            "source_lang": pair[0], "target_lang": pair[1], "entries_format": "tsv",
            "entries": dictionaries.as_tsv(stored.dictionaries[pair]),
        }  # fmt: skip
        return JSONResponse({"dictionaries": [told]})

    async def _changing(self, request: Request) -> Parameters:
        keys.check_origin(self._service.settings, request)
        return await parameters.admitted(self._service, request)


def _listed(asked: Parameters) -> list[Parameters]:
    listed = asked.objects("dictionaries")
    if len(listed) > _MOST:
        raise Problem(400, "Too many dictionaries", f"A glossary has {_MOST} at most")
    return listed


def _dictionaries(listed: list[Parameters]) -> dict[Pair, dict[str, str]]:
    found: dict[Pair, dict[str, str]] = {}
    for one in listed:
        pair = codes.glossary_pair(one)
        if pair in found:
            raise Problem(400, "Two dictionaries have the same languages", "-".join(pair))
        found[pair] = dict(dictionaries.given(one))
    return found


def _check(glossary: Stored, pair: Pair) -> None:
    if pair not in glossary.dictionaries:
        raise Problem(404, "Dictionary not found")


def _told(summary: Summary) -> dict[str, object]:
    return {
        "glossary_id": summary.id, "name": summary.name, "creation_time": summary.created,
        "dictionaries": [_dictionary(pair, count) for pair, count in summary.counts.items()],
    }  # fmt: skip


def _dictionary(pair: Pair, count: int) -> dict[str, object]:
    return {"source_lang": pair[0], "target_lang": pair[1], "entry_count": count}
