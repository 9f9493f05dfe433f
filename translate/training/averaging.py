"""The mean of a model's weights towards the end of its training (Junczys-Dowmunt et al. 2016)."""

import torch
from torch import Tensor

from translate.training.model import Model


class WeightMean:
    """The mean of `snapshots` states of a model."""

    def __init__(self, weights: dict[str, Tensor] | None = None, snapshots: int = 0) -> None:
        self.weights = weights or {}
        self.snapshots = snapshots

    def add(self, model: Model) -> None:
        """Take the model's weights, as they are now, into the mean."""
        self.snapshots += 1
        for name, tensor in model.state_dict().items():
            mean = self.weights.setdefault(name, torch.zeros_like(tensor))
            mean.lerp_(tensor, 1 / self.snapshots)

    def model(self, latest: Model) -> Model:
        """A model with the mean weights, with those of `latest` as long as there is no mean."""
        model = Model(latest.shape)
        model.load_state_dict(self.weights or latest.state_dict())
        return model
