"""LibreTranslate's API, as its clients speak it: `/translate`, `/detect`, `/languages`, `/translate_file` and the rest.

Sources: https://github.com/LibreTranslate/LibreTranslate, its clients, and what Mastodon and Discourse send.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from translate.formats import choice
from translate.formats.choice import Settings
from translate.report import Report
from translate.server import bodies, detection, keys
from translate.server.problems import Problem
from translate.server.service import Gone, Service, Unread

_NAMES = {"de": "German", "en": "English"}
_FORMATS = ("text", "html")
# Seconds after which a page may give up waiting.
_PATIENCE = 500
# The most further translations of a text.
_ALTERNATIVES = 5
# Texts of a request.
_TEXTS = 1000


def routes(service: Service) -> list[Route]:
    """The paths of the API."""
    api = _Api(service)
    return [
        Route("/translate", api.translate, methods=["POST"]),
        Route("/detect", api.detect, methods=["POST"]),
        Route("/languages", api.languages),
        Route("/frontend/settings", api.settings),
        Route("/translate_file", api.translate_file, methods=["POST"]),
        Route("/download_file/{number}", api.download_file),
    ]


class _Api:
    def __init__(self, service: Service) -> None:
        self._service = service

    async def translate(self, request: Request) -> Response:
        given = await bodies.fields(request)
        self._admit(given)
        texts = _texts(given)
        detected = _check_languages(given, texts)
        self._check_size(texts)
        count = _alternatives(given)
        kind = bodies.text_field(given, "format") or "text"
        if kind not in _FORMATS:
            raise Problem(400, f"{kind} format is not supported")
        form = choice.form(kind, "", Settings())
        documents: list[Unread] = [(text.encode("utf-8", "replace"), form) for text in texts]
        found = await self._reports(documents, count, request.is_disconnected)
        english = [reports[0].text for reports in found]
        several = isinstance(given["q"], list)
        body: dict[str, Any] = {"translatedText": english if several else english[0]}
        if count:
            others = [[report.text for report in reports[1:]] for reports in found]
            body["alternatives"] = others if several else others[0]
        if detected:
            body["detectedLanguage"] = [detected] * len(texts) if several else detected
        return JSONResponse(body)

    async def _reports(self, documents: Sequence[Unread], count: int, gone: Gone) -> list[list[Report]]:
        """For each document its translation, and behind it as many others as are asked for, if there are so many."""
        glossary = self._service.glossary()
        if count:
            return [await self._service.alternatives(document, glossary, count, gone) for document in documents]
        return [[report] for report in await self._service.translate(documents, glossary, gone)]

    async def detect(self, request: Request) -> Response:
        given = await bodies.fields(request)
        self._admit(given)
        found = detection.languages("\n".join(_texts(given)))
        return JSONResponse([{"language": code, "confidence": confidence} for code, confidence in found])

    async def languages(self, request: Request) -> Response:
        targets = {"de": ["en"], "en": []}
        return JSONResponse([{"code": code, "name": name, "targets": targets[code]} for code, name in _NAMES.items()])

    async def settings(self, request: Request) -> Response:
        settings = self._service.settings
        source, target = ({"code": code, "name": name} for code, name in _NAMES.items())
        body = {
            "charLimit": settings.characters,
            "frontendTimeout": _PATIENCE,
            "apiKeys": bool(settings.keys),
            "keyRequired": bool(settings.keys),
            "suggestions": False,
            "filesTranslation": True,
            "supportedFilesFormat": sorted(f".{extension}" for extension in choice.extensions()),
            "language": {"source": source, "target": target},
        }
        return JSONResponse(body)

    async def translate_file(self, request: Request) -> Response:
        given = await bodies.fields(request)
        self._admit(given)
        file = given.get("file")
        if not isinstance(file, UploadFile):
            raise _missing("file")
        _check_languages(given, ())
        name = PurePath(file.filename or "").name
        kind = choice.named(name)
        if kind is None:
            raise Problem(400, "Invalid request: file format not supported")
        unread: Unread = (await file.read(), choice.form(kind, name, Settings()))
        [report] = await self._service.translate([unread], self._service.glossary(), request.is_disconnected)
        uploads = self._service.uploads
        number = await self._service.run(lambda _: uploads.put(report.data, name), request.is_disconnected)
        return JSONResponse({"translatedFileUrl": f"{request.base_url}download_file/{number}"})

    async def download_file(self, request: Request) -> Response:
        """A translated file; whoever knows its number may have it, once."""
        number = request.path_params["number"]
        data, name = await self._service.run(lambda _: self._service.uploads.take(number), request.is_disconnected)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return Response(data, media_type="application/octet-stream", headers=headers)

    def _admit(self, given: Mapping[str, Any]) -> None:
        # Mastodon says null where it has no key.
        has_key = given.get("api_key") is not None
        keys.admit(self._service.settings, bodies.text_field(given, "api_key") if has_key else "")

    def _check_size(self, texts: Sequence[str]) -> None:
        size, limit = sum(map(len, texts)), self._service.settings.characters
        if size > limit:
            raise Problem(400, f"Invalid request: request ({size}) exceeds text limit ({limit})")


def _texts(given: Mapping[str, Any]) -> list[str]:
    """What is to be translated: `q`, a text or a list of them."""
    texts = given.get("q")
    if not texts:
        raise _missing("q")
    if isinstance(texts, str):
        return [texts]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise Problem(400, "Invalid request: q parameter is not a text or a list of texts")
    if len(texts) > _TEXTS:
        raise Problem(400, f"Invalid request: request ({len(texts)}) exceeds text limit ({_TEXTS})")
    return texts


def _check_languages(given: Mapping[str, Any], texts: Sequence[str]) -> dict[str, Any] | None:
    """What was detected where the client asks for that; raises `Problem` for what is not from German to English.

    A text that nobody asks to detect is translated whatever it is in.
    """
    source, target = (bodies.text_field(given, name) for name in ("source", "target"))
    for name, code in (("source", source), ("target", target)):
        if not code:
            raise _missing(name)
    for code in (source, target):
        if code.lower() not in (*_NAMES, "auto") or (code == target and code.lower() == "auto"):
            raise Problem(400, f"{code} is not supported")
    if target.lower() != "en" or source.lower() == "en":
        names = _NAMES[target.lower()], _NAMES.get(source.lower(), "")
        raise Problem(400, f"{names[0]} ({target}) is not available as a target language from {names[1]} ({source})")
    if source.lower() != "auto":
        return None
    [(code, confidence), *_] = detection.languages("\n".join(texts)) or [("de", 0.0)]
    return {"language": code, "confidence": confidence}


def _alternatives(given: Mapping[str, Any]) -> int:
    """How many further translations are asked for; more than there can be are no mistake."""
    try:
        return min(max(0, int(given.get("alternatives") or 0)), _ALTERNATIVES)
    except (TypeError, ValueError) as error:
        raise Problem(400, "Invalid request: alternatives parameter is not a number") from error


def _missing(name: str) -> Problem:
    return Problem(400, f"Invalid request: missing {name} parameter")
