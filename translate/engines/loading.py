"""From a model's name to an engine."""

import re
from pathlib import Path

from translate.engines import hub, marian, store
from translate.engines.base import Engine
from translate.engines.marian import MarianModel
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
    if Path(name).is_dir():
        return Path(name)
    if _HUB_ID.fullmatch(name) and not name.startswith((".", "/")):
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
    model = marian.read(find(options.model))
    tokenizer = Tokenizer(model.directory, model.hint_pieces)
    if options.engine == "torch":
        return _torch(model, tokenizer, options)
    return _ct2(model, tokenizer, options, notify)


def _torch(model: MarianModel, tokenizer: Tokenizer, options: Options) -> Engine:
    try:
        import torch

        from translate.engines.reference import TorchEngine
    except ModuleNotFoundError as error:
        raise EngineError("--engine torch needs `pip install 'deen-mt[torch]'`") from error
    device = options.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    return TorchEngine(model, tokenizer, device=device, beam_size=options.beam_size)


def _ct2(model: MarianModel, tokenizer: Tokenizer, options: Options, notify: Notify) -> Engine:
    import ctranslate2

    from translate.engines.ct2 import Ct2Engine

    device = options.device
    if device == "auto":
        device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    precision = "float16" if device == "cuda" else "int8"
    directory = store.converted(model, precision, notify)
    return Ct2Engine(directory, model, tokenizer, precision=precision, device=device, beam_size=options.beam_size)
