"""Whether the confidence of a translation is right: against sentence chrF, and against what a reader said.

    PYTHONPATH=tools python benchmarks/confidence.py SOURCE REFERENCE [--reading FILE [--diagram SVG]] [--lines N]

Against chrF: the area under the curve for the worst third, Spearman's rank correlation, and precision and recall of the
sentences to look at first for that third. Against a reading (benchmarks/readings/): the area for what the reader called
wrong, precision and recall, and how many of the sentences of each confidence he let stand.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from recording import NEWSTEST, Table, existing, parser, positive, show
from sacrebleu.metrics.chrf import CHRF
from verdicts import READ_AT, reading

from translate import Translator
from translate.report import Translation

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
_BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)


def ranks(values: Array) -> Array:
    """The rank of each value from 1, of equal ones the mean."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    mean: Array = (last - (count - 1) / 2)[place]
    return mean


def area(values: Array, positive_ones: Flags) -> float:
    """The probability that a positive one has a larger value than another (Mann and Whitney 1947).

    >>> area(np.array([1.0, 2.0, 3.0]), np.array([False, False, True]))
    1.0
    """
    some, others = int(positive_ones.sum()), int((~positive_ones).sum())
    return float((ranks(values)[positive_ones].sum() - some * (some + 1) / 2) / (some * others))


def spearman(one: Array, other: Array) -> float:
    """The correlation of ranks."""
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def shares(flagged: Flags, wrong: Flags) -> tuple[str, str, str]:
    """How many are flagged, how many of these are wrong, and how many of the wrong ones are flagged."""
    both = int((flagged & wrong).sum())
    return f"{flagged.mean():.2f}", f"{both / max(flagged.sum(), 1):.2f}", f"{both / max(wrong.sum(), 1):.2f}"


def by_confidence(confidence: Array, stand: Flags) -> Table:
    """How many of the sentences of each confidence may stand."""
    rows = []
    for low, high in pairwise(_BINS):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            rows.append((f"{low:.1f}–{high:.1f}", str(inside.sum()), f"{confidence[inside].mean():.2f}",
                         f"{stand[inside].mean():.2f}"))  # fmt: skip
    return Table("confidence by reading", ("confidence", "sentences", "mean", "stand"), tuple(rows))


def diagram(table: Table) -> str:
    """The table by confidence as a reliability diagram in SVG: what is right stands on the diagonal.

    A circle is as large as there are sentences.
    """
    circles = "".join(
        f'<circle cx="{40 + 300 * float(mean):.0f}" cy="{320 - 300 * float(stand):.0f}" '
        f'r="{int(count) ** 0.5 + 2:.1f}" fill="#0969da" fill-opacity="0.6"><title>{count} sentences</title></circle>'
        for _, count, mean, stand in table.rows
    )
    steps = "".join(
        f'<text x="{40 + 300 * part}" y="338" text-anchor="middle">{part:g}</text>'
        f'<text x="32" y="{324 - 300 * part}" text-anchor="end">{part:g}</text>'
        for part in (0, 0.5, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 360" width="360" height="360" '
        'font-family="sans-serif" font-size="12"><rect width="360" height="360" fill="#fff"/>'
        '<path d="M40 20V320H340" fill="none" stroke="#555"/>'
        f'<path d="M40 320L340 20" stroke="#999" stroke-dasharray="4"/>{circles}{steps}'
        '<text x="190" y="355" text-anchor="middle">confidence</text>'
        '<text x="12" y="170" text-anchor="middle" transform="rotate(-90 12 170)">share that may stand</text></svg>\n'
    )


def flags(translations: Sequence[Translation]) -> Flags:
    """Which sentences are to be looked at first."""
    return np.array([one.to_look_at for one in translations])


def main() -> None:
    options = parser(__doc__)
    options.add_argument("source", type=Path)
    options.add_argument("reference", type=Path)
    options.add_argument("--reading", type=Path, help="a table of lines that were read")
    options.add_argument("--diagram", type=Path, metavar="SVG", help="draw the confidence against the reading")
    options.add_argument("--lines", type=positive, default=10_000, metavar="N", help="at most so many [10000]")
    given = options.parse_args()
    existing([given.source, given.reference], NEWSTEST)
    german, english = (path.read_text("utf-8").split("\n")[: given.lines] for path in (given.source, given.reference))
    made = Translator(memory=False, beam_size=READ_AT).translate_lines(german)
    known = [index for index, one in enumerate(made) if one.confidence is not None and german[index].strip()]
    made, english = [made[index] for index in known], [english[index] for index in known]
    confidence = np.array([one.confidence for one in made], np.float64)
    chrf = np.array([CHRF().sentence_score(one.text, [ref]).score for one, ref in zip(made, english, strict=True)])
    worst = chrf <= np.quantile(chrf, 1 / 3)
    row = (given.source.stem, str(len(made)), f"{area(-confidence, worst):.3f}", f"{spearman(confidence, chrf):.2f}")
    columns = ("set", "sentences", "area", "Spearman", "flagged", "precision", "recall")
    show(Table("confidence by chrF", columns, ((*row, *shares(flags(made), worst)),)), given.record)
    if given.reading:
        verdicts = reading(given.reading)
        read = np.array([index + 1 in verdicts for index in known])
        stand = np.array([verdicts[index + 1] for index in known if index + 1 in verdicts])
        told = (f"{area(-confidence[read], ~stand):.3f}", f"{confidence[read].mean():.2f}", f"{stand.mean():.2f}")
        headings = ("set", "sentences", "area", "mean", "stand", "flagged", "precision", "recall")
        of_read = (given.source.stem, str(len(stand)), *told, *shares(flags(made)[read], ~stand))
        show(Table("confidence by verdict", headings, (of_read,)), given.record)
        table = by_confidence(confidence[read], stand)
        show(table, given.record)
        if given.diagram:
            given.diagram.write_text(diagram(table), "utf-8")


if __name__ == "__main__":
    main()
