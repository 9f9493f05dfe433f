"""The server as an ASGI application: all APIs and the page around one service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match, Route

from glossary.errors import DeenError
from translate.server import description, entries, libretranslate, problems, prometheus, reports, web_page
from translate.server.deepl import paths
from translate.server.limits import BodyLimit, Faultless, SafeHeaders
from translate.server.problems import Problem
from translate.server.prometheus import Counted, Figures
from translate.server.service import Busy, GivenUp, Service
from translate.server.uploads import Full, Gone


def create(service: Service) -> Starlette:
    """The application; when it ends, what is in hand is finished."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await to_thread.run_sync(service.close)

    settings, figures = service.settings, Figures()
    handled = (Problem, Busy, GivenUp, Full, Gone, DeenError, ClientDisconnect)
    cors = Middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=["*"], allow_headers=["*"])
    application = Starlette(
        routes=[
            Route("/health", _health),
            *paths.routes(service),
            *libretranslate.routes(service),
            *reports.routes(service),
            *entries.routes(service),
            *prometheus.routes(service, figures),
            *description.routes(),
            *(web_page.routes() if settings.web else []),
        ],
        middleware=[
            Middleware(Counted, figures=figures),
            Middleware(SafeHeaders),
            *([Middleware(TrustedHostMiddleware, allowed_hosts=settings.hosts)] if settings.hosts else []),
            *([cors] if settings.origins else []),
            Middleware(Faultless),
            Middleware(BodyLimit, limit=settings.body),
        ],
        exception_handlers={404: _no_such_path, 405: _wrong_method} | dict.fromkeys(handled, problems.handle),
        lifespan=lifespan,
    )
    application.state.body_limit = settings.body
    return application


async def _health(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def _no_such_path(request: Request, error: Exception) -> Response:
    return problems.answer(request.url.path, Problem(404, "Not found"))


async def _wrong_method(request: Request, error: Exception) -> Response:
    routes = [route for route in request.app.routes if route.matches(request.scope)[0] != Match.NONE]
    allowed = ", ".join(sorted({method for route in routes for method in route.methods or ()}))
    return problems.answer(request.url.path, Problem(405, "Method not allowed", headers={"Allow": allowed}))
