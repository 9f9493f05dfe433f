"""How well a model translates, measured as users will see it: converted, int8, beam search."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from translate.engines import conversion, marian
from translate.engines.base import Request
from translate.engines.ct2 import Ct2Engine
from translate.engines.tokenizer import Tokenizer
from translate.errors import TrainingError
from translate.training import export
from translate.training.batches import Batch, collate
from translate.training.corpus import Direction
from translate.training.devices import precision, same_threads
from translate.training.model import Model
from translate.training.packing import MAX_PIECES
from translate.training.spans import Example
from translate.training.vocabulary import Vocabulary

_LINES = 400
_LINES_PER_BATCH = 50


@dataclass(frozen=True, slots=True)
class ParallelLines:
    """Source lines and one reference a line."""

    name: str
    source: tuple[str, ...]
    reference: tuple[str, ...]

    @classmethod
    def read(cls, german: Path, english: Path, direction: Direction = "de-en") -> "ParallelLines":
        """Read two parallel files; raises `TrainingError` if they are not."""
        try:
            sides = [tuple(path.read_text(encoding="utf-8").splitlines()) for path in (german, english)]
        except (OSError, ValueError) as error:
            raise TrainingError(f"{german}, {english}: a test set cannot be read: {error}") from error
        if len(sides[0]) != len(sides[1]) or not sides[0]:
            raise TrainingError(
                f"{german} has {len(sides[0])} lines and {english} {len(sides[1])}; a test set needs the same"
            )
        return cls(german.stem, *(sides if direction == "de-en" else reversed(sides)))

    def spread(self, lines: int) -> "ParallelLines":
        """About so many lines, taken at even distances."""
        step = max(1, len(self.source) // lines)
        return ParallelLines(self.name, self.source[::step], self.reference[::step])


@dataclass(frozen=True, slots=True)
class Quality:
    """BLEU and chrF of a test set with their sacrebleu signatures."""

    name: str
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str


class Validation:
    """Loss, BLEU and chrF on some lines, quick enough to be taken during a run (greedy search)."""

    def __init__(self, test: ParallelLines, tokenizer: Path, vocabulary: Vocabulary) -> None:
        self._test = test.spread(_LINES)
        self._tokenizer = tokenizer
        pairs = zip(vocabulary.encode(self._test.source), vocabulary.encode(self._test.reference), strict=True)
        examples = [Example(s, t, [-1] * len(t)) for s, t in pairs if max(len(s), len(t)) <= MAX_PIECES]
        examples.sort(key=lambda example: len(example.target))
        self._batches: list[Batch] = [
            collate(examples[first : first + _LINES_PER_BATCH], vocabulary)
            for first in range(0, len(examples), _LINES_PER_BATCH)
        ]

    @torch.no_grad()
    def __call__(self, model: Model) -> dict[str, float]:
        """`val_loss` in nats a piece, `bleu` and `chrf`."""
        device = model.embedding.device
        losses = [model(batch.to(device), precision(device)) for batch in self._batches]
        loss = sum(part.plain.item() for part in losses) / sum(part.tokens for part in losses)
        with tempfile.TemporaryDirectory() as folder:
            directory = Path(folder) / "model"
            export.write(model, self._tokenizer, directory)
            [quality] = measure(directory, [self._test], beam_size=1)
        return {"val_loss": loss, "bleu": quality.bleu, "chrf": quality.chrf}


def measure(directory: Path, tests: Sequence[ParallelLines], beam_size: int) -> list[Quality]:
    """Translate test sets with the fast engine on the CPU and score them."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    result = []
    with same_threads(), tempfile.TemporaryDirectory() as folder:
        model = marian.read(directory)
        converted = Path(folder) / "model"
        conversion.convert(model, "int8", converted)
        tokenizer = Tokenizer(directory, model.hint_pieces)
        engine = Ct2Engine(converted, model, tokenizer, precision="int8", device="cpu", beam_size=beam_size)
        for test in tests:
            output = [h.text for h in engine.translate([Request(line) for line in test.source])]
            bleu, chrf = BLEU(), CHRF()
            references = [list(test.reference)]
            result.append(
                Quality(
                    test.name,
                    bleu.corpus_score(output, references).score,
                    chrf.corpus_score(output, references).score,
                    str(bleu.get_signature()),
                    str(chrf.get_signature()),
                )
            )
    return result
