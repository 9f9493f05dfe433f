"""The steps from parallel text to a model directory; one whose result is there already is not done again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from translate.errors import TrainingError
from translate.options import BEAM_SIZE
from translate.training import card, corpus, export, packing, plot, trainer, vocabulary
from translate.training.corpus import Mixture, Pair
from translate.training.model import Model, Shape
from translate.training.packing import Packed
from translate.training.risk import Judge
from translate.training.trainer import Run, Settings
from translate.training.validation import ParallelLines, Validation, measure
from translate.training.vocabulary import Vocabulary

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train on, and where.

    `folder` keeps everything: vocabulary, packed text, checkpoints, curve, the exported `model`.
    `last_mixture`, of sources that are in `mixture` too, is for the decay, None to keep to `mixture`. `start` is
    a Marian directory to train on from, None to begin anew with `width` and so many `pieces` in the vocabulary.
    `validation` and `tests` are pairs of parallel files, German and English; validation is watched during the
    run, both are measured at its end, and no line of them is trained on, nor one of the files and folders in
    `held_out`. With `translations` the model learns from so many of its own a sentence too. `index` and `notes`
    go into the model card.
    """

    texts: tuple[Path, ...]
    folder: Path
    mixture: Mixture
    last_mixture: Mixture | None
    held_out: tuple[Path, ...]
    validation: tuple[Path, Path] | None
    tests: tuple[tuple[Path, Path], ...]
    start: Path | None
    pieces: int
    width: int
    translations: int
    settings: Settings
    device: str
    index: Path | None
    notes: Path | None

    def make(self, say: Say) -> Path | None:
        """Do the steps that are not done; gives the directory of the model, None if the run was stopped.

        Raises `TrainingError` for text, settings or files that cannot be used.
        """
        tests = [ParallelLines.read(*files) for files in self._measured()]
        tokenizer = self.start or self._vocabulary(say)
        pieces = Vocabulary.read(tokenizer)
        packed = self._packed(pieces, say)
        last = packed.shown_by(self.last_mixture) if self.last_mixture else None
        model = export.read(self.start) if self.start else self._new(pieces)
        run = Run(model, self.settings, self.folder / "run", self._device(), say)
        if run.resume():
            say(f"going on from step {run.state.step}")
        watch = Validation(tests[0], tokenizer, pieces) if self.validation else trainer.unwatched
        judge = Judge(tokenizer, pieces, self.translations) if self.translations else None
        if not run.train(packed, last, pieces, watch, judge):
            return None
        return self._export(run, tokenizer, tests, packed.counts(), say)

    def _measured(self) -> list[tuple[Path, Path]]:
        return [self.validation, *self.tests] if self.validation else list(self.tests)

    def _pairs(self) -> Iterator[Pair]:
        measured = [file for files in self._measured() for file in files]
        return corpus.read(self.texts, self.mixture, corpus.held_out([*self.held_out, *measured]))

    def _vocabulary(self, say: Say) -> Path:
        directory = self.folder / "vocabulary"
        if not (directory / "tokenizer_config.json").exists():
            say("training the vocabulary")
            # Of what the model is for, so that its words are the whole pieces.
            mixture = self.last_mixture or self.mixture
            pairs = corpus.draw(self._pairs(), mixture, self.settings.draw.seed)
            texts = (text for pair in pairs for text in (pair.german, pair.english))
            vocabulary.train(texts, self.pieces, directory)
        return directory

    def _packed(self, pieces: Vocabulary, say: Say) -> Packed:
        folder = self.folder / "packed"
        if not any(folder.glob("part-*.npz")):
            say("cleaning, tokenising and aligning the text")
            packing.pack(self._pairs(), pieces, folder)
        packed = packing.load(folder, self.mixture)
        say(f"{len(packed)} pairs, {packed.weight.sum():.0f} in a round")
        if int(max(packed.source.max(), packed.target.max())) >= len(pieces):
            raise TrainingError(f"{folder}: packed with another vocabulary; move it away to pack it again")
        return packed

    def _new(self, pieces: Vocabulary) -> Model:
        heads = Shape(0).heads
        if self.width % (2 * heads):
            raise TrainingError(f"a model cannot be {self.width} wide; give a multiple of {2 * heads}")
        torch.manual_seed(self.settings.draw.seed)
        model = Model(Shape(len(pieces), self.width, 4 * self.width, pad=pieces.pad, end=pieces.end))
        model.initialise()
        return model

    def _device(self) -> torch.device:
        if self.device != "auto":
            return torch.device(self.device)
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")

    def _export(self, run: Run, tokenizer: Path, tests: list[ParallelLines], counts: dict[str, int], say: Say) -> Path:
        directory = self.folder / "model"
        model = run.averaged()
        export.write(model, tokenizer, directory)
        qualities = measure(directory, tests, BEAM_SIZE)
        for quality in qualities:
            say(f"{quality.name}: BLEU {quality.bleu:.1f}  chrF {quality.chrf:.1f}")
        sources = card.Sources(counts, self.mixture, self.last_mixture, self.index)
        text = card.render(sources, model.shape, run.state, qualities, self.notes)
        (directory / "README.md").write_text(text, encoding="utf-8")
        export.seal(directory)
        try:
            plot.draw(run.folder, self.folder / "curve.png")
        except TrainingError as error:
            say(f"no picture of the curve: {error}")
        return directory
