"""What a model's `config.json` and `generation_config.json` say, checked field by field.

Fields that are not named here have no influence on any engine, and may say what they like.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from reprlib import repr as shortened
from typing import Any

from translate.engines import json_files
from translate.errors import ModelError

# Says what a value has to be, if it is not.
_Check = Callable[[object], str | None]

_HINT_PIECES = 3
_DTYPES = ("float32", "float16", "bfloat16", "float64")
# As CTranslate2 calls them.
ACTIVATIONS = {
    "gelu": "GELU",
    "gelu_new": "GELUTanh",
    "quick_gelu": "GELUSigmoid",
    "relu": "RELU",
    "silu": "SWISH",
    "swish": "SWISH",
}


def _integer(least: int, most: int) -> _Check:
    def check(value: object) -> str | None:
        good = type(value) is int and least <= value <= most
        return None if good else f"a whole number from {least} to {most}"

    return check


def _number(least: float, most: float) -> _Check:
    def check(value: object) -> str | None:
        good = type(value) in (int, float) and least <= value <= most  # type: ignore[operator]
        return None if good else f"a number from {least:g} to {most:g}"

    return check


def _one_of(*allowed: object) -> _Check:
    def check(value: object) -> str | None:
        good = any(type(value) is type(one) and value == one for one in allowed)
        return None if good else "one of " + ", ".join(map(str, allowed))

    return check


def _or_none(check: _Check) -> _Check:
    return lambda value: None if value is None else check(value)


def _hint_pieces(value: object) -> str | None:
    good = (
        isinstance(value, list)
        and all(isinstance(piece, str) and piece.isprintable() and piece for piece in value)
        and len(value) in (0, _HINT_PIECES)
        and len(set(value)) == len(value)
    )
    return None if good else f"a list of {_HINT_PIECES} pieces, or an empty one"


def _list_of(check: _Check) -> _Check:
    def whole(value: object) -> str | None:
        good = isinstance(value, list) and not any(map(check, value))
        return None if good else "a list of whole numbers"

    return whole


_PIECE = _integer(0, 9_999_999)
_LAYERS = _integer(1, 200)
_WIDTH = _integer(2, 100_000)
_YES_OR_NO = _one_of(True, False)
_NEEDED: Mapping[str, _Check] = {
    "model_type": _one_of("marian"),
    "d_model": _WIDTH,
    "encoder_layers": _LAYERS,
    "decoder_layers": _LAYERS,
    "encoder_attention_heads": _integer(1, 1000),
    "decoder_attention_heads": _integer(1, 1000),
    "encoder_ffn_dim": _WIDTH,
    "decoder_ffn_dim": _WIDTH,
    "vocab_size": _integer(3, 10_000_000),
    "max_position_embeddings": _integer(2, 32_768),
    "activation_function": _one_of(*ACTIVATIONS),
    "pad_token_id": _PIECE,
    "eos_token_id": _PIECE,
    "decoder_start_token_id": _PIECE,
}
_ALLOWED: Mapping[str, _Check] = {
    "decoder_vocab_size": _or_none(_integer(3, 10_000_000)),
    "bos_token_id": _or_none(_PIECE),
    "forced_eos_token_id": _or_none(_PIECE),
    "scale_embedding": _YES_OR_NO,
    "tie_word_embeddings": _YES_OR_NO,
    "share_encoder_decoder_embeddings": _YES_OR_NO,
    "dtype": _or_none(_one_of(*_DTYPES)),
    "torch_dtype": _or_none(_one_of(*_DTYPES)),
    "hint_pieces": _hint_pieces,
    "alignment_heads": _list_of(_integer(0, 999)),
    "max_source_pieces": _integer(1, 32_768),
}
_GENERATION: Mapping[str, _Check] = {
    "length_penalty": _number(-100, 100),
    "bad_words_ids": _or_none(_list_of(_list_of(_PIECE))),
    "forced_eos_token_id": _or_none(_PIECE),
    "renormalize_logits": _YES_OR_NO,
}


def read(path: Path) -> dict[str, Any]:
    """The fields of a `config.json` that engines know; raises `ModelError` for what no model can have."""
    config = json_files.table(path)
    checked = _checked(path, config, {**_NEEDED, **_ALLOWED})
    for fault in _contradictions(checked):
        raise ModelError(f"{path}: not that of a Marian model: {fault}")
    return checked


def read_generation(path: Path) -> dict[str, Any]:
    """The fields of a `generation_config.json` that engines know; raises `ModelError` as `read` does."""
    return _checked(path, json_files.table(path), _GENERATION)


def _checked(path: Path, table: Mapping[str, Any], checks: Mapping[str, _Check]) -> dict[str, Any]:
    known = {name: table[name] for name in checks if name in table}
    for name, check in checks.items():
        if name in known:
            if wanted := check(known[name]):
                raise ModelError(f"{path}: {name} is {shortened(known[name])}, which has to be {wanted}")
        elif name in _NEEDED:
            raise ModelError(f"{path}: not that of a Marian model: {name} is missing")
    return known


def _contradictions(config: Mapping[str, Any]) -> list[str]:
    """What does not go together in a configuration whose fields are good one by one."""
    width, vocabulary = config["d_model"], config["vocab_size"]
    faults = [
        f"d_model is {width}, which {name} ({config[name]}) does not divide"
        for name in ("encoder_attention_heads", "decoder_attention_heads")
        if width % config[name]
    ]
    if width % 2:
        faults.append(f"d_model is {width}, which is odd")
    faults += [
        f"{name} is {config[name]}, which is over the vocabulary of {vocabulary} pieces"
        for name in ("pad_token_id", "eos_token_id", "decoder_start_token_id", "bos_token_id", "forced_eos_token_id")
        if (config.get(name) or 0) >= vocabulary
    ]
    if (config.get("decoder_vocab_size") or vocabulary) != vocabulary:
        faults.append(f"decoder_vocab_size is {config['decoder_vocab_size']}, but vocab_size {vocabulary}")
    heads = config.get("alignment_heads") or []
    if len(set(heads)) < len(heads) or max(heads, default=0) >= config["decoder_attention_heads"]:
        faults.append(f"alignment_heads {shortened(heads)} are not heads of the decoder, each one once")
    return faults
