"""Dictionaries for dictd, as FreeDict's are installed: an index beside a file of entries, which may be packed.

A line of the index is a headword, and where its entry begins and how long it is, in digits of base 64. The first line
of an entry is the headword as it is written, its sound and its grammar, the following ones are translations. Behind
them stand notes, examples and references, further in.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from translate.errors import LexiconError
from translate.lexicon import lines
from translate.lexicon.words import Word, made, part_of

KIND = "FreeDict (dictd)"
_ENDINGS = (".dict.dz", ".dict")
_DIGITS = {
    digit: value for value, digit in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
_INFORMATION = ("00-database-info", "00databaseinfo")
_UTF8 = ("00-database-utf8", "00databaseutf8")
# No entry is longer, in bytes, nor a file of entries.
_LONGEST = 1 << 20
_LARGEST = 1 << 36
_LONGEST_HEAD = 300
_PIECE = 1 << 16
# What begins behind a headword: its sound, its grammar.
_BEHIND = re.compile(r"\s[/\[<(]")
_GRAMMAR = re.compile(r"<([^<>]*)>")
_NUMBER = re.compile(r"\d{1,3}\.\s")
_SOUND = re.compile(r"(?<=\s)/[^/]*/")
_LICENCE = re.compile(r"licen[cs]e|copyright", re.IGNORECASE)
_LONGEST_LICENCE = 400
_Place = tuple[int, int]


def is_dictd(path: Path) -> bool:
    """Whether a file is called as one of a pair of dictd's is.

    >>> is_dictd(Path("deu-eng.dict.dz")), is_dictd(Path("deu-eng.tei"))
    (True, False)
    """
    return path.name.endswith((".index", *_ENDINGS))


def pair(path: Path) -> tuple[Path, Path]:
    """The index and the entries of which a file is one; raises `LexiconError` if the other is not there."""
    stem = re.sub(r"\.(?:index|dict\.dz|dict)$", "", path.name)
    index = path if path.name.endswith(".index") else path.with_name(f"{stem}.index")
    beside = [path.with_name(stem + ending) for ending in _ENDINGS]
    entries = next((one for one in beside if one.is_file()), beside[0]) if index == path else path
    for other in {index, entries} - {path}:
        if not other.is_file():
            raise LexiconError(f"{path}: needs {other.name} beside it, which is not there; copy both")
    return index, entries


class Dictionary:
    """A pair of files; raises `LexiconError`, when it is made for a bad index, and as its entries are read."""

    def __init__(self, path: Path) -> None:
        index, self._entries = pair(path)
        self._information: _Place | None = None
        self._encoding = "cp1252"
        with lines.opened(index) as found:
            self._places = sorted(set(self._read(found, str(index))))

    def _read(self, index: Iterable[bytes], name: str) -> Iterator[_Place]:
        for number, line in enumerate(index, 1):
            headword, *place = line.decode("latin-1").rstrip("\r\n").split("\t")
            if len(place) < 2 or not all(map(_is_number, place[:2])):
                raise LexiconError(f"{name}:{number}: not a headword and a place in base 64, as dictd's indexes have")
            start, length = map(_number, place[:2])
            if headword in _INFORMATION:
                self._information = start, length
            if headword in _UTF8:
                self._encoding = "utf-8"
            if not headword.startswith(("00-database", "00database")):
                yield start, length

    def licence(self) -> str:
        """What the dictionary says of its licence, as one line; empty if it says nothing."""
        told = [line.strip() for entry in self._texts([self._information or (0, 0)]) for line in entry.splitlines()]
        first = next((number for number, line in enumerate(told) if _LICENCE.search(line)), None)
        return "" if first is None else " ".join(" ".join(told[first:]).split())[:_LONGEST_LICENCE]

    def words(self) -> Iterator[Word]:
        """The words of the entries, in the order in which they stand."""
        for text in self._texts(self._places):
            yield from _entry(text)

    def _texts(self, places: Iterable[_Place]) -> Iterator[str]:
        with lines.unpacked(self._entries) as stream:
            here = 0
            for start, length in places:
                if start < here or length > _LONGEST or start > _LARGEST:
                    continue
                _skip(stream, start - here)
                data = stream.read(length)
                here = start + length
                if len(data) < length:
                    raise LexiconError(f"{self._entries}: ends before its index does; fetch both again")
                yield data.decode(self._encoding, "replace")


def _entry(text: str) -> Iterator[Word]:
    head, *rest = text.split("\n")
    headword = _BEHIND.split(head[:_LONGEST_HEAD], maxsplit=1)[0].strip(" ,.")
    senses: list[str] = []
    for line in rest:
        # Translations begin at the margin, or behind one space with a label.
        if not line.strip() or line.startswith(("  ", " see:", "\t")):
            break
        bare = re.sub(r"<[^<>]*>|\[[^\[\]]*\]|\([^()]*\)", "", _SOUND.sub("", line)).strip()
        senses += [sense.strip() for sense in re.split("[,;]", _NUMBER.sub("", bare))]
    labels = (label for grammar in _GRAMMAR.findall(head[:_LONGEST_HEAD]) for label in grammar.split(","))
    part = next((part for label in labels if (part := part_of(label))), "")
    if word := made(headword, senses, part):
        yield word


def _skip(stream: BinaryIO, count: int) -> None:
    while count > 0 and (piece := stream.read(min(count, _PIECE))):
        count -= len(piece)


def _is_number(text: str) -> bool:
    return 0 < len(text) <= 10 and all(digit in _DIGITS for digit in text)


def _number(text: str) -> int:
    value = 0
    for digit in text:
        value = 64 * value + _DIGITS[digit]
    return value
