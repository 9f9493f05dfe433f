"""What `deen score` and `deen evaluate` give out."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from glossary import outputs
from glossary.voice import give, notify, row

if TYPE_CHECKING:
    from eval.report import Evaluation


def show(evaluation: "Evaluation", as_json: bool, html_file: Path | None) -> None:
    """Print an evaluation as a table or as JSON, what is odd about it to standard error, and write its page."""
    for notice in evaluation.notices:
        notify(notice)
    if html_file:
        from eval import page

        outputs.write_text(html_file, page.render(evaluation))
    if as_json:
        everything = {"deen": version("deen-mt"), **evaluation.as_dict()}
        give(json.dumps(everything, ensure_ascii=False, indent=2))
    else:
        for line in evaluation.table().splitlines():
            row(line)
