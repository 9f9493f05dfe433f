"""A text as another program sends it, a message or a field of a form: each line break stays."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from glossary.linked import LinkedText
from translate.documents import files, lines, list_marks, segmenter
from translate.formats import flow
from translate.formats.blocks import Block, BlockPart, Mark, Text
from translate.formats.flow import BlockDocument
from translate.formats.splice import spliced

# What ends a sentence: a line as well, only signs and what lies between paragraphs, or nothing.
Splitting = Literal["lines", "signs", "never"]

_BREAK = re.compile(r"(?<![ \t])[ \t]*+(?:\r\n|[\r\n])[ \t]*+")
_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:[ \t]*(?:\r\n|[\r\n])[ \t]*\S(?:.*\S)?)*")
_ALL = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_BREAKS = re.compile(r"(?<!\s)[ \t]*+(?:\r\n|[\r\n])\s*+")


@dataclass(frozen=True, slots=True)
class Passage:
    """The format of such a text. With `repair`, scrape damage is mended; `splitting` says what ends a sentence.

    Where a line does not end a sentence, its break stands behind the word in English that translates the one before.
    """

    repair: bool = True
    splitting: Splitting = "lines"

    def parse(self, data: bytes, name: str) -> BlockDocument:
        """The document in some data; raises `DocumentError` if they are no text."""
        text = files.decode(data, name).text
        split = segmenter.whole if self.splitting == "never" else segmenter.split
        return flow.document(name, text, list(self._blocks(text)), repair=self.repair, split=split)

    def render(
        self, document: BlockDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The text in UTF-8 with its segments replaced by `translations`, one a segment."""
        return spliced(document.source, flow.edits(document, translations, _written)).encode()

    def _blocks(self, text: str) -> Iterator[Block]:
        if self.splitting == "lines":
            for line in lines.lines_of(text):
                yield from _block(text, line.body, line.end, _BREAK)
            return
        whole, breaks = (_ALL, _BREAKS) if self.splitting == "never" else (_PARAGRAPH, _BREAK)
        for paragraph in whole.finditer(text):
            yield from _block(text, list_marks.end(text, *paragraph.span()), paragraph.end(), breaks)


def _block(text: str, start: int, end: int, breaks: re.Pattern[str]) -> Iterator[Block]:
    parts: list[BlockPart] = []
    at = start
    for one in breaks.finditer(text, start, end):
        parts += [Text(at, one.start(), text[at : one.start()]), Mark(*one.span(), "point", "br", " ")]
        at = one.end()
    if at < end:
        yield Block((*parts, Text(at, end, text[at:end])))


def _written(text: str, block: Block) -> str:
    return text
