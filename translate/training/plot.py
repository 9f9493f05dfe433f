"""The curve of a run as a picture."""

import json
from pathlib import Path

from translate.errors import TrainingError
from translate.training.monitoring import CURVE

_PANELS = (
    ("BLEU on the validation lines", ("bleu",)),
    ("nats a piece", ("val_loss", "source_worth", "alignment")),
    ("cosine between encoder positions", ("cosine",)),
)


def draw(folder: Path, picture: Path) -> None:
    """Draw validation and health figures against pairs seen.

    Raises `TrainingError` where nothing was recorded yet, or matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise TrainingError("the picture needs matplotlib; install it with `pip install deen-mt[train]`") from error
    try:
        lines = (folder / CURVE).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise TrainingError(f"{folder}: no curve in there: {error}; a run records one") from error
    rows = [json.loads(line) for line in lines]
    figure = Figure(figsize=(12, 4), layout="constrained")
    for axes, (title, names) in zip(figure.subplots(1, len(_PANELS)), _PANELS, strict=True):
        for name in names:
            points = [(row["pairs"] / 1000, row[name]) for row in rows if name in row]
            if points:
                axes.plot(*zip(*points, strict=True), marker=".", label=name)
                axes.legend()
        axes.set_title(title)
        axes.set_xlabel("thousands of pairs seen")
        axes.grid(alpha=0.3)
    try:
        figure.savefig(picture)
    except (OSError, ValueError) as error:
        raise TrainingError(f"{picture}: the picture cannot be written: {error}") from error
