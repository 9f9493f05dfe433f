"""The German words that a model knows well, from its training text; a file in the model's folder.

Sorted words, packed with gzip: those of the bundled model are unpacked in 10 ms and searched as they are. A model
without the file is one of whose words nothing is known.
"""

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from glossary.errors import reason
from glossary.inflection import without_ending
from glossary.word_patterns import WORD
from translate import sorted_words
from translate.engines.marian import CHECKSUMS, MarianModel, checksums
from translate.engines.sealing import sha256
from translate.errors import ModelError

NAME = "known_words.txt.gz"
# What stands oftener in the training text is known well. Measured on newstest2017 and 2018 with a dictionary: up to
# five times mends half as many lines more, for half as many second passes more, and more of these are in vain.
_RARE = 3
# Shorter words are known, or no words.
_SHORTEST, _LONGEST = 4, 40
_WRITTEN = re.compile(r"[^\W\d_][a-zäöüß]+(?:-[^\W\d_][a-zäöüß]+)*")
# The lists of all German words that were ever printed are smaller.
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words that a model knows well; `listed` are lines in the order of their bytes.

    >>> known = KnownWords(listed(["Haus"]))
    >>> [word for word in ("Haus", "Hauses", "Häuser", "UFO", "ob") if word in known]
    ['Haus', 'Hauses', 'UFO', 'ob']
    """

    listed: bytes = field(repr=False)

    def __contains__(self, word: object) -> bool:
        """Whether a word is known as it is written, or without its ending, or no rare word can be written so."""
        return isinstance(word, str) and _is_known(word, self.listed)


def of(model: MarianModel) -> KnownWords | None:
    """The words that a model knows, None if its folder does not say; raises `ModelError` for a file that is damaged."""
    path = model.directory / NAME
    if not path.exists():
        return None
    sums = model.directory / CHECKSUMS
    if sums.is_file() and sha256(path) != checksums(sums).get(NAME):
        raise ModelError(f"{path}: damaged (its checksum is not the one in {CHECKSUMS}); install deen again")
    return KnownWords(read(path))


def read(path: Path) -> bytes:
    """The lines of a file of known words; raises `ModelError` if it is none."""
    try:
        unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        listed = unpacking.decompress(path.read_bytes(), _MOST_BYTES)
        if not unpacking.eof or listed[-1:] not in (b"", b"\n"):
            raise ValueError("it does not end as such a file does")
        listed.decode()
    except (OSError, ValueError, zlib.error) as error:
        raise ModelError(f"{path}: no list of known words: {reason(error)}; get the model again") from error
    return listed


def counted(texts: Iterable[str]) -> Counter[str]:
    """How often each word that may be rare stands in German texts."""
    return Counter(word for text in texts for word in WORD.findall(text) if _may_be_rare(word))


def frequent(counts: Mapping[str, int]) -> Iterator[str]:
    """The words that are known well for how often they stand in the training text."""
    return (word for word, count in counts.items() if count > _RARE)


def listed(words: Iterable[str]) -> bytes:
    """Known words as lines, without those that are known by others: `Hauses` beside `Haus`."""
    kept: set[str] = set()
    for word in sorted(words, key=len):
        if without_ending(word) not in kept:
            kept.add(word)
    return sorted_words.in_order(kept)


def together(paths: Iterable[Path]) -> bytes:
    """The lines of all these files as one list; raises `ModelError` as `read`."""
    return listed(word for path in paths for word in read(path).decode().splitlines())


def packed(lines: bytes) -> bytes:
    """Lines as they are written into a file, the same in every run."""
    return gzip.compress(lines, 9, mtime=0)


@lru_cache(maxsize=1 << 16)
def _is_known(word: str, lines: bytes) -> bool:
    if not _may_be_rare(word):
        return True
    return any(sorted_words.is_listed(form, lines) for form in (word, without_ending(word)))


def _may_be_rare(word: str) -> bool:
    """Whether a word is one whose count tells something: neither short nor an abbreviation nor a name as `McDonald`."""
    return _SHORTEST <= len(word) <= _LONGEST and _WRITTEN.fullmatch(word) is not None
