"""What a translation behind its source must not have again: the ids and the notes of the marks that both have."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translate.formats.blocks import Block
from translate.formats.flow import BlockDocument
from translate.formats.splice import Edit, Part, Source


@dataclass(frozen=True, slots=True)
class Cut:
    """The characters `[start, end)` of the data, and what stands for them in the translation."""

    start: int
    end: int
    text: str = ""


# The cuts of a block, in order and apart.
Cuts = Callable[[Block], Iterable[Cut]]


def cut(document: BlockDocument, edits: Iterable[Edit], cuts: Cuts) -> Iterator[Edit]:
    """Edits of a document, of which those that write a translation behind its source have the cuts of its block.

    What is nested in a block, such as a note, is translated where the source is.
    """
    blocks = {(block.start, block.end): block for block in document.blocks}
    for edit in edits:
        first = edit.parts[0] if edit.parts else ""
        block = blocks.get((edit.start, edit.end))
        if block is None or not isinstance(first, Source) or first.edited:
            yield edit
            continue
        own = list(cuts(block))
        starts = [one.start for one in own]
        parts = [made for part in edit.parts[1:] for made in _made(part, own, starts)]
        yield Edit(edit.start, edit.end, (Source(edit.start, edit.end), *parts))


def _made(part: Part, cuts: Sequence[Cut], starts: Sequence[int]) -> Iterator[Part]:
    """A part of an edit with the cuts in it."""
    if isinstance(part, str):
        yield part
        return
    at = part.start
    for one in cuts[bisect_left(starts, at) : bisect_left(starts, part.end)]:
        yield Source(at, one.start)
        yield one.text
        at = one.end
    yield Source(at, part.end)
