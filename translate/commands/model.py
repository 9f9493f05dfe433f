"""`deen model`: what is bundled, cached, or on the hub."""

from importlib.util import find_spec
from pathlib import Path

import click

from glossary.voice import notify, row, say
from translate.commands.options import FILE, Glossaries, translation_options
from translate.errors import TrainingError
from translate.options import BUNDLED, Options


@click.group("model")
def command() -> None:
    """Show and fetch translation models."""


@command.command("list")
def list_() -> None:
    """List the bundled models and those that were fetched from the hub."""
    from translate.engines import hub, loading

    for name, directory in loading.bundled().items():
        row(name, "bundled", str(directory))
    for name, directory in hub.fetched().items():
        row(name, "fetched", str(directory))


@command.command()
@click.argument("name", metavar="[NAME|HUB_ID|DIR]", default="de-en")
def info(name: str) -> None:
    """Show what a model is: its size, its shape, what it can do."""
    from translate.engines import calibration_files, loading, marian

    found = marian.read(loading.find(name))
    calibration = calibration_files.of(found)
    config = found.config
    row("directory", str(found.directory))
    row("weights", f"{found.weights.stat().st_size / 1e6:.1f} MB")
    row("layers", f"{config['encoder_layers']} encoder, {config['decoder_layers']} decoder")
    row("width", f"{config['d_model']}")
    row("vocabulary", f"{config['vocab_size']} pieces")
    row("longest source", f"{found.split_length} pieces")
    row("takes hints", f"{'yes' if found.hint_pieces else 'no'}")
    row("confidence", f"fitted on {calibration.fitted_on}" if calibration else "not known; deen model calibrate")
    row("digest", found.digest[:32])


@command.command()
@click.argument("hub_id", metavar="HUB_ID")
def fetch(hub_id: str) -> None:
    """Download a model from the hub, for later use without a network."""
    from translate.engines import hub

    row(str(hub.fetch(hub_id, again=True)))


@command.command()
@click.argument("source", metavar="SRC", type=FILE)
@click.argument("reference", metavar="REF", type=FILE)
@translation_options()
def calibrate(options: Options, glossaries: Glossaries, source: Path, reference: Path) -> None:
    """Find out how sure a model may be of its translations, from German lines and one reference a line.

    Needs 200 lines, better a thousand, of the kind that will be translated; they should be new to the model. The result
    is kept beside your glossary and used from then on.
    """
    from translate import calibrating
    from translate.api import Translator
    from translate.commands.progress import progress_bar
    from translate.engines import calibration_files, loading, marian

    lines, references = map(_lines, (source, reference))
    calibrating.check(lines, references, str(source), str(reference))
    path = calibration_files.own_file(marian.read(loading.find(options.model)))
    translator = Translator.of(options, glossaries.load(None, notify), notify)
    with progress_bar(source.name) as progress:
        made = translator.translate_lines(lines, progress=progress)
    calibration = calibrating.fitted(made, calibrating.verdicts(made, references), source.name)
    calibration_files.write(path, calibration)
    row(str(path), calibration.fitted_on)


def _lines(path: Path) -> list[str]:
    from translate.documents import files

    lines = files.decode(files.read(str(path)), str(path)).text.replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


@command.command()
@click.argument("texts", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=FILE, required=True, help="The pairs: .tsv, or .tsv.xz to have them packed.")
@click.option("--model", metavar="NAME|HUB_ID|DIR", default=BUNDLED, show_default=True)
@click.option(
    "--lexicon",
    type=FILE,
    help="German words, tab, English with | between senses, tab, part of speech; .tsv or .tsv.xz.",
)
@click.option(
    "--sentences",
    "count",
    type=click.IntRange(0, 10**9),
    default=0,
    help="So many of them, drawn by chance.  [default: all]",
)
@click.option(
    "--held-out", type=click.Path(path_type=Path), multiple=True, help="Text, or a folder, not to be trained on."
)
@click.option("--seed", default=1, type=click.IntRange(0, 2**63 - 1), show_default=True, help="For which are drawn.")
def synthesise(
    texts: tuple[Path, ...],
    output: Path,
    model: str,
    lexicon: Path | None,
    count: int,
    held_out: tuple[Path, ...],
    seed: int,
) -> None:
    """Make pairs to train on of text in one language.

    TEXTS: .txt or .txt.xz files with a sentence a line, or folders of them. German ones are translated with hints from
    a lexicon for words that the model does not know, those that come out well are kept. With a model from English to
    German, which `deen train --direction en-de` makes, English ones are translated back. After Ctrl-C the file has what
    was made by then.
    """
    if find_spec("torch") is None:
        raise TrainingError("pairs to train on need `pip install 'deen-mt[train]'`")
    from translate.training import synthetic

    lines = synthetic.sentences(texts, held_out, count, seed)
    made, whole = synthetic.write(synthetic.pairs(model, lexicon, lines, say), output, say)
    row(str(output), f"{made} pairs of {len(lines)} sentences" if whole else f"{made} pairs, stopped before the end")
    if not whole:
        raise click.exceptions.Exit(130)
