"""The steps from parallel text to a model directory; one whose result is there already is not done again."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from translate.engines import known_words
from translate.errors import TrainingError
from translate.options import BEAM_SIZE, Device
from translate.training import card, corpus, export, monolingual, noise, packing, plot, vocabulary
from translate.training.card import CardFiles
from translate.training.corpus import Direction, Mixture, Pair
from translate.training.devices import device_named
from translate.training.model import Model, Shape
from translate.training.monitoring import Log, no_validation
from translate.training.packing import Packed
from translate.training.risk import Sampler
from translate.training.trainer import Clock, Run, Settings
from translate.training.validation import ParallelLines, Validation, measure
from translate.training.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Data:
    """Texts to train on, and to measure with.

    `mixture` and `decay_mixture` are mixing files; that of the decay, None to keep to `mixture`, has sources that are
    in `mixture` too. `validation` and `tests` are pairs of parallel files, German and English; validation is watched
    during the run, both are measured at its end, and no line of them is trained on, nor one of the files and folders
    in `held_out`. `vocabulary_texts` are sentences of either language from which a new vocabulary is learnt as well. So
    large a share of the pairs as `noise_share` comes once more, with noise in the German.
    """

    texts: tuple[Path, ...]
    mixture: Path
    decay_mixture: Path | None
    held_out: tuple[Path, ...]
    validation: tuple[Path, Path] | None
    tests: tuple[tuple[Path, Path], ...]
    vocabulary_texts: tuple[Path, ...]
    noise_share: float

    def measured(self) -> list[tuple[Path, Path]]:
        """All pairs of files to measure with, validation first."""
        return [self.validation, *self.tests] if self.validation else list(self.tests)

    def pairs(self, mixture: Mixture) -> Iterator[Pair]:
        """Clean pairs of the texts that may be trained on."""
        return corpus.read(self.texts, mixture, corpus.held_out(self.all_held_out()))

    def all_held_out(self) -> list[Path]:
        """What must not be trained on."""
        return [*self.held_out, *(file for files in self.measured() for file in files)]


@dataclass(frozen=True, slots=True)
class Start:
    """What training begins with: a Marian directory, or a new model.

    `width` and `vocabulary_size` are of a new model; a multiple of 16, and a number of pieces.
    """

    base_model: Path | None
    width: int
    vocabulary_size: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train on, with what, and where.

    `folder` keeps everything: vocabulary, packed text, checkpoints, curve, the exported `model`. With `translations`
    the model learns from so many of its own a sentence too. `device` is the name of one, or `auto`.
    """

    folder: Path
    direction: Direction
    data: Data
    start: Start
    settings: Settings
    translations: int
    device: Device
    card_files: CardFiles

    def make(self, log: Log, clock: Clock) -> Path | None:
        """Do the steps that are not done; gives the directory of the model, None if the run was stopped.

        Raises `TrainingError` for text, settings or files that cannot be used.
        """
        if self.direction == "en-de" and (self.data.noise_share or self.settings.sampling.nouns):
            raise TrainingError("--noise-share and --nouns are for German sources; leave them out with en-de")
        mixture = Mixture.read(self.data.mixture)
        decay_mixture = Mixture.read(self.data.decay_mixture) if self.data.decay_mixture else None
        tests = [ParallelLines.read(*files, self.direction) for files in self.data.measured()]
        tokenizer = self.start.base_model or self._vocabulary(mixture, decay_mixture or mixture, log)
        pieces = Vocabulary.read(tokenizer)
        packed = self._packed(mixture, pieces, log)
        run = Run(self._model(pieces), self.settings, self.folder / "run", device_named(self.device), log, clock)
        if run.resume():
            log(f"going on from step {run.state.step}")
        validate = Validation(tests[0], tokenizer, pieces) if self.data.validation else no_validation
        sampler = Sampler(tokenizer, pieces, self.translations) if self.translations else None
        decay = packed.reweighted(decay_mixture) if decay_mixture else None
        if not run.train(packed, decay, pieces, validate, sampler):
            return None
        sources = card.Sources(packed.counts(), mixture, decay_mixture)
        return self._export(run, tokenizer, tests, sources, log)

    def _vocabulary(self, mixture: Mixture, shown: Mixture, log: Log) -> Path:
        """Train a vocabulary on what the model is for, so that its words are the whole pieces."""
        directory = self.folder / "vocabulary"
        if not (directory / "tokenizer_config.json").exists():
            log("training the vocabulary")
            pairs = corpus.sample(self.data.pairs(mixture), shown, self.settings.sampling.seed)
            texts = (text for pair in pairs for text in (pair.german, pair.english))
            more = monolingual.read(self.data.vocabulary_texts, corpus.held_out(self.data.all_held_out()))
            vocabulary.train(itertools.chain(texts, more), self.start.vocabulary_size, directory)
        return directory

    def _packed(self, mixture: Mixture, pieces: Vocabulary, log: Log) -> Packed:
        folder = self.folder / "packed"
        if not any(folder.glob("part-*.npz")):
            log("cleaning, tokenising and aligning the text")
            pairs = noise.with_noise(self.data.pairs(mixture), self.data.noise_share, self.settings.sampling.seed)
            packing.pack(pairs, pieces, folder, self.direction)
        packed = packing.load(folder, mixture)
        log(f"{len(packed)} pairs, {packed.weight.sum():.0f} in a round")
        if int(max(packed.source.max(), packed.target.max())) >= len(pieces):
            raise TrainingError(f"{folder}: packed with another vocabulary; move it away to pack it again")
        return packed

    def _model(self, pieces: Vocabulary) -> Model:
        if self.start.base_model:
            return export.read(self.start.base_model)
        width, heads = self.start.width, Shape(0).heads
        if width % (2 * heads):
            raise TrainingError(f"a model cannot be {width} wide; give a multiple of {2 * heads}")
        torch.manual_seed(self.settings.sampling.seed)
        model = Model(Shape(len(pieces), width, 4 * width, pad=pieces.pad, end=pieces.end))
        model.initialise()
        return model

    def _export(self, run: Run, tokenizer: Path, tests: list[ParallelLines], sources: card.Sources, log: Log) -> Path:
        directory = self.folder / "model"
        model = run.averaged()
        export.write(model, tokenizer, directory, self.direction)
        if self.direction == "de-en":
            self._write_known_words(directory)
        qualities = measure(directory, tests, BEAM_SIZE)
        for quality in qualities:
            log(f"{quality.name}: BLEU {quality.bleu:.1f}  chrF {quality.chrf:.1f}")
        text = card.render(self.direction, sources, model.shape, run.state, qualities, self.card_files)
        (directory / "README.md").write_text(text, encoding="utf-8")
        export.seal(directory)
        try:
            plot.draw(run.folder, self.folder / "curve.png")
        except TrainingError as error:
            log(f"no picture of the curve: {error}")
        return directory

    def _write_known_words(self, directory: Path) -> None:
        """The words that the base model knows, and those of the packed text; none where neither tells."""
        told = [folder / known_words.NAME for folder in (self.start.base_model, self.folder / "packed") if folder]
        if lines := known_words.together([path for path in told if path.is_file()]):
            (directory / known_words.NAME).write_bytes(known_words.packed(lines))
