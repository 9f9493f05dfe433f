"""The table of scores for a paper written in LaTeX."""

from eval.report import Evaluation, Metric, System
from glossary.voice import shown

_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "[": "{[}", "]": "{]}", "*": "{*}", "|": r"\textbar{}", '"': r"{\char34}",
}  # fmt: skip


def render(evaluation: Evaluation) -> str:
    """The table of scores for LaTeX with the package booktabs: a row a system, the best of each metric in bold.

    A rule parts the clusters, as `Evaluation.clusters` has them.
    """
    best = {metric.name: _best(evaluation, metric) for metric in evaluation.metrics}
    head = ["System", *(_heading(metric) for metric in evaluation.metrics)]
    clusters = [
        "".join(_row([escaped(system.name), *_cells(system, best)]) for system in cluster)
        for cluster in evaluation.clusters
    ]
    return "".join(
        [
            "% \\usepackage{booktabs}\n",
            *(f"% {metric.name}: {metric.signature}\n" for metric in evaluation.metrics),
            f"\\begin{{tabular}}{{l{'r' * len(evaluation.metrics)}}}\n\\toprule\n",
            _row(head),
            "\\midrule\n",
            "\\midrule\n".join(clusters),
            "\\bottomrule\n\\end{tabular}\n",
        ]
    )


def escaped(text: str) -> str:
    """A text of one line in which nothing is a command of LaTeX's.

    >>> print(escaped(r"out_1\\{a} & 50 %"))
    out\\_1\\textbackslash{}\\{a\\} \\& 50 \\%
    """
    return "".join(_LATEX.get(character, character) for character in shown(text))


def _best(evaluation: Evaluation, metric: Metric) -> str:
    """The best score as it is written; what looks the same is as good."""
    values = [system.scores[metric.name].value for system in evaluation.systems]
    return f"{(max if metric.higher_is_better else min)(values):.2f}"


def _heading(metric: Metric) -> str:
    return escaped(metric.name) + ("" if metric.higher_is_better else r" $\downarrow$")


def _cells(system: System, best: dict[str, str]) -> list[str]:
    cells = []
    for name, best_value in best.items():
        score = system.scores[name]
        value = f"{score.value:.2f}"
        shown = f"\\textbf{{{value}}}" if value == best_value else value
        cells.append(shown if score.interval is None else f"{shown} $\\pm$ {score.interval:.2f}")
    return cells


def _row(cells: list[str]) -> str:
    return f"{' & '.join(cells)} \\\\\n"
