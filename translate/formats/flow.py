"""From the blocks of a document to its sentences, and from their translations to what is written into the data."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from glossary.linked import LinkedText, Span
from translate.documents.document import Document, Segment
from translate.formats.blocks import Block
from translate.formats.splice import Edit

# Writes what a reader is to read as the data of a block have it: with `<` as `&lt;`, say.
Write = Callable[[str, Block], str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment stands: the characters `[start, end)` of the text of a block.

    `origins` says for each character of the segment's text which character of the block's text it was; it is empty
    where each is the one that is as far behind the first.
    """

    block: int
    start: int
    end: int
    origins: tuple[int, ...] = ()

    def within(self, offset: int) -> int:
        """Where in the segment a character of the block's text stands; for the end, the segment's length."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class BlockDocument(Document):
    """A document of blocks: `text` has one a line, `source` are its data, `places` are those of its segments."""

    source: str = ""
    blocks: tuple[Block, ...] = ()
    places: tuple[Place, ...] = ()


def document(
    name: str, source: str, blocks: Sequence[Block], notices: Sequence[str] = (), *, repair: bool = True
) -> BlockDocument:
    """The document of some data, with the sentences of its blocks."""
    raise NotImplementedError


def edits(document: BlockDocument, translations: Sequence[LinkedText], write: Write) -> list[Edit]:
    """What puts translations, one a segment, into the data, with marks where their words are.

    A sentence that comes out as it was read is left alone.
    """
    raise NotImplementedError


def translated(document: BlockDocument, translations: Sequence[LinkedText]) -> Iterator[tuple[int, LinkedText]]:
    """For formats that write otherwise: for each block of which a sentence comes out otherwise, its number and text.

    The text's links lead to the text of the block.
    """
    raise NotImplementedError
