"""The table of scores for LaTeX."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from test_terminal import COMPARED, PLAIN, named

from eval import latex
from eval.report import Evaluation

ODD = r"a_b\{50 %} & $x^2~#<>|"


def test_a_row_a_system_with_the_best_in_bold_and_a_rule_between_clusters() -> None:
    assert latex.render(COMPARED).splitlines() == [
        r"% \usepackage{booktabs}",
        "% BLEU: nrefs:1|tok:13a",
        "% TER: nrefs:1|case:lc",
        r"\begin{tabular}{lrr}",
        r"\toprule",
        r"System & BLEU & TER $\downarrow$ \\",
        r"\midrule",
        r"hyp & \textbf{29.00} $\pm$ 4.87 & 53.13 \\",
        r"\midrule",
        r"other & 25.00 & \textbf{53.00} \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


def test_what_looks_the_same_is_as_good() -> None:
    scores = COMPARED.systems[0].scores
    equal = replace(COMPARED, systems=tuple(replace(one, scores=scores) for one in COMPARED.systems), comparisons=())
    assert latex.render(equal).count(r"\textbf") == 4
    assert latex.render(equal).count(r"\midrule") == 1


def test_a_name_is_no_argument_of_the_command_before_it() -> None:
    rows = latex.render(named(["[1pt]", "*"])).splitlines()
    assert [row.partition(" & ")[0] for row in rows if "&" in row] == ["System", "{[}1pt{]}", "{*}"]


def test_names_are_no_commands() -> None:
    table = latex.render(named([ODD, "two\nlines\x1b"]))
    cells = [line.partition(" & ")[0] for line in table.splitlines()]
    assert (
        r"a\_b\textbackslash{}\{50 \%\} \& \$x\textasciicircum{}2\textasciitilde{}\#\textless{}\textgreater{}" in table
    )
    assert r"two\textbackslash{}nlines\textbackslash{}x1b" in cells
    for line in table.splitlines():
        if not line.startswith("%"):
            # Every brace that opens closes, and no cell is one too many.
            bare = re.sub(r"\\[{}&%$#_]", "", line)
            assert bare.count("{") == bare.count("}")
            assert "&" not in line or bare.count("&") == 2


@pytest.mark.parametrize("evaluation", [PLAIN, COMPARED, named([ODD, "ü"])])
@pytest.mark.skipif(not shutil.which("pdflatex"), reason="there is no pdflatex")
def test_it_compiles(tmp_path: Path, evaluation: Evaluation) -> None:
    head = "\\documentclass{article}\\usepackage{booktabs}\\begin{document}\n"
    (tmp_path / "a.tex").write_text(f"{head}{latex.render(evaluation)}\\end{{document}}\n", encoding="utf-8")
    command = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "a.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
