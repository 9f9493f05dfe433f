"""Who may ask: the keys of the server's clients."""

import hmac

from starlette.requests import Request

from translate.server.problems import Problem
from translate.server.settings import Settings

_SCHEMES = ("deepl-auth-key", "bearer")


def of_header(request: Request) -> str:
    """The key in the header `Authorization`, as DeepL's clients (`DeepL-Auth-Key`) and others (`Bearer`) send it."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() in _SCHEMES else ""


def admit(settings: Settings, key: str) -> None:
    """Let a client in, or raise `Problem` (403); a server without keys lets everybody in.

    All keys are compared, each in constant time, so that how long it takes tells nothing.
    """
    if settings.keys and not sum(hmac.compare_digest(known.encode(), key.encode()) for known in settings.keys):
        raise Problem(403, "Authorization failure, check the API key" if key else "An API key is needed")


def check_origin(settings: Settings, request: Request) -> None:
    """Raise `Problem` (403) for what a page from elsewhere sends, which may change nothing here."""
    origin = request.headers.get("origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if origin is not None and origin != own and origin not in settings.origins:
        raise Problem(403, "Pages from elsewhere may not change the glossary")
