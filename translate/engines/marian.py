"""A Marian model directory: its files, their checksums, and what its configuration says."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glossary.errors import reason
from translate.engines import configuration, piece_files, sealing, weights
from translate.errors import ModelError

CHECKSUMS = "SHA256SUMS"
TOKENIZER_FILES = ("source.spm", "target.spm", "vocab.json")
WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_CONFIG = "config.json"
_GENERATION = "generation_config.json"
_OPTIONAL = (_GENERATION, CHECKSUMS)
_SAFETENSORS = ".safetensors"
_MOST_SUMS = 1_000_000
_SUM = re.compile(r"([0-9a-f]{64}) [ *](.+)")


@dataclass(frozen=True, slots=True)
class MarianModel:
    """A model on disk, as `MarianMTModel.from_pretrained` of transformers would load it.

    `digest` is the SHA-256 of its weights, configurations and vocabulary. `config` has the fields of its `config.json`
    that count, `generation` those of its `generation_config.json`, empty if it has none.
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


def read(directory: Path, record: Path | None = None) -> MarianModel:
    """Look at a model directory and verify its checksums if it has them.

    With a `record`, the checksums of files that have not changed since it was made are taken from there.
    Raises `ModelError` if a file is missing or damaged, or if it is no Marian model.
    """
    used = files(directory)
    [chosen] = [directory / name for name in used if name in WEIGHTS]
    config = configuration.read(directory / _CONFIG)
    generation = configuration.read_generation(directory / _GENERATION) if _GENERATION in used else {}
    if chosen.suffix == _SAFETENSORS:
        weights.check(chosen, config)
    for name in TOKENIZER_FILES:
        piece_files.check_size(directory / name)
    try:
        sums = sealing.checksums(directory, used, record)
    except OSError as error:
        raise ModelError(f"{error.filename}: cannot be read: {reason(error)}") from error
    if (directory / CHECKSUMS).is_file():
        _verify(directory, sums)
    else:
        for name in TOKENIZER_FILES[:2]:
            piece_files.check_sentencepiece(directory / name)
    digest = hashlib.sha256("".join(sums.values()).encode()).hexdigest()
    return MarianModel(directory, chosen, digest, config, generation)


def files(directory: Path) -> list[str]:
    """The files of a directory that a model is read from; raises `ModelError` if one is missing."""
    for name in (_CONFIG, *TOKENIZER_FILES, *WEIGHTS, *_OPTIONAL):
        if (directory / name).exists() and not (directory / name).is_file():
            raise ModelError(f"{directory / name}: not a Marian model directory: this is no file")
    found = next((directory / name for name in WEIGHTS if (directory / name).is_file()), None)
    missing = [name for name in (_CONFIG, *TOKENIZER_FILES) if not (directory / name).is_file()]
    if found is None:
        missing.append(" or ".join(WEIGHTS))
    if missing or found is None:
        raise ModelError(f"{directory}: not a Marian model directory: {', '.join(missing)} missing")
    return [_CONFIG, *TOKENIZER_FILES, found.name, *([_GENERATION] if (directory / _GENERATION).is_file() else [])]


def _verify(directory: Path, sums: dict[str, str]) -> None:
    expected = checksums(directory / CHECKSUMS)
    for name, digest in sums.items():
        if name not in expected:
            raise ModelError(f"{directory / CHECKSUMS}: damaged: no checksum of {name}; install deen again")
        if expected[name] != digest:
            raise ModelError(
                f"{directory / name}: damaged (its checksum is not the one in {CHECKSUMS}); install deen again"
            )


def checksums(path: Path) -> dict[str, str]:
    """The checksums in a file of `sha256sum` by the names of the files; raises `ModelError` for any other file."""
    expected: dict[str, str] = {}
    try:
        if path.stat().st_size > _MOST_SUMS:
            raise ValueError("too large")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = _SUM.fullmatch(line)
            if row is None:
                raise ValueError(f"line {number} is no checksum")
            if row[2] in expected:
                raise ValueError(f"two checksums of {row[2][:60]!a}")
            expected[row[2]] = row[1]
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: damaged: {reason(error)}; install deen again") from error
    return expected
