"""The parameters of a request of DeepL's API, told wrong in DeepL's words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from translate.server import bodies, keys
from translate.server.problems import Problem
from translate.server.service import Service

_BODILESS = ("GET", "HEAD", "DELETE")
_FLAGS = {"0": False, "1": True, "false": False, "true": True}
# The form of lists of objects, `dictionaries[0].source_lang`, as some clients write it, or with brackets.
_INDEXED = re.compile(r"(\w+)\[(\d{1,4})\][.\[](\w+)\]?")


@dataclass(frozen=True, slots=True)
class Parameters:
    """The fields of a request by name, and the API key that it was let in with, where the server has keys."""

    fields: Mapping[str, Any]
    key: str = ""

    def text(self, name: str, default: str = "") -> str:
        """A parameter that is a text; of several the first. Raises `Problem` for what is none."""
        value = self.fields.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        if value is None:
            return default
        if isinstance(value, bool | int | float):
            value = str(value)
        if not isinstance(value, str):
            raise unsupported(name)
        return bodies.readable(value)

    def required(self, name: str) -> str:
        """A parameter that has to be there, and not empty."""
        value = self.text(name)
        if not value:
            raise Problem(400, f"Parameter '{name}' not specified")
        return value

    def texts(self, name: str) -> list[str]:
        """A parameter that is a list of texts, or one of them, as they are."""
        value = self.fields.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        if not values:
            raise Problem(400, f"Parameter '{name}' not specified")
        if not all(isinstance(one, str) for one in values):
            raise unsupported(name)
        return [bodies.readable(one) for one in values]

    def choice(self, name: str, choices: Sequence[str], default: str) -> str:
        """A parameter that is one of some words, in whatever case."""
        value = self.text(name, default).lower()
        if value not in choices:
            raise unsupported(name)
        return value

    def flag(self, name: str, default: bool) -> bool:
        """A parameter that is yes or no."""
        return _FLAGS[self.choice(name, tuple(_FLAGS), "1" if default else "0")]

    def names(self, name: str) -> frozenset[str]:
        """A parameter that is a list of names: one, or commas between them."""
        value = self.fields.get(name)
        listed = self.texts(name) if value not in (None, []) else []
        return frozenset(one.strip() for text in listed for one in text.split(",") if one.strip())

    def objects(self, name: str) -> list["Parameters"]:
        """A parameter that is a list of objects: of JSON, or of fields with numbers in their names."""
        value = self.fields.get(name)
        if value is None:
            return [Parameters(one) for _, one in sorted(self._numbered(name).items())]
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, dict) for one in values):
            raise unsupported(name)
        return [Parameters(one) for one in values]

    def _numbered(self, name: str) -> dict[int, dict[str, Any]]:
        found: dict[int, dict[str, Any]] = {}
        for key, value in self.fields.items():
            match = _INDEXED.fullmatch(key)
            if match and match[1] == name:
                found.setdefault(int(match[2]), {})[match[3]] = value
        return found

    def files(self, name: str) -> Iterator[UploadFile]:
        """The files that come under a name."""
        value = self.fields.get(name)
        yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, UploadFile))


async def admitted(service: Service, request: Request) -> Parameters:
    """What a client asks for whom the server lets in; raises `Problem` (403) for others.

    A key stands in the header, or in the parameter `auth_key` as in the API's older days.
    """
    key = keys.of_header(request)
    if key:
        keys.admit(service.settings, key)
    # Some clients say that a request without a body is JSON.
    said = await bodies.fields(request) if request.method not in _BODILESS or await request.body() else {}
    asked = Parameters(dict(request.query_params) | dict(said))
    if not key:
        key = asked.text("auth_key")
        keys.admit(service.settings, key)
    return replace(asked, key=key if service.settings.keys else "")


def unsupported(name: str) -> Problem:
    """What is told of a value that a parameter cannot have."""
    return Problem(400, f"Value for '{name}' not supported.")
