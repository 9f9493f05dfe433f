"""The options that `deen score` and `deen evaluate` have in common."""

import click

from translate.commands.options import FILE

METRICS = ("bleu", "chrf", "chrf++", "ter", "terms")


def _names(context: click.Context, parameter: click.Parameter, value: str | None) -> list[str] | None:
    """The metrics named with commas between, each once; None if the option is not given."""
    if value is None:
        return None
    names = list(dict.fromkeys(name.strip().lower() for name in value.split(",")))
    if unknown := [name for name in names if name not in METRICS]:
        raise click.BadParameter(f"“{', '.join(unknown)}” is not among {', '.join(METRICS)}")
    return names


references = click.option(
    "-r", "--reference", "references", metavar="REF", multiple=True, type=FILE,
    help="A translation to compare with; repeat the option for several.",
)  # fmt: skip
terms_file = click.option(
    "--segment-terms", "terms_file", metavar="FILE", type=FILE,
    help="Each line's own terms, as JSON lines; only they, and what is in -g, are scored then.",
)  # fmt: skip
metrics = click.option(
    "-m", "--metrics", metavar="NAME,…", callback=_names,
    help=f"What to score: {', '.join(METRICS)}; all of them if not given, terms where the source is known.",
)  # fmt: skip
against = click.option(
    "--against", metavar="HYP", type=FILE, help="Another system's translation, to test whether one is better."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print everything, segments included, as JSON.")
html_file = click.option(
    "--html", "html_file", metavar="FILE", type=FILE, help="Write a page on which to look at the segments."
)
