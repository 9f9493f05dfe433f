"""Targets: the files of a model, what is kept of a converted one, and the translation memory."""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

from glossary.linked import LinkedText
from hostile.target import FileTarget
from translate.engines import configuration, marian, piece_files, sealing, weights
from translate.memory import Memory, Remembered

_MODEL = Path(__file__).parents[2] / "translate" / "models" / "de-en"
_KEPT = Remembered(LinkedText("The old house", (((0, 3), (0, 3)),)), -0.5, ("draft",), ((4, 7),), False)
_SMALL = {
    "model_type": "marian", "d_model": 4, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 8, "decoder_ffn_dim": 8, "vocab_size": 5,
    "max_position_embeddings": 8, "activation_function": "relu", "pad_token_id": 4, "eos_token_id": 0,
    "decoder_start_token_id": 4, "hint_pieces": ["⟨t⟩", "⟨=⟩", "⟨/t⟩"], "alignment_heads": [0], "dtype": "float16",
    "max_source_pieces": 6, "scale_embedding": True, "tie_word_embeddings": True, "forced_eos_token_id": 0,
}  # fmt: skip
_WHOLE_NUMBERS = ("d_model", "encoder_layers", "vocab_size", "max_position_embeddings", "eos_token_id")


@cache
def _folder() -> Path:
    """A folder for the files of all targets, which goes when the program ends."""
    folder = tempfile.TemporaryDirectory(prefix="deen-hostile-")
    _FOLDERS.append(folder)
    return Path(folder.name)


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


def _written(name: str, data: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(data)
    return path


def _json(*tables: object) -> Callable[[], Sequence[bytes]]:
    return lambda: [json.dumps(table, ensure_ascii=False).encode() for table in tables]


def _config(data: bytes) -> None:
    read = configuration.read(_written("config.json", data))
    assert all(type(read[name]) is int and read[name] >= 0 for name in _WHOLE_NUMBERS)
    assert read["d_model"] % read["encoder_attention_heads"] == 0
    assert len(read.get("hint_pieces", ())) in (0, 3)


def _generation(data: bytes) -> None:
    read = configuration.read_generation(_written("generation_config.json", data))
    assert abs(read.get("length_penalty", 1.0)) <= 100


def _vocabulary(data: bytes) -> None:
    numbers = piece_files.vocabulary(_written("vocab.json", data))
    assert sorted(numbers.values()) == list(range(len(numbers)))
    "".join(numbers).encode()


def _checksums(data: bytes) -> None:
    assert all(len(digest) == 64 for digest in marian.checksums(_written("SHA256SUMS", data)).values())


def _small_weights() -> Sequence[bytes]:
    """Weights of the small configuration, all zeros."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    at = 0
    shapes = {"model.shared.weight": [5, 4], "final_logits_bias": [1, 5]}
    for side, attentions in (("encoder", ["self_attn"]), ("decoder", ["self_attn", "encoder_attn"])):
        layer = f"model.{side}.layers.0."
        norms = [f"{attention}_layer_norm" for attention in attentions] + ["final_layer_norm"]
        square = [f"{attention}.{part}_proj" for attention in attentions for part in ("q", "k", "v", "out")]
        for name, shape in (
            *((one, [4]) for one in norms),
            *((one, [4, 4]) for one in square),
            ("fc1", [8, 4]),
            ("fc2", [4, 8]),
        ):
            shapes |= {f"{layer}{name}.weight": shape, f"{layer}{name}.bias": shape[:1]}
    for name, shape in shapes.items():
        size = 2 * shape[0] * (shape[1] if shape[1:] else 1)
        header[name] = {"dtype": "F16", "shape": shape, "data_offsets": [at, at + size]}
        at += size
    told = json.dumps(header).encode()
    return [len(told).to_bytes(8, "little") + told + bytes(at)]


def _sealed(data: bytes) -> None:
    """A record that was damaged never says that a file is good which it does not know."""
    folder = _folder() / "sealed"
    folder.mkdir(exist_ok=True)
    (folder / "model.bin").write_bytes(b"weights")
    record = _written("deen.json", data)
    if sealing.broken(folder, ["model.bin"], record) is None:
        assert json.loads(data)["model.bin"]["sha256"] == sealing.sha256(folder / "model.bin")
    found = sealing.checksums(folder, ["model.bin"], record)
    assert found == {"model.bin": sealing.sha256(folder / "model.bin")}


def _record() -> Sequence[bytes]:
    path = _written("weights", b"weights")
    record = _folder() / "record.json"
    sealing.seal(_folder(), [path.name], record)
    return [record.read_bytes().replace(b'"weights"', b'"model.bin"')]


def _checked(path: Path) -> None:
    """A memory gives back what was kept, or nothing, tells once of what is wrong, and can be used."""
    notices: list[str] = []
    memory = Memory(path, notices.append)
    assert memory.get_many(["a"]) in ({}, {"a": _KEPT})
    memory.put_many({"b": _KEPT})
    assert memory.get_many(["b"]) in ({"b": _KEPT}, {})
    assert len(notices) <= 2
    assert all(notice.isprintable() for notice in notices)


def _fresh() -> Path:
    for path in _folder().glob("memory.sqlite3*"):
        path.unlink()
    return _folder() / "memory.sqlite3"


def _row(data: bytes) -> None:
    """A row whose content was damaged on disk."""
    path = _fresh()
    Memory(path, print).put_many({"a": _KEPT})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE sealed_translation SET content = ?", (data,))
    _checked(path)


def _memory(data: bytes) -> None:
    path = _fresh()
    path.write_bytes(data)
    _checked(path)


def _rows() -> Sequence[bytes]:
    path = _fresh()
    Memory(path, print).put_many({"a": _KEPT})
    with closing(sqlite3.connect(path)) as connection:
        return [content for [content] in connection.execute("SELECT content FROM sealed_translation")]


def _memories() -> Sequence[bytes]:
    path = _fresh()
    Memory(path, print).put_many({str(number): _KEPT for number in range(30)} | {"a": _KEPT})
    return [path.read_bytes()]


TARGETS = (
    FileTarget("config.json", _config, _json(_SMALL)),
    FileTarget("generation_config.json", _generation, _json({"length_penalty": 2.0, "bad_words_ids": [[4]], "x": {}})),
    FileTarget("vocab.json", _vocabulary, _json({"</s>": 0, "<unk>": 1, "▁das": 2, "ä": 3, "<pad>": 4})),
    FileTarget("SHA256SUMS", _checksums, lambda: [(_MODEL / "SHA256SUMS").read_bytes()]),
    FileTarget("weights", lambda data: weights.check(_written("model.safetensors", data), _SMALL), _small_weights),
    FileTarget(
        "sentencepiece",
        lambda data: piece_files.check_sentencepiece(_written("source.spm", data)),
        lambda: [b"\x0a\x05\x0a\x03<s>" * 20 + b"\x12\x02\x18\x01" + b"\x1a\x02\x18\x01"],
    ),
    FileTarget("record of checksums", _sealed, _record),
    FileTarget("row of a memory", _row, _rows),
    FileTarget("memory", _memory, _memories),
)
