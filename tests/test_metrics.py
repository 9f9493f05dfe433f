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
from eval.metrics import NAMES, EditCounter

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
    scores = {name: measure.score(hypotheses) for name, measure in ours.items()}
    told = {name: (round(score.value, 14), score.signature) for name, score in scores.items()}
    assert told == by_command(hypothesis, files)
    assert 0 < scores["bleu"].value < 100


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
        assert ours[name].score(hypotheses).value == metric.corpus_score(hypotheses, references).score
        assert ours[name].subset(hypotheses, range(len(hypotheses))) == ours[name].score(hypotheses).value
        by_segment = BLEU(effective_order=True) if name == "bleu" else metric
        alone = [by_segment.sentence_score(segment, list(of_one)).score for segment, *of_one in segments]
        assert ours[name].segments(hypotheses) == pytest.approx(alone, abs=1e-9)


def test_a_subset_scores_as_a_file_of_its_own() -> None:
    lines = [line for line in reading.read_one(REFERENCE, "reference") if line]
    hypotheses, some = worse(lines, 1), [3, 1, 7]
    whole = metrics.measures(NAMES, [lines], EditCounter())
    alone = metrics.measures(NAMES, [[lines[index] for index in some]], EditCounter())
    for name in NAMES:
        expected = alone[name].score([hypotheses[index] for index in some]).value
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


def test_only_errors_are_better_when_lower() -> None:
    measures = metrics.measures(NAMES, [["a"]], EditCounter())
    assert {name for name, measure in measures.items() if not measure.higher_is_better} == {"ter"}
