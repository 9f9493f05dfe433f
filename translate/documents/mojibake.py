"""UTF-8 that was taken for another encoding and encoded once more: "FÃ¼r".

By the tables of the encodings, since a report has to tell what stood where, and since clean text must stay as it is: a
sequence that is repaired stands in no German text. (Libraries: docs/decisions.md.)
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from glossary import wordlists
from translate.documents.edits import Edit

# What is left where the last byte is one that is not printed.
_REMAINS = {"â€": "”", "Ã ": "à ", "Â ": " "}
# Emoji have four bytes, all that are of interest the same first two: "ðŸ˜€".
_PICTURE = 4
_SMALL_LETTER = re.compile(r"[a-zäöüß]")


def find(text: str) -> Iterator[Edit]:
    """The places where a character was encoded twice or three times, each with that character.

    >>> list(find("FÃ¼r â€žHausâ€œ"))
    [(1, 3, 'ü'), (5, 8, '„'), (12, 15, '“')]
    """
    table = _table()
    at = 0
    while begins := table.beginning.search(text, at):
        start = at = begins.start()
        for size in table.sizes.get(begins[0], ()):
            after = _meant(text, start, size)
            if after is not None:
                at = start + size
                # The space that is left of a character is one.
                kept = text[at - 1] == " "
                yield start, at - kept, after.removesuffix(" ")
                break
        else:
            at += 1


def _meant(text: str, start: int, size: int) -> str | None:
    """The character that so many characters of a text were; None if they were none."""
    damaged = text[start : start + size]
    if len(damaged) < size:
        return None
    if damaged in _table().characters:
        return _table().characters[damaged]
    if damaged in _table().inside_words and _inside_word(text, start, start + size):
        return _table().inside_words[damaged]
    return _picture(damaged) if size == _PICTURE else None


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether it touches a small letter: "Ä…" is also somebody who stammers."""
    return bool(_SMALL_LETTER.match(text[start - 1 : start]) or _SMALL_LETTER.match(text, end))


def _picture(damaged: str) -> str | None:
    """The emoji that four characters were."""
    try:
        return bytes(_bytes()[character] for character in damaged).decode()
    except (KeyError, UnicodeDecodeError):
        return None


@cache
def _bytes() -> Mapping[str, int]:
    return {_misread(byte, "cp1252"): byte for byte in range(128, 256)}


@dataclass(frozen=True, slots=True)
class _Table:
    """What characters look like when they were encoded twice, with those characters.

    `sizes` are those of all that begins with two characters, the largest first; `beginning` finds such two.
    """

    characters: Mapping[str, str]
    inside_words: Mapping[str, str]
    sizes: Mapping[str, Sequence[int]]
    beginning: re.Pattern[str]


@cache
def _table() -> _Table:
    lists = wordlists.entries("translate", "mojibake.txt")
    encodings = " ".join(lists["encodings"]).split()
    tables: list[dict[str, str]] = []
    for section, more in (("characters", ["\u00a0", "\u00ad", "\ufeff"]), ("inside words", [])):
        table: dict[str, str] = {}
        for character in [*" ".join(lists[section]).split(), *more]:
            for encoding in encodings:
                for damaged in _damaged(character, encoding):
                    table.setdefault(damaged, character)
        tables.append(table)
    characters, inside_words = tables
    characters |= _REMAINS
    sizes: dict[str, set[int]] = defaultdict(set)
    for damaged in (*characters, *inside_words):
        sizes[damaged[:2]].add(len(damaged))
    sizes["ðŸ"].add(_PICTURE)
    firsts, seconds = ("".join({re.escape(begins[place]) for begins in sizes}) for place in (0, 1))
    pairs = {begins: sorted(lengths, reverse=True) for begins, lengths in sizes.items()}
    beginning = re.compile(f"[{firsts}][{seconds}]")
    return _Table(characters, inside_words, pairs, beginning)


def _damaged(character: str, encoding: str) -> Iterator[str]:
    """The character encoded twice and three times."""
    damaged = character
    for _ in range(2):
        damaged = "".join(_misread(byte, encoding) for byte in damaged.encode())
        yield damaged


@cache
def _misread(byte: int, encoding: str) -> str:
    """The character of a byte; for one that the encoding has not, the control character that programs put there."""
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)
