"""Paragraphs that were broken at a width, and their translations broken again."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from translate.documents.lines import LINE_BREAK, Line

# It begins where white space begins, so that a long run of it is looked at once.
BREAK_AND_MARGIN = re.compile(r"(?<!\s)\s*[\r\n]+[\s>]*")


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A paragraph that was broken into lines of at most `width` columns: the characters `[start, end)`.

    `first` stands before `start` on its first line, `rest` at the beginning of its other lines.
    """

    start: int
    end: int
    width: int
    first: str
    rest: str
    line_break: str


def wrapped(text: str, lines: Sequence[Line]) -> Wrapped:
    """How the lines of a paragraph were broken."""
    first, second, last = lines[0], lines[1], lines[-1]
    line_break = LINE_BREAK.search(text, first.end)
    return Wrapped(
        first.body,
        last.end,
        max(line.end - line.start for line in lines),
        text[first.start : first.body],
        text[second.start : second.body],
        line_break[0] if line_break else "\n",
    )


def wrap_again(text: str, block: Wrapped) -> str:
    """A paragraph in other words, broken at the same width."""
    lines = textwrap.wrap(
        BREAK_AND_MARGIN.sub(" ", text),
        block.width,
        initial_indent=block.first,
        subsequent_indent=block.rest,
        expand_tabs=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return block.line_break.join(lines)[len(block.first) :]
