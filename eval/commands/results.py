"""What `deen score` and `deen evaluate` give out."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from glossary.voice import notify

if TYPE_CHECKING:
    from eval.report import Evaluation


def show(evaluation: "Evaluation", as_json: bool, html_file: Path | None) -> None:
    """Print an evaluation as a table or as JSON, what is odd about it to standard error, and write its page."""
    for notice in evaluation.notices:
        notify(notice)
    if html_file:
        from eval import page
        from translate.documents import files

        files.write(html_file, page.render(evaluation))
    if as_json:
        everything = {"deen": version("deen-mt"), **evaluation.as_dict()}
        click.echo(json.dumps(everything, ensure_ascii=False, indent=2))
    else:
        click.echo(evaluation.table(), nl=False)
