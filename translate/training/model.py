"""Marian's forward pass, written for speed in training: the same mathematics as transformers' `MarianMTModel`."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from translate.training.batches import Batch
from translate.training.layers import Dropout, Layer, causal_mask, padding_mask, positions
from translate.training.losses import Losses, projected_cross_entropy

_BRANCH_ENDS = (".out.weight", ".fc2.weight")
# Our names of weights and those of transformers, which has several where ours are one matrix.
_TRANSFORMERS_NAMES = {
    "attention.qkv": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    "attention.out": ("self_attn.out_proj",),
    "attention_norm": ("self_attn_layer_norm",),
    "cross.q": ("encoder_attn.q_proj",),
    "cross.kv": ("encoder_attn.k_proj", "encoder_attn.v_proj"),
    "cross.out": ("encoder_attn.out_proj",),
    "cross_norm": ("encoder_attn_layer_norm",),
    "fc1": ("fc1",),
    "fc2": ("fc2",),
    "norm": ("final_layer_norm",),
}


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


class Model(nn.Module):
    """The trained model; `marian` and `load_marian` give and take transformers' names for the weights."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Parameter(torch.empty(shape.vocabulary, shape.width))
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.register_buffer("_not_pad", (torch.arange(shape.vocabulary) != shape.pad).unsqueeze(1), persistent=False)
        sizes = shape.width, shape.heads, shape.feed_forward
        self.encoder = nn.ModuleList(Layer(*sizes, decoder=False) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(Layer(*sizes, decoder=True) for _ in range(shape.decoder_layers))
        self.dropout = Dropout(0.0)
        self.word_dropout = nn.Dropout1d(0.0)

    def set_dropout(self, share: float) -> None:
        """In training, drop so large a share of what layers give (Srivastava et al. 2014), of words half of it.

        Dropping whole words (Gal & Ghahramani 2016) helps where text is scarce (Sennrich & Zhang 2019).
        """
        for module in self.modules():
            if isinstance(module, nn.Dropout):
                module.p = share
        self.word_dropout.p = share / 2

    def initialise(self) -> None:
        """Xavier weights, with the last matrix of each residual branch made small.

        Without that the encoder's outputs become the same vector at every position within a few hundred
        steps, and the decoder learns to do without them.
        """
        nn.init.normal_(self.embedding, std=self.shape.width**-0.5)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2 and name != "embedding":
                nn.init.xavier_uniform_(parameter)
                if name.endswith(_BRANCH_ENDS):
                    parameter.data.mul_(0.3)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)

    def embedding_matrix(self) -> Tensor:
        """The embeddings (vocabulary, width), that of the pad token zero.

        It starts the decoder, and Marian's runtimes start with zeros whatever its row says.
        """
        matrix: Tensor = self.embedding * self.get_buffer("_not_pad")
        return matrix

    def embed(self, ids: Tensor, dtype: torch.dtype) -> Tensor:
        """Scaled embeddings plus sinusoidal positions, (batch, length, width)."""
        width = self.shape.width
        x = self.word_dropout(F.embedding(ids, self.embedding_matrix())) * width**0.5
        embedded: Tensor = self.dropout((x + positions(ids.shape[1], width, x.device)).to(dtype))
        return embedded

    def encode(self, source: Tensor, dtype: torch.dtype) -> Tensor:
        """The encoder's outputs (batch, length, width) for source ids (batch, length)."""
        mask = padding_mask(source, self.shape.pad, dtype)
        x = self.embed(source, dtype)
        for layer in self.encoder:
            x, _ = layer(x, mask)
        return x

    def decode(self, memory: Tensor, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """The decoder's outputs for target ids shifted right, and the attention of the guided head."""
        mask = causal_mask(target.shape[1], memory.dtype, memory.device)
        memory_mask = padding_mask(source, self.shape.pad, memory.dtype)
        x = self.embed(target, memory.dtype)
        weights = None
        for layer in self.decoder:
            x, weights = layer(x, mask, memory, memory_mask)
        assert weights is not None
        return x, weights[:, 0]

    def forward(self, batch: Batch, dtype: torch.dtype, smoothing: float = 0.0) -> Losses:
        """The losses of a batch."""
        return self.losses(self.encode(batch.source, dtype), batch, smoothing)

    def losses(self, memory: Tensor, batch: Batch, smoothing: float = 0.0, weights: Tensor | None = None) -> Losses:
        """The losses of a batch whose encoder outputs are given; `weights` are of its sentences."""
        hidden, attention = self.decode(memory, batch.source, batch.target_in)
        rows = hidden.flatten(0, 1).index_select(0, batch.unpadded)
        labels = batch.target_out.flatten().index_select(0, batch.unpadded)
        of_tokens = torch.ones(batch.target_out.shape, device=rows.device)
        if weights is not None:
            of_tokens *= weights.unsqueeze(1)
        of_tokens = of_tokens.flatten().index_select(0, batch.unpadded)
        smoothed, plain = projected_cross_entropy(
            rows, self.embedding_matrix(), self.bias, labels, of_tokens, smoothing
        )
        sources = batch.alignment.flatten().index_select(0, batch.aligned).unsqueeze(1)
        attended = attention.flatten(0, 1).index_select(0, batch.aligned).gather(1, sources).float()
        alignment = -(attended.clamp_min(1e-6)).log().sum()
        return Losses(smoothed, plain, int(labels.numel()), alignment, int(attended.numel()))

    def marian(self) -> dict[str, Tensor]:
        """The weights under transformers' names."""
        weights = {"model.shared.weight": self.embedding_matrix(), "final_logits_bias": self.bias.unsqueeze(0)}
        for name, theirs in self._layer_weights():
            weights |= zip(theirs, self.get_parameter(name).chunk(len(theirs)), strict=True)
        return {name: tensor.detach().clone() for name, tensor in weights.items()}

    def load_marian(self, weights: dict[str, Tensor]) -> None:
        """Take weights under transformers' names."""
        own = {"embedding": weights["model.shared.weight"], "bias": weights["final_logits_bias"].reshape(-1)}
        own |= {name: torch.cat([weights[their] for their in theirs]) for name, theirs in self._layer_weights()}
        self.load_state_dict({name: tensor.float() for name, tensor in own.items()})

    def _layer_weights(self) -> Iterator[tuple[str, list[str]]]:
        """Our name of each weight in a layer, and transformers' names of its parts."""
        for name in self.state_dict():
            if name not in ("embedding", "bias"):
                side, index, rest = name.split(".", 2)
                module, kind = rest.rsplit(".", 1)
                yield name, [f"model.{side}.layers.{index}.{their}.{kind}" for their in _TRANSFORMERS_NAMES[module]]
