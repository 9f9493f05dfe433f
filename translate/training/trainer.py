"""The training loop."""

import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn

from translate.training import batches, checkpoints, monitoring
from translate.training.averaging import WeightMean
from translate.training.batches import Batch, Sampling
from translate.training.devices import precision
from translate.training.interrupts import Interrupt, heeded
from translate.training.losses import Losses
from translate.training.model import Model
from translate.training.monitoring import Log, RunningMeans, Validate
from translate.training.muon import Muon
from translate.training.packing import Packed
from translate.training.risk import REFERENCE_WEIGHT, Sampler, Samples, risk
from translate.training.schedule import Schedule, State
from translate.training.vocabulary import Vocabulary

_STEPS_PER_LINE = 50
_STEPS_PER_SNAPSHOT = 20
_ALIGNMENT_WEIGHT = 0.5
_MUON_RATE = 0.001
_ADAM_RATE = 0.0008

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run; `smoothing` is the share of a piece's likelihood that is given to all others.

    One resumed with fewer hours starts to decay sooner, one with more goes on from where the decay had begun.
    """

    schedule: Schedule
    sampling: Sampling
    dropout: float
    smoothing: float
    checkpoint_minutes: float


class Run:
    """A training run in a folder, which it can be resumed from; `clock` tells the time in seconds."""

    def __init__(
        self, model: Model, settings: Settings, folder: Path, device: torch.device, log: Log, clock: Clock
    ) -> None:
        self.model = model.to(device)
        self.model.set_dropout(settings.dropout)
        self.settings = settings
        self.folder = folder
        self.device = device
        self.state = State()
        self._log = log
        self._clock = clock
        self._schedule = settings.schedule
        matrices: list[nn.Parameter] = []
        others: list[nn.Parameter] = []
        for name, parameter in model.named_parameters():
            (matrices if parameter.dim() == 2 and name != "embedding" else others).append(parameter)
        # Muon for what multiplies; embeddings, norms and biases want AdamW.
        self._muon = Muon(matrices, _MUON_RATE, precision(device))
        self._adam = torch.optim.AdamW(others, lr=_ADAM_RATE, betas=(0.9, 0.98), weight_decay=0.0)
        self._mean = WeightMean()
        self._interrupt = Interrupt()

    def resume(self) -> bool:
        """Go on from the newest checkpoint, or, if its decay has begun too early, from the last before it.

        False if there is none; raises `TrainingError` for one that is damaged or of another model.
        """
        for path in checkpoints.existing(self.folder):
            with checkpoints.opened(path, self.device) as saved:
                state = State(**saved["state"])
                if saved["decayed"] and not self._schedule.is_decaying(state.seconds):
                    continue
                self.model.load_state_dict(saved["weights"])
                self._muon.load_state_dict(saved["muon"])
                self._adam.load_state_dict(saved["adam"])
                self._mean = WeightMean(saved["mean"], saved["snapshots"])
            self.state = state
            return True
        return False

    def save(self) -> None:
        """Write a checkpoint; until the decay begins it is also the one to train on from later."""
        decayed = self._schedule.is_decaying(self.state.seconds)
        content = {
            "weights": self.model.state_dict(),
            "muon": self._muon.state_dict(),
            "adam": self._adam.state_dict(),
            "mean": self._mean.weights,
            "snapshots": self._mean.snapshots,
            "state": asdict(self.state),
            "decayed": decayed,
        }
        checkpoints.write(self.folder, content, decayed=decayed)

    def averaged(self) -> Model:
        """The model with the mean of the weights at the schedule's end."""
        return self._mean.model(self.model)

    def train(
        self,
        packed: Packed,
        decay: Packed | None,
        vocabulary: Vocabulary,
        validate: Validate,
        sampler: Sampler | None = None,
    ) -> bool:
        """Train on `packed`, and during the decay on `decay` if it is given; a checkpoint is left.

        With a `sampler` the model learns from its own translations too; what these are depends on the weights, so a
        resumed run goes another way. True at the schedule's end, false if SIGTERM or Ctrl-C came before.
        """
        if self._schedule.is_over(self.state.seconds):
            return True
        self.folder.mkdir(parents=True, exist_ok=True)
        stream = self._batches(packed, decay, vocabulary)
        with heeded() as self._interrupt:
            self._train(sampler.stream(self.model, stream) if sampler else ((b, []) for b in stream), validate)
        return not self._interrupt.asked

    def _train(self, stream: Iterator[tuple[Batch, list[Samples]]], validate: Validate) -> None:
        saved_at = self.state.seconds
        means = RunningMeans()
        dtype = precision(self.device)
        since = self._clock()
        for batch, samples in stream:
            batch = batch.to(self.device)
            losses = self._step(batch, [part.to(self.device) for part in samples], dtype)
            now = self._clock()
            self._count(batch, losses, now - since)
            means.add(losses, now - since)
            since = now
            if self.state.step % _STEPS_PER_LINE == 0:
                self._log(means.line(self.state, self._schedule))
                means = RunningMeans()
            done = self._schedule.is_over(self.state.seconds) or self._interrupt.asked
            if done or self.state.seconds - saved_at > 60 * self.settings.checkpoint_minutes:
                self.save()
                saved_at = self.state.seconds
                if not self._interrupt.asked:
                    self._validate(batch, dtype, validate)
                since = self._clock()
            if done:
                return

    def _step(self, batch: Batch, samples: list[Samples], dtype: torch.dtype) -> Losses:
        rate = self._schedule.rate * self._schedule.rate_factor(self.state)
        for optimiser, full in ((self._muon, _MUON_RATE), (self._adam, _ADAM_RATE)):
            for group in optimiser.param_groups:
                group["lr"] = full * rate
            optimiser.zero_grad(set_to_none=True)
        memory = self.model.encode(batch.source, dtype)
        # What smoothing takes from every piece adds up with the length, and makes short translations likelier.
        losses = self.model.losses(memory, batch, 0.0 if samples else self.settings.smoothing)
        loss = losses.smoothed / losses.tokens
        if losses.aligned:
            loss = loss + _ALIGNMENT_WEIGHT * losses.alignment / losses.aligned
        if samples:
            loss = REFERENCE_WEIGHT * loss + risk(self.model, memory, samples) / losses.tokens
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._muon.step()
        self._adam.step()
        return losses

    def _count(self, batch: Batch, losses: Losses, seconds: float) -> None:
        """Count a step, and take its weights into the mean every few steps towards the end."""
        self.state.step += 1
        self.state.pairs += batch.pairs
        self.state.tokens += losses.tokens
        self.state.seconds += seconds
        if self._schedule.is_averaging(self.state.seconds) and self.state.step % _STEPS_PER_SNAPSHOT == 0:
            self._mean.add(self.model)

    def _validate(self, batch: Batch, dtype: torch.dtype, validate: Validate) -> None:
        self.model.eval()
        figures = {**monitoring.health(self.model, batch, dtype), **validate(self.model)}
        self.model.train()
        monitoring.record(self.folder, self.state, self._schedule.rate_factor(self.state), figures)
        self._log("  ".join(f"{name} {value:.3f}" for name, value in figures.items()))

    def _batches(self, packed: Packed, decay: Packed | None, vocabulary: Vocabulary) -> Iterator[Batch]:
        if decay is not None and not self.state.in_decay:
            for batch in self._batches_of(packed, vocabulary):
                if self._schedule.is_decaying(self.state.seconds):
                    self.state.in_decay, self.state.shard, self.state.batch = True, 0, 0
                    break
                yield batch
        yield from self._batches_of(packed if decay is None else decay, vocabulary)

    def _batches_of(self, packed: Packed, vocabulary: Vocabulary) -> Iterator[Batch]:
        skip = self.state.batch
        # A GPU is faster than one process makes batches.
        workers = min(12, os.cpu_count() or 1) if self.device.type == "cuda" else 0
        for shard, of_shard in batches.stream(packed, vocabulary, self.settings.sampling, self.state.shard, workers):
            for number, batch in enumerate(of_shard):
                if number >= skip:
                    self.state.shard, self.state.batch = shard, number + 1
                    yield batch
            skip = 0
