"""The training loop: schedule, optimisers, checkpoints, figures to watch."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from pickle import UnpicklingError
from types import FrameType

import torch
from torch import Tensor, nn

from translate.errors import TrainingError
from translate.training import batches
from translate.training.batches import Batch, Draw
from translate.training.model import Losses, Model, precision
from translate.training.muon import Muon
from translate.training.packing import Packed
from translate.training.risk import REFERENCE_SHARE, Judge, Judged, risk
from translate.training.vocabulary import Vocabulary

NEWEST = "newest.pt"
UNDECAYED = "undecayed.pt"
CURVE = "curve.jsonl"
_STEPS_A_LINE = 50
_DECAY_SHARE = 0.4
_AVERAGED_SHARE = 0.08
_STEPS_A_SNAPSHOT = 20
_GUIDED_WEIGHT = 0.5
_MUON_RATE = 0.001
_ADAM_RATE = 0.0008


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a run; times count training, not validation, and go on over interruptions.

    `hours` is the length of the schedule: warm-up, constant, then in the last two fifths a linear decay to
    zero. A run resumed with fewer hours starts to decay sooner, one with more goes on from where the decay
    had begun. `rate` is a share of the usual learning rates.
    """

    hours: float
    draw: Draw
    rate: float = 1.0
    warm_up_steps: int = 300
    smoothing: float = 0.1
    dropout: float = 0.0
    checkpoint_minutes: float = 10.0


@dataclass(slots=True)
class State:
    """How far a run is: `lot` is the present lot of the mixture, `batch` the next batch in it.

    `last` tells that they count in the mixture of the decay; `seconds` are of training alone.
    """

    step: int = 0
    seconds: float = 0.0
    pairs: int = 0
    tokens: int = 0
    lot: int = 0
    batch: int = 0
    last: bool = False


Validate = Callable[[Model], dict[str, float]]
Say = Callable[[str], None]


class Run:
    """A training run in a folder, which it can be resumed from."""

    def __init__(self, model: Model, settings: Settings, folder: Path, device: torch.device, say: Say) -> None:
        self.model = model.to(device)
        self.model.drop(settings.dropout)
        self.settings = settings
        self.folder = folder
        self.device = device
        self.state = State()
        self._say = say
        matrices: list[nn.Parameter] = []
        others: list[nn.Parameter] = []
        for name, parameter in model.named_parameters():
            (matrices if parameter.dim() == 2 and name != "embedding" else others).append(parameter)
        # Muon for what multiplies; embeddings, norms and biases want AdamW.
        self._muon = Muon(matrices, _MUON_RATE, precision(device))
        self._adam = torch.optim.AdamW(others, lr=_ADAM_RATE, betas=(0.9, 0.98), weight_decay=0.0)
        self._stopping = False
        self._mean: dict[str, Tensor] = {}
        self._snapshots = 0

    def resume(self) -> bool:
        """Go on from the newest checkpoint, or, if its decay has begun too early, from the last before it."""
        for name in (NEWEST, UNDECAYED):
            path = self.folder / name
            if not path.exists():
                continue
            try:
                saved = torch.load(path, map_location=self.device, weights_only=True)
                state = State(**saved["state"])
                decayed = bool(saved["decayed"])
                if decayed and self._share(state.seconds) < 1 - _DECAY_SHARE:
                    continue
                self.model.load_state_dict(saved["weights"])
                self._muon.load_state_dict(saved["muon"])
                self._adam.load_state_dict(saved["adam"])
                self._mean, self._snapshots = saved["mean"], saved["snapshots"]
            except (
                OSError,
                RuntimeError,
                KeyError,
                TypeError,
                ValueError,
                EOFError,
                UnpicklingError,
            ) as error:
                reason = str(error).partition("\n")[0]
                raise TrainingError(f"{path}: not a checkpoint of this model ({reason}); move it away") from error
            self.state = state
            return True
        return False

    def train(
        self,
        packed: Packed,
        last: Packed | None,
        vocabulary: Vocabulary,
        validate: Validate,
        judge: Judge | None = None,
    ) -> bool:
        """Train on `packed`, and during the decay on `last` if it is given; a checkpoint is left.

        With a `judge` the model learns from its own translations too; what these are depends on the weights, so a
        resumed run goes another way. True at the schedule's end, false if SIGTERM or Ctrl-C came before.
        """
        if self._share(self.state.seconds) >= 1:
            return True
        self.folder.mkdir(parents=True, exist_ok=True)
        previous = {s: signal.signal(s, self._stop) for s in (signal.SIGTERM, signal.SIGINT)}
        try:
            stream = self._batches(packed, last, vocabulary)
            self._train(judge.follow(self.model, stream) if judge else ((batch, []) for batch in stream), validate)
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
        return not self._stopping

    def _train(self, stream: Iterator[tuple[Batch, list[Judged]]], validate: Validate) -> None:
        saved_at = self.state.seconds
        window = _Window()
        low = precision(self.device)
        since = time.monotonic()
        for batch, judged in stream:
            batch = batch.to(self.device)
            losses = self._step(batch, [part.to(self.device) for part in judged], low)
            now = time.monotonic()
            seconds, since = now - since, now
            self.state.step += 1
            self.state.pairs += batch.pairs
            self.state.tokens += losses.tokens
            self.state.seconds += seconds
            window.add(losses, seconds)
            self._average()
            done = self._share(self.state.seconds) >= 1 or self._stopping
            if self.state.step % _STEPS_A_LINE == 0:
                self._say(self._line(window))
                window = _Window()
            if done or self.state.seconds - saved_at > 60 * self.settings.checkpoint_minutes:
                self.save()
                saved_at = self.state.seconds
                if not self._stopping:
                    self.model.eval()
                    self._record({**health(self.model, batch, low), **validate(self.model)})
                    self.model.train()
                since = time.monotonic()
            if done:
                return

    def _batches(self, packed: Packed, last: Packed | None, vocabulary: Vocabulary) -> Iterator[Batch]:
        if last is not None and not self.state.last:
            for batch in self._of(packed, vocabulary):
                if self._decaying():
                    self.state.last, self.state.lot, self.state.batch = True, 0, 0
                    break
                yield batch
        yield from self._of(packed if last is None else last, vocabulary)

    def _of(self, packed: Packed, vocabulary: Vocabulary) -> Iterator[Batch]:
        skip = self.state.batch
        # A GPU is faster than one process makes batches.
        workers = min(12, os.cpu_count() or 1) if self.device.type == "cuda" else 0
        for lot, of_lot in batches.stream(packed, vocabulary, self.settings.draw, self.state.lot, workers):
            for number, batch in enumerate(of_lot):
                if number >= skip:
                    self.state.lot, self.state.batch = lot, number + 1
                    yield batch
            skip = 0

    def _step(self, batch: Batch, judged: list[Judged], dtype: torch.dtype) -> Losses:
        rate = self.settings.rate * self._rate()
        for optimiser, full in ((self._muon, _MUON_RATE), (self._adam, _ADAM_RATE)):
            for group in optimiser.param_groups:
                group["lr"] = full * rate
            optimiser.zero_grad(set_to_none=True)
        memory = self.model.encode(batch.source, dtype)
        # What smoothing takes from every piece adds up with the length, and makes short translations likelier.
        losses = self.model.losses(memory, batch, 0.0 if judged else self.settings.smoothing)
        loss = losses.smoothed / losses.tokens
        if losses.aligned:
            loss = loss + _GUIDED_WEIGHT * losses.alignment / losses.aligned
        if judged:
            loss = REFERENCE_SHARE * loss + risk(self.model, memory, judged) / losses.tokens
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self._muon.step()
        self._adam.step()
        return losses

    def _decaying(self) -> bool:
        return self._share(self.state.seconds) > 1 - _DECAY_SHARE

    def _share(self, seconds: float) -> float:
        return seconds / (3600 * self.settings.hours)

    def _rate(self) -> float:
        warm = min(1.0, (self.state.step + 1) / self.settings.warm_up_steps)
        return warm * max(0.0, min(1.0, (1 - self._share(self.state.seconds)) / _DECAY_SHARE))

    def _line(self, window: "_Window") -> str:
        left = max(0.0, 3600 * self.settings.hours - self.state.seconds)
        return (
            f"step {self.state.step}  {window.speed():.0f} tokens/s  loss {window.loss():.3f}  "
            f"alignment {window.alignment():.3f}  pairs {self.state.pairs}  rate {self._rate():.2f}  "
            f"{left / 60:.0f} min left"
        )

    def _record(self, figures: dict[str, float]) -> None:
        row = {**asdict(self.state), "rate": self._rate(), **figures}
        with (self.folder / CURVE).open("a", encoding="utf-8") as curve:
            curve.write(json.dumps(row) + "\n")
        self._say("  ".join(f"{name} {value:.3f}" for name, value in figures.items()))

    def save(self) -> None:
        """Write a checkpoint; until the decay begins it is also the one to train on from later."""
        decayed = self._decaying()
        saved = {
            "weights": self.model.state_dict(),
            "muon": self._muon.state_dict(),
            "adam": self._adam.state_dict(),
            "mean": self._mean,
            "snapshots": self._snapshots,
            "state": asdict(self.state),
            "decayed": decayed,
        }
        for name in [NEWEST] if decayed else [NEWEST, UNDECAYED]:
            self._write(name, saved)

    def averaged(self) -> Model:
        """The model with the mean of the weights at the schedule's end (Junczys-Dowmunt et al. 2016)."""
        model = Model(self.model.shape)
        model.load_state_dict(self._mean or self.model.state_dict())
        return model

    def _average(self) -> None:
        """Take the weights into the mean, every few steps towards the end."""
        if self._share(self.state.seconds) < 1 - _AVERAGED_SHARE or self.state.step % _STEPS_A_SNAPSHOT:
            return
        self._snapshots += 1
        for name, tensor in self.model.state_dict().items():
            mean = self._mean.setdefault(name, torch.zeros_like(tensor))
            mean.lerp_(tensor, 1 / self._snapshots)

    def _write(self, name: str, saved: dict[str, object]) -> None:
        # Renamed when it is whole, so that a killed run leaves the one before.
        partial = self.folder / f"{name}.part"
        torch.save(saved, partial)
        os.replace(partial, self.folder / name)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def unwatched(model: Model) -> dict[str, float]:
    """No validation: nothing but the health of the training is recorded."""
    return {}


class _Window:
    """Means over the steps since the last line."""

    def __init__(self) -> None:
        # Tensors: to read a number of each step would make it wait for the GPU.
        self._nats = self._aligned_nats = torch.zeros(())
        self._seconds = 0.0
        self._tokens = self._aligned = 0

    def add(self, losses: Losses, seconds: float) -> None:
        self._nats = losses.plain.detach() + self._nats
        self._aligned_nats = losses.alignment.detach() + self._aligned_nats
        self._tokens += losses.tokens
        self._aligned += losses.aligned
        self._seconds += seconds

    def loss(self) -> float:
        return self._nats.item() / max(self._tokens, 1)

    def alignment(self) -> float:
        return self._aligned_nats.item() / max(self._aligned, 1)

    def speed(self) -> float:
        return self._tokens / max(self._seconds, 1e-9)


@torch.no_grad()
def health(model: Model, batch: Batch, dtype: torch.dtype) -> dict[str, float]:
    """Three figures that tell a collapsed encoder, which the loss does not.

    `cosine`: mean cosine between the encoder's outputs at different positions of a sentence (0.1 to 0.5 is
    healthy, 1 collapsed); `alignment`: nats a piece; `source_worth`: by how many nats a piece the loss
    grows when the batch's sources change places.
    """
    memory = model.encode(batch.source, dtype).float()
    unit = nn.functional.normalize(memory, dim=-1)
    real = (batch.source != model.shape.pad).float()
    total = (unit * real.unsqueeze(-1)).sum(1).pow(2).sum(-1) - real.sum(1)
    places = real.sum(1)
    cosine = (total / (places * (places - 1)).clamp_min(1)).mean().item()
    own: Losses = model(batch, dtype)
    rolled = replace(batch, source=batch.source.roll(1, 0), aligned=batch.aligned[:0])
    other: Losses = model(rolled, dtype)
    return {
        "cosine": cosine,
        "alignment": own.alignment.item() / max(own.aligned, 1),
        "source_worth": (other.plain.item() - own.plain.item()) / own.tokens,
    }
