"""The training loop: interruptions, the decay, the mean of the weights, checkpoints. A step takes one second here."""

import json
import os
import signal
from pathlib import Path

import pytest
import torch
from small_training import BUNDLED, small_run, step_clock

from translate.errors import TrainingError
from translate.training import checkpoints, corpus, monitoring, packing, schedule, trainer
from translate.training.batches import Batch
from translate.training.corpus import Mixture
from translate.training.losses import Losses
from translate.training.model import Model
from translate.training.packing import Packed
from translate.training.risk import Samples
from translate.training.schedule import State
from translate.training.vocabulary import Vocabulary

pytestmark = pytest.mark.slow


def test_a_resumed_run_goes_the_way_of_an_uninterrupted_one(
    packed_text: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = Vocabulary.read(BUNDLED)

    def losses(folder: Path, until: int) -> list[float]:
        """The loss of every step that a run in the folder does until it is killed after that step."""
        run = small_run(tmp_path / folder)
        run.resume()
        seen: list[float] = []
        step = run._step

        def watched(batch: Batch, samples: list[Samples], dtype: torch.dtype) -> Losses:
            result = step(batch, samples, dtype)
            seen.append(result.plain.item() / result.tokens)
            if run.state.step + 1 == until:
                os.kill(os.getpid(), signal.SIGTERM)
            return result

        monkeypatch.setattr(run, "_step", watched)
        assert not run.train(packed_text, None, pieces, monitoring.no_validation)
        return seen

    whole = losses(tmp_path / "whole", 130)
    parts = [loss for stop in (40, 41, 130) for loss in losses(tmp_path / "parts", stop)]
    assert len(whole) == 130
    assert parts == whole


def test_fewer_hours_begin_the_decay_and_more_take_it_back(tmp_path: Path) -> None:
    run = small_run(tmp_path, steps=3600)
    run.state = State(step=100, seconds=1800.0)
    tmp_path.mkdir(exist_ok=True)
    run.save()
    run.state = State(step=200, seconds=3300.0)
    run.save()
    shorter, longer = small_run(tmp_path, steps=3312), small_run(tmp_path, steps=36000)
    assert shorter.resume()
    assert shorter.state.step == 200
    assert longer.resume()
    assert longer.state.step == 100


def test_the_decay_has_a_mixture_of_its_own(
    packed_text: Packed, parallel_text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = Vocabulary.read(BUNDLED)
    pairs = [pair for pair in corpus.read([parallel_text], Mixture(()), frozenset()) if "Anna" in pair.german]
    packing.pack(pairs, pieces, tmp_path / "decay")
    decay = packing.load(tmp_path / "decay", Mixture(()))
    run = small_run(tmp_path / "run", steps=80, hint_share=0.0)
    shown: list[tuple[float, bool]] = []
    anna = pieces.encode(["Anna"])[0]
    step = run._step

    def watched(batch: Batch, samples: list[Samples], dtype: torch.dtype) -> Losses:
        rows = batch.source.tolist()
        shown.append((run.state.seconds, all(row[: len(anna)] == anna for row in rows)))
        return step(batch, samples, dtype)

    monkeypatch.setattr(run, "_step", watched)
    assert run.train(packed_text, decay, pieces, monitoring.no_validation)
    assert run.state.in_decay
    assert not any(only for seconds, only in shown if seconds <= 48)
    assert all(only for seconds, only in shown if seconds > 48)


def test_the_mean_is_of_the_weights_at_the_end(
    packed_text: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainer, "_STEPS_PER_SNAPSHOT", 1)
    monkeypatch.setattr(schedule, "_AVERAGED_SHARE", 0.2)
    run = small_run(tmp_path, steps=40)
    seen: list[torch.Tensor] = []
    count = run._count

    def watched(batch: Batch, losses: Losses, seconds: float) -> None:
        count(batch, losses, seconds)
        if run.state.seconds >= 32:
            seen.append(run.model.bias.detach().clone())

    monkeypatch.setattr(run, "_count", watched)
    assert run.train(packed_text, None, Vocabulary.read(BUNDLED), monitoring.no_validation)
    torch.testing.assert_close(run.averaged().bias.detach(), torch.stack(seen).mean(0))
    again = small_run(tmp_path, steps=40)
    assert again.resume()
    assert torch.equal(again.averaged().bias, run.averaged().bias)


def test_a_damaged_checkpoint_is_named(tmp_path: Path) -> None:
    (tmp_path / checkpoints.NEWEST).write_bytes(b"nothing")
    with pytest.raises(TrainingError, match=checkpoints.NEWEST):
        small_run(tmp_path).resume()


def test_checkpoints_come_by_the_clock_which_stands_still_for_them(packed_text: Packed, tmp_path: Path) -> None:
    clock = step_clock()

    def validate(model: Model) -> dict[str, float]:
        assert not model.training
        return {"before": clock(), "after": clock()}

    lines: list[str] = []
    run = small_run(tmp_path, lines.append, steps=60, steps_per_checkpoint=20, clock=clock)
    assert run.train(packed_text, None, Vocabulary.read(BUNDLED), validate)
    rows = [json.loads(line) for line in (tmp_path / monitoring.CURVE).read_text().splitlines()]
    assert [(row["step"], row["seconds"]) for row in rows] == [(21, 21), (42, 42), (60, 60)]
    assert all(row["after"] > row["before"] for row in rows)
    assert next(line for line in lines if "tokens/s" in line).startswith("step 50 ")
    # The decay began after the 36th step.
    longer = small_run(tmp_path, steps=600)
    assert longer.resume()
    assert longer.state.step == 21
