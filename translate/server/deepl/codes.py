"""The languages of DeepL's API: `/v2/languages`, `/v2/glossary-language-pairs`, `/v3/languages`, and checks."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from translate.server.deepl import parameters
from translate.server.deepl.parameters import Parameters
from translate.server.problems import Problem
from translate.server.service import Service
from translate.server.shelf import Pair

# The pair that is translated.
PAIR: Pair = ("de", "en")
GERMAN, ENGLISH = "DE", "EN"
_TARGETS = {ENGLISH: "English", "EN-GB": "English (British)", "EN-US": "English (American)"}
# Languages that DeepL has glossaries for: these are kept for any of their pairs.
_OF_GLOSSARIES = frozenset(
    "ar bg cs da de el en es et fi fr he hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv th tr uk vi zh".split()
)
_RESOURCES = ("translate_text", "translate_document", "glossary")


def routes(service: Service) -> list[Route]:
    """The paths that tell which languages there are."""

    async def languages(request: Request) -> Response:
        asked = await parameters.admitted(service, request)
        if asked.choice("type", ("source", "target"), "source") == "source":
            return JSONResponse([{"language": GERMAN, "name": "German"}])
        # English for a client that asks for no variety is not listed.
        listed = [(code, name) for code, name in _TARGETS.items() if code != ENGLISH]
        return JSONResponse([{"language": code, "name": name, "supports_formality": False} for code, name in listed])

    async def pairs(request: Request) -> Response:
        await parameters.admitted(service, request)
        source, target = PAIR
        return JSONResponse({"supported_languages": [{"source_lang": source, "target_lang": target}]})

    async def of_resource(request: Request) -> Response:
        asked = await parameters.admitted(service, request)
        asked.choice("resource", _RESOURCES, "translate_text")
        german = _language("de", "German", source=True)
        english = [_language(_bcp47(code), name, source=False) for code, name in _TARGETS.items()]
        return JSONResponse([german, *english])

    async def resources(request: Request) -> Response:
        await parameters.admitted(service, request)
        return JSONResponse([{"name": name, "features": []} for name in _RESOURCES])

    both = ["GET", "POST"]
    return [
        Route("/v2/languages", languages, methods=both),
        Route("/v2/glossary-language-pairs", pairs),
        Route("/v3/languages", of_resource),
        Route("/v3/languages/resources", resources),
    ]


def _language(code: str, name: str, *, source: bool) -> dict[str, object]:
    return {
        "lang": code, "name": name, "status": "stable", "usable_as_source": source, "usable_as_target": not source,
        "features": {},
    }  # fmt: skip


def _bcp47(code: str) -> str:
    language, _, region = code.partition("-")
    return f"{language.lower()}-{region}" if region else language.lower()


def source(asked: Parameters) -> str:
    """The language that a request says its texts are in, if it says one: `DE`, or `EN` for what comes back as it is.

    Raises `Problem` for other languages than can be translated.
    """
    if asked.required("target_lang").upper() not in _TARGETS:
        raise parameters.unsupported("target_lang")
    said = asked.text("source_lang").upper()
    if said not in ("", GERMAN, ENGLISH):
        raise parameters.unsupported("source_lang")
    return said


def check_formality(asked: Parameters) -> None:
    """Raise `Problem` for a formality that English does not have."""
    chosen = asked.choice("formality", ("default", "prefer_more", "prefer_less", "more", "less"), "default")
    if chosen in ("more", "less"):
        target = asked.text("target_lang").upper()
        raise Problem(400, f"Target language '{target}' doesn't support formality.")


def glossary_pair(asked: Parameters) -> Pair:
    """The languages of a dictionary; raises `Problem` for one that no glossary is in."""
    source, target = (asked.required(name).lower().partition("-")[0] for name in ("source_lang", "target_lang"))
    if source == target or not {source, target} <= _OF_GLOSSARIES:
        raise Problem(400, "Unsupported glossary source and target language pair")
    return source, target
