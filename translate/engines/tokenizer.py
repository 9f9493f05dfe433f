"""Text to the pieces of a Marian model and back, with the place of every piece in the text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.errors import reason
from glossary.linked import Span
from translate.engines import piece_files
from translate.engines.base import Hint, Request
from translate.engines.piece_files import UNKNOWN
from translate.errors import EngineError, ModelError

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

_OPENING = re.compile(r'(?<!\S)(["“(\[]) ')
_WORD_BEGIN = "▁"
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_BYTE_BEGIN = "<0x"
# The characters of which hint pieces are made: a text must not be able to write one.
_MARKS = frozenset("⟨⟩")


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
        self._source = _processor(directory / "source.spm")
        self._target = _processor(directory / "target.spm")
        self.numbers = piece_files.vocabulary(directory / "vocab.json")
        self._hint_pieces = tuple(hint_pieces)
        self._hint_marks = frozenset(hint_pieces)
        alone = (piece.removeprefix(_WORD_BEGIN) for piece in self.numbers)
        self._characters = frozenset(piece for piece in alone if len(piece) == 1) - _MARKS

    def spells(self, character: str) -> bool:
        """Whether the model has a piece for a character, so that it need not be written in bytes."""
        return character in self._characters

    def source(self, text: str, hints: Sequence[Hint] = ()) -> Encoded:
        """Pieces of a source, with hints (sorted, not overlapping) spliced in.

        A hint goes around whole pieces, so its marks may enclose a little more than its span.
        """
        encoded = self._source.encode(_disarmed(text), return_type="offset_mapping")
        plain = [piece if piece in self.numbers else UNKNOWN for piece in encoded["pieces"]]
        places = [_trimmed(text, start, end) for start, end in encoded["offsets"]]
        pieces: list[str] = []
        spans: list[Span] = []
        at = 0
        for hint in hints:
            covered = [i for i in range(at, len(plain)) if places[i][0] < hint.end and places[i][1] > hint.start]
            if not covered:
                continue
            first, last = covered[0], covered[-1] + 1
            inside = plain[first:last]
            if not inside[0].startswith(_WORD_BEGIN) and (places[first][0], places[last - 1][1]) == (
                hint.start,
                hint.end,
            ):
                # Models have learnt hints for whole words: what stands within one reads as a word, `▁EU` of `US-/EU-`.
                inside = _known(self._source, self.numbers, text[hint.start : hint.end])
                first -= first > at and plain[first - 1] == _WORD_BEGIN
            opening, equals, closing = self._hint_pieces
            pieces += plain[at:first]
            spans += places[at:first]
            hinted = [opening, *inside, equals, *self.pieces(hint.target), closing]
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
        if (self.length(request.source) if request.hints else len(encoded.pieces)) > limit:
            raise EngineError(
                f"a sentence of {len(encoded.pieces)} pieces is over the model's limit of {limit}: "
                f"{request.source[:40]!r}…; split it"
            )
        return encoded

    def length(self, text: str) -> int:
        """Pieces of a source, the end mark not counted."""
        return len(self._source.encode(_disarmed(text)))

    def pieces(self, text: str) -> tuple[str, ...]:
        """Pieces of an English text that begins at a word boundary."""
        return tuple(_known(self._target, self.numbers, text))

    def text(self, pieces: Sequence[str]) -> str:
        """The text of target pieces, without bytes that make no character.

        That of the first few pieces is the beginning of that of all.
        """
        return self.decoded(pieces)[0]

    def decoded(self, pieces: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
        """The text of target pieces, and for each its characters in that, one behind the other.

        Of the pieces that make up one character in bytes the last one has it; what is not shown has an empty span.

        >>> tokenizer.decoded(tokenizer.pieces("The old house"))  # doctest: +SKIP
        ('The old house', ((0, 3), (3, 7), (7, 13)))
        """
        shown = self._shown(pieces)
        decoded = self._target.decode([piece for piece in shown if piece is not None], return_type="offset_mapping")
        text = str(decoded["text"])
        left_out = _behind_opening(text)
        ends = (end - bisect_left(left_out, end) for _, end in decoded["offsets"])
        edges = [0]
        for piece in shown:
            edges.append(edges[-1] if piece is None else next(ends))
        return _without(text, left_out), tuple(pairwise(edges))

    def _shown(self, pieces: Sequence[str]) -> list[str | None]:
        """The pieces, None for those that are not shown: marks of hints, and bytes that make no character."""
        if self._hint_marks.isdisjoint(pieces) and _BYTE_BEGIN not in "".join(pieces):
            return list(pieces)
        shown: list[str | None] = [None if piece in self._hint_pieces else piece for piece in pieces]
        for start, end in _broken_bytes(pieces):
            shown[start:end] = [None] * (end - start)
        return shown


def _processor(path: Path) -> "SentencePieceProcessor":
    from sentencepiece import SentencePieceProcessor

    try:
        return SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError, ValueError) as error:
        raise ModelError(f"{path}: the tokenizer cannot be loaded: {reason(error)}") from error


def _broken_bytes(pieces: Sequence[str]) -> Iterator[Span]:
    """Where bytes stand among pieces that are no character's in UTF-8.

    >>> list(_broken_bytes(["<0xC4>", "▁a", "<0xC4>", "<0x8D>"]))
    [(0, 1)]
    """
    at = 0
    while at < len(pieces):
        size = 1
        if first := _BYTE.fullmatch(pieces[at]):
            lead = int(first[1], 16)
            size = 1 + (lead >= 0xC0) + (lead >= 0xE0) + (lead >= 0xF0)
            if not _is_character(pieces[at : at + size]):
                size = 1
                yield at, at + 1
        at += size


def _is_character(pieces: Sequence[str]) -> bool:
    found = [_BYTE.fullmatch(piece) for piece in pieces]
    try:
        return len(bytes(int(byte[1], 16) for byte in found if byte).decode()) == 1 and None not in found
    except UnicodeDecodeError:
        return False


def _behind_opening(text: str) -> list[int]:
    """The places of spaces behind opening quotes and brackets, which do not belong there.

    A term begins with a space wherever it stands, so a model that obeys hints writes them: `said " Putin`.
    """
    places: list[int] = []
    quotes = at = 0
    for found in _OPENING.finditer(text):
        quotes += text.count('"', at, found.start())
        at = found.start()
        if found[1] != '"' or quotes % 2 == 0:
            places.append(found.end() - 1)
    return places


def _without(text: str, places: Sequence[int]) -> str:
    """A text without the characters at some places.

    >>> _without("( a b", [1])
    '(a b'
    """
    if not places:
        return text
    edges = [-1, *places, len(text)]
    return "".join(text[before + 1 : place] for before, place in pairwise(edges))


def _disarmed(text: str) -> str:
    """A text without the marks of hints."""
    return text.replace("⟨", "<").replace("⟩", ">")


def _trimmed(text: str, start: int, end: int) -> Span:
    """A piece's characters without the space before them."""
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _known(processor: "SentencePieceProcessor", numbers: dict[str, int], text: str) -> list[str]:
    pieces = processor.encode(_disarmed(text), out_type=str)
    return [piece if piece in numbers else UNKNOWN for piece in pieces]
