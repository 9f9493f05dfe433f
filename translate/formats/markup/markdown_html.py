"""Blocks of HTML that stand in Markdown, read and written as HTML is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glossary.linked import Span
from translate.formats.blocks import Block, BlockPart, Copied, Mark, Text
from translate.formats.markup import html
from translate.formats.markup.markdown_foreign import Covered
from translate.formats.splice import Edit, Source

_KIND = "html "


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks of HTML that Markdown has, and the edits that name the language of their translation."""

    blocks: tuple[Block, ...]
    languages: tuple[Edit, ...]


def found(source: str, covered: Covered, lines: Sequence[Span]) -> Found:
    """What stands in some lines, which are one piece of HTML; what lies between them belongs to Markdown."""
    if not lines:
        return Found((), ())
    first = lines[0][0]
    parts: list[str] = []
    at = first
    for start, end in lines:
        parts += [" " * (start - at), covered.text[start:end]]
        at = end
    page = html.blocks("".join(parts))
    return Found(
        tuple(Block(tuple(_parts(source, covered, block, first)), _KIND + block.kind) for block in page.blocks),
        tuple(_moved(edit, first) for edit in page.languages),
    )


def is_html(block: Block) -> bool:
    """Whether a block stands in HTML."""
    return block.kind.startswith(_KIND)


def write(text: str, block: Block) -> str:
    """A text as a block of HTML has it."""
    return html.write(" ".join(text.split("\n")), _own(block))


def beside(block: Block) -> tuple[str, str] | None:
    """What stands around English behind its German."""
    return html.beside(_own(block))


def _own(block: Block) -> Block:
    return replace(block, kind=block.kind.removeprefix(_KIND))


def _moved(edit: Edit, by: int) -> Edit:
    parts = (
        replace(part, start=part.start + by, end=part.end + by) if isinstance(part, Source) else part
        for part in edit.parts
    )
    return Edit(edit.start + by, edit.end + by, tuple(parts))


def _parts(source: str, covered: Covered, block: Block, by: int) -> Iterator[BlockPart]:
    """The parts of a block where they stand in the whole, with what the parser did not see."""
    for part in block.parts:
        start, end = part.start + by, part.end + by
        if not isinstance(part, Text) or len(part.text) != end - start:
            yield replace(part, start=start, end=end)
            continue
        at = start
        for cover in covered.within(start, end):
            if at < cover.start:
                yield Text(at, cover.start, part.text[at - start : cover.start - start])
            own = source[cover.start : cover.end]
            copied = cover.kind == "copied"
            yield Copied(cover.start, cover.end, own) if copied else Mark(cover.start, cover.end, "point")
            at = cover.end
        if at < end or at == start:
            yield Text(at, end, part.text[at - start :])
