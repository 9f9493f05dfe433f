"""Parallel text: reading, weighting and cleaning it."""

import hashlib
import random
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

from translate.errors import TrainingError
from translate.training import text_files

Direction = Literal["de-en", "en-de"]

_MAX_WORDS = 100
_MAX_CHARACTERS = 700
_LETTER = re.compile(r"[^\W\d_]")
# fmt: off
_GERMAN = frozenset([
    "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "zu", "den", "von", "mit", "für", "auf",
    "dem", "sich", "des", "im", "es", "sie", "wir", "ich", "auch", "als", "an", "werden", "oder", "bei",
    "aus", "nach", "wird", "sind", "einen", "einer", "wie", "hat", "kann", "wenn",
])
_ENGLISH = frozenset([
    "the", "and", "of", "to", "is", "in", "that", "it", "for", "you", "with", "on", "are", "this", "be", "as",
    "not", "have", "by", "from", "or", "an", "was", "at", "we", "can", "which", "will", "if", "your", "has",
    "they", "but",
])
# fmt: on


@dataclass(frozen=True, slots=True)
class Pair:
    """A German sentence and its English, and the name of the source that they are from.

    `tagged`: a model is told that the source sentence is a translation itself (Caswell et al. 2019).
    """

    german: str
    english: str
    origin: str
    tagged: bool = False

    def sides(self, direction: Direction) -> tuple[str, str]:
        """Source and target."""
        return (self.german, self.english) if direction == "de-en" else (self.english, self.german)


@dataclass(frozen=True, slots=True)
class Mixture:
    """Weights of the sources: the first pattern that fits a source's name decides; none fits: weight 1.

    Pairs of sources that fit a pattern in `tagged` are tagged.
    """

    weights: tuple[tuple[str, float], ...]
    tagged: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> "Mixture":
        """Read a TOML file with a table `weights`: pattern = weight, and if one likes `tagged = [patterns]` before it.

        Raises `TrainingError` for a file that is not such a table.
        """
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
            weights = tuple((str(pattern), float(weight)) for pattern, weight in content["weights"].items())
            return cls(weights, tuple(map(str, content.get("tagged", ()))))
        except (OSError, KeyError, AttributeError, TypeError, ValueError) as error:
            raise TrainingError(
                f"{path}: not a mixing file ({error}); it needs a table [weights] of pattern = weight"
            ) from error

    def weight(self, origin: str) -> float:
        """The weight of the source of that name."""
        return next((weight for pattern, weight in self.weights if fnmatch(origin, pattern)), 1.0)

    def is_tagged(self, origin: str) -> bool:
        """Whether pairs of the source of that name are tagged."""
        return any(fnmatch(origin, pattern) for pattern in self.tagged)


def normalised(text: str) -> str:
    """What decides whether two sentences are the same: letters and digits, lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def fingerprint(text: str) -> bytes:
    """What is the same for two sentences that are the same by `normalised`."""
    return hashlib.blake2b(normalised(text).encode(), digest_size=12).digest()


def held_out(paths: Iterable[Path]) -> frozenset[bytes]:
    """Fingerprints of the lines of test sets, which training must not see: text files, or folders of them.

    Lines of less than ten letters, which stand everywhere, are not among them. Raises `TrainingError` for a
    file that cannot be read.
    """
    fingerprints: set[bytes] = set()
    for path in paths:
        for file in sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]:
            try:
                lines = file.read_text(encoding="utf-8").splitlines()
            except (OSError, ValueError) as error:
                raise TrainingError(f"{file}: a held-out text cannot be read: {error}") from error
            fingerprints.update(fingerprint(line) for line in lines if len(normalised(line)) > 10)
    return frozenset(fingerprints)


def files_by_origin(paths: Sequence[Path]) -> dict[str, list[Path]]:
    """The files of each source by its name: `.tsv`/`.tsv.xz` files, folders of them, or two parallel files.

    Raises `TrainingError` where there is nothing to read.
    """
    if len(paths) == 2 and all(path.is_file() and ".tsv" not in path.suffixes for path in paths):
        return {paths[0].stem: list(paths)}
    found: dict[str, list[Path]] = {}
    for path in paths:
        files = sorted(path.glob("*.tsv*")) if path.is_dir() else [path]
        for file in files:
            if not file.is_file() or not file.name.endswith((".tsv", ".tsv.xz")):
                raise TrainingError(
                    f"{file}: no parallel text; give .tsv or .tsv.xz files, folders, or two parallel files"
                )
            found[file.name.removesuffix(".xz").removesuffix(".tsv")] = [file]
    if not found:
        raise TrainingError(f"{', '.join(map(str, paths))}: no .tsv or .tsv.xz file in there")
    return found


def read(paths: Sequence[Path], mixture: Mixture, test_lines: frozenset[bytes]) -> Iterator[Pair]:
    """Clean pairs of all sources in the mixture, each once: one that stands in two sources is of the weightier.

    Raises `TrainingError` for a file that cannot be read as parallel text.
    """
    seen: set[bytes] = set()
    by_weight = sorted(files_by_origin(paths).items(), key=lambda item: (-mixture.weight(item[0]), item[0]))
    for name, files in by_weight:
        if mixture.weight(name) <= 0:
            continue
        for german, english in rows(files):
            german, english = " ".join(german.split()), " ".join(english.split())
            if not is_clean(german, english):
                continue
            both = fingerprint(german + "\t" + english)
            if both in seen:
                continue
            seen.add(both)
            if fingerprint(german) in test_lines or fingerprint(english) in test_lines:
                continue
            yield Pair(german, english, name, mixture.is_tagged(name))


def sample(pairs: Iterable[Pair], mixture: Mixture, seed: int) -> Iterator[Pair]:
    """Each pair as often as one epoch of the mixture shows it; fractions are drawn."""
    rng = random.Random(seed)
    for pair in pairs:
        for _ in range(int(mixture.weight(pair.origin) + rng.random())):
            yield pair


def rows(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """German and English of a source's files as they are: a table, or two parallel files.

    Raises `TrainingError` for files that cannot be read as parallel text.
    """
    try:
        if len(files) == 2:
            with files[0].open(encoding="utf-8") as german, files[1].open(encoding="utf-8") as english:
                yield from zip(german, english, strict=True)
            return
        with text_files.opened(files[0]) as lines:
            for number, line in enumerate(lines, 1):
                cells = line.rstrip("\n").split("\t")
                if len(cells) < 2:
                    raise TrainingError(f"{files[0]}:{number}: no tab in this line; it needs German, a tab, English")
                yield cells[0], cells[1]
    except text_files.UNREADABLE as error:
        raise TrainingError(f"{' and '.join(map(str, files))}: cannot be read as parallel text: {error}") from error


def is_clean(german: str, english: str) -> bool:
    """Whether a pair looks like a translation: language, lengths, letters, not the same on both sides."""
    if not german or not english or max(len(german), len(english)) > _MAX_CHARACTERS:
        return False
    words, others = german.split(), english.split()
    if max(len(words), len(others)) > _MAX_WORDS:
        return False
    if max(len(german), len(english)) > 2.2 * min(len(german), len(english)) + 15:
        return False
    if len(words) > 3 and normalised(german) == normalised(english):
        return False
    if any(len(_LETTER.findall(text)) < 0.5 * len(text) for text in (german, english)):
        return False
    return _is_in(words, _GERMAN, _ENGLISH) and _is_in(others, _ENGLISH, _GERMAN)


def _is_in(words: Sequence[str], own: frozenset[str], other: frozenset[str]) -> bool:
    lower = {word.lower() for word in words}
    return len(lower & other) <= len(lower & own) + 1
