"""Scores against sacrebleu's own command, to the last digit, and against its Python interface."""

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from eval import metrics, reading
from eval.errors import EvaluationError
from eval.metrics import NAMES, EditCounter, SegmentMean

REFERENCE = ROOT / "examples" / "nordkorea.en.txt"


def worse(lines: Sequence[str], seed: int) -> list[str]:
    """The lines with words left out, moved and made up; empty lines stay empty."""
    rng = random.Random(seed)
    vocabulary = [word for line in lines for word in line.split()]
    result = []
    for line in lines:
        words = [rng.choice(vocabulary) if rng.random() < 0.2 else word for word in line.split() if rng.random() < 0.9]
        if len(words) > 4:
            words.insert(rng.randrange(len(words)), words.pop(rng.randrange(len(words))))
        result.append(" ".join(words))
    return result


def write(path: Path, lines: Sequence[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def by_command(hypothesis: Path, references: Sequence[Path]) -> dict[str, tuple[float, str]]:
    """Score and signature of each metric as the command `sacrebleu` prints them."""
    base = [sys.executable, "-m", "sacrebleu", *map(str, references), "-i", str(hypothesis), "-w", "14", "-m"]
    told = []
    for wanted in (["bleu", "chrf", "ter"], ["chrf", "--chrf-word-order", "2"]):
        done = subprocess.run([*base, *wanted], capture_output=True, text=True, check=True)
        answer = json.loads(done.stdout)
        told += answer if isinstance(answer, list) else [answer]
    return {
        name: (one["score"], one["signature"])
        for name, one in zip(("bleu", "chrf", "ter", "chrf++"), told, strict=True)
    }


@pytest.mark.slow
@pytest.mark.parametrize("references", [1, 3])
def test_equal_to_the_command_sacrebleu(tmp_path: Path, references: int) -> None:
    lines = reading.read_one(REFERENCE, "reference")
    hypothesis = write(tmp_path / "hypothesis", worse(lines, 0))
    files = [REFERENCE, *(write(tmp_path / f"reference{n}", worse(lines, n)) for n in range(1, references))]
    ours = metrics.measures(NAMES, [reading.read_one(file, "reference") for file in files], EditCounter())
    hypotheses = reading.read_one(hypothesis, "hypothesis")
    for name, (score, signature) in by_command(hypothesis, files).items():
        assert ours[name].score(hypotheses) == pytest.approx(score, abs=1e-10)
        assert ours[name].signature == signature
        assert 0 < score < 100


SENTENCE = st.lists(st.sampled_from(["the", "a", "house,", "(old)", "is", "North", "Korea's", "3.5", "was", "."]))
SEGMENTS = st.integers(1, 3).flatmap(
    lambda references: st.lists(
        st.tuples(*[SENTENCE.map(" ".join)] * (references + 1)), min_size=1, max_size=6
    )
)  # fmt: skip


@settings(max_examples=40)
@given(SEGMENTS)
def test_any_segments_score_as_in_sacrebleu(segments: list[tuple[str, ...]]) -> None:
    hypotheses, *references = map(list, zip(*segments, strict=True))
    ours = metrics.measures(NAMES, references, EditCounter())
    theirs = {"bleu": BLEU(force=True), "chrf": CHRF(), "chrf++": CHRF(word_order=2), "ter": TER()}
    for name, metric in theirs.items():
        expected = metric.corpus_score(hypotheses, references)
        assert ours[name].score(hypotheses) == pytest.approx(expected.score, abs=1e-9)
        assert ours[name].name == expected.name
        assert ours[name].subset(hypotheses, range(len(hypotheses))) == ours[name].score(hypotheses)
        by_segment = BLEU(effective_order=True) if name == "bleu" else metric
        alone = [by_segment.sentence_score(segment, list(of_one)).score for segment, *of_one in segments]
        assert ours[name].segments(hypotheses) == pytest.approx(alone, abs=1e-9)


def test_a_subset_scores_as_a_file_of_its_own() -> None:
    lines = [line for line in reading.read_one(REFERENCE, "reference") if line]
    hypotheses, some = worse(lines, 1), [3, 1, 7]
    whole = metrics.measures(NAMES, [lines], EditCounter())
    alone = metrics.measures(NAMES, [[lines[index] for index in some]], EditCounter())
    for name in NAMES:
        expected = alone[name].score([hypotheses[index] for index in some])
        assert whole[name].subset(hypotheses, some) == pytest.approx(expected, abs=1e-9)


@pytest.mark.slow
def test_edits_are_the_same_from_many_processes() -> None:
    lines = [f"{line} {number}" for number in range(7) for line in reading.read_one(REFERENCE, "reference") if line]
    hypotheses = worse(lines, 2)
    assert len(set(zip(hypotheses, lines, strict=True))) >= metrics.SEGMENTS_FOR_A_POOL
    counted = EditCounter().count(hypotheses, [lines])
    metric = TER()
    alone = [metric.sentence_score(one, [other]) for one, other in zip(hypotheses, lines, strict=True)]
    assert counted == [[(score.num_edits, score.ref_length) for score in alone]]


def test_a_row_of_sums_scores_the_same_alone_and_among_others() -> None:
    lines = reading.read_one(REFERENCE, "reference")
    hypotheses = worse(lines, 3)
    for measure in metrics.measures(NAMES, [lines], EditCounter()).values():
        rows = measure.statistics(hypotheses)
        assert measure.scores(rows).shape == (len(lines),)
        assert [float(measure.scores(row[None])[0]) for row in rows] == pytest.approx(list(measure.scores(rows)))


def test_a_file_is_counted_once() -> None:
    asked: list[Sequence[str]] = []

    def scorer(sources: Sequence[str], hypotheses: Sequence[str], references: metrics.References) -> list[float]:
        assert (sources, references) == (["Haus", "", "Hof"], [["house", "", "yard"]])
        asked.append(hypotheses)
        return [50.0, 7.0, 100.0]

    measure = SegmentMean("own", "own:1", scorer, ["Haus", "", "Hof"], [["house", "", "yard"]])
    hypotheses = ["home", "", "yard"]
    # The line that is empty everywhere does not count.
    assert measure.score(hypotheses) == 75.0
    assert measure.segments(list(hypotheses)) == [50.0, 0.0, 100.0]
    assert measure.subset(hypotheses, [1, 2]) == 100.0
    assert asked == [hypotheses]


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ([1.0], "own gave 1 score for 2 segments"),
        ([1.0, float("nan")], "own gave line 2 the score nan"),
        ([float("inf"), 1.0], "own gave line 1 the score inf"),
    ],
)
def test_a_scorer_has_to_score_every_segment(scores: list[float], message: str) -> None:
    measure = SegmentMean("own", "own:1", lambda *_: scores, ["a", "b"], [["c", "d"]])
    with pytest.raises(EvaluationError, match=message):
        measure.score(["e", "f"])


def test_only_errors_are_better_when_lower() -> None:
    measures = metrics.measures(NAMES, [["a"]], EditCounter())
    assert {name for name, measure in measures.items() if not measure.higher_is_better} == {"ter"}
