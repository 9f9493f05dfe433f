"""Parallel text as arrays of piece numbers with word alignments, small enough to carry and fast to read."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from translate.errors import TrainingError
from translate.training.corpus import Pair
from translate.training.vocabulary import Vocabulary

MOST_PIECES = 120
UNALIGNED = 255
_PAIRS_A_FILE = 400_000


@dataclass(frozen=True, slots=True)
class Packed:
    """Pairs as piece numbers.

    Pair i has the source `source[source_at[i]:source_at[i + 1]]`, likewise its target, both without end
    marks; `alignment` has one number a target piece: the source piece it translates, or `UNALIGNED`.
    `weight` is how often the mixture shows the pair in one round.
    """

    source: npt.NDArray[np.uint16]
    source_at: npt.NDArray[np.int64]
    target: npt.NDArray[np.uint16]
    target_at: npt.NDArray[np.int64]
    alignment: npt.NDArray[np.uint8]
    weight: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.weight)


def pack(pairs: Iterable[Pair], vocabulary: Vocabulary, folder: Path, seed: int) -> int:
    """Tokenise, align and write pairs to `folder`, in files of some ten megabytes; gives their number.

    A pair whose weight is below 1 is kept with that probability, and then has the weight 1.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("part-*.npz"):
        old.unlink()
    chance = np.random.default_rng(seed)
    kept = [pair for pair in pairs if pair.weight >= 1 or chance.random() < pair.weight]
    chance.shuffle(kept)  # type: ignore[arg-type]
    sources = vocabulary.encode([pair.german for pair in kept])
    targets = vocabulary.encode([pair.english for pair in kept])
    fits = [
        index
        for index, (source, target) in enumerate(zip(sources, targets, strict=True))
        if 0 < len(source) <= MOST_PIECES and 0 < len(target) <= MOST_PIECES
    ]
    sources, targets = [sources[i] for i in fits], [targets[i] for i in fits]
    weights = [max(kept[i].weight, 1.0) for i in fits]
    if not fits:
        raise TrainingError("no pair is left after cleaning; give more parallel text")
    alignments = align(sources, targets)
    for part, first in enumerate(range(0, len(fits), _PAIRS_A_FILE)):
        chosen = slice(first, first + _PAIRS_A_FILE)
        np.savez_compressed(
            folder / f"part-{part:03}.npz",
            source=_joined(sources[chosen], np.uint16),
            source_lengths=np.array([len(ids) for ids in sources[chosen]], np.uint8),
            target=_joined(targets[chosen], np.uint16),
            target_lengths=np.array([len(ids) for ids in targets[chosen]], np.uint8),
            alignment=_joined(alignments[chosen], np.uint8),
            weight=np.array(weights[chosen], np.float32),
        )
    return len(fits)


def load(folder: Path) -> Packed:
    """Read what `pack` wrote; raises `TrainingError` if nothing is there."""
    files = sorted(folder.glob("part-*.npz"))
    if not files:
        raise TrainingError(f"{folder}: no packed corpus in there; make one with `deen train pack`")
    parts = [np.load(file) for file in files]

    def together(name: str) -> npt.NDArray[np.generic]:
        return np.concatenate([part[name] for part in parts])

    return Packed(
        together("source").astype(np.uint16),
        _starts(together("source_lengths")),
        together("target").astype(np.uint16),
        _starts(together("target_lengths")),
        together("alignment").astype(np.uint8),
        together("weight").astype(np.float32),
    )


def align(sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each target piece the source piece it translates, or `UNALIGNED` (eflomal: Östling & Tiedemann 2016)."""
    from eflomal import Aligner

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


def _texts(sentences: Sequence[Sequence[int]]) -> Iterator[str]:
    return (" ".join(map(str, ids)) + "\n" for ids in sentences)


def _joined(rows: Sequence[Sequence[int]], kind: type[np.generic]) -> npt.NDArray[np.generic]:
    return np.concatenate([np.asarray(row, dtype=kind) for row in rows])


def _starts(lengths: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths.astype(np.int64))])
