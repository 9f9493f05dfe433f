"""A Marian model made ready for CTranslate2, with numpy alone.

CTranslate2's own converter loads a model by transformers and torch, which translating does not need. From the same
weights this one makes the same bytes.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from glossary.errors import reason
from translate.engines import piece_files
from translate.engines.configuration import ACTIVATIONS
from translate.engines.marian import MarianModel
from translate.engines.piece_files import END, UNKNOWN
from translate.errors import ModelError

if TYPE_CHECKING:
    from ctranslate2.specs import TransformerSpec

Array = NDArray[Any]
Weights = dict[str, Array]

_PADDING = "<pad>"
# The projections whose weights CTranslate2 keeps in one matrix: where queries, keys and values come from one text, and
# where only the queries do.
_WITHIN = (("q_proj", "k_proj", "v_proj"), ("out_proj",))
_ACROSS = (("q_proj",), ("k_proj", "v_proj"), ("out_proj",))


def convert(model: MarianModel, precision: str, output: Path) -> None:
    """Convert with the precision `int8`, `float16` or `float32` into the folder `output`, which is made.

    Raises `ModelError` if the model cannot be converted, `OSError` if the folder cannot be written.
    """
    try:
        spec = _spec(model, _weights(model))
        spec.validate()
        spec.optimize(quantization="int8_float32" if precision == "int8" else precision)
    except ModelError:
        raise
    except Exception as error:  # whatever safetensors, torch and CTranslate2 raise over a damaged or strange model
        raise ModelError(f"{model.directory}: cannot be converted for CTranslate2: {reason(error)}") from error
    output.mkdir(parents=True)
    spec.save(str(output))


def _weights(model: MarianModel) -> Weights:
    """All weights by name, in the precision that the configuration names, else in that of the embeddings."""
    weights = _read(model.weights)
    dtype = model.config.get("dtype") or model.config.get("torch_dtype") or weights["model.shared.weight"].dtype
    for name, weight in weights.items():
        if not np.isfinite(weight).all():
            raise ModelError(f"{model.weights}: damaged: {name} has values that are no numbers; get the model again")
    return {name: weight.astype(dtype, copy=False) for name, weight in weights.items()}


def _read(path: Path) -> Weights:
    if path.suffix == ".safetensors":
        from safetensors.numpy import load_file

        return dict(load_file(path))
    try:
        import torch
    except ModuleNotFoundError as error:
        raise ModelError(f"{path}: to read it needs `pip install 'deen-mt[torch]'`") from error
    tensors = torch.load(path, map_location="cpu", weights_only=True)
    return {name: tensor.numpy() for name, tensor in tensors.items()}


def _spec(model: MarianModel, weights: Weights) -> "TransformerSpec":
    from ctranslate2.specs import TransformerSpec, common_spec

    config = model.config
    spec = TransformerSpec.from_config(
        (config["encoder_layers"], config["decoder_layers"]),
        config["encoder_attention_heads"],
        pre_norm=False,
        activation=common_spec.Activation[ACTIVATIONS[config["activation_function"]]],
    )
    for side, half in (("encoder", spec.encoder), ("decoder", spec.decoder)):
        _set_layers(half, f"model.{side}", weights)
        half.scale_embeddings = math.sqrt(config["d_model"]) if config.get("scale_embedding") else 1.0
        half.position_encodings.encodings = _positions(config, f"model.{side}.embed_positions.weight", weights)
    # The decoder begins with zeros, for which transformers has a piece of its own, the last one.
    spec.encoder.embeddings[0].weight = _embeddings("encoder", weights)[:-1]
    spec.decoder.embeddings.weight = _embeddings("decoder", weights)[:-1]
    spec.decoder.start_from_zero_embedding = True
    tied = config.get("tie_word_embeddings", True)
    spec.decoder.projection.weight = spec.decoder.embeddings.weight if tied else weights["lm_head.weight"][:-1]
    bias = weights.get("final_logits_bias")
    if bias is not None and bias.any():
        spec.decoder.projection.bias = bias.squeeze()[:-1]
    # What it returns as attention: the first so many heads of the last decoder layer.
    spec.decoder.alignment_layer = np.dtype("int16").type(-1)
    spec.decoder.alignment_heads = np.dtype("int16").type(len(model.alignment_heads))
    pieces = _pieces(model)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.eos_token = spec.config.decoder_start_token = END
    spec.config.unk_token = UNKNOWN
    return spec


def _set_layers(half: Any, prefix: str, weights: Weights) -> None:
    """Fill in the layers of the encoder or the decoder."""
    for index, layer in enumerate(half.layer):
        at = f"{prefix}.layers.{index}"
        _set_attention(layer.self_attention, f"{at}.self_attn", _WITHIN, weights)
        if hasattr(layer, "attention"):
            _set_attention(layer.attention, f"{at}.encoder_attn", _ACROSS, weights)
        _set_linear(layer.ffn.linear_0, [f"{at}.fc1"], weights)
        _set_linear(layer.ffn.linear_1, [f"{at}.fc2"], weights)
        _set_norm(layer.ffn.layer_norm, f"{at}.final_layer_norm", weights)


def _set_attention(spec: Any, name: str, projections: Sequence[Sequence[str]], weights: Weights) -> None:
    for linear, fused in zip(spec.linear, projections, strict=True):
        _set_linear(linear, [f"{name}.{projection}" for projection in fused], weights)
    _set_norm(spec.layer_norm, f"{name}_layer_norm", weights)


def _set_linear(spec: Any, names: Sequence[str], weights: Weights) -> None:
    """One linear layer of the outputs of several, one behind the other."""
    spec.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    spec.bias = np.concatenate([weights[f"{name}.bias"] for name in names])


def _set_norm(spec: Any, name: str, weights: Weights) -> None:
    spec.gamma = weights[f"{name}.weight"]
    spec.beta = weights[f"{name}.bias"]


def _embeddings(side: str, weights: Weights) -> Array:
    shared = weights.get("model.shared.weight")
    return weights[f"model.{side}.embed_tokens.weight"] if shared is None else shared


def _positions(config: dict[str, Any], name: str, weights: Weights) -> Array:
    """The position encodings, (positions, width): sines in the first half of each, cosines in the second.

    They are computed unless the model has them among its weights.
    """
    if name in weights:
        return weights[name]
    positions, width = config["max_position_embeddings"], config["d_model"]
    angles = np.arange(positions)[:, None] / np.power(10000, 2 * (np.arange(width) // 2) / width)
    encodings = np.concatenate([np.sin(angles[:, 0::2]), np.cos(angles[:, 1::2])], axis=1)
    return encodings.astype(np.float32).astype(next(iter(weights.values())).dtype)


def _pieces(model: MarianModel) -> list[str]:
    """The vocabulary in the order of its numbers, without the piece that the decoder begins with."""
    numbers = piece_files.vocabulary(model.directory / "vocab.json")
    pieces = sorted(numbers, key=numbers.__getitem__)
    return pieces[:-1] if pieces[-1] == _PADDING else pieces
