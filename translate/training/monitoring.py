"""Figures to watch a run by: lines while it trains, and the curve of its checkpoints."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import torch
from torch import nn

from translate.training.batches import Batch
from translate.training.losses import Losses
from translate.training.model import Model
from translate.training.schedule import Schedule, State

CURVE = "curve.jsonl"

Log = Callable[[str], None]
Validate = Callable[[Model], dict[str, float]]


def no_validation(model: Model) -> dict[str, float]:
    """Nothing but the health of the training is recorded."""
    return {}


class RunningMeans:
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

    def line(self, state: State, schedule: Schedule) -> str:
        """How the run is going, for a human."""
        speed = self._tokens / max(self._seconds, 1e-9)
        loss = self._nats.item() / max(self._tokens, 1)
        alignment = self._aligned_nats.item() / max(self._aligned, 1)
        return (
            f"step {state.step}  {speed:.0f} tokens/s  loss {loss:.3f}  alignment {alignment:.3f}  "
            f"pairs {state.pairs}  rate {schedule.rate_factor(state):.2f}  "
            f"{schedule.minutes_left(state.seconds):.0f} min left"
        )


def record(folder: Path, state: State, rate: float, figures: Mapping[str, float]) -> None:
    """Add a row to the curve of a run."""
    row = {**asdict(state), "rate": rate, **figures}
    with (folder / CURVE).open("a", encoding="utf-8") as curve:
        curve.write(json.dumps(row) + "\n")


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
