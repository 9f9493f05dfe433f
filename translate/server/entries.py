"""`/v1/glossary`: the glossary that counts, and the user's own as something to change.

Whoever may translate may change it: a server that others reach has keys.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from glossary import store
from glossary.errors import GlossaryError
from glossary.exchange import json_entries, reading, writing
from glossary.folding import fold
from glossary.terms import Term
from translate.server import bodies, keys
from translate.server.problems import Problem
from translate.server.service import Service

R = TypeVar("R")

# What the name of a file ends with, if that tells a format.
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}\Z")
# Entries of an answer, unless fewer are asked for.
_MOST = 500
_KINDS = {"tsv": "text/tab-separated-values", "csv": "text/csv", "json": "application/json", "tbx": "application/xml",
          "tmx": "application/xml"}  # fmt: skip


def routes(service: Service) -> list[Route]:
    """The paths of the API."""
    api = _Api(service)
    return [
        Route("/v1/glossary", api.find),
        Route("/v1/glossary", api.put, methods=["PUT"]),
        Route("/v1/glossary", api.remove, methods=["DELETE"]),
        Route("/v1/glossary/import", api.take, methods=["POST"]),
        Route("/v1/glossary/export", api.export),
    ]


class _Api:
    def __init__(self, service: Service) -> None:
        self._service = service

    async def find(self, request: Request) -> Response:
        """The entries that have a text in their German or English, the user's own first."""
        keys.admit(self._service.settings, keys.of_header(request))
        wanted = fold(request.query_params.get("q", ""))
        limit = _number(request.query_params.get("limit"), _MOST)

        def work(_: object) -> dict[str, object]:
            terms = [term for term in self._service.glossary().terms if _has(term, wanted)]
            terms.sort(key=lambda term: not _is_own(term))
            return {"total": len(terms), "entries": [_as_object(term) for term in terms[:limit]]}

        return JSONResponse(await self._service.run(work, request.is_disconnected))

    async def put(self, request: Request) -> Response:
        """Add an entry to the user's own glossary, or put it in the place of the one with its source."""
        given = await self._changing(request)
        source, target, kind, note, plural = (
            bodies.text_field(given, name) for name in ("source", "target", "kind", "note", "plural")
        )
        forms, forbidden = (_texts(given, name) for name in ("forms", "forbidden"))
        term = store.validated(Term(source, target, kind, forms, note, plural=plural, forbidden=forbidden))
        replaced = await self._changed(request, lambda: store.add(store.own_file(), term))
        return JSONResponse({"entry": _as_object(term), "replaced": _as_object(replaced) if replaced else None})

    async def remove(self, request: Request) -> Response:
        """Remove the entries with a source from the user's own glossary."""
        await self._changing(request)
        source = request.query_params.get("source", "").strip()
        removed = await self._changed(request, lambda: store.remove(store.own_file(), source))
        if not removed:
            raise Problem(404, "Your own glossary has no entry with this source")
        return JSONResponse({"removed": [_as_object(term) for term in removed]})

    async def take(self, request: Request) -> Response:
        """Take the entries of a file into the user's own glossary; with `replace` it has them alone."""
        given = await self._changing(request)
        file = given.get("file")
        if not isinstance(file, UploadFile):
            raise Problem(400, "file is missing")
        data, name, alone = await file.read(), Path(file.filename or "").name, bodies.text_field(given, "replace")

        def work() -> dict[str, object]:
            unique = list({term.source: term for term in _read(data, name)}.values())
            replaced = store.add_all(store.own_file(), unique, alone=bool(alone))
            return {"entries": len(unique), "replaced": [_as_object(term) for term in replaced]}

        return JSONResponse(await self._changed(request, work))

    async def export(self, request: Request) -> Response:
        """The user's own glossary as a file."""
        keys.admit(self._service.settings, keys.of_header(request))
        form = request.query_params.get("format", "tsv")
        if form not in _KINDS:
            raise Problem(400, f"format {form} is not one of {', '.join(_KINDS)}")

        def work(_: object) -> bytes:
            own = store.own_file()
            return writing.written(store.entries(own) if own.is_file() else [], form)

        data = await self._service.run(work, request.is_disconnected)
        headers = {"Content-Disposition": f'attachment; filename="glossary.{form}"'}
        return Response(data, media_type=_KINDS[form], headers=headers)

    async def _changed(self, request: Request, change: Callable[[], R]) -> R:
        """What a change of the glossary gives; other requests are answered while the glossary is written and read."""

        def work(_: object) -> R:
            done = change()
            self._service.glossary()
            return done

        return await self._service.run(work, request.is_disconnected)

    async def _changing(self, request: Request) -> Any:
        """The fields of a request that changes something: none that a page from elsewhere sent."""
        settings = self._service.settings
        keys.admit(settings, keys.of_header(request))
        keys.check_origin(settings, request)
        return await bodies.fields(request)


def _read(data: bytes, name: str) -> Sequence[Term]:
    """The entries of a file that a client calls so."""
    with TemporaryDirectory() as folder:
        # Only what its name ends with is the client's, and that only if it can be one.
        suffix = _SUFFIX.search(name.lower())
        path = Path(folder) / f"file{suffix[0] if suffix else ''}"
        path.write_bytes(data)
        try:
            return reading.read(path).terms
        except GlossaryError as error:
            raise Problem(400, str(error).replace(str(path), name)) from error


def _texts(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A field that is a list of texts."""
    texts = given.get(name, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise Problem(400, f"{name} is not a list of texts")
    return tuple(map(bodies.readable, texts))


def _has(term: Term, wanted: str) -> bool:
    texts: Iterable[str] = (term.source, term.target, *term.forms)
    return not wanted or any(wanted in fold(text) for text in texts)


def _is_own(term: Term) -> bool:
    return term.origin.rpartition(":")[0] == str(store.own_file())


def _as_object(term: Term) -> dict[str, object]:
    return {**json_entries.as_object(term), "own": _is_own(term), "origin": Path(term.origin).name}


def _number(text: str | None, most: int) -> int:
    if text is None:
        return most
    if not (text.isascii() and text.isdecimal()):
        raise Problem(400, "limit is not a number")
    return min(int(text[:9]), most)
