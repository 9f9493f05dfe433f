"""What a file of weights holds: read from its beginning alone, and compared with the configuration.

A file of which a part is missing, or one of another model, is told before gigabytes are taken for it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from glossary.errors import reason
from translate.errors import ModelError

# As the safetensors library has it.
_LONGEST_HEADER = 100_000_000
_SIZE = 8
_BYTES = {"F16": 2, "BF16": 2, "F32": 4, "F64": 8}
_PROJECTIONS = ("q_proj", "k_proj", "v_proj", "out_proj")

Shape = tuple[int, ...]


def check(path: Path, config: Mapping[str, Any]) -> None:
    """Raise `ModelError` unless a file in the safetensors format has all the weights of a configuration, and whole."""
    try:
        shapes = _shapes(path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ModelError(f"{path}: damaged: {reason(error)}; get the model again") from error
    for name, shape in _expected(config, shapes):
        if shapes.get(name) != shape:
            found = f"is {shapes[name]}" if name in shapes else "is missing"
            raise ModelError(f"{path}: not the weights of its configuration: {name} {found}, not {shape}")
    for side in ("encoder", "decoder"):
        if any(name.startswith(f"model.{side}.layers.{config[f'{side}_layers']}.") for name in shapes):
            raise ModelError(
                f"{path}: not the weights of its configuration: more than {config[f'{side}_layers']} {side} layers"
            )


def _shapes(path: Path) -> dict[str, Shape]:
    """The shapes of the weights by name; raises `ValueError` for a file that is not whole."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(_SIZE), "little")
        size = file.seek(0, 2)
        if not 0 < length <= min(_LONGEST_HEADER, size - _SIZE):
            raise ValueError("no file of weights, or cut off")
        file.seek(_SIZE)
        header = json.loads(file.read(length).decode())
    header.pop("__metadata__", None)
    at = 0
    for name, one in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        start, end = one["data_offsets"]
        count = 1
        for number in one["shape"]:
            if type(number) is not int or number < 0:
                raise ValueError(f"{name[:60]!a} has no shape")
            count *= number
        if one["dtype"] not in _BYTES:
            raise ValueError(f"{name[:60]!a} is no floating-point number")
        if start != at or end != start + count * _BYTES[one["dtype"]]:
            raise ValueError(f"{name[:60]!a} is not where it has to be")
        at = end
    if size != _SIZE + length + at:
        raise ValueError(f"{size} bytes, not {_SIZE + length + at}")
    return {name: tuple(one["shape"]) for name, one in header.items()}


def _expected(config: Mapping[str, Any], shapes: Mapping[str, Shape]) -> Iterator[tuple[str, Shape]]:
    """The weights that a model of a configuration has, and their shapes."""
    width = config["d_model"]
    embeddings = (config["vocab_size"], width)
    if "model.shared.weight" in shapes:
        yield "model.shared.weight", embeddings
    else:
        yield "model.encoder.embed_tokens.weight", embeddings
        yield "model.decoder.embed_tokens.weight", embeddings
    if not config.get("tie_word_embeddings", True):
        yield "lm_head.weight", embeddings
    if "final_logits_bias" in shapes:
        yield "final_logits_bias", (1, config["vocab_size"])
    for side in ("encoder", "decoder"):
        if (name := f"model.{side}.embed_positions.weight") in shapes:
            yield name, (config["max_position_embeddings"], width)
        for layer in range(config[f"{side}_layers"]):
            for part, shape in _parts(side, width, config[f"{side}_ffn_dim"]):
                yield f"model.{side}.layers.{layer}.{part}.weight", shape
                yield f"model.{side}.layers.{layer}.{part}.bias", shape[:1]


def _parts(side: str, width: int, feed_forward: int) -> Iterator[tuple[str, Shape]]:
    """The parts of a layer, each of which has weights and a bias."""
    for attention in ("self_attn",) if side == "encoder" else ("self_attn", "encoder_attn"):
        for projection in _PROJECTIONS:
            yield f"{attention}.{projection}", (width, width)
        yield f"{attention}_layer_norm", (width,)
    yield "fc1", (feed_forward, width)
    yield "fc2", (width, feed_forward)
    yield "final_layer_norm", (width,)
