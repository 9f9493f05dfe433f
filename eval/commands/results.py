"""What `deen score` and `deen evaluate` give out."""

import json
from importlib.metadata import version
from typing import TYPE_CHECKING

from eval.commands.options import Outputs
from glossary import outputs
from glossary.voice import give, notify, row

if TYPE_CHECKING:
    from eval.report import Evaluation


def show(evaluation: "Evaluation", as_json: bool, files: Outputs) -> None:
    """Print an evaluation as a table or as JSON, what is odd about it to standard error, and write its files."""
    for notice in evaluation.notices:
        notify(notice)
    _write(evaluation, files)
    if as_json:
        everything = {"deen": version("deen-mt"), **evaluation.as_dict()}
        give(json.dumps(everything, ensure_ascii=False, indent=2))
        return
    from eval import terminal

    for line in terminal.render(evaluation).splitlines():
        row(line)


def _write(evaluation: "Evaluation", files: Outputs) -> None:
    if files.html:
        from eval import page

        outputs.write_text(files.html, page.render(evaluation))
    if files.csv:
        from eval import segment_rows

        outputs.write_text(files.csv, segment_rows.render(evaluation))
    if files.latex:
        from eval import latex

        outputs.write_text(files.latex, latex.render(evaluation))
