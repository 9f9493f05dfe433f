"""Text to the pieces of a Marian model and back, with the place of every piece in the text."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from translate.engines.base import Hint, Request, Span
from translate.errors import EngineError, ModelError

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

END = "</s>"
UNKNOWN = "<unk>"
_OPENING = re.compile(r'(?<!\S)(["“(\[]) ')
# The characters of which hint pieces are made: a text must not be able to write one.
_DISARMED = str.maketrans("⟨⟩", "<>")


@dataclass(frozen=True, slots=True)
class Encoded:
    """Pieces of a source without the end mark, and for each the characters `[start, end)` it came from.

    Pieces of a hint, its marks included, come from the hint's span.
    """

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]


class Tokenizer:
    """The sentencepiece models of a Marian directory (`source.spm`, `target.spm`) over its `vocab.json`.

    `hint_pieces` are the three pieces around a hint, empty for a model that knows none.
    Raises `ModelError` if the directory lacks a file or one is damaged.
    """

    def __init__(self, directory: Path, hint_pieces: Sequence[str] = ()) -> None:
        from sentencepiece import SentencePieceProcessor

        try:
            self._source = SentencePieceProcessor(model_file=str(directory / "source.spm"))
            self._target = SentencePieceProcessor(model_file=str(directory / "target.spm"))
            self.numbers: dict[str, int] = json.loads((directory / "vocab.json").read_text(encoding="utf-8"))
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(f"{directory}: the tokenizer cannot be loaded: {error}") from error
        self._hint_pieces = tuple(hint_pieces)

    def source(self, text: str, hints: Sequence[Hint] = ()) -> Encoded:
        """Pieces of a source, with hints (sorted, not overlapping) spliced in.

        A hint goes around whole pieces, so its marks may enclose a little more than its span.
        """
        encoded = self._source.encode(text.translate(_DISARMED), return_type="offset_mapping")
        plain = [piece if piece in self.numbers else UNKNOWN for piece in encoded["pieces"]]
        places = [_trimmed(text, start, end) for start, end in encoded["offsets"]]
        pieces: list[str] = []
        spans: list[Span] = []
        at = 0
        for hint in hints:
            inside = [i for i in range(at, len(plain)) if places[i][0] < hint.end and places[i][1] > hint.start]
            if not inside:
                continue
            first, last = inside[0], inside[-1] + 1
            opening, equals, closing = self._hint_pieces
            pieces += plain[at:first]
            spans += places[at:first]
            hinted = [opening, *plain[first:last], equals, *self.target(hint.target), closing]
            pieces += hinted
            spans += [(hint.start, hint.end)] * len(hinted)
            at = last
        return Encoded((*pieces, *plain[at:]), (*spans, *places[at:]))

    def request(self, request: Request, limit: int) -> Encoded:
        """Pieces of a request's source.

        Raises `EngineError` for a source over the limit, and for hints that the model does not know.
        """
        if request.hints and not self._hint_pieces:
            raise EngineError("this model takes no hints; leave them out or use a model trained with them")
        encoded = self.source(request.source, request.hints)
        if self.length(request.source) > limit:
            raise EngineError(
                f"a sentence of {len(encoded.pieces)} pieces is over the model's limit of {limit}: "
                f"{request.source[:40]!r}…; split it"
            )
        return encoded

    def length(self, text: str) -> int:
        """Pieces of a source, the end mark not counted."""
        return len(self._source.encode(text.translate(_DISARMED)))

    def target(self, text: str) -> tuple[str, ...]:
        """Pieces of an English text that begins at a word boundary."""
        return tuple(_known(self._target, self.numbers, text))

    def text(self, pieces: Sequence[str]) -> str:
        """The text of target pieces.

        That of the first few pieces is the beginning of that of all.
        """
        return _glued(str(self._target.decode([piece for piece in pieces if piece not in self._hint_pieces])))


def _glued(text: str) -> str:
    """Text without spaces behind opening quotes and brackets.

    A term begins with a space wherever it stands, so a model that obeys hints writes them: `said " Putin`.
    """

    def opened(found: re.Match[str]) -> str:
        closes = found[1] == '"' and text.count('"', 0, found.start()) % 2
        return found[0] if closes else found[1]

    return _OPENING.sub(opened, text)


def _trimmed(text: str, start: int, end: int) -> Span:
    """A piece's characters without the space before them."""
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _known(processor: "SentencePieceProcessor", numbers: dict[str, int], text: str) -> list[str]:
    pieces = processor.encode(text.translate(_DISARMED), out_type=str)
    return [piece if piece in numbers else UNKNOWN for piece in pieces]
