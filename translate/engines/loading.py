"""From a model's name to an engine: finding it, checking it, converting it once."""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.engines.base import Engine
from translate.engines.tokenizer import Tokenizer
from translate.errors import ModelError
from translate.options import Options

CHECKSUMS = "SHA256SUMS"
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_GENERATION = "generation_config.json"
_TOKENIZER = ("source.spm", "target.spm", "vocab.json")
# Raised when the conversion changes, so that older cache entries are not used.
_CONVERSION = 1
_ENTRY = "deen.json"
_LOCK = "converting.lock"

Notify = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A Marian model directory: `digest` is the SHA-256 of its weights, configurations and vocabulary.

    `config` is its `config.json`, `generation` its `generation_config.json`, empty if it has none.
    """

    directory: Path
    weights: Path
    digest: str
    config: dict[str, Any]
    generation: dict[str, Any]

    @property
    def hint_pieces(self) -> tuple[str, ...]:
        """The three pieces around a hint, empty if the model was not trained with hints."""
        return tuple(self.config.get("hint_pieces", ()))

    @property
    def limit(self) -> int:
        """Most pieces of a source: the positions the model has, less the end mark."""
        return int(self.config["max_position_embeddings"]) - 1

    @property
    def longest(self) -> int:
        """Most pieces of a source that is translated whole, which the model may limit further."""
        return min(self.limit, int(self.config.get("max_source_pieces", self.limit)))

    @property
    def length_penalty(self) -> float:
        """The power of a hypothesis's length by which its score is divided in beam search."""
        return float(self.generation.get("length_penalty", 1.0))


def cache_dir() -> Path:
    """Where converted models and the translation memory are kept: `DEEN_CACHE`, else the user's cache folder."""
    if chosen := os.environ.get("DEEN_CACHE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "deen"


def bundled() -> dict[str, Path]:
    """The models that ship with deen, by name."""
    folder = Path(__file__).parents[1] / "models"
    return {path.name: path for path in sorted(folder.iterdir()) if (path / "config.json").is_file()}


def fetched() -> dict[str, Path]:
    """Marian models that were downloaded from the hub before, by hub id."""
    from huggingface_hub.constants import HF_HUB_CACHE

    found = {}
    for config in sorted(Path(HF_HUB_CACHE).glob("models--*--*/snapshots/*/config.json")):
        hub_id = config.parts[-4].removeprefix("models--").replace("--", "/", 1)
        if all((config.parent / name).is_file() for name in _TOKENIZER):
            found[hub_id] = config.parent
    return found


def find(name: str) -> Path:
    """The directory of a model: bundled, a path, or a hub id, which is fetched unless it is there already.

    Raises `ModelError` if there is no such model or it cannot be fetched.
    """
    if directory := bundled().get(name):
        return directory
    if Path(name).is_dir():
        return Path(name)
    if _HUB_ID.fullmatch(name) and not name.startswith((".", "/")):
        return fetch(name)
    known = ", ".join(bundled())
    raise ModelError(
        f"{name}: no such model; give a bundled one ({known}), a directory, or a hub id "
        "such as Helsinki-NLP/opus-mt-de-en"
    )


def fetch(hub_id: str) -> Path:
    """Download a model from the hub; without a network, what was downloaded before is used."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    patterns = [*_TOKENIZER, "*.json", "model.safetensors", "pytorch_model.bin"]
    try:
        return Path(snapshot_download(hub_id, allow_patterns=patterns, local_files_only=True))
    except (LocalEntryNotFoundError, OSError):
        pass
    try:
        return Path(snapshot_download(hub_id, allow_patterns=patterns, etag_timeout=5))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError, RuntimeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"{hub_id}: cannot be fetched from the hub: {reason}; check the name and the network, or give a directory"
        ) from error


def source(directory: Path) -> Source:
    """Look at a model directory and verify its checksums if it has them.

    Raises `ModelError` if a file is missing or damaged, or if it is no Marian model.
    """
    weights = next((directory / name for name in _WEIGHTS if (directory / name).is_file()), None)
    missing = [name for name in ("config.json", *_TOKENIZER) if not (directory / name).is_file()]
    if weights is None:
        missing.append(" or ".join(_WEIGHTS))
    if missing or weights is None:
        raise ModelError(f"{directory}: not a Marian model directory: {', '.join(missing)} missing")
    try:
        config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
        if config.get("model_type") != "marian":
            raise ValueError(f"model_type is {config.get('model_type')!r}")
        used = ["config.json", *_TOKENIZER, weights.name]
        generation = {}
        if (directory / _GENERATION).is_file():
            generation = dict(json.loads((directory / _GENERATION).read_text(encoding="utf-8")))
            used.append(_GENERATION)
        files = {name: _sha256(directory / name) for name in used}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{directory}: not a Marian model: {error}") from error
    _verify(directory, files)
    digest = hashlib.sha256("".join(files.values()).encode()).hexdigest()
    return Source(directory, weights, digest, config, generation)


def load(options: Options, notify: Notify) -> Engine:
    """The engine that the options ask for; `notify` is told when it takes longer than usual."""
    model = source(find(options.model))
    device = _device(options)
    tokenizer = Tokenizer(model.directory, model.hint_pieces)
    if options.engine == "torch":
        from translate.engines.reference import TorchEngine

        return TorchEngine(model, tokenizer, device=device, beam_size=options.beam_size)
    precision = "float16" if device == "cuda" else "int8"
    converted = _converted(model, precision, notify)

    from translate.engines.ct2 import Ct2Engine

    return Ct2Engine(converted, model, tokenizer, precision=precision, device=device, beam_size=options.beam_size)


def convert(model: Source, precision: str, directory: Path) -> None:
    """Convert a Marian model for CTranslate2; raises `ModelError` if it cannot be."""
    from translate.engines.conversion import convert_marian

    convert_marian(model.directory, model.config, precision, directory)


def _converted(model: Source, precision: str, notify: Notify) -> Path:
    """The converted model in the cache, made if it is not there or damaged.

    It is made in a folder of its own and renamed, so that a run that is killed leaves no half of it. One at a
    time: loading a model sets torch's default precision for a while, and in two threads at once for good.
    """
    entry = cache_dir() / f"{model.digest[:32]}-{precision}-{_CONVERSION}"
    if _whole(entry):
        return entry
    from filelock import FileLock

    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(entry.parent / _LOCK):
            if _whole(entry):
                return entry
            notify(f"preparing {model.directory.name} for this machine (once)")
            with tempfile.TemporaryDirectory(dir=entry.parent, prefix="partial-") as folder:
                made = Path(folder) / "model"
                convert(model, precision, made)
                (made / _ENTRY).write_text(json.dumps({"model.bin": _sha256(made / "model.bin")}))
                if entry.exists():
                    os.replace(entry, Path(folder) / "damaged")
                os.replace(made, entry)
    except OSError as error:
        raise ModelError(
            f"{entry}: the converted model cannot be written: {error}; set DEEN_CACHE to a folder that can be written"
        ) from error
    return entry


def _whole(entry: Path) -> bool:
    try:
        expected = json.loads((entry / _ENTRY).read_text())["model.bin"]
        vocabulary = json.loads((entry / "shared_vocabulary.json").read_text(encoding="utf-8"))
        return bool(vocabulary) and _sha256(entry / "model.bin") == expected
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _verify(directory: Path, files: dict[str, str]) -> None:
    sums = directory / CHECKSUMS
    if not sums.is_file():
        return
    expected: dict[str, str] = {}
    for line in sums.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        expected[name] = digest
    for name, digest in files.items():
        if expected.get(name, digest) != digest:
            raise ModelError(
                f"{directory / name}: damaged (its checksum is not the one in {CHECKSUMS}); install deen again"
            )


def _device(options: Options) -> str:
    if options.device != "auto":
        return options.device
    if options.engine == "torch":
        import torch

        return "cuda" if torch.cuda.is_available() else "cpu"
    import ctranslate2

    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
