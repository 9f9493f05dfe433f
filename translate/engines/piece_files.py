"""The pieces of a model: its vocabulary, and the sentencepiece models that cut texts into them."""

from pathlib import Path

from glossary.errors import reason
from translate.engines import json_files
from translate.errors import ModelError

END = "</s>"
UNKNOWN = "<unk>"
_MOST_BYTES = 256_000_000
# The fields of a sentencepiece model: its pieces, how it was trained, how it normalises.
_FIELDS = {1, 2, 3}
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def vocabulary(path: Path) -> dict[str, int]:
    """The pieces of a `vocab.json` and their numbers, which begin at 0 and leave none out.

    Raises `ModelError` for a file that has others.
    """
    numbers = json_files.table(path)
    for name in (END, UNKNOWN):
        if name not in numbers:
            raise ModelError(f"{path}: not a vocabulary: the piece {name} is missing")
    for piece, number in numbers.items():
        if type(number) is not int:
            raise ModelError(f"{path}: not a vocabulary: the number of the piece {piece[:40]!a} is none")
    try:
        "".join(numbers).encode()
    except UnicodeEncodeError as error:
        raise ModelError(f"{path}: not a vocabulary: one of its pieces is no text") from error
    if set(numbers.values()) != set(range(len(numbers))):
        raise ModelError(f"{path}: not a vocabulary: its pieces are not numbered from 0 to {len(numbers) - 1}")
    return numbers


def check_size(path: Path) -> None:
    """Raise `ModelError` for a file that is larger than any of its kind, before it is read."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ModelError(f"{path}: cannot be read: {reason(error)}") from error
    if size > _MOST_BYTES:
        raise ModelError(f"{path}: too large ({size} bytes); get the model again")


def check_sentencepiece(path: Path) -> None:
    """Raise `ModelError` for a sentencepiece model of which a part is missing, which may load all the same."""
    try:
        missing = _FIELDS - _fields(path.read_bytes())
    except (OSError, ValueError, IndexError) as error:
        raise ModelError(f"{path}: damaged: {reason(error)}; get the model again") from error
    if missing:
        raise ModelError(f"{path}: damaged: cut off, or no sentencepiece model; get the model again")


def _fields(data: bytes) -> set[int]:
    """The fields of a message of protocol buffers; raises an error unless it ends where its last field does."""
    found = set()
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == _BYTES:
            length, at = _varint(data, at)
            at += length
        elif kind == _VARINT:
            _, at = _varint(data, at)
        elif kind in (_FIXED64, _FIXED32):
            at += 8 if kind == _FIXED64 else 4
        else:
            raise ValueError("no sentencepiece model")
        found.add(tag >> 3)
    if at != len(data):
        raise ValueError("cut off")
    return found


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7
