"""Plain text, the first of the formats.

What no segment covers passes through untouched: blank lines, indentation, list marks, separator lines, numbers
and addresses that stand alone.
"""

import re
import textwrap
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from glossary import wordlists
from glossary.linked import LinkedText, Span
from translate.documents import files, segmenter
from translate.documents import repair as repairing
from translate.documents.document import Document, Segment
from translate.documents.repair import Mended, Repair

# Half of a character out of UTF-16 is none; nothing behind this could take it.
_SURROGATE = re.compile(r"[\uD800-\uDFFF]")
# So that half of a character that passes through is still itself.
_ENCODING, _ERRORS = "utf-8", "surrogatepass"
_VISIBLE_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_BREAK_AND_MARGIN = re.compile(r"\s*[\r\n]+[\s>]*")


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


@dataclass(frozen=True, slots=True)
class PlainDocument(Document):
    """A text, and its paragraphs that were broken at a width."""

    wrapped: tuple[Wrapped, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainText:
    """The format of plain text; with `repair`, scrape damage is mended before the sentences are found."""

    repair: bool = True

    def parse(self, data: bytes, name: str) -> PlainDocument:
        """The document in a file's bytes, in any of the encodings of `files.decode`.

        Raises `DocumentError` if the data are no text.
        """
        article = files.decode(data, name)
        return self.document(article.text, name, article.notices)

    def document(self, text: str, name: str = "", notices: Sequence[str] = ()) -> PlainDocument:
        """The document of a text, whose spans count its characters."""
        readable = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
        article = repairing.vocabulary(readable) if self.repair else None
        segments: list[Segment] = []
        wrapped: list[Wrapped] = []
        for lines in _paragraphs(readable):
            joined = _Joined(readable, lines)
            mended = Mended(joined.text) if article is None else repairing.repair(joined.text, article)
            segments += _sentences(text, joined, mended)
            if len(lines) > 1:
                wrapped.append(_wrapped(text, lines))
        between = _passed_through(text, segments)
        covered = {segment.start for segment in segments}
        numbered = _numbered(text, [*segments, *between], wrapped)
        return PlainDocument(
            name,
            text,
            tuple(segment for segment in numbered if segment.start in covered),
            tuple(segment for segment in numbered if segment.start not in covered),
            tuple(notices),
            tuple(wrapped),
        )

    def render(self, document: PlainDocument, translations: Sequence[LinkedText]) -> bytes:
        """The text in UTF-8 with its segments replaced by `translations`, one a segment.

        A wrapped paragraph is wrapped again at its width. Sentences that touched each other get a space between.
        """
        starts = [segment.start for segment in document.segments]

        def filled(start: int, end: int) -> str:
            parts = []
            at = start
            for index in range(bisect_left(starts, start), bisect_left(starts, end)):
                segment = document.segments[index]
                touching = start < at == segment.start
                parts += [" " if touching else document.text[at : segment.start], translations[index].text]
                at = segment.end
            return "".join([*parts, document.text[at:end]])

        if len(translations) != len(starts):
            raise ValueError(f"{len(translations)} translations for {len(starts)} segments")
        parts = []
        at = 0
        for block in document.wrapped:
            parts += [filled(at, block.start), _wrap_again(filled(block.start, block.end), block)]
            at = block.end
        return "".join([*parts, filled(at, len(document.text))]).encode(_ENCODING, _ERRORS)


# --- What stands between the sentences, and paragraphs ---


def _passed_through(text: str, segments: Sequence[Segment]) -> list[Segment]:
    """What stands between the segments, line by line."""
    edges = [0, *(edge for segment in segments for edge in (segment.start, segment.end)), len(text)]
    return [
        Segment(start + line.start(), start + line.end(), line[0])
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        for line in _VISIBLE_LINE.finditer(text[start:end])
    ]


def _numbered(text: str, segments: Sequence[Segment], wrapped: Sequence[Wrapped]) -> list[Segment]:
    """Segments in order, with the numbers of their paragraphs: a line, or lines that were broken.

    The margins of a quoted mail, inside a paragraph that was broken, are none of them.
    """
    blocks = iter(wrapped)
    block = next(blocks, None)
    numbered: list[Segment] = []
    number = at = 0
    for segment in sorted(segments, key=lambda segment: segment.start):
        while block is not None and block.end <= segment.start:
            block = next(blocks, None)
        inside = block is not None and block.start < segment.start
        if inside and not segment.text.strip("> "):
            continue
        if numbered and not inside and _BREAK_AND_MARGIN.search(text, at, segment.start):
            number += 1
        numbered.append(replace(segment, paragraph=number))
        at = segment.end
    return numbered


# --- Lines ---


@dataclass(frozen=True, slots=True)
class _Line:
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
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_MARGIN = re.compile(r"\s*(?:>\s?)*\s*")
_MARK = re.compile(
    r"(?:[-–—*+•◦‣·▪▸►■●]|#{1,6}|\d{1,3}[.)]|\(\d{1,3}\)|[a-z]\)|\([a-z]\))\s+"
    r"(?=(?:\[[ xX]\]\s+)?(\w*))(?:\[[ xX]\]\s+)?"
)
_LABEL = re.compile(r"(\w+):?(?:\s+|\Z)")
_WORD_CHARACTER = re.compile(r"\w")


def _line(text: str, start: int, end: int) -> _Line:
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
    return _Line(start, body, end, text[start:mark], text[mark:body])


def _paragraphs(text: str) -> Iterator[list[_Line]]:
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


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Lines between blank and separator lines."""
    block: list[_Line] = []
    last = 0
    for match in _LINE.finditer(text):
        end = match.start() + len(match[0].rstrip())
        line = _line(text, match.start(), end)
        blank = not _WORD_CHARACTER.search(text, line.body, end)
        if block and (blank or not _LINE_BREAK.fullmatch(text, last, match.start())):
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


def _runs(text: str, block: list[_Line]) -> Iterator[list[_Line]]:
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
        if full and aligned and (dash or not line.mark) and line.margin.count(">") == run[0].margin.count(">"):
            run.append(replace(line, body=line.body - len(line.mark), mark=""))
        else:
            yield from _checked(text, run)
            run = [line]
    yield from _checked(text, run)


def _checked(text: str, run: list[_Line]) -> Iterator[list[_Line]]:
    """A run is a list of sentences or verses where every line ends a sentence, or where four begin with capitals."""
    capitals = len(run) > 3 and all(text[line.body].isupper() for line in run)
    if capitals or all(_SENTENCE_END.search(text[line.body : line.end]) for line in run[:-1]):
        yield from ([line] for line in run)
    else:
        yield run


# --- Sentences ---


# A word divided at the end of a line, but not "Ein- und Ausfuhr".
_DIVIDED = re.compile(r"(?<=[a-zäöüß])[-‐\u00AD]\Z")
_SECOND_HALF = re.compile(r"[a-zäöüß](?!(?:nd|der|is|zw|owie)\b)")
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(
    r"(?:\w+://|www\.|mailto:)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:at|ch|com|de|eu|info|net|org)(?:/\S*)?"
)


class _Joined:
    """The lines of a paragraph as one, and where its characters stand in the document."""

    def __init__(self, text: str, lines: Sequence[_Line]) -> None:
        self._places = [0]
        self._origins = [lines[0].body]
        parts = [text[lines[0].body : lines[0].end]]
        for line in lines[1:]:
            body = text[line.body : line.end]
            if _DIVIDED.search(parts[-1]) and _SECOND_HALF.match(body):
                parts[-1] = parts[-1][:-1]
            elif not (parts[-1].endswith("-") and parts[-1][-2:-1].isalpha() and body[0].isupper()):
                parts.append(" ")
            self._places.append(sum(map(len, parts)))
            self._origins.append(line.body)
            parts.append(body)
        self.text = "".join(parts)

    def original(self, offset: int) -> int:
        line = bisect_right(self._places, offset) - 1
        return self._origins[line] + offset - self._places[line]

    def original_end(self, offset: int) -> int:
        """The same for the end of a span, which belongs to the character before it."""
        return self.original(offset - 1) + 1 if offset else self._origins[0]


def _sentences(text: str, joined: _Joined, mended: Mended) -> list[Segment]:
    """The segments of a paragraph of a text, each with its repairs."""
    spans = [(start, end) for start, end in segmenter.split(mended.text) if _translatable(mended.text[start:end])]
    if not spans:
        return []
    ends = [mended.original(end) for _, end in spans]
    repairs: list[list[Repair]] = [[] for _ in spans]
    for edit in mended.repairs:
        # What was put in between two sentences belongs to the first.
        index = min(bisect_left(ends, edit.start), len(spans) - 1)
        start = joined.original(edit.start)
        end = max(start, joined.original_end(edit.end))
        repairs[index].append(replace(edit, start=start, end=end))
    made = []
    for (start, mended_end), end, of_one in zip(spans, ends, repairs, strict=True):
        span = joined.original(mended.original(start)), joined.original_end(end)
        sentence = mended.text[start:mended_end]
        made.append(Segment(*span, sentence, _placed(of_one, text, span, sentence)))
    return made


def _placed(repairs: Sequence[Repair], text: str, span: Span, sentence: str) -> tuple[Repair, ...]:
    """Repairs of a sentence with their places in it.

    Without them where the sentence cannot be put together again from the text, as with words divided at a line's end.
    """
    placed: list[Repair] = []
    made = ""
    at, end = span
    for repair in repairs:
        made += _BREAK_AND_MARGIN.sub(" ", text[at : max(at, repair.start)])
        placed.append(replace(repair, at=len(made)))
        made += repair.after
        at = max(at, repair.end)
    made += _BREAK_AND_MARGIN.sub(" ", text[at:end])
    return tuple(placed) if made.rstrip() == sentence else tuple(repairs)


def _translatable(sentence: str) -> bool:
    """Whether there are words in it, and not only numbers, signs and addresses."""
    return any(
        _LETTER.search(word) and not _ADDRESS.fullmatch(word.strip("<>()[].,;:!?\"'„“”")) for word in sentence.split()
    )


# --- Wrapping ---


def _wrapped(text: str, lines: Sequence[_Line]) -> Wrapped:
    first, second, last = lines[0], lines[1], lines[-1]
    line_break = _LINE_BREAK.search(text, first.end)
    return Wrapped(
        first.body,
        last.end,
        max(line.end - line.start for line in lines),
        text[first.start : first.body],
        text[second.start : second.body],
        line_break[0] if line_break else "\n",
    )


def _wrap_again(text: str, block: Wrapped) -> str:
    lines = textwrap.wrap(
        _BREAK_AND_MARGIN.sub(" ", text),
        block.width,
        initial_indent=block.first,
        subsequent_indent=block.rest,
        expand_tabs=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return block.line_break.join(lines)[len(block.first) :]
