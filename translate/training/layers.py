"""Layers of a transformer (Vaswani et al. 2017; layer norm after each residual), fast on short sentences.

Queries, keys and values come of one matrix product. Attention is matmul-softmax-matmul: on short sentences several
times faster on a CPU than the fused kernels.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from translate.training.devices import fused

_MASKED = -1e4


class Attention(nn.Module):
    """Multi-head attention whose projections of the same input are one matrix."""

    def __init__(self, width: int, heads: int, *, cross: bool) -> None:
        super().__init__()
        self.heads = heads
        self.cross = cross
        if cross:
            self.q = nn.Linear(width, width)
            self.kv = nn.Linear(width, 2 * width)
        else:
            self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Attend from x (batch, length, width) to memory.

        Gives the output and the weights (batch, heads, length, memory length).
        """
        if self.cross:
            q = linear(x, self.q)
            k, v = linear(memory, self.kv).chunk(2, -1)
        else:
            q, k, v = linear(x, self.qkv).chunk(3, -1)
        q, k, v = (self._split(part) for part in (q, k, v))
        scores = torch.matmul(q * (q.shape[-1] ** -0.5), k.transpose(2, 3)) + mask
        weights = torch.softmax(scores, -1)
        mixed = torch.matmul(weights, v).transpose(1, 2).reshape(x.shape)
        return linear(mixed, self.out), weights

    def _split(self, x: Tensor) -> Tensor:
        return x.reshape(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)


class Dropout(nn.Dropout):
    """Dropout for which a CPU draws a byte a value, in 256ths of a share: in 40 % of the time of torch's own."""

    def forward(self, x: Tensor) -> Tensor:
        """x with some values zero and the others larger, in training."""
        least = round(256 * self.p)
        if not self.training or not least or x.device.type != "cpu":
            return super().forward(x)
        # Numbers of eight bytes, which cost as much as one byte does.
        drawn = torch.empty(x.numel() // 8 + 1, dtype=torch.int64).random_(-(2**63), None)
        kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= least
        return torch.where(kept, x * (256 / (256 - least)), 0)


class Layer(nn.Module):
    """A layer of the encoder, or of the decoder (then with attention to the encoder)."""

    def __init__(self, width: int, heads: int, feed_forward: int, *, decoder: bool) -> None:
        super().__init__()
        self.attention = Attention(width, heads, cross=False)
        self.attention_norm = nn.LayerNorm(width)
        if decoder:
            self.cross = Attention(width, heads, cross=True)
            self.cross_norm = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, feed_forward)
        self.fc2 = nn.Linear(feed_forward, width)
        self.norm = nn.LayerNorm(width)
        self.dropout = Dropout(0.0)

    def forward(
        self, x: Tensor, mask: Tensor, memory: Tensor | None = None, memory_mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """Gives the layer's output and the weights of its attention to the encoder."""
        # Without gradients it runs too seldom for half a minute of compiling.
        forward = fused(Layer._forward) if x.is_cuda and self.training else Layer._forward
        output, weights = forward(self, x, mask, memory, memory_mask)
        return output, weights

    def _forward(
        self, x: Tensor, mask: Tensor, memory: Tensor | None, memory_mask: Tensor | None
    ) -> tuple[Tensor, Tensor | None]:
        x = layer_norm(x + self.dropout(self.attention(x, x, mask)[0]), self.attention_norm)
        weights = None
        if memory is not None and memory_mask is not None:
            attended, weights = self.cross(x, memory, memory_mask)
            x = layer_norm(x + self.dropout(attended), self.cross_norm)
        inner = self.dropout(torch.relu(linear(x, self.fc1)))
        return layer_norm(x + self.dropout(linear(inner, self.fc2)), self.norm), weights


def linear(x: Tensor, layer: nn.Linear) -> Tensor:
    """A linear layer in the precision of x."""
    return F.linear(x, layer.weight.to(x.dtype), layer.bias.to(x.dtype))


def layer_norm(x: Tensor, norm: nn.LayerNorm) -> Tensor:
    """Layer norm in the precision of x."""
    return F.layer_norm(x, norm.normalized_shape, norm.weight.to(x.dtype), norm.bias.to(x.dtype), norm.eps)


def padding_mask(ids: Tensor, pad: int, dtype: torch.dtype) -> Tensor:
    """What is added to attention scores so that none falls on padding: (batch, 1, 1, length)."""
    return ((ids == pad).to(dtype) * _MASKED)[:, None, None, :]


def causal_mask(length: int, dtype: torch.dtype, device: torch.device) -> Tensor:
    """What is added to attention scores so that none falls on later places: (length, length)."""
    return torch.full((length, length), _MASKED, dtype=dtype, device=device).triu(1)


def positions(length: int, width: int, device: torch.device) -> Tensor:
    """Sinusoidal positions (length, width): sines in the first half, cosines in the second, as Marian has them."""
    position = torch.arange(length, device=device).unsqueeze(1)
    rate = torch.pow(10000.0, -2 * (torch.arange(width // 2, device=device)) / width)
    angle = position * rate
    return torch.cat([torch.sin(angle), torch.cos(angle)], 1)
