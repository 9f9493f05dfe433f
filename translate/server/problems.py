"""What a client is told when its request cannot be answered, in the words and the form of the API that it speaks."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from glossary.errors import DeenError
from translate.server.service import Busy, GivenUp

# APIs that tell of a problem as {"message": …}; LibreTranslate's tells it as {"error": …}.
_WITH_MESSAGE = ("/v1/", "/v2/", "/v3/")


class Problem(Exception):
    """A request that cannot be answered: the status of the answer, a sentence that says why, more headers.

    `detail` goes where DeepL tells more.
    """

    def __init__(self, status: int, message: str, detail: str = "", headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.detail = detail
        self.headers = headers or {}


def answer(path: str, problem: Problem) -> Response:
    """The answer to a request for a path."""
    if path.startswith(_WITH_MESSAGE):
        body = {"message": problem.message} | ({"detail": problem.detail} if problem.detail else {})
    else:
        body = {"error": problem.message}
    return JSONResponse(body, problem.status, headers=problem.headers)


async def handle(request: Request, error: Exception) -> Response:
    """What is answered where an endpoint raised; no client ever sees a traceback."""
    return answer(request.url.path, of(error))


def of(error: Exception) -> Problem:
    """What a client is told of an error."""
    match error:
        case Problem():
            return error
        case Busy():
            return Problem(429, "Too many requests", headers={"Retry-After": str(error.retry_after)})
        case GivenUp():
            return Problem(503, "The request took too long", headers={"Retry-After": "60"})
        case DeenError():
            # Of what a client sends without a name nothing stands before the colon.
            return Problem(400, str(error).removeprefix(": "))
        case _:
            return Problem(500, "Internal error")
