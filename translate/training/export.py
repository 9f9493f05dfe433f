"""From a training run to a model directory that transformers loads unchanged, and back."""

import json
import os
import shutil
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from glossary import atomic
from glossary.errors import reason
from translate.engines import marian
from translate.engines.marian import CHECKSUMS
from translate.engines.sealing import sha256
from translate.errors import ModelError, TrainingError
from translate.options import BEAM_SIZE
from translate.training.corpus import Direction
from translate.training.model import Model, Shape
from translate.training.vocabulary import CONFIGURATION, HINT_PIECES, PIECE_FILES, configuration

# Longer sources are better translated in parts: few of so many pieces are in training, and none over 120.
_LONGEST_SOURCE = 100
# Little training leaves translations short: longer hypotheses are favoured, to the good of chrF.
_LENGTH_PENALTY = 2.0


def read(directory: Path) -> Model:
    """The model of a Marian directory, to train on from.

    Raises `TrainingError` if it is not one, or is built in another way than ours.
    """
    try:
        config = marian.read(directory).config
        shape = Shape(
            config["vocab_size"],
            config["d_model"],
            config["encoder_ffn_dim"],
            config["encoder_attention_heads"],
            config["encoder_layers"],
            config["decoder_layers"],
            config["pad_token_id"],
            config["eos_token_id"],
        )
        model = Model(shape)
        model.load_marian(load_file(directory / "model.safetensors"))
    except ModelError as error:
        raise TrainingError(f"{error}, so that nothing can be trained on from it") from error
    except Exception as error:  # whatever safetensors and torch raise over a strange model
        raise TrainingError(f"{directory}: no Marian model to train on from: {reason(error)}") from error
    return model


def write(model: Model, tokenizer: Path, directory: Path, direction: Direction = "de-en") -> None:
    """Write weights (float16), configuration and the vocabulary of `tokenizer`, whole or not at all.

    Raises `TrainingError` if that cannot be done; the model that was there before is still there then.
    """
    partial = directory.with_name(f"{directory.name}.part")
    before = directory.with_name(f"{directory.name}.before")
    try:
        if before.exists() and not directory.exists():
            os.replace(before, directory)
        _clear(partial)
        partial.mkdir(parents=True)
        _fill(partial, model, tokenizer, direction)
        _clear(before)
        if directory.exists():
            os.replace(directory, before)
        try:
            os.replace(partial, directory)
        except OSError:
            if before.exists():
                os.replace(before, directory)
            raise
    except (OSError, SafetensorError) as error:
        raise TrainingError(f"{directory}: the model cannot be written: {reason(error)}") from error
    finally:
        _clear(partial)
    _clear(before)


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _fill(partial: Path, model: Model, tokenizer: Path, direction: Direction) -> None:
    shape = model.shape
    weights = {name: tensor.half().contiguous().cpu() for name, tensor in model.marian().items()}
    save_file(weights, partial / "model.safetensors", metadata={"format": "pt"})
    # safetensors lets nobody else read its files.
    (partial / "model.safetensors").chmod(0o644)
    config = {
        "architectures": ["MarianMTModel"], "model_type": "marian", "dtype": "float16",
        "vocab_size": shape.vocabulary, "decoder_vocab_size": shape.vocabulary, "d_model": shape.width,
        "encoder_layers": shape.encoder_layers, "decoder_layers": shape.decoder_layers,
        "encoder_ffn_dim": shape.feed_forward, "decoder_ffn_dim": shape.feed_forward,
        "encoder_attention_heads": shape.heads, "decoder_attention_heads": shape.heads,
        "activation_function": "relu", "dropout": 0.0, "attention_dropout": 0.0, "activation_dropout": 0.0,
        "init_std": 0.02, "max_position_embeddings": 512, "is_encoder_decoder": True, "use_cache": True,
        "scale_embedding": True, "static_position_embeddings": True, "share_encoder_decoder_embeddings": True,
        "tie_word_embeddings": True, "pad_token_id": shape.pad, "decoder_start_token_id": shape.pad,
        "bos_token_id": shape.end, "eos_token_id": shape.end, "forced_eos_token_id": shape.end,
        "alignment_layer": shape.decoder_layers - 1, "alignment_heads": [0], "hint_pieces": list(HINT_PIECES),
        "max_source_pieces": _LONGEST_SOURCE,
    }  # fmt: skip
    generation = {name: config[name] for name in config if name.endswith("_token_id")}
    generation |= {"max_length": 512, "num_beams": BEAM_SIZE, "length_penalty": _LENGTH_PENALTY}
    for name, table in (("config.json", config), ("generation_config.json", generation)):
        text = json.dumps(table, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
        (partial / name).write_text(text, encoding="utf-8")
    (partial / CONFIGURATION).write_text(json.dumps(configuration(direction)), encoding="utf-8")
    for name in PIECE_FILES:
        shutil.copy(tokenizer / name, partial / name)
    seal(partial)


def seal(directory: Path) -> None:
    """Write the checksums of all files, in the format of `sha256sum`."""
    names = sorted(path.name for path in directory.iterdir() if path.name != CHECKSUMS)
    rows = (f"{sha256(directory / name)}  {name}\n" for name in names)
    atomic.write(directory / CHECKSUMS, "".join(rows).encode())
