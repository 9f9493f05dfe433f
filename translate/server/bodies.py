"""What a request says: the fields of its body, whether that is JSON or a form, and of its query."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request

from translate.server.problems import Problem

# A form of more fields, or of files beside the one that is translated, is none of ours.
_FIELDS = 2000
_FILES = 2
# Commas in JSON, texts' included: a value of one byte takes a hundred in memory.
_VALUES = 1_000_000
# A body of a type that is not told is no body.
_FORMS = ("", "application/x-www-form-urlencoded", "multipart/form-data")


async def fields(request: Request) -> Mapping[str, Any]:
    """The fields of a request by name; one that stands there several times is a list.

    Values of JSON are as they came, those of a form are texts or `UploadFile`s. Raises `Problem` (400, 415) for a body
    that cannot be read.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or kind.endswith("+json"):
        return await _of_json(request)
    if kind not in _FORMS and await request.body():
        raise Problem(415, f"A body of the type {kind} is not read: send JSON or a form")
    try:
        form = await _of_form(request, kind)
    except (Problem, OSError, ClientDisconnect):
        raise
    except Exception as error:
        raise Problem(400, "Invalid request: the form cannot be read") from error
    several: dict[str, list[str | UploadFile]] = {}
    for name, value in (*request.query_params.multi_items(), *form):
        several.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in several.items()}


async def _of_form(request: Request, kind: str) -> Sequence[tuple[str, str | UploadFile]]:
    if kind == "application/x-www-form-urlencoded":
        # Starlette takes characters that are not escaped, as curl sends them, for Latin-1.
        text = (await request.body()).decode("utf-8", "replace")
        return parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS)
    form = await request.form(max_files=_FILES, max_fields=_FIELDS, max_part_size=request.app.state.body_limit)
    return form.multi_items()


async def _of_json(request: Request) -> Mapping[str, Any]:
    body = await request.body()
    if body.count(b",") > _VALUES:
        raise Problem(413, f"The request has more than {_VALUES} values")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem(400, "Invalid JSON format") from error
    if not isinstance(found, dict):
        raise Problem(400, "Invalid JSON format: an object is needed")
    return found


def text_field(given: Mapping[str, Any], name: str, default: str = "") -> str:
    """A field that is a text; raises `Problem` (400) for another one. Of several the first counts."""
    value = given.get(name, default)
    if isinstance(value, list):
        value = value[0] if value else default
    if not isinstance(value, str):
        raise Problem(400, f"Invalid request: {name} parameter is not a text")
    return readable(value)


def readable(text: str) -> str:
    """A text without halves of characters, which nothing could write.

    >>> readable("a\\ud800")
    'a?'
    """
    return text.encode("utf-8", "replace").decode()
