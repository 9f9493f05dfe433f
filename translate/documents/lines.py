"""The lines of a text and its paragraphs: one line each, or lines that were broken at a width."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from glossary import wordlists
from translate.documents.hyphens import divided


@dataclass(frozen=True, slots=True)
class Line:
    """The characters `[start, end)` of a line without its line break; its text begins at `body`.

    `mark` is the list mark, heading or label before the text, `margin` the indentation and quotation marks (`> `).
    """

    start: int
    body: int
    end: int
    margin: str
    mark: str


# The rest are page breaks and the like: what stands before and after is never one paragraph.
_LINE = re.compile(r"[^\r\n\v\f\x1C-\x1E\x85\u2028\u2029]+")
LINE_BREAK = re.compile(r"\r\n|\r|\n")
_MARGIN = re.compile(r"\s*(?:>\s?)*\s*")
_MARK = re.compile(
    r"(?:[-–—*+•◦‣·▪▸►■●]|#{1,6}|\d{1,3}[.)]|\(\d{1,3}\)|[a-z]\)|\([a-z]\))\s+"
    r"(?=(?:\[[ xX]\]\s+)?(\w*))(?:\[[ xX]\]\s+)?"
)
_LABEL = re.compile(r"(\w+):?(?:\s+|\Z)")
_WORD_CHARACTER = re.compile(r"\w")


def _line(text: str, start: int, end: int) -> Line:
    margin = _MARGIN.match(text, start, end)
    mark = body = margin.end() if margin else start
    ordinal_nouns = wordlists.words("translate", "abbreviations.txt")["after ordinals"]
    while (match := _MARK.match(text, body, end)) and not (
        # "3. Mai" begins no list.
        text[body].isdigit() and match[1] in ordinal_nouns
    ):
        body = match.end()
    label = _LABEL.match(text, body, end)
    if label and label[1] in wordlists.words("translate", "labels.txt")[""]:
        body = label.end()
    return Line(start, body, end, text[start:mark], text[mark:body])


def paragraphs(text: str) -> Iterator[list[Line]]:
    """Lines with something to translate; the lines of a paragraph that was broken at a width stand together."""
    runs = [run for block in _blocks(text) for run in _runs(text, block)]
    # Nouns begin lines too, so a paragraph whose lines all begin with a capital may be a list of headlines.
    # It is believed to be broken at a width only if another one in the document surely is.
    sure = any(text[line.body].islower() for run in runs for line in run[1:])
    for run in runs:
        if sure or len(run) == 1:
            yield run
        else:
            yield from ([line] for line in run)


def _blocks(text: str) -> Iterator[list[Line]]:
    """Lines between blank and separator lines."""
    block: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        end = match.start() + len(match[0].rstrip())
        line = _line(text, match.start(), end)
        blank = not _WORD_CHARACTER.search(text, line.body, end)
        if block and (blank or not LINE_BREAK.fullmatch(text, last, match.start())):
            yield block
            block = []
        if not blank:
            block.append(line)
        last = match.end()
    if block:
        yield block


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
