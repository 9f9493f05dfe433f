"""`/v3/glossaries`: glossaries of a dictionary for each of several pairs of languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from translate.server.deepl import codes, dictionaries
from translate.server.deepl.glossaries import Glossaries
from translate.server.deepl.parameters import Parameters
from translate.server.problems import Problem
from translate.server.service import Service
from translate.server.shelf import Pair, Shelf, Stored, Summary

# Dictionaries of a glossary.
_MOST = 100


def routes(service: Service, shelf: Shelf) -> list[Route]:
    """The paths of these glossaries."""
    api = _Api(Glossaries(service, shelf, _told, _given))
    path = "/v3/glossaries/{number}"
    return [
        *api.common.routes("/v3/glossaries"),
        Route(path, api.patch, methods=["PATCH"]),
        Route(f"{path}/entries", api.entries),
        Route(f"{path}/dictionaries", api.put, methods=["PUT"]),
        Route(f"{path}/dictionaries", api.delete, methods=["DELETE"]),
    ]


@dataclass(frozen=True, slots=True)
class _Api:
    common: Glossaries

    async def patch(self, request: Request) -> Response:
        """Another name, or more entries for its dictionaries."""
        asked = await self.common.asked(request)
        name, listed = asked.text("name"), _listed(asked)
        if not name and not listed:
            raise Problem(400, "Parameter 'name' not specified")

        def changed(before: Stored) -> Stored:
            merged = dict(before.dictionaries)
            for pair, entries in _dictionaries(listed).items():
                merged[pair] = {**merged.get(pair, {}), **entries}
            return replace(before, name=name or before.name, dictionaries=merged)

        return JSONResponse(_told(await self._change(request, asked, changed)))

    async def put(self, request: Request) -> Response:
        """A dictionary in the place of the one for its languages."""
        asked = await self.common.asked(request)
        pair = codes.glossary_pair(asked)

        def changed(before: Stored) -> Stored:
            return replace(before, dictionaries={**before.dictionaries, pair: dictionaries.given(asked)})

        summary = await self._change(request, asked, changed)
        return JSONResponse(_dictionary(pair, summary.counts[pair]))

    async def delete(self, request: Request) -> Response:
        """Remove the dictionary for a pair of languages."""
        asked = await self.common.asked(request)
        pair = codes.glossary_pair(asked)

        def changed(before: Stored) -> Stored:
            _check(before, pair)
            kept = {own: entries for own, entries in before.dictionaries.items() if own != pair}
            return replace(before, dictionaries=kept)

        await self._change(request, asked, changed)
        return Response(status_code=204)

    async def entries(self, request: Request) -> Response:
        """The entries for a pair of languages."""
        asked = await self.common.asked(request)
        number = request.path_params["number"]
        stored = await self.common.work(request, asked, lambda shelf: shelf.get(number))
        pair = codes.glossary_pair(asked)
        _check(stored, pair)
        told = {
            "source_lang": pair[0], "target_lang": pair[1], "entries_format": "tsv",
            "entries": dictionaries.as_tsv(stored.dictionaries[pair]),
        }  # fmt: skip
        return JSONResponse({"dictionaries": [told]})

    async def _change(self, request: Request, asked: Parameters, changed: Callable[[Stored], Stored]) -> Summary:
        number = request.path_params["number"]
        return await self.common.work(request, asked, lambda shelf: shelf.change(number, changed))


def _given(asked: Parameters) -> Mapping[Pair, Mapping[str, str]]:
    """The dictionaries of a new glossary."""
    listed = _listed(asked)
    if not listed:
        raise Problem(400, "Glossary dictionaries must be provided")
    return _dictionaries(listed)


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
