"""`/v2/document`: a file is sent, asked after, and fetched."""

import asyncio
import hmac
import math
import mimetypes
import secrets
import time
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from glossary.linked import LinkedText
from glossary.terms import Glossary
from translate.documents.document import Document, Format
from translate.errors import DocumentError
from translate.formats import choice
from translate.formats.choice import Settings
from translate.report import Report
from translate.server import bodies, problems
from translate.server.deepl import codes, parameters, texts
from translate.server.deepl.parameters import Parameters
from translate.server.deepl.usage import Usage
from translate.server.problems import Problem
from translate.server.service import Busy, Service
from translate.server.shelf import Shelf

# Documents of which something is known, and the seconds that it is.
_MOST = 1000
_SECONDS = 3600.0
# Bytes that are translated in a second, for those who ask how long it takes.
_SPEED = 2000
_AGAIN = 1.0
_SAME = "Source and target language are equal."
_LONGEST_NAME = 200


def routes(service: Service, shelf: Shelf, usage: Usage) -> list[Route]:
    """The paths of documents."""
    api = _Api(service, shelf, usage)
    both = ["GET", "POST"]
    return [
        Route("/v2/document", api.upload, methods=["POST"]),
        Route("/v2/document/{number}", api.status, methods=both),
        Route("/v2/document/{number}/result", api.result, methods=both),
    ]


@dataclass(slots=True)
class _Job:
    """A document on its way; `file` is what its data, and later those of its translation, are held as."""

    key: str
    name: str
    size: int
    file: str = ""
    status: str = "queued"
    characters: int = 0
    error: str = ""
    since: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class _Limited:
    """A format that refuses documents of more than `limit` characters."""

    form: Format[Any]
    name: str
    limit: int

    def parse(self, data: bytes, name: str) -> Document:
        document: Document = self.form.parse(data, self.name)
        if len(document.text) > self.limit:
            raise DocumentError(f"{self.name}: has more than {self.limit} characters; send it in parts")
        return document

    def render(self, document: Document, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()) -> bytes:
        return self.form.render(document, translations, doubtful)


class _Api:
    def __init__(self, service: Service, shelf: Shelf, usage: Usage) -> None:
        self._service = service
        self._shelf = shelf
        self._usage = usage
        self._jobs: dict[str, _Job] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def upload(self, request: Request) -> Response:
        asked = await parameters.admitted(self._service, request)
        file = next(asked.files("file"), None)
        if file is None:
            raise Problem(400, "Invalid file data.", "Parameter 'file' not specified")
        name = _name(asked.text("filename") or bodies.readable(file.filename or ""))
        kind = choice.named(name)
        if kind is None:
            raise Problem(400, "Invalid file data.", "The file extension is none of a format that can be translated")
        _check_output(asked, name)
        same = _is_same(asked)
        gone = request.is_disconnected
        glossary = Glossary() if same else await texts.enforced(self._service, self._shelf, asked, gone)
        self._forget()
        data = await file.read()
        number, job = secrets.token_hex(16).upper(), _Job(secrets.token_hex(32).upper(), name, len(data))
        if same:
            job.status, job.error = "error", _SAME
        else:
            job.file = await self._service.run(lambda _: self._service.uploads.put(data, name), gone)
            form = choice.form(kind, name, Settings(repair=self._service.settings.options.repair))
            self._start(job, _Limited(form, name, self._service.settings.characters), glossary)
        self._jobs[number] = job
        return JSONResponse({"document_id": number, "document_key": job.key})

    async def status(self, request: Request) -> Response:
        job = self._job(request, await parameters.admitted(self._service, request))
        told: dict[str, object] = {"document_id": request.path_params["number"], "status": job.status}
        if job.status == "error":
            told |= {"error_message": job.error, "message": job.error}
        elif job.status == "done":
            told |= {"seconds_remaining": 0, "billed_characters": job.characters}
        elif job.status == "translating":
            left = job.size / _SPEED - (time.monotonic() - job.since)
            told["seconds_remaining"] = max(1, math.ceil(left))
        return JSONResponse(told)

    async def result(self, request: Request) -> Response:
        job = self._job(request, await parameters.admitted(self._service, request))
        if job.status == "error":
            raise Problem(400, "Document translation failed", job.error)
        if job.status != "done":
            raise Problem(503, "Document translation is not done", headers={"Retry-After": "1"})
        file, uploads = job.file, self._service.uploads
        data, name = await self._service.run(lambda _: uploads.take(file), request.is_disconnected)
        self._jobs.pop(request.path_params["number"], None)
        disposition = f"attachment; filename*=UTF-8''{quote(name)}"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(data, headers={"Content-Disposition": disposition, "Content-Type": kind})

    def _start(self, job: _Job, form: _Limited, glossary: Glossary) -> None:
        task = asyncio.create_task(self._translate(job, form, glossary))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _translate(self, job: _Job, form: _Limited, glossary: Glossary) -> None:
        """Translate the document of a job; what goes wrong is told to whoever asks after it."""
        uploads = self._service.uploads
        try:
            data, name = await to_thread.run_sync(uploads.take, job.file)
            report = await self._report(job, data, form, glossary)
            job.characters = len(report.document.text)
            self._usage.add(job.characters)
            job.file = await to_thread.run_sync(uploads.put, report.data, name)
            job.status = "done"
        except Exception as error:
            problem = problems.of(error)
            job.status, job.error = "error", problem.message

    async def _report(self, job: _Job, data: bytes, form: _Limited, glossary: Glossary) -> Report:
        """The translation of the document of a job, which waits while the server is busy."""
        while True:
            job.status, job.since = "translating", time.monotonic()
            try:
                [report] = await self._service.translate([(data, form)], glossary, _never)
            except Busy:
                job.status = "queued"
                await asyncio.sleep(_AGAIN)
            else:
                return report

    def _job(self, request: Request, asked: Parameters) -> _Job:
        """The job that a client asks after; raises `Problem` (404) where it has not the key of one."""
        job = self._jobs.get(request.path_params["number"])
        key = asked.text("document_key")
        if job is None or not hmac.compare_digest(job.key.encode(), key.encode()):
            raise Problem(404, "Not found")
        return job

    def _forget(self) -> None:
        """Forget what is too old; raises `Problem` (429) if too much is left."""
        oldest = time.monotonic() - _SECONDS
        for number in [number for number, job in self._jobs.items() if job.since < oldest]:
            self._service.uploads.remove(self._jobs.pop(number).file)
        if len(self._jobs) >= _MOST:
            raise Problem(429, "Too many documents are waiting to be fetched", headers={"Retry-After": "60"})


def _name(name: str) -> str:
    """What a client calls a file, without folders and signs that no header has."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(sign for sign in last if sign.isprintable())
    return plain[-_LONGEST_NAME:]


def _check_output(asked: Parameters, name: str) -> None:
    output = asked.text("output_format").lower().removeprefix(".")
    if output and output != PurePosixPath(name).suffix.lower().removeprefix("."):
        raise Problem(400, "output_format not supported.", "A document stays in its format")


def _is_same(asked: Parameters) -> bool:
    """Whether a client asks for the language that it says there is, which is told once the document is asked after.

    Raises `Problem` for what else cannot be done.
    """
    if asked.text("target_lang").upper() == codes.GERMAN and asked.text("source_lang").upper() in ("", codes.GERMAN):
        return True
    source = codes.source(asked)
    codes.check_formality(asked)
    return source == codes.ENGLISH


async def _never() -> bool:
    return False
