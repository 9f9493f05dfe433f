"""Parallel text as arrays of piece ids with word alignments, small enough to carry and fast to read."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from glossary import atomic
from translate.engines import known_words
from translate.errors import TrainingError
from translate.training.corpus import Direction, Mixture, Pair
from translate.training.vocabulary import Vocabulary

SOURCES = "sources.json"
MAX_PIECES = 120
UNALIGNED = 255
_PAIRS_PER_FILE = 400_000


@dataclass(frozen=True, slots=True)
class Packed:
    """Pairs as piece ids.

    Pair i has the source `source[source_offsets[i]:source_offsets[i + 1]]`, likewise its target, both without end
    marks; `alignment` has one number a target piece: the source piece it translates, or `UNALIGNED`. The pair is
    from the source `names[origin[i]]`, and an epoch of the mixture shows it `weight[i]` times.
    """

    source: npt.NDArray[np.uint16]
    source_offsets: npt.NDArray[np.int64]
    target: npt.NDArray[np.uint16]
    target_offsets: npt.NDArray[np.int64]
    alignment: npt.NDArray[np.uint8]
    origin: npt.NDArray[np.uint8]
    weight: npt.NDArray[np.float32]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.weight)

    def reweighted(self, mixture: Mixture) -> "Packed":
        """The same pairs with the weights of another mixture."""
        weights = np.array([mixture.weight(name) for name in self.names], np.float32)
        return replace(self, weight=weights[self.origin])

    def counts(self) -> dict[str, int]:
        """How many pairs are from each source."""
        return dict(zip(self.names, np.bincount(self.origin, minlength=len(self.names)).tolist(), strict=True))


def pack(pairs: Iterable[Pair], vocabulary: Vocabulary, folder: Path, direction: Direction = "de-en") -> int:
    """Tokenise, align and write pairs to `folder`, in files of some thirty megabytes; gives their number.

    The names of the sources go to a file beside, and to another one the German words that a model of these pairs will
    know. Raises `TrainingError` if nothing is left to train on.
    """
    rows = _encoded(list(pairs), vocabulary, direction)
    if not rows:
        raise TrainingError("no pair is left after cleaning; give more parallel text")
    alignments = align([row.source for row in rows], [row.target for row in rows])
    rows, alignments = _tagged(rows, alignments, vocabulary)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("part-*.npz"):
        old.unlink()
    names = {name: number for number, name in enumerate(sorted({row.pair.origin for row in rows}))}
    (folder / SOURCES).write_text(json.dumps(list(names), indent=1) + "\n", encoding="utf-8")
    origins = [names[row.pair.origin] for row in rows]
    known = known_words.frequent(known_words.counted(row.pair.german for row in rows))
    atomic.write(folder / known_words.NAME, known_words.packed(known_words.listed(known)))
    for part, first in enumerate(range(0, len(rows), _PAIRS_PER_FILE)):
        chosen = slice(first, first + _PAIRS_PER_FILE)
        _save(folder / f"part-{part:03}.npz", rows[chosen], alignments[chosen], origins[chosen])
    return len(rows)


def load(folder: Path, mixture: Mixture) -> Packed:
    """Read what `pack` wrote, with the weights of a mixture; raises `TrainingError` if nothing is there."""
    files = sorted(folder.glob("part-*.npz"))
    if not files:
        raise TrainingError(f"{folder}: no packed corpus in there; prepare it with `deen train`")
    try:
        names = tuple(json.loads((folder / SOURCES).read_text(encoding="utf-8")))
        parts = [dict(np.load(file)) for file in files]
        together = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        once = Packed(
            together["source"],
            _offsets(together["source_lengths"]),
            together["target"],
            _offsets(together["target_lengths"]),
            together["alignment"],
            together["origin"],
            np.ones(len(together["origin"]), np.float32),
            names,
        )
        return once.reweighted(mixture)
    except (OSError, KeyError, IndexError, TypeError, ValueError, EOFError, BadZipFile) as error:
        raise TrainingError(f"{folder}: the packed corpus is damaged ({error}); prepare it again") from error


def align(sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each target piece the source piece it translates, or `UNALIGNED`.

    By eflomal (Östling & Tiedemann 2016). Raises `TrainingError` where it is not installed: hints and guided
    alignment need it.
    """
    try:
        from eflomal import Aligner
    except ImportError as error:
        raise TrainingError("aligning needs eflomal; install it with `pip install deen-mt[train]`") from error
    with tempfile.TemporaryDirectory() as folder:
        links = Path(folder) / "links"
        Aligner(model=3).align(_texts(sources), _texts(targets), links_filename_fwd=str(links))
        result = []
        with links.open() as lines:
            for line, target in zip(lines, targets, strict=True):
                row = [UNALIGNED] * len(target)
                for link in line.split():
                    source, _, place = link.partition("-")
                    row[int(place)] = int(source)
                result.append(row)
    return result


@dataclass(frozen=True, slots=True)
class _Row:
    pair: Pair
    source: list[int]
    target: list[int]


def _encoded(pairs: Sequence[Pair], vocabulary: Vocabulary, direction: Direction) -> list[_Row]:
    """Pairs as piece ids, without those that are too long."""
    sources, targets = (vocabulary.encode([pair.sides(direction)[side] for pair in pairs]) for side in (0, 1))
    rows = [_Row(*of_pair) for of_pair in zip(pairs, sources, targets, strict=True)]
    return [r for r in rows if 0 < len(r.source) <= MAX_PIECES and 0 < len(r.target) <= MAX_PIECES]


def _tagged(
    rows: Sequence[_Row], alignments: Sequence[list[int]], vocabulary: Vocabulary
) -> tuple[list[_Row], list[list[int]]]:
    """The rows and their alignments with the tag before the sources of those that have one."""
    tagged, moved = [], []
    for row, alignment in zip(rows, alignments, strict=True):
        if row.pair.tagged:
            row = _Row(row.pair, [vocabulary.tag, *row.source], row.target)
            alignment = [place if place == UNALIGNED else place + 1 for place in alignment]
        tagged.append(row)
        moved.append(alignment)
    return tagged, moved


def _save(file: Path, rows: Sequence[_Row], alignments: Sequence[Sequence[int]], origins: Sequence[int]) -> None:
    np.savez_compressed(
        file,
        source=_joined([row.source for row in rows], np.uint16),
        source_lengths=np.array([len(row.source) for row in rows], np.uint8),
        target=_joined([row.target for row in rows], np.uint16),
        target_lengths=np.array([len(row.target) for row in rows], np.uint8),
        alignment=_joined(alignments, np.uint8),
        origin=np.array(origins, np.uint8),
    )


def _texts(sentences: Sequence[Sequence[int]]) -> Iterator[str]:
    return (" ".join(map(str, ids)) + "\n" for ids in sentences)


def _joined(rows: Sequence[Sequence[int]], kind: type[np.generic]) -> npt.NDArray[np.generic]:
    return np.concatenate([np.asarray(row, dtype=kind) for row in rows])


def _offsets(lengths: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths.astype(np.int64))])
