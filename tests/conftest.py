"""What several test files share: a home of their own, and an engine without a model."""

import os
import re
import shutil
import signal
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hostile.copying import Pieces

from glossary.linked import Span
from translate.engines.base import Hypothesis, ModelFacts, PieceTokenizer, Request, linked
from translate.errors import EngineError

if TYPE_CHECKING:
    from translate.training.packing import Packed

ROOT = Path(__file__).parent.parent

_ADVERBS = ("Indeed", "Surely", "Truly")

# No test hangs on how busy the machine is, and none on chance: what is green here is green for others. New examples are
# looked for with the profile "explore".
hypothesis.settings.register_profile("deen", deadline=None, derandomize=True)
hypothesis.settings.register_profile("quick", deadline=None, derandomize=True, max_examples=20)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1000)
hypothesis.settings.load_profile("deen")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The user's glossary, memory and converted models take no part; all tests share the conversions."""
    folder = tmp_path_factory.mktemp("deen")
    before = {name: os.environ.get(name) for name in ("DEEN_CACHE", "DEEN_HOME")}
    os.environ["DEEN_CACHE"] = str(folder / "cache")
    os.environ["DEEN_HOME"] = str(folder / "home")
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture(scope="session", autouse=True)
def heeded_interrupts() -> Iterator[None]:
    """Signals are heeded, here and in commands that are started, where tests run in the background too."""
    heeded: dict[signal.Signals, Callable[[int, FrameType | None], object] | signal.Handlers] = {
        signal.SIGINT: signal.default_int_handler,
        signal.SIGHUP: signal.SIG_DFL,
    }
    before = {number: signal.getsignal(number) for number in heeded}
    for number, handler in heeded.items():
        if before[number] is signal.SIG_IGN:
            signal.signal(number, handler)
    yield
    for number, handler_before in before.items():
        signal.signal(number, handler_before)


class FakeTokenizer(Pieces):
    """A tokenizer of short pieces that spells every character."""

    def spells(self, character: str) -> bool:
        return True


@dataclass
class FakeEngine:
    """A deterministic `Engine`: translates word by word through `words`; what it does not know it copies.

    `calls` collects the requests of each call.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    takes_hints: bool = True
    max_source_length: int = 200
    split_length: int = 200
    key: str = "fake"
    known: Container[str] | None = None
    calls: list[list[Request]] = field(default_factory=list)
    tokenizer: PieceTokenizer = field(default_factory=FakeTokenizer)

    @property
    def facts(self) -> ModelFacts:
        return ModelFacts(self.key, self.takes_hints, self.max_source_length, self.split_length, known=self.known)

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        self.calls.append(list(requests))
        return [self._one(request) for request in requests]

    def alternatives(self, request: Request, count: int) -> list[Hypothesis]:
        """The translation, and behind it the same with an adverb in front."""
        made = self._one(request)
        rest = [(piece, None) for piece in made.tokens]
        adverbs = [[(piece, None) for piece in self.tokenizer.pieces(word)] for word in _ADVERBS]
        return [made, *(self.made([*adverb, *rest]) for adverb in adverbs)][:count]

    def _one(self, request: Request) -> Hypothesis:
        if self.tokenizer.length(request.source) > self.max_source_length:
            raise EngineError(f"the source has more than {self.max_source_length} pieces")
        if request.hints and not self.takes_hints:
            raise EngineError("the model takes no hints")
        words = self._words(request)
        return self.made([(piece, span) for word, span in words for piece in self.tokenizer.pieces(word)])

    def made(self, pieces: Sequence[tuple[str, Span | None]]) -> Hypothesis:
        """A hypothesis of pieces, each with the source characters it stands for, if any are known."""
        tokens = tuple(piece for piece, _ in pieces)
        text = linked(self.tokenizer, tokens, [span for _, span in pieces])
        return Hypothesis(tokens, text, -1 / (1 + len(tokens)))

    def _words(self, request: Request) -> list[tuple[str, Span]]:
        """The words of the translation, each with the source characters it stands for."""
        at = 0
        words: list[tuple[str, Span]] = []
        for hint in request.hints:
            words += self._plain(request.source, at, hint.start)
            words += [(word, (hint.start, hint.end)) for word in hint.target.split()]
            at = hint.end
            # Punctuation right behind a hint stays with its last word.
            if words and (glued := re.match(r"[^\w\s]+", request.source[at:])):
                word, span = words.pop()
                words.append((word + glued[0], span))
                at += glued.end()
        return words + self._plain(request.source, at, len(request.source))

    def _plain(self, source: str, start: int, end: int) -> list[tuple[str, Span]]:
        """The translation of `source[start:end]`; punctuation stays where it is."""
        return [
            (word, (start + found.start(), start + found.end()))
            for found in re.finditer(r"\S+", source[start:end])
            for word in re.sub(r"\w+", lambda w: self.words.get(w[0], w[0]), found[0]).split()
        ]


@pytest.fixture
def engine() -> FakeEngine:
    """An engine that copies its source."""
    return FakeEngine()


@pytest.fixture(scope="session")
def parallel_text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2,000 pairs in a folder, as .tsv and as .tsv.xz."""
    from small_training import write_corpus

    folder = tmp_path_factory.mktemp("text")
    write_corpus(folder)
    return folder


@pytest.fixture(scope="session")
def packed_text(parallel_text: Path, tmp_path_factory: pytest.TempPathFactory) -> "Packed":
    """The same, packed with the vocabulary of the bundled model."""
    from small_training import BUNDLED

    from translate.training import corpus, packing
    from translate.training.corpus import Mixture
    from translate.training.vocabulary import Vocabulary

    folder = tmp_path_factory.mktemp("packed")
    pairs = corpus.read([parallel_text], Mixture(()), frozenset())
    assert packing.pack(pairs, Vocabulary.read(BUNDLED), folder) == 2000
    return packing.load(folder, Mixture(()))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with nothing in it."""
    monkeypatch.setenv("DEEN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A model of another make: random, without hints and checksums, in the old layout of weights."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    directory = tmp_path / "plain"
    directory.mkdir()
    config = MarianConfig(
        vocab_size=8001, d_model=16, encoder_ffn_dim=32, decoder_ffn_dim=32, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_layers=1, decoder_layers=1, activation_function="swish",
        pad_token_id=8000, decoder_start_token_id=8000, eos_token_id=0, bos_token_id=0, forced_eos_token_id=0,
        scale_embedding=True, max_position_embeddings=64,
    )  # fmt: skip
    torch.manual_seed(1)
    model = MarianMTModel(config)
    config.architectures = ["MarianMTModel"]
    config.save_pretrained(directory)
    model.generation_config.save_pretrained(directory)
    torch.save(model.state_dict(), directory / "pytorch_model.bin")
    for name in ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json"):
        shutil.copy(ROOT / "translate" / "models" / "de-en" / name, directory)
    return directory
