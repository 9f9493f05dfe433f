"""`deen score`: a translation that is there already, held against references."""

from collections.abc import Sequence
from pathlib import Path

import click

from eval.commands import inputs, options
from eval.commands.results import show
from glossary import outputs
from glossary.voice import notify
from translate.commands.options import FILE, glossary_files


@click.command("score")
@click.argument("hypothesis", metavar="HYP", type=FILE)
@options.references
@click.option("-s", "--source", metavar="SRC", type=FILE, help="The German, for terms and checks.")
@glossary_files
@options.terms_file
@options.metrics
@options.against
@options.as_json
@options.html_file
def command(
    hypothesis: Path,
    references: Sequence[Path],
    source: Path | None,
    glossaries: Sequence[Path],
    terms_file: Path | None,
    metrics: Sequence[str] | None,
    against: Path | None,
    as_json: bool,
    html_file: Path | None,
) -> None:
    """Score the translation HYP against one or more references, line by line."""
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from eval import scoring
    from eval.scoring import Texts

    if not references:
        raise click.UsageError("give a reference with -r")
    if source is None and (glossaries or terms_file or (metrics and "terms" in metrics)):
        raise click.UsageError("terms are looked for in the source: give it with -s")
    sources = [hypothesis, *references, *glossaries, source, terms_file, against]
    outputs.check(filter(None, [html_file]), filter(None, sources))
    texts = Texts(
        inputs.read(hypothesis, "hypothesis"),
        inputs.read_references(references),
        inputs.read(source, "source") if source else None,
        inputs.read(against, "hypothesis") if against else None,
    )
    wanted = None
    if source and texts.source:
        lists = inputs.term_lists(terms_file, texts.source)
        wanted = inputs.wanted_terms(metrics, glossaries, source.parent, lists, notify)
    show(scoring.evaluate(texts, inputs.with_references(metrics), wanted), as_json, html_file)
