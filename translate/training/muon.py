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
            for matrix in group["params"]:
                if matrix.grad is None:
                    continue
                state = self.state[matrix]
                if not state:
                    state["momentum_buffer"] = torch.zeros_like(matrix)
                momentum: Tensor = state["momentum_buffer"]
                momentum.lerp_(matrix.grad, 1 - _MOMENTUM)
                update = orthogonal(matrix.grad.lerp(momentum, _MOMENTUM).to(self._dtype))
                matrix.mul_(1 - group["lr"] * _WEIGHT_DECAY)
                matrix.add_(update, alpha=-group["lr"] * 0.2 * max(matrix.shape) ** 0.5)


def orthogonal(matrix: Tensor) -> Tensor:
    """About the nearest matrix with orthogonal rows or columns: singular values end between 0.5 and 1.5."""
    a, b, c = _COEFFICIENTS
    wide = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    x = wide / wide.norm().clamp_min(_LEAST_NORM)
    for _ in range(_ITERATIONS):
        gram = x @ x.T
        x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    result: Tensor = x.T if matrix.shape[0] > matrix.shape[1] else x
    return result
