"""The options that `deen score` and `deen evaluate` have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from translate.commands.options import FILE

METRICS = ("bleu", "chrf", "chrf++", "ter", "terms")


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that an evaluation is written to besides what is printed; None for those not asked for."""

    html: Path | None
    csv: Path | None
    latex: Path | None

    @property
    def files(self) -> list[Path]:
        """Those asked for."""
        return [path for path in (self.html, self.csv, self.latex) if path]


def _names(context: click.Context, parameter: click.Parameter, value: str | None) -> list[str] | None:
    """The metrics named with commas between, each once; None if the option is not given."""
    if value is None:
        return None
    names = list(dict.fromkeys(name.strip().lower() for name in value.split(",")))
    if unknown := [name for name in names if name not in METRICS]:
        # numpy and sacrebleu come with it.
        from eval import plugins

        known = [*METRICS, *(name for name in plugins.names() if name not in METRICS)]
        if unknown := [name for name in unknown if name not in known]:
            raise click.BadParameter(f"“{', '.join(unknown)}” is not among {', '.join(known)}")
    return names


def _models(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> dict[str, Path]:
    """The model directories of metrics by their names."""
    models = {}
    for value in values:
        name, _, path = value.partition("=")
        if not name.strip() or not path:
            raise click.BadParameter(f"“{value}” is not NAME=DIRECTORY, as in comet=models/wmt22-comet-da")
        if not Path(path).is_dir():
            raise click.BadParameter(f"{path}: there is no such directory")
        models[name.strip().lower()] = Path(path)
    return models


references = click.option(
    "-r", "--reference", "references", metavar="REF", multiple=True, type=FILE,
    help="A translation to compare with; repeat the option for several. Files are a segment a line, or .sgm, .xml, "
         ".tsv, .jsonl, also with .gz (docs/evaluation.md).",
)  # fmt: skip
terms_file = click.option(
    "--segment-terms", "terms_file", metavar="FILE", type=FILE,
    help='The terms of each line, a line of JSON each: [["Haus", "house"]]; only they, and what is in -g, are scored.',
)  # fmt: skip
metrics = click.option(
    "-m", "--metrics", metavar="NAME,…", callback=_names,
    help=f"What to score: {', '.join(METRICS)}; all of them if not given, terms where the source is known. Also "
         "comet, and metrics that packages bring along (docs/evaluation.md).",
)  # fmt: skip
metric_models = click.option(
    "--metric-model", "metric_models", metavar="NAME=DIR", multiple=True, callback=_models,
    help="The directory with the model of a metric that has one, such as comet.",
)  # fmt: skip
against = click.option(
    "--against", metavar="HYP", type=FILE, multiple=True,
    help="Another system's translation, to test whether one is better; repeat the option for several.",
)  # fmt: skip
as_json = click.option("--json", "as_json", is_flag=True, help="Print everything, segments included, as JSON.")
html_file = click.option(
    "--html", "html_file", metavar="FILE", type=FILE, help="Write a page on which to look at the segments."
)
csv_file = click.option(
    "--csv", "csv_file", metavar="FILE", type=FILE, help="Write the segments' scores, a row a segment and system."
)
latex_file = click.option(
    "--latex", "latex_file", metavar="FILE", type=FILE, help="Write the table of scores for a paper (booktabs)."
)
