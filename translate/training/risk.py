"""Learning from a model's own translations: the better ones of a sentence become likelier, the worse ones less.

Minimum risk training (Shen et al. 2016) with the gradient of REINFORCE (Ranzato et al. 2016) and the mean of the
sentence's translations as its baseline. The likelihood of references alone does not tell a model that what it leaves
out is missed: its translations come out short.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from translate.engines.piece_files import END
from translate.engines.tokenizer import Tokenizer
from translate.training import export, sampling
from translate.training.batches import Batch, collate
from translate.training.model import Model
from translate.training.reward import Reward
from translate.training.spans import Example
from translate.training.vocabulary import HINT_PIECES, Vocabulary

# What the reference counts beside the translations.
REFERENCE_WEIGHT = 0.3
# So many sentences are translated by the same weights.
_SENTENCES_PER_MODEL = 1000
# The unlikely pieces are a waste of time.
_TOP_K = 10
_MIN_DEVIATION = 0.02
_SAMPLES_PER_BATCH = 200


@dataclass(frozen=True, slots=True)
class Samples:
    """A model's translations of a batch's sentences.

    `batch` has their targets; `row` tells which row of the batch each translates, `advantage` how much better it is
    than the others of that sentence, in standard deviations and divided by their number (negative: worse).
    """

    batch: Batch
    row: Tensor
    advantage: Tensor

    def to(self, device: torch.device) -> "Samples":
        return Samples(self.batch.to(device), self.row.to(device), self.advantage.to(device))


class Sampler:
    """Samples `count` translations of each sentence from a model, and compares them with the reference."""

    def __init__(self, tokenizer: Path, vocabulary: Vocabulary, count: int) -> None:
        self._directory = tokenizer
        self._tokenizer = Tokenizer(tokenizer, HINT_PIECES)
        self._vocabulary = vocabulary
        self._pieces = {number: piece for piece, number in vocabulary.ids.items()}
        self._count = count
        self._reward = Reward()

    def stream(self, model: Model, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Samples]]]:
        """Batches with translations by the model as it is by then; it translates about a thousand sentences at once."""
        together: list[Batch] = []
        for batch in batches:
            together.append(batch)
            if sum(batch.pairs for batch in together) >= _SENTENCES_PER_MODEL:
                yield from zip(together, self.sample(model, together), strict=True)
                together = []
        if together:
            yield from zip(together, self.sample(model, together), strict=True)

    def sample(self, model: Model, batches: Sequence[Batch]) -> list[list[Samples]]:
        """For each batch the translations that the model makes of it, in parts of a few hundred."""
        sources = [[_unpadded(row, self._vocabulary.pad) for row in batch.source] for batch in batches]
        references = [[_unpadded(row, self._vocabulary.pad) for row in batch.target_out] for batch in batches]
        drawn = iter(self._translate(model, [source for of_batch in sources for source in of_batch]))
        return [
            self._parts(of_batch, [self._advantages(next(drawn), reference) for reference in right])
            for of_batch, right in zip(sources, references, strict=True)
        ]

    def _translate(self, model: Model, sources: Sequence[Sequence[int]]) -> list[Counter[tuple[int, ...]]]:
        """Translations of each source, with how often each was drawn."""
        with tempfile.TemporaryDirectory() as folder:
            directory = Path(folder) / "model"
            export.write(model, self._directory, directory)
            pieces = [[self._pieces[number] for number in source] for source in sources]
            drawn = sampling.drawn(directory, pieces, self._count, _TOP_K)
        ids = self._vocabulary.ids
        return [Counter(tuple(ids[piece] for piece in h) for h in hypotheses) for hypotheses in drawn]

    def _advantages(self, drawn: Counter[tuple[int, ...]], reference: Sequence[int]) -> dict[tuple[int, ...], float]:
        """How much better than the mean each translation is by its reward."""
        texts = [self._text(pieces) for pieces in drawn]
        scores = dict(zip(drawn, self._reward.of(texts, self._text(reference)), strict=True))
        mean = sum(scores[pieces] * times for pieces, times in drawn.items()) / drawn.total()
        variance = sum((scores[pieces] - mean) ** 2 * times for pieces, times in drawn.items()) / drawn.total()
        # Translations that hardly differ must not be told apart by chance.
        unit = (variance**0.5 + _MIN_DEVIATION) * drawn.total()
        return {pieces: (scores[pieces] - mean) * times / unit for pieces, times in drawn.items()}

    def _text(self, ids: Sequence[int]) -> str:
        return self._tokenizer.text([piece for piece in map(self._pieces.__getitem__, ids) if piece != END])

    def _parts(self, sources: Sequence[list[int]], advantages: Sequence[dict[tuple[int, ...], float]]) -> list[Samples]:
        flat = [
            (row, pieces, advantage)
            for row, of_row in enumerate(advantages)
            for pieces, advantage in of_row.items()
            if advantage
        ]
        flat.sort(key=lambda one: len(one[1]))
        parts = []
        for first in range(0, len(flat), _SAMPLES_PER_BATCH):
            part = flat[first : first + _SAMPLES_PER_BATCH]
            examples = [Example(sources[row][:-1], list(pieces), [-1] * len(pieces)) for row, pieces, _ in part]
            rows, of_rows = torch.tensor([one[0] for one in part]), torch.tensor([one[2] for one in part])
            parts.append(Samples(collate(examples, self._vocabulary), rows, of_rows))
        return parts


def risk(model: Model, memory: Tensor, samples: Sequence[Samples]) -> Tensor:
    """The sum over translations of advantage times negative log-likelihood in nats.

    `memory` is the encoder's output for the batch that they translate.
    """
    total = memory.new_zeros((), dtype=torch.float32)
    for part in samples:
        length = part.batch.source.shape[1]
        own = memory.index_select(0, part.row)[:, :length]
        total = total + model.losses(own, part.batch, weights=part.advantage).smoothed
    return total


def _unpadded(row: Tensor, pad: int) -> list[int]:
    ids: list[int] = row[row != pad].tolist()
    return ids
