"""The scores of segments as CSV, for other programs."""

import csv
import io

from eval.report import Evaluation

# Digits behind the point that tell scores of segments apart.
_DIGITS = 4


def render(evaluation: Evaluation) -> str:
    """A row a segment and system: the segment's number, its document, the system, and a column a metric.

    `document` is empty where it is not known. Rows end with a line feed.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    names = [metric.name for metric in evaluation.metrics]
    writer.writerow(["segment", "document", "system", *names])
    for segment in evaluation.segments:
        for system, output in zip(evaluation.systems, segment.outputs, strict=True):
            scores = [round(output.scores[name], _DIGITS) for name in names]
            writer.writerow([segment.number, segment.document or "", system.name, *scores])
    return written.getvalue()
