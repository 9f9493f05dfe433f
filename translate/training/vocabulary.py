"""The joint sentencepiece vocabulary, with pieces reserved for hints."""

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

from translate.errors import TrainingError
from translate.training.corpus import Direction

PIECE_FILES = ("source.spm", "target.spm", "vocab.json")
CONFIGURATION = "tokenizer_config.json"
HINT_PIECES = ("⟨t⟩", "⟨=⟩", "⟨/t⟩")
# A byte that no text has: every vocabulary with pieces for bytes can tag a source with it.
TAG = "<0x02>"
END = "</s>"
UNKNOWN = "<unk>"
PAD = "<pad>"
_TOKENIZER = {
    "model_max_length": 512,
    "separate_vocabs": False,
    "tokenizer_class": "MarianTokenizer",
    "unk_token": UNKNOWN,
    "eos_token": END,
    "pad_token": PAD,
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Pieces and their ids as a Marian model directory has them: `source.spm` and `vocab.json`."""

    processor: sentencepiece.SentencePieceProcessor
    ids: dict[str, int]

    @classmethod
    def read(cls, directory: Path) -> "Vocabulary":
        """Read a directory's vocabulary; raises `TrainingError` if there is none, or one without hints."""
        try:
            processor = sentencepiece.SentencePieceProcessor(model_file=str(directory / "source.spm"))
            ids = json.loads((directory / "vocab.json").read_text(encoding="utf-8"))
        except (OSError, RuntimeError, ValueError) as error:
            raise TrainingError(f"{directory}: no vocabulary in there: {error}") from error
        missing = [piece for piece in (*HINT_PIECES, END, UNKNOWN, PAD) if piece not in ids]
        if missing:
            raise TrainingError(f"{directory}: its vocabulary lacks {' '.join(missing)}; train one of your own")
        return cls(processor, ids)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def pad(self) -> int:
        return self.ids[PAD]

    @property
    def end(self) -> int:
        return self.ids[END]

    @property
    def tag(self) -> int:
        """The piece before a source that is a translation itself; raises `TrainingError` if there is none."""
        if TAG not in self.ids:
            raise TrainingError("the vocabulary has no pieces for bytes, so that nothing can be tagged")
        return self.ids[TAG]

    @property
    def hint_ids(self) -> tuple[int, int, int]:
        opening, equals, closing = (self.ids[piece] for piece in HINT_PIECES)
        return opening, equals, closing

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Piece ids of texts, without end marks; hint characters in them are replaced."""
        unknown = self.ids[UNKNOWN]
        plain = [text.replace("⟨", "<").replace("⟩", ">") for text in texts]
        rows = self.processor.encode(plain, out_type=str, num_threads=-1)
        return [[self.ids.get(piece, unknown) for piece in row] for row in rows]

    def begins_word(self) -> list[bool]:
        """For each id, whether its piece begins a word or is punctuation."""
        begins = [False] * len(self.ids)
        for piece, number in self.ids.items():
            begins[number] = piece.startswith("▁") or not any(c.isalnum() for c in piece)
        return begins


def train(texts: Iterable[str], size: int, directory: Path) -> Vocabulary:
    """Train a joint vocabulary of `size` pieces on texts of both languages and write it to `directory`.

    Unigram model (Kudo 2018) with byte fallback, so that no name is unknown. Raises `TrainingError` if the
    texts are too few for so many pieces.
    """
    directory.mkdir(parents=True, exist_ok=True)
    trained = io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_writer=trained,
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
    except RuntimeError as error:
        raise TrainingError(f"no vocabulary of {size} pieces can be made of these texts: {error}") from error
    processor = sentencepiece.SentencePieceProcessor(model_proto=trained.getvalue())
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    ordered = [END, UNKNOWN, *(piece for piece in pieces if piece not in (END, UNKNOWN)), PAD]
    ids = {piece: number for number, piece in enumerate(ordered)}
    for name in ("source.spm", "target.spm"):
        (directory / name).write_bytes(trained.getvalue())
    for name, table in (("vocab.json", ids), (CONFIGURATION, configuration("de-en"))):
        (directory / name).write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    return Vocabulary(processor, ids)


def configuration(direction: Direction) -> dict[str, object]:
    """What `tokenizer_config.json` says for a model of that direction."""
    source, _, target = direction.partition("-")
    return {"source_lang": source, "target_lang": target, **_TOKENIZER}


def direction_of(directory: Path) -> Direction:
    """The direction of a model; one that does not say that it goes from English translates from German."""
    try:
        content = json.loads((directory / CONFIGURATION).read_text(encoding="utf-8"))
        return "en-de" if content["source_lang"] == "en" else "de-en"
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return "de-en"
