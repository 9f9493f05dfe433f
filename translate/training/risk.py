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

import ctranslate2
import torch
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from torch import Tensor

from translate.engines import conversion, marian
from translate.engines.tokenizer import END, Tokenizer
from translate.training import export
from translate.training.batches import Batch, collate
from translate.training.hints import Example
from translate.training.model import Model
from translate.training.packing import MOST_PIECES
from translate.training.vocabulary import HINT_PIECES, Vocabulary

# What the reference counts beside the translations.
REFERENCE_SHARE = 0.3
# So many sentences are translated by the same weights.
_SENTENCES = 1000
# Pieces are drawn among so many: the unlikely ones are a waste of time.
_PIECES_DRAWN_FROM = 10
_LEAST_DEVIATION = 0.02
_TOKENS_A_BATCH = 256
_TRANSLATIONS_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Judged:
    """Translations of a batch's sentences.

    `batch` has their targets; `row` tells which row of the batch each translates, `worth` how much better it is than
    the others of that sentence, in standard deviations and divided by their number (negative: worse).
    """

    batch: Batch
    row: Tensor
    worth: Tensor

    def to(self, device: torch.device) -> "Judged":
        return Judged(self.batch.to(device), self.row.to(device), self.worth.to(device))


class Judge:
    """Has a model translate `count` times each sentence by chance, and compares with the reference."""

    def __init__(self, tokenizer: Path, vocabulary: Vocabulary, count: int) -> None:
        self._directory = tokenizer
        self._tokenizer = Tokenizer(tokenizer, HINT_PIECES)
        self._vocabulary = vocabulary
        self._pieces = {number: piece for piece, number in vocabulary.numbers.items()}
        self._count = count
        self._bleu, self._chrf = BLEU(effective_order=True), CHRF()

    def follow(self, model: Model, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Judged]]]:
        """Batches with the translations that the model, as it is by then, makes of them."""
        together: list[Batch] = []
        for batch in batches:
            together.append(batch)
            if sum(batch.pairs for batch in together) >= _SENTENCES:
                yield from zip(together, self.judge(model, together), strict=True)
                together = []

    def judge(self, model: Model, batches: Sequence[Batch]) -> list[list[Judged]]:
        """For each batch the translations that the model makes of it, in parts of a few hundred."""
        sources = [[_real(row, self._vocabulary.pad) for row in batch.source] for batch in batches]
        references = [[_real(row, self._vocabulary.pad) for row in batch.target_out] for batch in batches]
        drawn = iter(self._translate(model, [source for of_batch in sources for source in of_batch]))
        return [
            self._parts(of_batch, [self._worth(next(drawn), reference) for reference in right])
            for of_batch, right in zip(sources, references, strict=True)
        ]

    def _translate(self, model: Model, sources: Sequence[Sequence[int]]) -> list[Counter[tuple[int, ...]]]:
        """Translations of each source, with how often each was drawn."""
        threads = torch.get_num_threads()
        with tempfile.TemporaryDirectory() as folder:
            directory, converted = Path(folder) / "model", Path(folder) / "converted"
            export.write(model, self._directory, directory)
            conversion.convert(marian.read(directory), "int8", converted)
            translator = ctranslate2.Translator(str(converted), inter_threads=threads, intra_threads=1)
            results = translator.translate_batch(
                [[self._pieces[number] for number in source] for source in sources],
                batch_type="tokens",
                max_batch_size=_TOKENS_A_BATCH,
                beam_size=1,
                num_hypotheses=self._count,
                sampling_topk=_PIECES_DRAWN_FROM,
                max_decoding_length=MOST_PIECES,
                max_input_length=0,
            )
        # CTranslate2 has set those of the whole process to its own.
        torch.set_num_threads(threads)
        numbers = self._vocabulary.numbers
        return [Counter(tuple(numbers[piece] for piece in h) for h in result.hypotheses) for result in results]

    def _worth(self, drawn: Counter[tuple[int, ...]], reference: Sequence[int]) -> dict[tuple[int, ...], float]:
        """What each translation is worth, by the mean of its BLEU and chrF."""
        right = self._text(reference)
        scores = {}
        for pieces in drawn:
            text = self._text(pieces)
            both = (metric.sentence_score(text, [right]).score for metric in (self._bleu, self._chrf))
            scores[pieces] = sum(both) / 200
        mean = sum(scores[pieces] * times for pieces, times in drawn.items()) / drawn.total()
        variance = sum((scores[pieces] - mean) ** 2 * times for pieces, times in drawn.items()) / drawn.total()
        # Translations that hardly differ must not be told apart by chance.
        unit = (variance**0.5 + _LEAST_DEVIATION) * drawn.total()
        return {pieces: (scores[pieces] - mean) * times / unit for pieces, times in drawn.items()}

    def _text(self, numbers: Sequence[int]) -> str:
        return self._tokenizer.text([piece for piece in map(self._pieces.__getitem__, numbers) if piece != END])

    def _parts(self, sources: Sequence[list[int]], worths: Sequence[dict[tuple[int, ...], float]]) -> list[Judged]:
        flat = [(row, pieces, worth) for row, of_row in enumerate(worths) for pieces, worth in of_row.items() if worth]
        flat.sort(key=lambda one: len(one[1]))
        parts = []
        for first in range(0, len(flat), _TRANSLATIONS_TOGETHER):
            part = flat[first : first + _TRANSLATIONS_TOGETHER]
            examples = [Example(sources[row][:-1], list(pieces), [-1] * len(pieces)) for row, pieces, _ in part]
            rows, worth = torch.tensor([one[0] for one in part]), torch.tensor([one[2] for one in part])
            parts.append(Judged(collate(examples, self._vocabulary), rows, worth))
        return parts


def risk(model: Model, memory: Tensor, judged: Sequence[Judged]) -> Tensor:
    """The sum over translations of worth times negative log-likelihood in nats; `memory` is that of the batch."""
    total = memory.new_zeros((), dtype=torch.float32)
    for part in judged:
        length = part.batch.source.shape[1]
        own = memory.index_select(0, part.row)[:, :length]
        total = total + model.losses(own, part.batch, worth=part.worth).smoothed
    return total


def _real(row: Tensor, pad: int) -> list[int]:
    numbers: list[int] = row[row != pad].tolist()
    return numbers
