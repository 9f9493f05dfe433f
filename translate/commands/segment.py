"""`deen segment`: what a translation works on, to look at."""

import json

import click

from glossary.voice import give, notify


@click.command("segment")
@click.argument("article", metavar="[FILE|-]", default="-")
@click.option("--format", "forced", metavar="NAME", help="Read the file as of this format, whatever its name.")
@click.option("--no-repair", is_flag=True, help="Take the text as it is, scrape damage and all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a sentence, with offsets and repairs.")
def command(article: str, forced: str | None, no_repair: bool, as_json: bool) -> None:
    """Split a German article or document into sentences, one a line."""
    from dataclasses import asdict

    from translate.formats import choice

    document, _ = choice.parsed(article, forced, choice.Settings(repair=not no_repair))
    for notice in document.notices:
        notify(f"{article}: {notice}")
    for sentence in document.segments:
        give(json.dumps(asdict(sentence), ensure_ascii=False) if as_json else sentence.text)
