"""`deen serve`: the translator for other programs and for a browser."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary import store
from glossary.errors import GlossaryError, reason
from glossary.voice import notify, say
from translate.commands.options import FILE, Glossaries, translation_options
from translate.errors import EngineError
from translate.options import Options

if TYPE_CHECKING:
    from translate.server.settings import Settings

_CHARACTERS = click.IntRange(1, 10**12)
# What a server is called that only this machine reaches.
_LOCAL = ("127.0.0.1", "localhost", "[::1]", "::1")


@click.command("serve")
@translation_options(no_glossary="Enforce only the glossaries that requests name.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 for all.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--api-key", "key_file", metavar="FILE", type=FILE, help="Keys of which a client has to send one, one a line."
)
@click.option("--cors", "origins", metavar="ORIGIN", multiple=True, help="An origin whose pages may ask; * for all.")
@click.option("--limit-characters", default=1_000_000, show_default=True, type=_CHARACTERS, help="Of a request.")
@click.option("--limit-body", default=32, show_default=True, type=click.IntRange(1, 4096), help="MiB of a request.")
@click.option("--no-web", is_flag=True, help="No page at /.")
def command(
    options: Options,
    glossaries: Glossaries,
    host: str,
    port: int,
    key_file: Path | None,
    origins: Sequence[str],
    limit_characters: int,
    limit_body: int,
    no_web: bool,
) -> None:
    """Serve translations: to DeepL's and LibreTranslate's clients, and on a page at http://127.0.0.1:8765/.

    Clients of either change nothing but their address. Needs the extra server: pip install 'deen-mt[server]'.
    """
    try:
        from translate.server import app, running
        from translate.server.service import Service
        from translate.server.settings import Settings
    except ModuleNotFoundError as error:
        raise EngineError("deen serve needs `pip install 'deen-mt[server]'`") from error
    settings = Settings(
        store.own_file().parent / "glossaries", options, glossaries.files, _keys(key_file), tuple(origins),
        _LOCAL if host in _LOCAL else (), not no_web, limit_characters, limit_body << 20,
        shared=not glossaries.none,
    )  # fmt: skip
    # Before the model is loaded: that the address is taken is told at once.
    bound = running.listening(host, port)
    service = Service(settings, notify)
    address = running.url(bound)
    if not settings.keys and host not in _LOCAL:
        notify("whoever reaches this machine may translate and change the glossary; --api-key FILE asks for keys")
    running.Stoppable(app.create(service), lambda: say(_served(settings, address))).run([bound])


def _served(settings: "Settings", url: str) -> str:
    """What is told once the server listens."""
    page = "the page and the APIs" if settings.web else "the APIs"
    keys = "with a key" if settings.keys else "without keys"
    return f"{page} of DeepL, LibreTranslate and deen (/v1) at {url}, {keys}; Ctrl-C stops"


def _keys(file: Path | None) -> tuple[str, ...]:
    """The keys in a file; what begins with # is a comment."""
    if file is None:
        return ()
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise GlossaryError(f"{file}: cannot be read: {reason(error)}; it should have keys, one a line") from error
    keys = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    if not keys:
        raise GlossaryError(f"{file}: has no key; write one a line")
    return keys
