"""Paired tests against sacrebleu's own command, figure by figure."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from test_metrics import worse, write

from eval import metrics, reading, significance
from eval.metrics import EditCounter
from eval.significance import Comparison

REFERENCE = ROOT / "examples" / "nordkorea.en.txt"
NAMES = ("bleu", "chrf", "ter")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return reading.read_one(REFERENCE, "reference")


def compare(
    system: list[str], other: list[str], reference: list[str], names: tuple[str, ...] = ("bleu", "ter")
) -> list[Comparison]:
    measures = metrics.measures(names, [reference], EditCounter())
    return significance.compare(("ours", system), ("theirs", other), [measures[name] for name in names])


def by_command(test: str, system: Path, other: Path) -> list[tuple[str, ...]]:
    """For each metric the figures of the system, as the command prints them when it is held against the other."""
    command = [sys.executable, "-m", "sacrebleu", str(REFERENCE), "-i", str(other), str(system), "-m", *NAMES]
    # As LaTeX, since its JSON fails on paired tests.
    printed = subprocess.run([*command, test, "-f", "latex", "-w", "14"], capture_output=True, text=True, check=True)
    row = [line for line in printed.stdout.splitlines() if "&" in line][-1]
    return [tuple(re.findall(r"\d+\.\d+", cell)) for cell in row.split("&")[1:]]


@pytest.mark.slow
def test_equal_to_the_command_sacrebleu(tmp_path: Path, lines: list[str]) -> None:
    ours, theirs = worse(lines, 1), worse(lines, 2)
    files = write(tmp_path / "ours", ours), write(tmp_path / "theirs", theirs)
    compared = compare(ours, theirs, lines, NAMES)
    assert [one.name for one in compared] == ["BLEU", "chrF2", "TER"]
    for one in compared:
        assert "|bs:1000|seed:12345|" in one.bootstrap_signature
        assert "|ar:10000|seed:12345|" in one.randomization_signature
    assert by_command("--paired-bs", *files) == [
        (
            *(f"{figure:.14f}" for figure in (one.system.value, one.system.mean, one.system.interval)),
            f"{one.bootstrap:.4f}",
        )
        for one in compared
    ]
    assert by_command("--paired-ar", *files) == [
        (f"{one.system.value:.14f}", f"{one.randomization:.4f}") for one in compared
    ]


@pytest.mark.slow
def test_the_better_system_wins_on_either_side(lines: list[str]) -> None:
    bad = worse(lines, 1)
    good = [one if number % 3 else line for number, (one, line) in enumerate(zip(bad, lines, strict=True))]
    assert {one.winner for one in compare(good, bad, lines)} == {"ours"}
    assert {one.winner for one in compare(bad, good, lines)} == {"theirs"}


def test_no_winner_where_one_segment_differs(lines: list[str]) -> None:
    hypothesis = worse(lines, 1)
    changed = [hypothesis[0] + " now", *hypothesis[1:]]
    for one in compare(hypothesis, changed, lines):
        assert one.system.value != one.other.value
        assert one.winner == ""
        assert one.bootstrap >= significance.LEVEL


def test_no_winner_between_equal_texts(lines: list[str]) -> None:
    hypothesis = worse(lines, 1)
    for one in compare(hypothesis, list(hypothesis), lines):
        assert one.winner == ""
        assert one.system.value == one.other.value
