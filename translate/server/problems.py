"""What a client is told when its request cannot be answered, in the words and the form of the API that it speaks."""

import errno
from collections.abc import Mapping

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from glossary.errors import DeenError
from translate.server.service import Busy, GivenUp
from translate.server.uploads import Full, Gone

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
    """The answer to a request for a path; halves of characters that a client sent are not sent back."""
    message, detail = (text.encode("utf-8", "replace").decode() for text in (problem.message, problem.detail))
    if path.startswith(_WITH_MESSAGE):
        body = {"message": message} | ({"detail": detail} if detail else {})
    else:
        body = {"error": message}
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
        case ClientDisconnect():
            return Problem(400, "The request did not arrive whole")
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return Problem(503, "The server has no room for the file", headers={"Retry-After": "60"})
        case Full():
            return Problem(503, "The server has no room for more files", headers={"Retry-After": "60"})
        case Gone():
            return Problem(404, "Not found", "The file was fetched before, or nobody fetched it for an hour")
        case DeenError():
            # Of what a client sends without a name nothing stands before the colon.
            return Problem(400, str(error).removeprefix(": "))
        case _:
            return Problem(500, "Internal error")
