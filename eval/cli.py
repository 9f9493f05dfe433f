"""`deen score` and `deen evaluate`."""

import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from eval.errors import EvaluationError
from glossary import store
from glossary.terms import Glossary, Term
from translate.cli_translate import notify, progress_bar
from translate.options import BUNDLED, Device, EngineName

if TYPE_CHECKING:
    from eval.report import Evaluation
    from eval.scoring import WantedTerms
    from eval.testsets import File
    from translate.report import Translation

METRICS = ("bleu", "chrf", "chrf++", "ter", "terms")

_FILE = click.Path(dir_okay=False, path_type=Path)


def _named(context: click.Context, parameter: click.Parameter, value: str) -> list[str]:
    """The metrics of a list with commas, each once."""
    names = list(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in METRICS]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'}: choose from {', '.join(METRICS)}")
    return names


_references = click.option(
    "-r", "--reference", "references", metavar="REF", multiple=True, type=_FILE,
    help="A translation to compare with; repeat the option for several.",
)  # fmt: skip
_glossaries = click.option(
    "-g", "--glossary", "glossaries", metavar="FILE", multiple=True, type=_FILE,
    help="A glossary over the shipped one and your own; of several, later ones win.",
)  # fmt: skip
_segment_terms = click.option(
    "--segment-terms", "terms_file", metavar="FILE", type=_FILE,
    help="Terms of each line, as JSON lines; these alone are scored, and those of -g.",
)  # fmt: skip
_metrics = click.option(
    "-m", "--metrics", metavar="NAMES", default=",".join(METRICS), show_default=True, callback=_named,
    help="What to score, with commas between.",
)  # fmt: skip
_against = click.option(
    "--against", metavar="HYP", type=_FILE, help="Another system's translation, to test whether one is better."
)
_json = click.option("--json", "as_json", is_flag=True, help="Print everything that is known, as JSON.")
_html = click.option("--html", "html_file", metavar="FILE", type=_FILE, help="Write a page to look at the segments.")


@click.command()
@click.argument("hypothesis", metavar="HYP", type=_FILE)
@_references
@click.option("-s", "--source", metavar="SRC", type=_FILE, help="The German, for terms and checks.")
@_glossaries
@_segment_terms
@_metrics
@_against
@_json
@_html
@click.pass_context
def score(
    context: click.Context,
    hypothesis: Path,
    references: Sequence[Path],
    source: Path | None,
    glossaries: Sequence[Path],
    terms_file: Path | None,
    metrics: Sequence[str],
    against: Path | None,
    as_json: bool,
    html_file: Path | None,
) -> None:
    """Score the translation HYP against one or more references, line by line."""
    # Imported here: `deen --help` asks every command for its help and should stay fast.
    from eval import scoring, testsets
    from eval.scoring import Texts

    if not references:
        raise click.UsageError("give a reference with -r")
    if source is None and (glossaries or terms_file or metrics == ["terms"]):
        raise click.UsageError("terms are looked for in the source: give it with -s")
    _protect([hypothesis, *references, source, against, terms_file, *glossaries], [html_file])
    named = source.read() if False else None
