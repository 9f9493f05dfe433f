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
            rate = group["lr"]
            alike: dict[torch.Size, list[Tensor]] = {}
            for matrix in group["params"]:
                if matrix.grad is not None:
                    alike.setdefault(matrix.shape, []).append(matrix)
            # Those of one shape together, since many small operations leave a GPU idle.
            for shape, matrices in alike.items():
                updates = orthogonal(torch.stack(self._directions(matrices)).to(self._dtype)).float()
                torch._foreach_mul_(matrices, 1 - rate * _WEIGHT_DECAY)
                torch._foreach_add_(matrices, updates.unbind(), alpha=-rate * 0.2 * max(shape) ** 0.5)

    def _directions(self, matrices: list[Tensor]) -> list[Tensor]:
        gradients = [matrix.grad for matrix in matrices if matrix.grad is not None]
        for matrix in matrices:
            if not self.state[matrix]:
                self.state[matrix]["momentum_buffer"] = torch.zeros_like(matrix)
        momenta = [self.state[matrix]["momentum_buffer"] for matrix in matrices]
        torch._foreach_lerp_(momenta, gradients, 1 - _MOMENTUM)
        return list(torch._foreach_lerp(gradients, momenta, _MOMENTUM))


def orthogonal(matrices: Tensor) -> Tensor:
    """About the nearest matrices (batch, n, m) with orthogonal rows or columns: singular values become 0.5 to 1.5."""
    a, b, c = _COEFFICIENTS
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.mT if tall else matrices
    x = x / x.norm(dim=(-2, -1), keepdim=True).clamp_min(_LEAST_NORM)
    for _ in range(_ITERATIONS):
        gram = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    result: Tensor = x.mT if tall else x
    return result
