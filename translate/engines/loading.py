"""From a model's name to an engine."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from translate.engines import calibration_files, hub, known_words, marian, store
from translate.engines.base import Engine
from translate.engines.marian import MarianModel
from translate.engines.piece_files import END
from translate.engines.store import Notify
from translate.engines.tokenizer import Tokenizer
from translate.errors import EngineError, ModelError
from translate.options import Options

_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


def bundled() -> dict[str, Path]:
    """The models that ship with deen, by name."""
    folder = Path(__file__).parents[1] / "models"
    return {path.name: path for path in sorted(folder.iterdir()) if (path / "config.json").is_file()}


def find(name: str) -> Path:
    """The directory of a model: bundled, a path, or a hub id, which is fetched unless it is there already.

    Raises `ModelError` if there is no such model or it cannot be fetched.
    """
    if directory := bundled().get(name):
        return directory
    if os.path.isdir(name):
        return Path(name)
    if _HUB_ID.fullmatch(name) and not name.startswith((".", "/")) and not os.path.lexists(name):
        return hub.fetch(name)
    known = ", ".join(bundled())
    raise ModelError(
        f"{name}: no such model; give a bundled one ({known}), a directory, or a hub id "
        "such as Helsinki-NLP/opus-mt-de-en"
    )


def load(options: Options, notify: Notify) -> Engine:
    """The engine that the options ask for; `notify` is told when it takes longer than usual.

    Raises `ModelError` for a model that is not there or damaged, `EngineError` for an engine that cannot be had.
    """
    directory = find(options.model)
    model = marian.read(directory, store.record_of(directory))
    tokenizer = Tokenizer(model.directory, model.hint_pieces)
    _check_vocabulary(model, tokenizer.numbers)
    if options.engine == "torch":
        return _torch(model, tokenizer, options)
    return _ct2(model, tokenizer, options, notify)


def _check_vocabulary(model: MarianModel, numbers: Mapping[str, int]) -> None:
    """Raise `ModelError` unless the vocabulary is one for the model."""
    path, size = model.directory / "vocab.json", model.config["vocab_size"]
    if len(numbers) != size:
        raise ModelError(f"{path}: not the vocabulary of this model: {len(numbers)} pieces, but vocab_size is {size}")
    if numbers[END] != model.config["eos_token_id"]:
        raise ModelError(f"{path}: not the vocabulary of this model: {END} is not eos_token_id in config.json")
    for piece in model.hint_pieces:
        if piece not in numbers:
            raise ModelError(f"{path}: not the vocabulary of this model: {piece!a} of hint_pieces is missing")


def _device(chosen: str, cuda: bool) -> str:
    """The device to use; raises `EngineError` for a GPU that is not there."""
    if chosen == "cuda" and not cuda:
        raise EngineError("--device cuda: no CUDA device is found; leave it out, or give --device cpu")
    if chosen == "auto":
        return "cuda" if cuda else "cpu"
    return chosen


def _torch(model: MarianModel, tokenizer: Tokenizer, options: Options) -> Engine:
    try:
        import torch

        from translate.engines.reference import TorchEngine
    except ModuleNotFoundError as error:
        raise EngineError("--engine torch needs `pip install 'deen-mt[torch]'`") from error
    if options.threads:
        torch.set_num_threads(options.threads)
    device = _device(options.device, torch.cuda.is_available())
    return TorchEngine(
        model, tokenizer, device=device, beam_size=options.beam_size,
        calibration=calibration_files.of(model), known=known_words.of(model),
    )  # fmt: skip


def _ct2(model: MarianModel, tokenizer: Tokenizer, options: Options, notify: Notify) -> Engine:
    import ctranslate2

    from translate.engines.ct2 import Ct2Engine

    device = _device(options.device, ctranslate2.get_cuda_device_count() > 0)
    precision = "float16" if device == "cuda" else "int8"
    directory = store.converted(model, precision, notify)
    return Ct2Engine(
        directory, model, tokenizer,
        precision=precision, device=device, beam_size=options.beam_size, threads=options.threads,
        calibration=calibration_files.of(model), known=known_words.of(model),
    )  # fmt: skip
