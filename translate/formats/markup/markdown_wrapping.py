"""Paragraphs of Markdown that were broken at a width, broken again in other words."""

import re
from collections.abc import Iterator, Sequence

from glossary.linked import Span
from translate.formats.blocks import Block, Text
from translate.formats.splice import Edit

_PARAGRAPH = "paragraph"
# A line that begins with it continues its paragraph, whatever generator reads it.
_SAFE = re.compile(r"[^\W\d_]|\d+(?![\d.)])|[*_(\"“„‚‘'\[`]{1,2}[^\W\d_]|`[\w./-]|\[`")
_SENTENCE_END = re.compile(r"[.!?:…][\"“”»«)\]]*")


def wrapped(source: str, before: Sequence[Block], text: str, after: Sequence[Block]) -> Iterator[Edit]:
    """What breaks the paragraphs of a translated `text` at the widths that they had.

    `before` and `after` are the blocks of both. Paragraphs with a line for each sentence stay so.
    """
    old = [block for block in before if block.kind == _PARAGRAPH]
    new = [block for block in after if block.kind == _PARAGRAPH]
    if len(old) != len(new):
        return
    for german, english in zip(old, new, strict=True):
        data = source[german.start : german.end]
        if "\n" in data and data != text[english.start : english.end] and _is_wrapped(source, german):
            yield from _broken(text, english, *_lines(source, german))


def _is_wrapped(source: str, block: Block) -> bool:
    """Whether some line ends within a sentence."""
    read = ""
    for part in block.parts:
        if isinstance(part, Text) and "\n" in source[part.start : part.end]:
            at = source.find("\n", part.start) - part.start if len(part.text) == part.end - part.start else 0
            before = (read + part.text[:at]).rstrip()[-6:]
            if before and not _SENTENCE_END.search(before):
                return True
        read = (read + part.text)[-6:]
    return False


def _lines(source: str, block: Block) -> tuple[int, str]:
    """The width of a paragraph's lines, and what stands between two of them."""
    first = source.rfind("\n", 0, block.start) + 1
    lines = source[first : block.end].split("\n")
    margin = re.match(r"[ \t>]*", lines[1])
    break_ = "\r\n" if lines[0].endswith("\r") else "\n"
    return max(len(line.rstrip()) for line in lines), break_ + (margin[0] if margin else "")


def _broken(text: str, block: Block, width: int, break_: str) -> Iterator[Edit]:
    """What breaks one paragraph."""
    behind = len(break_.lstrip("\r\n"))
    # What the place of a character is to be lessened by to be its column, and where the line may end.
    base = text.rfind("\n", 0, block.start) + 1
    last: Span | None = None
    for start, end, may_break in [*_gaps(text, block), (block.end, block.end, False)]:
        if last is not None:
            if start - base > width:
                yield Edit(*last, (break_,))
                base = last[1] - behind
            elif text[slice(*last)] != " ":
                yield Edit(*last, (" ",))
                base += last[1] - last[0] - 1
        last = (start, end) if may_break else None
        if not may_break and "\n" in text[start:end]:
            base = text.rfind("\n", start, end) + 1


def _gaps(text: str, block: Block) -> Iterator[tuple[int, int, bool]]:
    """Where a line may end, and where one ends that is to end there."""
    for part in block.parts:
        if not isinstance(part, Text):
            if "\n" in text[part.start : part.end]:
                yield part.start, part.end, False
        elif len(part.text) == part.end - part.start:
            for space in re.finditer(r"(?<!\s)[ \n](?!\s)", text[part.start : part.end]):
                start, end = part.start + space.start(), part.start + space.end()
                if _SAFE.match(text, end):
                    yield start, end, True
                elif space[0] == "\n":
                    yield start, end, False
        elif part.text == " " and "\n" in text[part.start : part.end]:
            yield part.start, part.end, _SAFE.match(text, part.end) is not None
