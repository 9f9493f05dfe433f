"""PDF: its text alone, as Markdown; how a page looks cannot be kept."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, quantiles

from glossary.linked import LinkedText
from translate.documents.hyphens import joint
from translate.formats import pdf_lines
from translate.formats.markup.markdown import Markdown, MarkdownDocument
from translate.formats.pdf_lines import Line

_NOTICE = "only the text of a PDF is translated, and written as Markdown"
_BULLET = re.compile(r"[•‣▪●○◦⁃·–-]\s+")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|\(?[a-z]\))\s+")
_ENDED = re.compile(r"[.!?:…]['\"“”»«)\]]*\Z")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~$])")
_BEGINNING = re.compile(r"(?=[+-](?:\s|\Z)|=+\Z)|\d{1,9}(?=[.)]\s)")
# A line that stands so much farther below the last one than lines do begins a paragraph.
_GAP = 1.3
# Letters so much larger than those of the text are those of a heading, if it is not long.
_LARGER = 1.12
_HEADING = 200
# A first line is set in by so much of the size of its letters.
_INDENT = 0.8


@dataclass(frozen=True, slots=True)
class Pdf:
    """Reads a PDF, and writes its text as Markdown."""

    repair: bool = True

    def parse(self, data: bytes, name: str) -> MarkdownDocument:
        """The document of a PDF's text; raises `DocumentError` for what `pdf_lines.read` does."""
        text = as_markdown(pdf_lines.read(data, name))
        document = Markdown(self.repair).parse(text.encode("utf-8", "replace"), name)
        return replace(document, notices=(_NOTICE, *document.notices))

    def render(
        self, document: MarkdownDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The text in English, as Markdown."""
        return Markdown(self.repair).render(document, translations, doubtful)


def as_markdown(lines: Sequence[Line]) -> str:
    """Lines as paragraphs, headings and items of lists.

    >>> lines = [Line(0, "Titel", 50, 700, 20), Line(0, "Ein lan-", 50, 670, 12), Line(0, "ger Satz.", 50, 656, 12)]
    >>> as_markdown(lines)
    '# Titel\\n\\nEin langer Satz.\\n'
    """
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    headings = sorted({size for size in sizes if size > _LARGER * body}, reverse=True)
    paragraphs = []
    for paragraph in _paragraphs(lines):
        text = _joined(paragraph)
        size = paragraph[0].size
        if size in headings and len(text) < _HEADING:
            paragraphs.append(f"{'#' * min(headings.index(size) + 1, 6)} {_escaped(text)}")
        elif bullet := _BULLET.match(text):
            paragraphs.append(f"- {_escaped(text[bullet.end() :])}")
        else:
            paragraphs.append(_escaped(text))
    return "\n\n".join(paragraphs) + "\n"


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    gaps = [one.bottom - other.bottom for one, other in pairwise(lines) if one.page == other.page]
    usual = median([gap for gap in gaps if gap > 0] or [0.0])
    width = quantiles([len(line.text) for line in lines] * 2, n=10)[-1] if lines else 0.0
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and _begins(line, paragraph, usual, width):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _begins(line: Line, paragraph: Sequence[Line], usual: float, width: float) -> bool:
    """Whether a line begins a paragraph, where lines are so far apart and so many characters wide as a rule."""
    last = paragraph[-1]
    if abs(line.size - last.size) > 0.1 * last.size or _BULLET.match(line.text) or _NUMBERED.match(line.text):
        return True
    gap = last.bottom - line.bottom
    ended = bool(_ENDED.search(last.text))
    if line.page != last.page or gap <= 0:
        # The next column, or the next page: a sentence may go on.
        return ended or not line.text[0].islower()
    indented = line.left - last.left > _INDENT * line.size and len(paragraph) > 1
    # A cell of a table, or the last line of a paragraph, had room for the word that begins this line.
    short = len(last.text) + len(line.text.split(None, 1)[0]) < (0.9 if ended else 0.6) * width
    wide = gap > _GAP * usual if usual else gap > 1.6 * line.size
    return wide or (indented and ended) or short


def _joined(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        dropped, between = joint(text, line.text)
        text = text[: len(text) - dropped] + between + line.text
    return text


def _escaped(text: str) -> str:
    """Text that means nothing to Markdown."""
    text = _SPECIAL.sub(r"\\\1", text)
    begins = _BEGINNING.match(text)
    return f"{begins[0]}\\{text[begins.end() :]}" if begins else text
