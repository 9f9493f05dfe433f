"""What whoever runs the server can choose, as one value."""

from dataclasses import dataclass
from pathlib import Path

from translate.options import Options

_MEBIBYTE = 1 << 20
_OPTIONS = Options()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a server.

    `options` are those of a translation, `glossaries` the files that go over the shipped glossary and the user's own.
    `keys` are the API keys, of which a client has to have one; without any, nobody is asked. `origins` are those that
    a browser may send requests from (CORS). `hosts` are the names that the server answers to, if not to all: a name of
    somebody else that leads to this machine is no way around the browser's rules. `web`: whether the page is there.
    `characters` are the most that a request may have, `body` the most bytes. `requests` are the most that are
    translated or wait for it at once, `seconds` the most that one may take. `folder` holds the glossaries that clients
    make.
    With `shared`, the shipped glossary, the user's own and `glossaries` count for all requests, else only what a
    request names.
    """

    folder: Path
    options: Options = _OPTIONS
    glossaries: tuple[Path, ...] = ()
    keys: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    web: bool = True
    characters: int = 1_000_000
    body: int = 32 * _MEBIBYTE
    requests: int = 256
    seconds: float = 600.0
    shared: bool = True
