"""Cross-entropy for training: projection to the vocabulary, loss and gradients in one pass over chunks of rows."""

from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from translate.training.devices import fused

_CHUNK_ROWS = 400


@dataclass(frozen=True, slots=True)
class Losses:
    """Sums over a batch: cross-entropy in nats (smoothed and plain), alignment loss, and what they count."""

    smoothed: Tensor
    plain: Tensor
    tokens: int
    alignment: Tensor
    aligned: int


def projected_cross_entropy(
    rows: Tensor, embedding: Tensor, bias: Tensor, labels: Tensor, weights: Tensor, smoothing: float
) -> tuple[Tensor, Tensor]:
    """Weighted sums of label-smoothed and of plain cross-entropy of rows (n, width) against labels (n).

    Only the smoothed one has gradients.
    """
    smoothed, plain = _ProjectedCrossEntropy.apply(  # type: ignore[no-untyped-call]
        rows, embedding, bias, labels, weights, smoothing
    )
    return smoothed, plain


class _ProjectedCrossEntropy(torch.autograd.Function):
    """Loss and gradients in one pass: the logits of the whole batch never exist at once."""

    @staticmethod
    def forward(
        ctx: Any, rows: Tensor, embedding: Tensor, bias: Tensor, labels: Tensor, weights: Tensor, smoothing: float
    ) -> tuple[Tensor, Tensor]:
        size = embedding.shape[0]
        # A GPU multiplies several times faster if the sides of matrices are multiples of eight.
        table = F.pad(embedding.to(rows.dtype), (0, 0, 0, -size % 64 if rows.is_cuda else 0))
        rows_gradient = torch.empty_like(rows)
        table_gradient = torch.zeros_like(embedding)
        bias_gradient = torch.zeros_like(bias)
        smoothed = plain = torch.zeros((), device=rows.device)
        chunk = fused(_cross_entropy) if rows.is_cuda else _cross_entropy
        step = 16 * _CHUNK_ROWS if rows.is_cuda else _CHUNK_ROWS
        for first in range(0, rows.shape[0], step):
            part = rows[first : first + step]
            label, weight = (column[first : first + step].unsqueeze(1) for column in (labels, weights))
            sums, of_logits, of_bias = chunk(part, table, bias, label, weight, smoothing)
            smoothed, plain = smoothed + sums[0], plain + sums[1]
            rows_gradient[first : first + step] = torch.matmul(of_logits, table)
            table_gradient += torch.matmul(of_logits.t(), part)[:size]
            bias_gradient += of_bias
        ctx.save_for_backward(rows_gradient, table_gradient, bias_gradient)
        ctx.mark_non_differentiable(plain)
        return smoothed, plain

    @staticmethod
    def backward(ctx: Any, scale: Tensor, _plain: Tensor) -> tuple[Tensor, Tensor, Tensor, None, None, None]:
        rows, table, bias = ctx.saved_tensors
        return rows * scale.to(rows.dtype), table * scale, bias * scale, None, None, None


def _cross_entropy(
    rows: Tensor, table: Tensor, bias: Tensor, labels: Tensor, weights: Tensor, smoothing: float
) -> tuple[tuple[Tensor, Tensor], Tensor, Tensor]:
    """Sums of the smoothed and the plain loss, and the smoothed one's gradients of logits and bias.

    Rows of `table` beyond those of `bias` are there to fill it up; their gradients are zero.
    """
    size = bias.shape[0]
    logits = torch.matmul(rows, table.t())[:, :size].float().add_(bias)
    log_sum = torch.logsumexp(logits, 1, keepdim=True)
    gold = log_sum - logits.gather(1, labels)
    mean = log_sum - logits.mean(1, keepdim=True)
    sums = (weights * ((1 - smoothing) * gold + smoothing * mean)).sum(), (weights * gold).sum()
    gradient = logits.sub_(log_sum).exp_().sub_(smoothing / size).mul_(weights)
    of_bias = gradient.sum(0).index_add(0, labels.squeeze(1), weights.squeeze(1) * (smoothing - 1))
    of_logits = F.pad(gradient.to(rows.dtype), (0, table.shape[0] - size))
    right = weights * ((-gold).exp() + (smoothing - 1 - smoothing / size))
    return sums, of_logits.scatter_(1, labels, right.to(rows.dtype)), of_bias
