"""`deen segment`: what a translation works on, to look at."""

import json

import click

from glossary.voice import notify


@click.command("segment")
@click.argument("article", metavar="[FILE|-]", default="-")
@click.option("--no-repair", is_flag=True, help="Take the text as it is, scrape damage and all.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a sentence, with offsets and repairs.")
def command(article: str, no_repair: bool, as_json: bool) -> None:
    """Split a German article into sentences, one a line."""
    from dataclasses import asdict

    from translate.documents import files
    from translate.formats.plain import PlainText

    document = PlainText(repair=not no_repair).parse(files.read(article), article)
    for notice in document.notices:
        notify(f"{article}: {notice}")
    for sentence in document.segments:
        click.echo(json.dumps(asdict(sentence), ensure_ascii=False) if as_json else sentence.text)
