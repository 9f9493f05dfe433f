"""The lines of a text and its paragraphs: one line each, or lines that were broken at a width."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translate.documents import cells, list_marks
from translate.documents.hyphens import divided


@dataclass(frozen=True, slots=True)
class Line:
    """The characters `[start, end)` of a line without its line break; its text begins at `body`.

    `mark` is the list mark, heading or label before the text, `margin` the indentation and quotation marks (`> `).
    What is `alone` is no part of a longer paragraph.
    """

    start: int
    body: int
    end: int
    margin: str
    mark: str
    alone: bool = False


# The rest are page breaks and the like: what stands before and after is never one paragraph.
_LINE = re.compile(r"[^\r\n\v\f\x1C-\x1E\x85\u2028\u2029]+")
# What stands between a line and the next: white space at its end, and one line break.
_FOLLOWS = re.compile(r"[^\S\r\n\v\f\x1C-\x1E\x85\u2028\u2029]*(?:\r\n|\r|\n)")
LINE_BREAK = re.compile(r"\r\n|\r|\n")
_MARGIN = re.compile(r"\s*(?:>\s?)*\s*")
# A line of this kind stands alone, whatever is in it: "+++ Eilmeldung +++", "=== Titel ===".
_FRAMED = re.compile(r"(?P<frame>([+*=~#–—-])\2{1,19})\s*(?=[^\s+*=~#–—-])")
_WORD_CHARACTER = re.compile(r"\w")


def _line(text: str, start: int, end: int) -> Line:
    margin = _MARGIN.match(text, start, end)
    mark = margin.end() if margin else start
    framed = _framed(text, mark, end)
    if framed:
        return Line(start, framed[0], framed[1], text[start:mark], text[mark : framed[0]], alone=True)
    body = list_marks.end(text, mark, end)
    return Line(start, body, end, text[start:mark], text[mark:body])


def _framed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The inside of a line with the same signs at both ends; `+++` may stand at one end."""
    opening = _FRAMED.match(text, start, end)
    sign = opening[2] if opening else "+" if text.endswith("+++", start, end) else ""
    if not sign:
        return None
    inside = end
    while inside > start and text[inside - 1] == sign:
        inside -= 1
    closed = end - inside > 1
    if not closed and not (opening and opening["frame"] == "+++"):
        return None
    first = opening.end() if opening else start
    while inside > first and text[inside - 1].isspace():
        inside -= 1
    return (first, inside) if inside > first else None


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not empty."""
    return [_line(text, match.start(), match.start() + len(match[0].rstrip())) for match in _LINE.finditer(text)]


def paragraphs(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines with something to translate; the lines of a paragraph that was broken at a width stand together.

    The cells of a table are lines of their own.
    """
    runs = [run for block in _blocks(text, lines) for run in _parts(text, block)]
    # Nouns begin lines too, so a paragraph whose lines all begin with a capital may be a list of headlines.
    # It is believed to be broken at a width only if another one in the document surely is.
    sure = any(text[line.body].islower() for run in runs for line in run[1:])
    for run in runs:
        if sure or len(run) == 1:
            yield run
        else:
            yield from ([line] for line in run)


def _blocks(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines between blank and separator lines."""
    block: list[Line] = []
    last = 0
    for line in lines:
        blank = not _WORD_CHARACTER.search(text, line.body, line.end)
        if block and (blank or not _FOLLOWS.fullmatch(text, last, line.start)):
            yield block
            block = []
        if not blank:
            block.append(line)
        last = line.end
    if block:
        yield block


def _parts(text: str, block: list[Line]) -> Iterator[list[Line]]:
    """The runs of a block, and its cells."""
    rows = [cells.Row(text[line.body : line.end], line.body - line.start) for line in block]
    run: list[Line] = []
    for line, spans in zip(block, cells.split(rows), strict=True):
        if len(spans) == 1 and not line.alone:
            run.append(line)
            continue
        if run:
            yield from _runs(text, run)
        run = []
        for start, end in spans:
            cell = line if len(spans) == 1 else _line(text, line.body + start, line.body + end)
            if _WORD_CHARACTER.search(text, cell.body, cell.end):
                yield [cell]
    if run:
        yield from _runs(text, run)


# Columns at which text is broken by hand or by a mail program; shorter lines are verses and lists, longer ones
# are paragraphs of their own.
_NARROWEST, _WIDEST = 45, 110
# How much shorter than the widest line a full line may be: some programs even lines out.
_SLACK = 6
_SENTENCE_END = re.compile(r"""[.!?…:]["“”»«’‘')\]]*\Z""")


def _runs(text: str, block: list[Line]) -> Iterator[list[Line]]:
    """The lines of a block; such as had no room for the first word of the next one go with it."""
    # A line of one long word, an address mostly, sticks out.
    widths = [line.end - line.start for line in block if len(text[line.body : line.end].split(None, 1)) > 1]
    width = max(widths, default=0)
    run = block[:1]
    for before, line in pairwise(block):
        room = width - _SLACK - (before.end - before.start) - 1
        full = _NARROWEST <= width <= _WIDEST and len(text[line.body : line.end].split(None, 1)[0]) > room
        dash = line.mark.strip() in ("-", "–", "—") and text[line.body].islower()
        aligned = len(run) == 1 or line.margin == run[1].margin
        broken = divided(text[before.body : before.end], text[line.body : line.end])
        if (
            (full or broken)
            and aligned
            and (dash or not line.mark)
            and line.margin.count(">") == run[0].margin.count(">")
        ):
            run.append(replace(line, body=line.body - len(line.mark), mark=""))
        else:
            yield from _checked(text, run)
            run = [line]
    yield from _checked(text, run)


def _checked(text: str, run: list[Line]) -> Iterator[list[Line]]:
    """A run is a list of sentences or verses where every line ends a sentence, or where four begin with capitals."""
    capitals = len(run) > 3 and all(text[line.body].isupper() for line in run)
    if capitals or all(_SENTENCE_END.search(text[line.body : line.end]) for line in run[:-1]):
        yield from ([line] for line in run)
    else:
        yield run
