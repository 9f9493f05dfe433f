"""`deen train`: from parallel text to a model directory."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, strftime
from typing import Any, TypeVar, get_type_hints

import click

from glossary.voice import row, say
from translate.commands.options import Finite
from translate.errors import TrainingError

T = TypeVar("T")

_FOLDER = click.Path(path_type=Path, file_okay=False)
_MODEL = click.Path(path_type=Path, file_okay=False, exists=True)
_FILE = click.Path(path_type=Path, dir_okay=False)
_PATH = click.Path(path_type=Path)
_POSITIVE = Finite(0, 10**6, min_open=True)
_COUNT = click.IntRange(1, 10**8)
_SIZE = click.IntRange(1, 10**6)
_WIDTH = click.IntRange(1, 2**14)
_SEED = click.IntRange(0, 2**63 - 1)
_MIXTURES = Path(__file__).parents[1] / "training"


@click.command("train")
@click.argument("texts", nargs=-1, required=True, type=_PATH)
@click.option("-o", "--output", "folder", type=_FOLDER, required=True, help="Folder for all that comes of it.")
@click.option(
    "--hours", default=8.0, type=_POSITIVE, show_default=True, help="Length in all; may change when going on."
)
@click.option(
    "--direction",
    type=click.Choice(["de-en", "en-de"]),
    default="de-en",
    show_default=True,
    help="From which language; en-de for back-translation.",
)
@click.option("--mixture", default=_MIXTURES / "mixture.toml", type=_FILE,
              help="How often each source is shown.  [default: mixture.toml of deen]")  # fmt: skip
@click.option(
    "--last-mixture", "decay_mixture", type=_FILE, help="The same for the decay at the end, such as deen's news.toml."
)
@click.option("--held-out", type=_PATH, multiple=True, help="Text, or a folder, not to be trained on.")
@click.option("--validation", type=_FILE, nargs=2, help="German and English lines to watch and measure.")
@click.option("--test", "tests", type=_FILE, nargs=2, multiple=True, help="The same, measured at the end.")
@click.option("--from", "base_model", type=_MODEL, help="Begin with the weights and vocabulary of this model.")
@click.option(
    "--vocabulary", "vocabulary_size", default=8000, type=_SIZE, show_default=True, help="Pieces in a new vocabulary."
)
@click.option(
    "--vocabulary-text",
    "vocabulary_texts",
    type=_PATH,
    multiple=True,
    help="Sentences for a new vocabulary too, a line each; .txt or .txt.xz, or a folder.",
)
@click.option("--width", default=256, type=_WIDTH, show_default=True, help="Size of a new model; 512 on a GPU.")
@click.option(
    "--batch",
    "batch_tokens",
    default=5000,
    type=_COUNT,
    show_default=True,
    help="English pieces; 50000 or more on a GPU.",
)
@click.option(
    "--warm-up",
    "warm_up_steps",
    default=300,
    type=_COUNT,
    show_default=True,
    help="Steps until the full learning rate.",
)
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
    type=Finite(0, 1, max_open=True),
    show_default=True,
    help="0.1 or more if the text is seen many times.",
)
@click.option(
    "--smoothing",
    default=0.1,
    type=Finite(0, 1, max_open=True),
    show_default=True,
    help="Of labels; 0 at the end, so that nothing is left out.",
)
@click.option(
    "--nouns",
    type=_FILE,
    help="Words with their English, as --lexicon of `deen model synthesise`: nouns to put in place of others.",
)
@click.option(
    "--noun-share",
    default=0.0,
    type=Finite(0, 1),
    show_default=True,
    help="Share of the pairs that get one or two of them.",
)
@click.option(
    "--noise-share",
    default=0.0,
    type=Finite(0, 1),
    show_default=True,
    help="Share of the pairs that come once more as scraped text has them: with lost marks, ae for ä, addresses.",
)
@click.option(
    "--hint-share",
    default=0.18,
    type=Finite(0, 1),
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
@click.option("--seed", default=1, type=_SEED, show_default=True, help="For what is drawn by chance.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", show_default=True)
@click.option("--index", type=_FILE, help="JSON list of sources with licences, for the model card.")
@click.option("--notes", type=_FILE, help="Markdown for the model card: limits, other figures.")
def command(**values: Any) -> None:
    """Make a model from parallel text.

    TEXTS: .tsv or .tsv.xz files with German and English in two columns, folders of them, or two parallel
    files. What is in the output folder already is not made again: after Ctrl-C or a kill the same command
    goes on from the last checkpoint.
    """
    if values["translations"] and not values["base_model"]:
        raise click.UsageError("--translations finishes a trained model: name it with --from")
    if find_spec("torch") is None:
        raise TrainingError("training needs `pip install 'deen-mt[train]'`")
    from translate.training.recipe import Recipe

    directory = filled(Recipe, values).make(_log, monotonic)
    if directory is None:
        _log("stopped; the same command goes on")
        raise click.exceptions.Exit(130)
    row(str(directory))


def filled(group: type[T], values: Mapping[str, Any]) -> T:
    """A dataclass from the values that have the names of its fields; fields that are dataclasses are filled likewise.

    So the options of the command are the fields of a recipe and of its parts, under the same names.
    """
    return group(
        **{
            name: filled(kind, values) if isinstance(kind, type) and is_dataclass(kind) else values[name]
            for name, kind in get_type_hints(group).items()
        }
    )


def _log(line: str) -> None:
    say(f"{strftime('%H:%M:%S')}  {line}")
