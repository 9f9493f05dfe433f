"""The scores of segments as CSV."""

import csv
import io
from dataclasses import replace

from test_terminal import COMPARED, SEGMENTS, named

from eval import segment_rows
from eval.report import Evaluation


def scored(evaluation: Evaluation) -> Evaluation:
    """The evaluation with scores of its segments."""
    segments = tuple(
        replace(
            segment,
            document="article, 1" if segment.number == 1 else None,
            outputs=tuple(replace(one, scores={"BLEU": one.chrf / 3, "TER": 0.0}) for one in segment.outputs),
        )
        for segment in SEGMENTS
    )
    return replace(evaluation, segments=segments)


def test_a_row_a_segment_and_system() -> None:
    assert segment_rows.render(scored(COMPARED)).splitlines() == [
        "segment,document,system,BLEU,TER",
        '1,"article, 1",hyp,33.3333,0.0',
        '1,"article, 1",other,6.6667,0.0',
        "3,,hyp,23.3333,0.0",
        "3,,other,33.3333,0.0",
    ]


def test_names_come_back_whatever_is_in_them() -> None:
    names = ['a, "b"', "c\nd"]
    rows = list(csv.DictReader(io.StringIO(segment_rows.render(scored(named(names))))))
    assert [row["system"] for row in rows] == names * 2
