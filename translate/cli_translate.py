"""`deen translate`: the main job."""

from collections.abc import Sequence
from pathlib import Path

import click

from translate.options import BUNDLED, Device, EngineName

_ARTICLE = click.Path(path_type=str)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("articles", metavar="[FILE…|-]", nargs=-1, type=_ARTICLE)
@click.option("-o", "--output", metavar="PATH", help="Write to this file, or into this directory.")
@click.option(
    "-g", "--glossary", "glossaries", metavar="FILE", multiple=True, type=_FILE,
    help="A glossary over the shipped one and your own; of several, later ones win.",
)  # fmt: skip
@click.option("--model", metavar="NAME|HUB_ID|DIR", default=BUNDLED, show_default=True)
@click.option("--engine", type=click.Choice(["ct2", "torch"]), default="ct2", show_default=True)
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True)
@click.option("--beam-size", metavar="N", type=click.IntRange(1, 32), default=4, show_default=True)
@click.option("--report", "report_file", metavar="FILE", type=_FILE, help="Write what happened, as JSON.")
@click.option(
    "--html", "html_file", metavar="FILE", type=_FILE, help="Write source and translation side by side."
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a term is missing from the translation.")
@click.option("--no-memory", is_flag=True, help="Neither read nor write the translation memory.")
@click.option("--no-glossary", is_flag=True, help="Enforce no terms at all.")
@click.option("--no-repair", is_flag=True, help="Take the text as it is, scrape damage and all.")
def translate(
    articles: Sequence[str],
    output: str | None,
    glossaries: Sequence[Path],
    model: str,
    engine: EngineName,
    device: Device,
    beam_size: int,
    report_file: Path | None,
    html_file: Path | None,
    strict: bool,
    no_memory: bool,
    no_glossary: bool,
    no_repair: bool,
) -> None:
    """Translate German articles into English.

    Reads standard input if no FILE is given or FILE is -; writes to standard output unless -o is given.
    """
    # Imported here, not above: `deen --help` asks every command for its help and should stay fast.
