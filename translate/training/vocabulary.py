"""The joint sentencepiece vocabulary, with pieces reserved for hints."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

HINT_PIECES = ("⟨t⟩", "⟨=⟩", "⟨/t⟩")
END = "</s>"
PAD = "<pad>"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces and their numbers as a Marian model directory has them: `source.spm` and `vocab.json`."""

    processor: sentencepiece.SentencePieceProcessor
    numbers: dict[str, int]

    @classmethod
    def read(cls, directory: Path) -> "Vocabulary":
        processor = sentencepiece.SentencePieceProcessor(model_file=str(directory / "source.spm"))
        return cls(processor, json.loads((directory / "vocab.json").read_text(encoding="utf-8")))

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def pad(self) -> int:
        return self.numbers[PAD]

    @property
    def end(self) -> int:
        return self.numbers[END]

    @property
    def hints(self) -> tuple[int, int, int]:
        opening, equals, closing = (self.numbers[piece] for piece in HINT_PIECES)
        return opening, equals, closing

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Piece numbers of texts, without end marks; hint characters in them are replaced."""
        unknown = self.numbers["<unk>"]
        plain = [text.replace("⟨", "<").replace("⟩", ">") for text in texts]
        rows = self.processor.encode(plain, out_type=str, num_threads=-1)
        return [[self.numbers.get(piece, unknown) for piece in row] for row in rows]

    def words_begin(self) -> list[bool]:
        """For each number, whether its piece begins a word or is punctuation."""
        begins = [False] * len(self.numbers)
        for piece, number in self.numbers.items():
            begins[number] = piece.startswith("▁") or not any(c.isalnum() for c in piece)
        return begins


def train(texts: Iterable[str], size: int, directory: Path) -> Vocabulary:
    """Train a joint vocabulary of `size` pieces on texts of both languages and write it to `directory`.

    Unigram model (Kudo 2018) with byte fallback, so that no name is unknown.
    """
    directory.mkdir(parents=True, exist_ok=True)
    prefix = directory / "source"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(prefix),
        vocab_size=size,
        character_coverage=0.9998,
        byte_fallback=True,
        unk_id=0,
        bos_id=-1,
        eos_id=1,
        pad_id=-1,
        user_defined_symbols=list(HINT_PIECES),
        normalization_rule_name="nmt_nfkc",
        input_sentence_size=1_000_000,
        shuffle_input_sentence=True,
        minloglevel=2,
    )
    prefix.with_suffix(".vocab").unlink()
    model = prefix.with_suffix(".model").rename(directory / "source.spm")
    (directory / "target.spm").write_bytes(model.read_bytes())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    ordered = [END, "<unk>", *(piece for piece in pieces if piece not in (END, "<unk>")), PAD]
    numbers = {piece: number for number, piece in enumerate(ordered)}
    (directory / "vocab.json").write_text(json.dumps(numbers, ensure_ascii=False), encoding="utf-8")
    return Vocabulary(processor, numbers)
