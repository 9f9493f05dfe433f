"""`deen serve`: the translator for other programs and for a browser."""

from collections.abc import Sequence
from pathlib import Path

import click

from glossary import store
from glossary.errors import GlossaryError
from glossary.voice import notify, say
from translate.commands.options import FILE, Glossaries, translation_options
from translate.errors import EngineError
from translate.options import Options

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
@click.option("--limit-characters", default=1_000_000, show_default=True, type=click.IntRange(1), help="Of a request.")
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
        import uvicorn

        from translate.server import app
        from translate.server.service import Service
        from translate.server.settings import Settings
    except ModuleNotFoundError as error:
        raise EngineError("deen serve needs `pip install 'deen-mt[server]'`") from error
    settings = Settings(
        store.own_file().parent / "glossaries", options, glossaries.files, _keys(key_file), tuple(origins),
        _LOCAL if host in _LOCAL else (), not no_web, limit_characters, limit_body << 20,
    )  # fmt: skip
    service = Service(settings, notify)
    say(f"listening at http://{host}:{port}/; Ctrl-C stops")
    uvicorn.run(app.create(service), host=host, port=port, log_level="warning", timeout_keep_alive=30)


def _keys(file: Path | None) -> tuple[str, ...]:
    """The keys in a file; what begins with # is a comment."""
    if file is None:
        return ()
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise GlossaryError(f"{file}: cannot be read: {error}; it should have keys, one a line") from error
    keys = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    if not keys:
        raise GlossaryError(f"{file}: has no key; write one a line")
    return keys
