"""`/v1/`: a text or a file with all that is known of its translation, at once or sentence by sentence.

Where a client takes server-sent events, it is told how many sentences there are (`begin`), of each as soon as it is
there (`segment`), and of the whole at the end (`report`, in which the data of a file are base64).
"""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from glossary import store
from glossary.linked import LinkedText
from glossary.terms import Glossary, Term, TermMatch
from translate.documents.document import Document, Format, Segment
from translate.formats import choice
from translate.formats.choice import Settings
from translate.report import Report, Translation
from translate.server import bodies, keys, problems
from translate.server.problems import Problem
from translate.server.service import Service, Unread

_EVENTS = "text/event-stream"
# The most alternatives of a sentence.
_ALTERNATIVES = 5
# Formats whose data are text, and so go into JSON.
_FORMATS = ("text", "html", "markdown", "srt", "vtt", "ass", "xliff", "tmx", "po", "json", "csv")


def routes(service: Service) -> list[Route]:
    """The paths of the API: a text with its report, a file in its own format, and other words for a sentence."""

    async def translate(request: Request) -> Response:
        keys.admit(service.settings, keys.of_header(request))
        given = await bodies.fields(request)
        unread = _unread(given, service.settings.characters)
        glossary = await enforced(request, given)
        if _EVENTS in request.headers.get("accept", ""):
            return _Events(service, request, unread, glossary, as_dict)
        [report] = await service.translate([unread], glossary, request.is_disconnected)
        return JSONResponse(as_dict(report))

    async def enforced(request: Request, given: Mapping[str, Any]) -> Glossary:
        """The glossary that counts, and over it the terms that a request brings along."""
        if given.get("terms", []) == []:
            return service.glossary()

        def work(_: object) -> Glossary:
            return Glossary.merge(service.glossary().terms, _terms(given))

        return await service.run(work, request.is_disconnected)

    async def document(request: Request) -> Response:
        keys.admit(service.settings, keys.of_header(request))
        given = await bodies.fields(request)
        file = given.get("file")
        if not isinstance(file, UploadFile):
            raise Problem(400, "file is missing")
        data, name = await file.read(), Path(file.filename or "").name
        form: Format[Any] = choice.form(choice.of(name, data), name, Settings())
        if _EVENTS in request.headers.get("accept", ""):
            return _Events(service, request, (data, form), service.glossary(), _with_data)
        [report] = await service.translate([(data, form)], service.glossary(), request.is_disconnected)
        return Response(report.data, media_type="application/octet-stream")

    async def alternatives(request: Request) -> Response:
        keys.admit(service.settings, keys.of_header(request))
        given = await bodies.fields(request)
        text, _ = _unread(given, service.settings.characters)
        glossary = await enforced(request, given)
        reports = await service.alternatives((text, _Sentence()), glossary, _count(given), request.is_disconnected)
        made = [_without_folders(one).as_dict() for report in reports[1:] for one in report.translations]
        return JSONResponse({"alternatives": made})

    return [
        Route("/v1/translate", translate, methods=["POST"]),
        Route("/v1/alternatives", alternatives, methods=["POST"]),
        Route("/v1/document", document, methods=["POST"]),
    ]


def as_dict(report: Report) -> dict[str, object]:
    """A report with the whole translation, as plain values; of the server's folders it tells nothing."""
    shown = replace(report, translations=tuple(map(_without_folders, report.translations)))
    return {"translation": report.text, **shown.as_dict()}


def _with_data(report: Report) -> dict[str, object]:
    """The report of a file, whose translation is data."""
    shown = replace(report, translations=tuple(map(_without_folders, report.translations)))
    return {"data": b64encode(report.data).decode(), **shown.as_dict()}


def _without_folders(translation: Translation) -> Translation:
    """A translation whose terms are from files without their folders."""
    terms = tuple(replace(one, match=_from_file(one.match)) for one in translation.terms)
    left_out = tuple(replace(one, match=_from_file(one.match)) for one in translation.left_out)
    return replace(translation, terms=terms, left_out=left_out)


def _from_file(match: TermMatch) -> TermMatch:
    return replace(match, term=replace(match.term, origin=Path(match.term.origin).name))


def _unread(given: Mapping[str, Any], limit: int) -> Unread:
    """The text of a request, and the format that it names."""
    if "text" not in given:
        raise Problem(400, "text is missing")
    text, kind = bodies.text_field(given, "text"), bodies.text_field(given, "format") or "text"
    if kind not in _FORMATS:
        raise Problem(400, f"format {kind} is not one of {', '.join(_FORMATS)}")
    if len(text) > limit:
        raise Problem(413, f"The text has {len(text)} characters; at most {limit} are translated at once")
    form: Format[Any] = choice.form(kind, "", Settings())
    return text.encode("utf-8", "replace"), form


def _terms(given: Mapping[str, Any]) -> list[Term]:
    """The terms that a request brings along."""
    rows = given["terms"]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Problem(400, "terms is not a list of objects with source and target")
    return [
        store.validated(
            Term(bodies.text_field(row, "source"), bodies.text_field(row, "target"), bodies.text_field(row, "kind"))
        )
        for row in rows
    ]


def _count(given: Mapping[str, Any]) -> int:
    """How many alternatives are asked for."""
    count = given.get("count", _ALTERNATIVES)
    if not isinstance(count, int) or not 0 < count <= _ALTERNATIVES:
        raise Problem(400, f"count is not a number from 1 to {_ALTERNATIVES}")
    return count


class _Sentence:
    """The format of a sentence, which is not looked into for others."""

    def parse(self, data: bytes, name: str) -> Document:
        text = " ".join(data.decode("utf-8").split())
        return Document(name, text, (Segment(0, len(text), text),) if text else ())

    def render(self, document: Document, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()) -> bytes:
        return " ".join(one.text for one in translations).encode()


class _Events(Response):
    """The translation of a document as server-sent events; `shown` is what is told of it at the end."""

    def __init__(
        self, service: Service, request: Request, unread: Unread, glossary: Glossary, shown: Callable[[Report], Any]
    ) -> None:
        super().__init__(media_type=_EVENTS)
        del self.headers["content-length"]
        self._service, self._request = service, request
        self._unread, self._glossary = unread, glossary
        self._shown = shown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def event(name: str, value: object) -> None:
            nonlocal begun
            if not begun:
                begun = True
                start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
                await send(start)
            data = json.dumps(value, ensure_ascii=False)
            await send(
                {"type": "http.response.body", "body": f"event: {name}\ndata: {data}\n\n".encode(), "more_body": True}
            )

        async def begin(sentences: int) -> None:
            await event("begin", {"sentences": sentences})

        async def tell(translation: Translation) -> None:
            await event("segment", _without_folders(translation).as_dict())

        try:
            gone = self._request.is_disconnected
            report = await self._service.stream(*self._unread, self._glossary, gone, tell, begin)
            await event("report", self._shown(report))
        except Exception as error:
            if not begun:
                raise
            problem = problems.of(error)
            await event("error", {"status": problem.status, "message": problem.message})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
