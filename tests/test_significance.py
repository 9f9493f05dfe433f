"""Paired tests against sacrebleu's own command and its Python interface, figure by figure."""

import re
import subprocess
import sys
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest, Result
from test_metrics import worse, write

from eval import metrics, reading, significance
from eval.errors import EvaluationError
from eval.metrics import EditCounter, SegmentMean
from eval.significance import LEVEL, Tests

REFERENCE = ROOT / "examples" / "nordkorea.en.txt"
NAMES = ("bleu", "chrf", "ter")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return reading.read_one(REFERENCE, "reference")


def compare(reference: list[str], *systems: list[str], names: tuple[str, ...] = ("bleu", "chrf")) -> Tests:
    """The tests of systems that are called a, b and so on."""
    measures = metrics.measures(names, [reference], EditCounter())
    return significance.compare(list(zip("abcdefg", systems, strict=False)), [measures[name] for name in names])


def by_command(test: str, system: Path, other: Path) -> list[tuple[float, ...]]:
    """For each metric the figures of the system, as the command prints them when it is held against the other."""
    command = [sys.executable, "-m", "sacrebleu", str(REFERENCE), "-i", str(other), str(system), "-m", *NAMES]
    # As LaTeX, since its JSON fails on paired tests.
    printed = subprocess.run([*command, test, "-f", "latex", "-w", "14"], capture_output=True, text=True, check=True)
    row = [line for line in printed.stdout.splitlines() if "&" in line][-1]
    return [tuple(map(float, re.findall(r"\d+\.\d+", cell))) for cell in row.split("&")[1:]]


@pytest.mark.slow
def test_equal_to_the_command_sacrebleu(tmp_path: Path, lines: list[str]) -> None:
    ours, theirs = worse(lines, 1), worse(lines, 2)
    files = write(tmp_path / "ours", ours), write(tmp_path / "theirs", theirs)
    tests = compare(lines, ours, theirs, names=NAMES)
    assert [one.metric for one in tests.comparisons] == ["BLEU", "chrF2", "TER"]
    told = zip(tests.estimates[0], tests.comparisons, by_command("--paired-bs", *files), strict=True)
    for estimate, compared, (value, mean, interval, p_value) in told:
        # The command resamples in single precision.
        assert (estimate.value, estimate.mean, estimate.interval) == pytest.approx((value, mean, interval), abs=1e-4)
        assert round(compared.bootstrap.raw, 4) == p_value
    for compared, (_, p_value) in zip(tests.comparisons, by_command("--paired-ar", *files), strict=True):
        # Edits are few and whole, so that many trials have just the same TER, which the command does not count.
        tied = compared.metric == "TER"
        assert compared.randomization.raw > p_value if tied else round(compared.randomization.raw, 4) == p_value


@pytest.mark.parametrize("seeds", [(1, 2), (3, 4)])
def test_equal_to_sacrebleu_where_no_resample_has_the_same_difference(lines: list[str], seeds: tuple[int, int]) -> None:
    ours, theirs = (worse(lines, seed) for seed in seeds)
    # Damage in one direction, so that there is something to find.
    theirs = [one if number % 3 else other for number, (one, other) in enumerate(zip(theirs, lines, strict=True))]
    tests = compare(lines, ours, theirs)
    for kind, draws in (("bs", tests.bootstrap), ("ar", tests.randomization)):
        oracle = {"bleu": BLEU(references=[lines], force=True), "chrf": CHRF(references=[lines])}
        signatures, results = PairedTest([("b", theirs), ("a", ours)], oracle, None, kind)()
        for compared in tests.comparisons:
            result = results[compared.metric][1]
            assert isinstance(result, Result)
            ours_now = compared.bootstrap if kind == "bs" else compared.randomization
            assert ours_now.raw == pytest.approx(result.p_value)
            assert f"|{draws}|" in signatures[compared.metric].format()


def test_what_is_drawn_in_blocks_is_what_would_be_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    table = np.random.default_rng(7).integers(0, 50, (37, 5)).astype(np.float64)
    draws = (significance._resampled, significance._swapped)
    whole = [draw(table, 1000) for draw in draws]
    monkeypatch.setattr(significance, "_DRAWS_AT_ONCE", 37 * 70)
    for draw, sums in zip(draws, whole, strict=True):
        assert np.array_equal(draw(table, 1000), sums)


@pytest.mark.slow
def test_the_better_system_wins_on_either_side(lines: list[str]) -> None:
    bad = worse(lines, 1)
    good = [one if number % 3 else line for number, (one, line) in enumerate(zip(bad, lines, strict=True))]
    names = ("bleu", "chrf", "ter")
    assert {one.winner for one in compare(lines, good, bad, names=names).comparisons} == {"a"}
    assert {one.winner for one in compare(lines, bad, good, names=names).comparisons} == {"b"}


def test_no_winner_where_one_segment_differs(lines: list[str]) -> None:
    hypothesis = worse(lines, 1)
    changed = [hypothesis[0] + " now", *hypothesis[1:]]
    tests = compare(lines, hypothesis, changed)
    for number, one in enumerate(tests.comparisons):
        assert tests.estimates[0][number].value != tests.estimates[1][number].value
        assert one.winner == ""
        # Whether it is swapped or not, the difference is the same.
        assert one.randomization.raw == 1
        assert one.bootstrap.raw >= LEVEL


def test_equal_systems_have_p_1(lines: list[str]) -> None:
    hypothesis = worse(lines, 1)
    # Another text, and the same score of every metric.
    mirrored = [*lines[:10], *hypothesis[10:20], *lines[20:]]
    references = [*lines[:10], *lines[10:20], *lines[20:]]
    for system, other, reference in ((hypothesis, list(hypothesis), lines), (mirrored, list(mirrored), references)):
        for one in compare(reference, system, other).comparisons:
            assert (one.winner, one.bootstrap.raw, one.randomization.raw) == ("", 1, 1)
    twice = [*lines[:8], *lines[:8]]
    ours, theirs = [*hypothesis[:8], *lines[:8]], [*lines[:8], *hypothesis[:8]]
    for one in compare(twice, ours, theirs).comparisons:
        assert (one.winner, one.bootstrap.raw, one.randomization.raw) == ("", 1, 1)


def by_mean(*systems: list[float]) -> Tests:
    """The tests of systems whose segments have these scores."""
    scores = {str(number): of_system for number, of_system in enumerate(systems)}
    names = [[name] * len(of_system) for name, of_system in scores.items()]
    measure = SegmentMean("mean", "mean:1", lambda _, texts, __: scores[texts[0]], names[0], [names[0]])
    return significance.compare(list(zip(scores, names, strict=True)), [measure])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=6, max_size=9))
def test_few_segments_have_the_p_value_of_all_the_ways_to_swap_them(pairs: list[tuple[int, int]]) -> None:
    ours, theirs = ([float(score) for score in of_system] for of_system in zip(*pairs, strict=True))
    [compared] = by_mean(ours, theirs).comparisons
    found = abs(sum(ours) - sum(theirs))
    ways = [
        abs(sum(sign * (one - other) for sign, (one, other) in zip(signs, pairs, strict=True)))
        for signs in product((1, -1), repeat=len(pairs))
    ]
    exact = sum(way >= found for way in ways) / len(ways)
    assert compared.randomization.raw == pytest.approx(exact, abs=0.03)


def test_six_segments_can_differ_significantly_and_five_are_refused() -> None:
    [compared] = by_mean([1.0] * 6, [0.0] * 6).comparisons
    assert compared.winner == "0"
    for fewer in range(1, 6):
        with pytest.raises(EvaluationError, match=rf"^{fewer} segments?: too few to test differences, which takes 6$"):
            by_mean([1.0] * fewer, [0.0] * fewer)


def test_lines_that_are_empty_everywhere_are_no_segments(lines: list[str]) -> None:
    few = [line for line in lines if line][:5]
    with pytest.raises(EvaluationError, match="5 segments"):
        compare([*few, *[""] * 9], [*worse(few, 1), *[""] * 9], [*few, *[""] * 9])


def test_each_pair_is_compared_and_corrected_within_its_metric(lines: list[str]) -> None:
    systems = [worse(lines, seed) for seed in range(3)]
    comparisons = compare(lines, *systems).comparisons
    pairs = list(combinations("abc", 2))
    assert [(one.metric, one.system, one.other) for one in comparisons] == [
        (metric, *pair) for metric in ("BLEU", "chrF2") for pair in pairs
    ]
    for of_metric in (comparisons[:3], comparisons[3:]):
        for values in ([one.bootstrap for one in of_metric], [one.randomization for one in of_metric]):
            assert significance.holm([one.raw for one in values]) == [one.corrected for one in values]
    alone = compare(lines, *systems[:2]).comparisons[0]
    assert alone.bootstrap.raw == alone.bootstrap.corrected == comparisons[0].bootstrap.raw


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_rejects_what_stepping_down_rejects(p_values: list[float]) -> None:
    corrected = significance.holm(p_values)
    ranked = sorted(p_values)
    rejected = 0
    while rejected < len(ranked) and ranked[rejected] < LEVEL / (len(ranked) - rejected):
        rejected += 1
    # At the very threshold rounding decides.
    near = any(abs(p * (len(ranked) - rank) - LEVEL) < 1e-12 for rank, p in enumerate(ranked))
    assert near or sum(one < LEVEL for one in corrected) == rejected
    assert all(p <= one <= 1 for p, one in zip(p_values, corrected, strict=True))


def test_many_systems_are_drawn_often_enough_to_differ() -> None:
    systems = [[float(number)] * 30 for number in range(14)]
    tests = by_mean(*systems)
    assert tests.bootstrap == "bs:10000|seed:12345"
    assert tests.randomization == "ar:10000|seed:12345"
    assert len(tests.comparisons) == 91
    assert all(one.winner == one.other for one in tests.comparisons)


def test_one_system_has_intervals_and_no_comparisons(lines: list[str]) -> None:
    hypothesis = worse(lines, 1)
    alone = compare(lines, hypothesis)
    assert alone.comparisons == ()
    assert alone.estimates == compare(lines, hypothesis, worse(lines, 2)).estimates[:1]


def test_the_interval_has_all_but_a_fortieth_of_the_resamples_on_each_side(lines: list[str]) -> None:
    [[estimate, _]] = compare(lines, worse(lines, 1)).estimates
    assert estimate.mean is not None
    assert estimate.interval is not None
    assert abs(estimate.mean - estimate.value) < estimate.interval
