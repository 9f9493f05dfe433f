"""Muon in any precision.

torch has it in bfloat16 alone, which a CPU without instructions for it emulates: 25 seconds a step where float32
takes 0.3.
"""

from collections.abc import Iterable

import torch
from torch import Tensor, nn

_MOMENTUM = 0.95
_WEIGHT_DECAY = 0.02
_ITERATIONS = 5
_COEFFICIENTS = (3.4445, -4.7750, 2.0315)
_LEAST_NORM = 1e-7


class Muon(torch.optim.Optimizer):
    """Momentum whose steps are made orthogonal (Jordan et al. 2024), for matrices that multiply.

    `rate` counts as AdamW's does: a step is scaled to its usual size (Liu et al. 2025, "Muon is Scalable for LLM
    Training"). Newton-Schulz iterations are done in `dtype`.
    """

    def __init__(self, matrices: Iterable[nn.Parameter], rate: float, dtype: torch.dtype) -> None:
        super().__init__(matrices, {"lr": rate})
        self._dtype = dtype

    @torch.no_grad()
    def step(self) -> None:  # type: ignore[override]
        """Move every matrix that has a gradient."""
        for group in self.param_groups:
            alike: dict[torch.Size, list[nn.Parameter]] = {}
            for matrix in group["params"]:
                if matrix.grad is not None:
                    alike.setdefault(matrix.shape, []).append(matrix)
            # Those of one shape together, since so small products leave a GPU idle.
            for shape, matrices in alike.items():
                updates = orthogonal(torch.stack([self._direction(matrix) for matrix in matrices]).to(self._dtype))
                for matrix, update in zip(matrices, updates, strict=True):
                    matrix.mul_(1 - group["lr"] * _WEIGHT_DECAY)
                    matrix.add_(update, alpha=-group["lr"] * 0.2 * max(shape) ** 0.5)

    def _direction(self, matrix: nn.Parameter) -> Tensor:
        assert matrix.grad is not None
        state = self.state[matrix]
        if not state:
            state["momentum_buffer"] = torch.zeros_like(matrix)
        momentum: Tensor = state["momentum_buffer"]
        momentum.lerp_(matrix.grad, 1 - _MOMENTUM)
        return matrix.grad.lerp(momentum, _MOMENTUM)


def orthogonal(matrices: Tensor) -> Tensor:
    """About the nearest matrices (…, n, m) with orthogonal rows or columns: singular values end between 0.5 and 1.5."""
    a, b, c = _COEFFICIENTS
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.mT if tall else matrices
    x = x / x.norm(dim=(-2, -1), keepdim=True).clamp_min(_LEAST_NORM)
    for _ in range(_ITERATIONS):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    result: Tensor = x.mT if tall else x
    return result
