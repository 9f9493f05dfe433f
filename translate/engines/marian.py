"""A Marian model directory: its files, their checksums, and what its configuration says."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.errors import ModelError

CHECKSUMS = "SHA256SUMS"
TOKENIZER_FILES = ("source.spm", "target.spm", "vocab.json")
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_CONFIG = "config.json"
_GENERATION = "generation_config.json"


@dataclass(frozen=True, slots=True)
class MarianModel:
    """A model on disk, as `MarianMTModel.from_pretrained` of transformers would load it.

    `digest` is the SHA-256 of its weights, configurations and vocabulary. `config` is its `config.json`, `generation`
    its `generation_config.json`, empty if it has none.
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
    def max_source_length(self) -> int:
        """Most pieces of a source: the positions the model has, less the end mark."""
        return int(self.config["max_position_embeddings"]) - 1

    @property
    def split_length(self) -> int:
        """Most pieces of a source that is translated whole, which the model may limit further."""
        return min(self.max_source_length, int(self.config.get("max_source_pieces", self.max_source_length)))

    @property
    def length_penalty(self) -> float:
        """The power of a hypothesis's length by which its score is divided in beam search."""
        return float(self.generation.get("length_penalty", 1.0))

    @property
    def alignment_heads(self) -> tuple[int, ...]:
        """The heads of the last decoder layer of which the mean attention is taken for an alignment.

        A model that was trained to align names them; of another one the mean over all heads is the best guess.
        """
        return tuple(self.config.get("alignment_heads") or range(int(self.config["decoder_attention_heads"])))


def read(directory: Path) -> MarianModel:
    """Look at a model directory and verify its checksums if it has them.

    Raises `ModelError` if a file is missing or damaged, or if it is no Marian model.
    """
    weights = next((directory / name for name in WEIGHTS if (directory / name).is_file()), None)
    missing = [name for name in (_CONFIG, *TOKENIZER_FILES) if not (directory / name).is_file()]
    if weights is None:
        missing.append(" or ".join(WEIGHTS))
    if missing or weights is None:
        raise ModelError(f"{directory}: not a Marian model directory: {', '.join(missing)} missing")
    try:
        config = json.loads((directory / _CONFIG).read_text(encoding="utf-8"))
        if config.get("model_type") != "marian":
            raise ValueError(f"model_type is {config.get('model_type')!r}")
        used = [_CONFIG, *TOKENIZER_FILES, weights.name]
        generation = {}
        if (directory / _GENERATION).is_file():
            generation = dict(json.loads((directory / _GENERATION).read_text(encoding="utf-8")))
            used.append(_GENERATION)
        files = {name: sha256(directory / name) for name in used}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{directory}: not a Marian model: {error}") from error
    _verify(directory, files)
    digest = hashlib.sha256("".join(files.values()).encode()).hexdigest()
    return MarianModel(directory, weights, digest, config, generation)


def sha256(path: Path) -> str:
    """The checksum of a file, in hexadecimal as `sha256sum` prints it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
