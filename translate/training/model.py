"""Marian's forward pass, written for speed in training.

The same mathematics as transformers' `MarianMTModel` (Vaswani et al. 2017; layer norm after each residual),
with one matrix product for queries, keys and values, attention as matmul-softmax-matmul (on short sentences
several times faster on a CPU than the fused kernels), and projection and cross-entropy in one pass over
chunks of rows.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from translate.training.batches import Batch

_CHUNK_ROWS = 400
_MASKED = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a model; `pad` is also the token that the decoder starts with, `end` ends a sentence."""

    vocabulary: int
    width: int = 256
    feed_forward: int = 1024
    heads: int = 8
    encoder_layers: int = 6
    decoder_layers: int = 2
    pad: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Losses:
    """Sums over a batch: cross-entropy in nats (smoothed and plain), alignment loss, and what they count."""

    smoothed: Tensor
    plain: Tensor
    tokens: int
    alignment: Tensor
    aligned: int


class Attention(nn.Module):
    """Multi-head attention whose projections of the same input are one matrix."""

    def __init__(self, width: int, heads: int, *, crossed: bool) -> None:
        super().__init__()
        self.heads = heads
        self.crossed = crossed
        if crossed:
            self.q = nn.Linear(width, width)
            self.kv = nn.Linear(width, 2 * width)
        else:
            self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Attend from x (batch, length, width) to memory.

        Gives the output and the weights (batch, heads, length, memory length).
        """
        if self.crossed:
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


class Layer(nn.Module):
    """A layer of the encoder, or of the decoder (then with attention to the encoder)."""

    def __init__(self, shape: Shape, *, decoder: bool) -> None:
        super().__init__()
        self.attention = Attention(shape.width, shape.heads, crossed=False)
        self.attention_norm = nn.LayerNorm(shape.width)
        if decoder:
            self.cross = Attention(shape.width, shape.heads, crossed=True)
            self.cross_norm = nn.LayerNorm(shape.width)
        self.inner = nn.Linear(shape.width, shape.feed_forward)
        self.outer = nn.Linear(shape.feed_forward, shape.width)
        self.norm = nn.LayerNorm(shape.width)
        self.dropped = nn.Dropout(0.0)

    def forward(
        self, x: Tensor, mask: Tensor, memory: Tensor | None = None, memory_mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor | None]:
        """Gives the layer's output and the weights of its attention to the encoder."""
        # Without gradients it runs too seldom for half a minute of compiling.
        through = _fused(Layer._through) if x.is_cuda and self.training else Layer._through
        output, weights = through(self, x, mask, memory, memory_mask)
        return output, weights

    def _through(
        self, x: Tensor, mask: Tensor, memory: Tensor | None, memory_mask: Tensor | None
    ) -> tuple[Tensor, Tensor | None]:
        x = normed(x + self.dropped(self.attention(x, x, mask)[0]), self.attention_norm)
        weights = None
        if memory is not None and memory_mask is not None:
            attended, weights = self.cross(x, memory, memory_mask)
            x = normed(x + self.dropped(attended), self.cross_norm)
        inner = self.dropped(torch.relu(linear(x, self.inner)))
        return normed(x + self.dropped(linear(inner, self.outer)), self.norm), weights


class Model(nn.Module):
    """The trained model; `marian` and `load_marian` give and take transformers' names for the weights."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Parameter(torch.empty(shape.vocabulary, shape.width))
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.register_buffer("_present", (torch.arange(shape.vocabulary) != shape.pad).unsqueeze(1), persistent=False)
        self.encoder = nn.ModuleList(Layer(shape, decoder=False) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(Layer(shape, decoder=True) for _ in range(shape.decoder_layers))
        self.dropped = nn.Dropout(0.0)
        self.words_dropped = nn.Dropout1d(0.0)

    def drop(self, share: float) -> None:
        """In training, drop so large a share of what layers give (Srivastava et al. 2014), of words half of it.

        Dropping whole words (Gal & Ghahramani 2016) helps where text is scarce (Sennrich & Zhang 2019).
        """
        for module in self.modules():
            if isinstance(module, nn.Dropout):
                module.p = share
        self.words_dropped.p = share / 2

    def initialise(self) -> None:
        """Xavier weights, with the last matrix of each residual branch made small.

        Without that the encoder's outputs become the same vector at every position within a few hundred
        steps, and the decoder learns to do without them.
        """
        nn.init.normal_(self.embedding, std=self.shape.width**-0.5)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2 and name != "embedding":
                nn.init.xavier_uniform_(parameter)
                if name.endswith((".out.weight", ".outer.weight")):
                    parameter.data.mul_(0.3)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)

    def table(self) -> Tensor:
        """The embeddings (vocabulary, width), that of the pad token zero.

        It starts the decoder, and Marian's runtimes start with zeros whatever its row says.
        """
        table: Tensor = self.embedding * self.get_buffer("_present")
        return table

    def embed(self, ids: Tensor, dtype: torch.dtype) -> Tensor:
        """Scaled embeddings plus sinusoidal positions, (batch, length, width)."""
        width = self.shape.width
        x = self.words_dropped(F.embedding(ids, self.table())) * width**0.5
        placed: Tensor = self.dropped((x + _positions(ids.shape[1], width, x.device)).to(dtype))
        return placed

    def encode(self, source: Tensor, dtype: torch.dtype) -> Tensor:
        """The encoder's outputs for source ids (batch, length)."""
        mask = _padding(source, self.shape.pad, dtype)
        x = self.embed(source, dtype)
        for layer in self.encoder:
            x, _ = layer(x, mask)
        outputs: Tensor = x
        return outputs

    def decode(self, memory: Tensor, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """The decoder's outputs for target ids shifted right, and the attention of the guided head."""
        length = target.shape[1]
        mask = torch.full((length, length), _MASKED, dtype=memory.dtype, device=memory.device).triu(1)
        memory_mask = _padding(source, self.shape.pad, memory.dtype)
        x = self.embed(target, memory.dtype)
        weights = None
        for layer in self.decoder:
            x, weights = layer(x, mask, memory, memory_mask)
        assert weights is not None
        return x, weights[:, 0]

    def forward(self, batch: Batch, dtype: torch.dtype, smoothing: float = 0.0) -> Losses:
        """The losses of a batch."""
        return self.losses(self.encode(batch.source, dtype), batch, smoothing)

    def losses(self, memory: Tensor, batch: Batch, smoothing: float = 0.0, worth: Tensor | None = None) -> Losses:
        """The losses of a batch whose encoder outputs are given; `worth` weighs the targets (sentences)."""
        hidden, attention = self.decode(memory, batch.source, batch.target_in)
        rows = hidden.flatten(0, 1).index_select(0, batch.real)
        labels = batch.target_out.flatten().index_select(0, batch.real)
        weights = torch.ones(batch.target_out.shape, device=rows.device)
        if worth is not None:
            weights *= worth.unsqueeze(1)
        weights = weights.flatten().index_select(0, batch.real)
        smoothed, plain = projected_cross_entropy(rows, self.table(), self.bias, labels, weights, smoothing)
        places = batch.alignment.flatten().index_select(0, batch.aligned).unsqueeze(1)
        chosen = attention.flatten(0, 1).index_select(0, batch.aligned).gather(1, places).float()
        alignment = -(chosen.clamp_min(1e-6)).log().sum()
        return Losses(smoothed, plain, int(labels.numel()), alignment, int(chosen.numel()))

    def marian(self) -> dict[str, Tensor]:
        """The weights under transformers' names."""
        state = {"model.shared.weight": self.table(), "final_logits_bias": self.bias.unsqueeze(0)}
        for side, layers in (("encoder", self.encoder), ("decoder", self.decoder)):
            for index, layer in enumerate(layers):
                for ours, theirs in _NAMES.items():
                    if ours.startswith("cross") and side == "encoder":
                        continue
                    for kind in ("weight", "bias"):
                        tensor = layer.get_parameter(f"{ours}.{kind}")
                        prefix = f"model.{side}.layers.{index}"
                        for part, name in zip(tensor.chunk(len(theirs)), theirs, strict=True):
                            state[f"{prefix}.{name}.{kind}"] = part
        return {name: tensor.detach().clone() for name, tensor in state.items()}

    def load_marian(self, state: dict[str, Tensor]) -> None:
        """Take weights under transformers' names."""
        own: dict[str, Tensor] = {
            "embedding": state["model.shared.weight"],
            "bias": state["final_logits_bias"].reshape(-1),
        }
        for name in self.state_dict():
            if name in own:
                continue
            side, index, rest = name.split(".", 2)
            ours, kind = rest.rsplit(".", 1)
            parts = [state[f"model.{side}.layers.{index}.{theirs}.{kind}"] for theirs in _NAMES[ours]]
            own[name] = torch.cat(parts)
        self.load_state_dict({name: tensor.float() for name, tensor in own.items()})


_NAMES = {
    "attention.qkv": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "attention.out": ("self_attn.out_proj",),
    "attention_norm": ("self_attn_layer_norm",),
    "cross.q": ("encoder_attn.q_proj",),
    "cross.kv": ("encoder_attn.k_proj", "encoder_attn.v_proj"),
    "cross.out": ("encoder_attn.out_proj",),
    "cross_norm": ("encoder_attn_layer_norm",),
    "inner": ("fc1",),
    "outer": ("fc2",),
    "norm": ("final_layer_norm",),
}


def precision(device: torch.device) -> torch.dtype:
    """What a device multiplies fast: bfloat16, but float32 on a CPU without instructions for it."""
    if device.type == "cpu":
        able = torch.cpu.get_capabilities()
        if not (able.get("avx512_bf16") or able.get("amx_bf16")):
            # Emulated, bfloat16 is a hundred times slower.
            return torch.float32
    return torch.bfloat16


def linear(x: Tensor, layer: nn.Linear) -> Tensor:
    """A linear layer in the precision of x."""
    return F.linear(x, layer.weight.to(x.dtype), layer.bias.to(x.dtype))


def normed(x: Tensor, norm: nn.LayerNorm) -> Tensor:
    """Layer norm in the precision of x."""
    return F.layer_norm(x, norm.normalized_shape, norm.weight.to(x.dtype), norm.bias.to(x.dtype), norm.eps)


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
        chunk = _fused(_cross_entropy) if rows.is_cuda else _cross_entropy
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


@functools.cache
def _fused(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function compiled for a GPU, which then reads and writes its memory once for many small operations."""
    compiled: Callable[..., Any] = torch.compile(function, dynamic=True)
    return compiled


def _padding(ids: Tensor, pad: int, dtype: torch.dtype) -> Tensor:
    return ((ids == pad).to(dtype) * _MASKED)[:, None, None, :]


def _positions(length: int, width: int, device: torch.device) -> Tensor:
    """Sines in the first half, cosines in the second, as Marian has them."""
    position = torch.arange(length, device=device).unsqueeze(1)
    rate = torch.pow(10000.0, -2 * (torch.arange(width // 2, device=device)) / width)
    angle = position * rate
    return torch.cat([torch.sin(angle), torch.cos(angle)], 1)
