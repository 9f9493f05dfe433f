"""`deen train`: from parallel text to a model directory."""

import time
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import click

from translate.errors import TrainingError

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
_PATH = click.Path(path_type=Path)
_POSITIVE = click.FloatRange(min=0, min_open=True)
_COUNT = click.IntRange(min=1)
_MIXTURES = Path(__file__).parents[1] / "training"


@click.command()
@click.argument("texts", nargs=-1, required=True, type=_PATH)
@click.option("-o", "--output", type=_FOLDER, required=True, help="Folder for all that comes of it.")
@click.option(
    "--hours", default=8.0, type=_POSITIVE, show_default=True, help="Length in all; may change when going on."
)
@click.option("--mixture", type=_FILE, help="How often each source is shown.  [default: mixture.toml of deen]")
@click.option("--last-mixture", type=_FILE, help="The same for the decay at the end, such as deen's news.toml.")
@click.option("--held-out", type=_PATH, multiple=True, help="Text, or a folder, not to be trained on.")
@click.option("--validation", type=_FILE, nargs=2, help="German and English lines to watch and measure.")
@click.option("--test", "tests", type=_FILE, nargs=2, multiple=True, help="The same, measured at the end.")
@click.option("--from", "start", type=_FOLDER, help="Begin with the weights and vocabulary of this model.")
@click.option("--vocabulary", default=8000, type=_COUNT, show_default=True, help="Pieces in a new vocabulary.")
@click.option("--width", default=256, type=_COUNT, show_default=True, help="Size of a new model; 512 on a GPU.")
@click.option("--batch", default=5000, type=_COUNT, show_default=True, help="English pieces; 50000 or more on a GPU.")
@click.option("--warm-up", default=300, type=_COUNT, show_default=True, help="Steps until the full learning rate.")
@click.option(
    "--rate",
    default=1.0,
    type=_POSITIVE,
    show_default=True,
    help="Share of the usual rate; 0.4 to fine-tune.",
)
@click.option(
    "--dropout",
    default=0.0,
    type=click.FloatRange(0, 1, max_open=True),
    show_default=True,
    help="0.1 or more if the text is seen many times.",
)
@click.option(
    "--hint-share",
    default=0.18,
    type=click.FloatRange(0, 1),
    show_default=True,
    help="Share of the pairs with hints.",
)
@click.option(
    "--translations",
    default=0,
    type=click.IntRange(0, 64),
    show_default=True,
    help="Learn from so many own translations a sentence too: the finish of a trained model.",
)
@click.option("--checkpoint-minutes", default=10.0, type=_POSITIVE, show_default=True, help="Time between checkpoints.")
@click.option("--seed", default=1, show_default=True, help="For what is drawn by chance.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True)
@click.option("--index", type=_FILE, help="JSON list of sources with licences, for the model card.")
@click.option("--notes", type=_FILE, help="Markdown for the model card: limits, other figures.")
def train(
    texts: tuple[Path, ...],
    output: Path,
    hours: float,
    mixture: Path | None,
    last_mixture: Path | None,
    held_out: tuple[Path, ...],
    validation: tuple[Path, Path] | None,
    tests: tuple[tuple[Path, Path], ...],
    start: Path | None,
    vocabulary: int,
    width: int,
    batch: int,
    warm_up: int,
    rate: float,
    dropout: float,
    hint_share: float,
    translations: int,
    checkpoint_minutes: float,
    seed: int,
    device: Literal["auto", "cpu", "cuda"],
    index: Path | None,
    notes: Path | None,
) -> None:
    """Make a model from parallel text.

    TEXTS: .tsv or .tsv.xz files with German and English in two columns, folders of them, or two parallel
    files. What is in the output folder already is not made again: after Ctrl-C or a kill the same command
    goes on from the last checkpoint.
    """
    if translations and not start:
        raise click.UsageError("--translations finishes a trained model: name it with --from")
    if find_spec("torch") is None:
        raise TrainingError("training needs `pip install 'deen-mt[train]'`")
    from translate.training.batches import Draw
    from translate.training.corpus import Mixture
    from translate.training.recipe import Recipe
    from translate.training.trainer import Settings

    settings = Settings(
        hours=hours,
        draw=Draw(batch, hint_share, seed),
        rate=rate,
        warm_up_steps=warm_up,
        dropout=dropout,
        checkpoint_minutes=checkpoint_minutes,
    )
    recipe = Recipe(
        texts=texts,
        folder=output,
        mixture=Mixture.read(mixture or _MIXTURES / "mixture.toml"),
        last_mixture=Mixture.read(last_mixture) if last_mixture else None,
        held_out=held_out,
        validation=validation,
        tests=tests,
        start=start,
        pieces=vocabulary,
        width=width,
        translations=translations,
        settings=settings,
        device=device,
        index=index,
        notes=notes,
    )
    directory = recipe.make(_say)
    if directory is None:
        _say("stopped; the same command goes on")
        raise click.exceptions.Exit(130)
    click.echo(directory)


def _say(line: str) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')}  {line}", err=True)
