"""Fits the bundled model's confidence to what readers said of its translations.

    python tools/verdicts.py [-o FILE] SOURCE REFERENCE READING [SOURCE REFERENCE READING]…

A READING is a table like those in benchmarks/readings/: the number of a line, and `ok` or `wrong`. Printed is how
a verdict follows from chrF, TER and doubts, which `translate/calibrating.py` has for models that nobody has read; FILE
is the `confidence.json` of the model. The readings are of the model's own translations: another one needs others.
"""

import argparse
import csv
from pathlib import Path

import numpy as np

from translate import Translator, calibrating
from translate.engines import calibration_files
from translate.report import Translation

# The beam size of the translations that were read.
READ_AT = 3


def reading(path: Path) -> dict[int, bool]:
    """Which lines (from 1) were read, and whether the reader would let their translation stand."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {int(row["line"]): row["verdict"] == "ok" for row in rows}


def read_lines(source: Path, reference: Path, verdicts: Path) -> tuple[list[Translation], list[str], list[bool]]:
    """The translations of the lines that were read, their references, and whether they may stand."""
    german, english = (path.read_text(encoding="utf-8").split("\n") for path in (source, reference))
    stand = reading(verdicts)
    made = Translator(memory=False, beam_size=READ_AT).translate_lines([german[line - 1] for line in stand])
    return made, [english[line - 1] for line in stand], list(stand.values())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path, metavar="SOURCE REFERENCE READING")
    options.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the calibration")
    given = options.parse_args()
    if len(given.files) % 3:
        options.error("give three files a set: SOURCE REFERENCE READING")
    translations: list[Translation] = []
    references: list[str] = []
    stand: list[bool] = []
    for source, reference, verdicts in zip(*[iter(given.files)] * 3, strict=True):
        made, english, right = read_lines(source, reference, verdicts)
        translations += made
        references += english
        stand += right
    rows = np.array(calibrating.likeness(translations, references))
    centre, spread = rows.mean(0), rows.std(0)
    intercept, *weights = calibrating.regression((rows - centre) / spread, np.array(stand, float))
    raw = np.array(weights) / spread
    print("_VERDICT =", tuple(round(float(number), 3) for number in (intercept - raw @ centre, *raw)))
    names = " and ".join(source.stem for source in given.files[::3])
    calibration = calibrating.fitted(translations, np.array(stand, float), f"{names}, read line by line")
    print(calibration)
    if given.output:
        calibration_files.write(given.output, calibration)


if __name__ == "__main__":
    main()
