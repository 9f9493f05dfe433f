"""`deen score`: translations that are there already, held against references."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from eval import testsets
from eval.commands import inputs, options
from eval.commands.options import Outputs
from eval.commands.results import show
from eval.reading import STANDARD_INPUT
from eval.testsets import File
from glossary import outputs
from glossary.voice import notify
from translate.commands.options import FILE, glossary_files


@click.command("score")
@click.argument("hypotheses", metavar="HYP…", nargs=-1, required=True, type=FILE)
@options.references
@click.option("-s", "--source", metavar="SRC", type=FILE, help="The German, for terms and checks.")
@click.option("--name", "names", metavar="NAME", multiple=True,
              help="What to call the systems, in the order of their files; the files' names if not given.")  # fmt: skip
@glossary_files
@options.terms_file
@options.metrics
@options.metric_models
@options.against
@options.as_json
@options.html_file
@options.csv_file
@options.latex_file
def command(
    hypotheses: Sequence[Path],
    references: Sequence[Path],
    source: Path | None,
    names: Sequence[str],
    glossaries: Sequence[Path],
    terms_file: Path | None,
    metrics: Sequence[str] | None,
    metric_models: Mapping[str, Path],
    against: Sequence[Path],
    as_json: bool,
    html_file: Path | None,
    csv_file: Path | None,
    latex_file: Path | None,
) -> None:
    """Score the translations HYP, one of each system, against one or more references, line by line.

    The first is held against the others, foremost against the one of --against, or else the second. - reads one from
    standard input.
    """
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from eval import scoring
    from eval.scoring import Texts

    if not references:
        raise click.UsageError("give a reference with -r")
    if source is None and (glossaries or terms_file or (metrics and "terms" in metrics)):
        raise click.UsageError("terms are looked for in the source: give it with -s")
    systems = [*hypotheses, *against]
    _check_names(systems, names)
    files = Outputs(html_file, csv_file, latex_file)
    outputs.check(files.files, filter(None, [*systems, *references, *glossaries, source, terms_file]))
    plugins = inputs.plugins_of(metrics, metric_models)
    read = [inputs.read(path, "hypothesis") for path in systems]
    held = inputs.read_held(source, references)
    # What does not fit is told by the names of files.
    testsets.filled([*read, *held.references, *([held.source] if held.source else [])])
    wanted = None
    if source and held.source:
        lists = inputs.term_lists(terms_file, held.source)
        wanted = inputs.wanted_terms(metrics, glossaries, source.parent, lists, notify)
    named = _named(systems, names, read)
    # What is given by --against is what the first is held against.
    ordered = [named[0], *named[len(hypotheses) :], *named[1 : len(hypotheses)]]
    texts = Texts(ordered, held.references, held.source, held.documents)
    measures = inputs.plugin_measures(plugins, held)
    show(scoring.evaluate(texts, inputs.with_references(metrics), wanted, plugins=measures), as_json, files)


def _check_names(systems: Sequence[Path], names: Sequence[str]) -> None:
    if systems.count(STANDARD_INPUT) > 1:
        raise click.UsageError("standard input can be read once only: give - once")
    if len(names) > len(systems):
        raise click.UsageError(f"there are {len(names)} names for {len(systems)} files: leave some out")
    if not all(name.strip() for name in names):
        raise click.UsageError("a name has to have letters")


def _named(systems: Sequence[Path], names: Sequence[str], files: Sequence[File]) -> list[File]:
    """The files by the names given for them, else by their own, with their folders where only these differ."""
    short = [path.name or str(path) for path in systems]
    own = [name if short.count(name) == 1 else str(path) for name, path in zip(short, systems, strict=True)]
    return [(name, text) for name, (_, text) in zip([*names, *own[len(names) :]], files, strict=True)]
