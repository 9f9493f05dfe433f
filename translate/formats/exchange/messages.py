"""A message, which is a value in a file of data, as blocks: its paragraphs, its tags and its placeholders."""

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from glossary.linked import Span
from translate.documents import lines
from translate.formats.blocks import Block, BlockPart, Copied, Mark, Role, Text
from translate.formats.exchange import icu
from translate.formats.exchange.icu import Run

# Whether `%s` and the like are placeholders.
Printf = Literal["sure", "guessed", "none"]
# What stands for what is no text while lines are looked for: no character of a word, and no space.
_OPAQUE = "\N{OBJECT REPLACEMENT CHARACTER}"
# A space that is a mark, so none to be made one with those beside it.
_MARK_SPACE = "\N{FOUR-PER-EM SPACE}"
# Lines on both sides of it are never one paragraph.
_BORDER = "\f"
_TAG = re.compile(r"<(?P<closing>/)?(?P<name>[A-Za-z][\w:.-]*|\d+)(?:\s[^<>]*?)?(?P<empty>/)?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_COMMENT = re.compile(r"<!--(?:(?!-->).){0,2000}-->", re.DOTALL)
_CODE = re.compile(r"<(code|kbd|pre|samp|script|style|tt|var)\b[^<>]*>(?:(?!<\1\b|</\1\b).){0,2000}</\1\s*>", re.DOTALL)
_BORDERS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 head header hr html legend li main nav ol option p section summary table tbody td tfoot th thead title tr ul"
    .split()
)  # fmt: skip
_EMPTY = frozenset("area br col embed hr img input link meta param source track wbr".split())
_DIRECTIVE = (
    r"%\(\w+\)[-+#0]*+\d*+(?:\.\d+)?[a-zA-Z]|%%|%(?:\d+\$)?[-+#0']*+(?:\d++|\*)?(?:\.(?:\d++|\*))?"
    r"(?:hh|h|ll|l|L|q|j|z|t)?[diouxXeEfFgGcCsSpn@]"
)
# Where one can only guess, not behind a digit nor before a letter: "100%ig" has none.
_PRINTF: Mapping[Printf, re.Pattern[str]] = {
    "sure": re.compile(rf"{_DIRECTIVE}|%L?\d{{1,2}}(?!\d)"),
    "guessed": re.compile(rf"(?:(?<!\d)(?:{_DIRECTIVE})|%%)(?!(?!x%)[^\W\d_])|(?<!\d)%L?\d{{1,2}}(?!\d)"),
    "none": re.compile(r"(?!)"),
}
_PLACEHOLDER = re.compile(
    r"\{\{\{?[^{}]*\}?\}\}|[$#%@]\{[^{}]*\}|\{\s*+[\w.\[\]$-]*+(?:\s*+[:,!][^{}]{0,60})?\s*+\}"
    r"|\$t\([^()]*\)|@(?:\.\w+)?:(?:\w[\w.]*\w|\([^()]*\))|\$[A-Za-z_]\w*\$|###\w+###|\b__\w+?__\b"
    r"|(?<![^\s(„\"'>]):[a-z][a-z_]+\b(?!:)"
)
_NAME = re.compile(r"\{\s*([\w.-]+)")
_INDENTED = re.compile(r"[\r\n][ \t]{2}")
_SPACES = re.compile(r"[ \t]*[\t\r\n][ \t\r\n]*|[ \t]{2,}")


class Message:
    """A value as its parts, in order, which a format has read; `text` is what is looked at."""

    def __init__(self, parts: Sequence[BlockPart]) -> None:
        self.parts = parts
        self.text = "".join(_seen(part) for part in parts)
        self._starts = list(accumulate((len(part.text) for part in parts), initial=0))[:-1]

    def data(self, start: int, end: int) -> Span:
        """Where in the data the characters `[start, end)` stand, of which there is one at least."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        return self._cut(first, start, end).start, self._cut(last, start, end).end

    def cut(self, start: int, end: int) -> Iterator[BlockPart]:
        """The parts of the characters `[start, end)`, with the marks at both ends."""
        number = bisect_left(self._starts, start)
        if number and self._starts[number - 1] + len(self.parts[number - 1].text) > start:
            number -= 1
        while number < len(self.parts) and self._starts[number] <= end:
            piece = self._cut(number, start, end)
            if (self._starts[number] < end > start) if piece.text else not isinstance(piece, Text):
                yield piece
            number += 1

    def _cut(self, number: int, start: int, end: int) -> BlockPart:
        """What of a part lies in the characters `[start, end)`."""
        part, at = self.parts[number], self._starts[number]
        length = len(part.text)
        if not isinstance(part, Text) or length != part.end - part.start:
            return part
        low, high = max(start - at, 0), min(end - at, length)
        return Text(part.start + low, part.start + high, part.text[low:high])


def _seen(part: BlockPart) -> str:
    if isinstance(part, Text):
        return part.text
    return (_MARK_SPACE if part.text.isspace() else _OPAQUE) * len(part.text)


@dataclass(frozen=True, slots=True)
class _Token:
    """The characters `[start, end)` of a message, which are no text as it is: `part` says what, without its place.

    A border between blocks has none.
    """

    start: int
    end: int
    part: BlockPart | None


def blocks(message: Message, *, printf: Printf = "guessed", collapse: bool = False, kind: str = "") -> list[Block]:
    """The blocks of a message.

    `printf` says how surely `%s` and the like are placeholders. With `collapse`, line breaks with indentation behind
    them are nothing but space. The `kind` of a block is that which is given, with " html" behind it for a message that
    has entities, or would have.

    Raises `ValueError` for a message of ICU whose braces do not pair.
    """
    text = message.text
    whole = icu.runs(text) if icu.has_choices(text) else [Run(0, len(text), ())]
    tokens = _tokens(text, printf)
    kind += " html" if _has_entities(text, tokens) else ""
    found: list[Block] = []
    for run in whole:
        holes = [_Token(start, end, Copied(0, 0, _argument(text[start:end]))) for start, end in run.holes]
        found += _of_run(message, run, _apart([*holes, *_between(tokens, run.start, run.end)]), kind, collapse)
    return found


def written(text: str, block: Block) -> str:
    """A text of a block as the message has it: with entities where that has some, or would have.

    >>> written("R&D", Block((), " html")), written("R&D", Block(()))
    ('R&amp;D', 'R&D')
    """
    return html.escape(text, quote=False) if block.kind.endswith(" html") else text


def _has_entities(text: str, tokens: Sequence[_Token]) -> bool:
    """Whether signs of HTML are written as entities: where some are, or where there are tags and no bare `&`."""
    if any(isinstance(token.part, Text) for token in tokens):
        return True
    return "&" not in text and any(token.part is None or isinstance(token.part, Mark) for token in tokens)


def _argument(hole: str) -> str:
    """How an argument is read, whatever its choices are."""
    name = _NAME.match(hole)
    return f"{{{name[1]}}}" if name else hole


def _tokens(text: str, printf: Printf) -> list[_Token]:
    """What is no text in a message, in order and apart."""
    found = [_Token(*one.span(), Copied(0, 0, one[0])) for one in _PLACEHOLDER.finditer(text)]
    if "%" in text:
        found += [_Token(*one.span(), Copied(0, 0, one[0])) for one in _PRINTF[printf].finditer(text)]
    if "<" in text:
        found += [_Token(*one.span(), Copied(0, 0, one[0])) for one in _CODE.finditer(text)]
        found += [_Token(*one.span(), Mark(0, 0, "point", "comment")) for one in _COMMENT.finditer(text)]
        found += map(_of_tag, _TAG.finditer(text))
    if "&" in text:
        entities = ((one, html.unescape(one[0])) for one in _ENTITY.finditer(text))
        found += [_Token(*one.span(), Text(0, 0, read)) for one, read in entities if read != one[0]]
    return _apart(found)


def _of_tag(tag: re.Match[str]) -> _Token:
    name = tag["name"].lower()
    if name in _BORDERS:
        return _Token(*tag.span(), None)
    role: Role = "closing" if tag["closing"] else "point" if tag["empty"] or name in _EMPTY else "opening"
    return _Token(*tag.span(), Mark(0, 0, role, name, " " if name == "br" else ""))


def _apart(tokens: Sequence[_Token]) -> list[_Token]:
    """Tokens in order; of two that overlap the one that begins first, or that is longer."""
    kept: list[_Token] = []
    for token in sorted(tokens, key=lambda one: (one.start, -one.end)):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _of_run(message: Message, run: Run, tokens: Sequence[_Token], kind: str, collapse: bool) -> Iterator[Block]:
    text = _masked(message.text, run, tokens)
    gaps: list[_Token] = []
    if collapse and _INDENTED.search(text):
        gaps = [_gap(one.start() + run.start, one.end() + run.start) for one in _SPACES.finditer(text)]
        text = _SPACES.sub(lambda one: " " + _OPAQUE * (len(one[0]) - 1), text)
    for paragraph in lines.paragraphs(text, lines.lines_of(text)):
        start, end = paragraph[0].body + run.start, paragraph[-1].end + run.start
        joints = [_gap(one.end + run.start, other.body + run.start) for one, other in pairwise(paragraph)]
        every = _apart([*_between(tokens, start, end), *_between(gaps, start, end), *joints])
        yield Block(tuple(_parts(message, start, end, every)), kind)


def _gap(start: int, end: int) -> _Token:
    return _Token(start, end, Text(0, 0, " "))


def _between(tokens: Sequence[_Token], start: int, end: int) -> Sequence[_Token]:
    """Those of some tokens that begin in the characters `[start, end)`."""
    first = bisect_left(tokens, start, key=lambda one: one.start)
    return tokens[first : bisect_left(tokens, end, first, key=lambda one: one.start)]


def _masked(text: str, run: Run, tokens: Sequence[_Token]) -> str:
    """The text of a run with something opaque for its tokens, and borders for borders."""
    made: list[str] = []
    at = run.start
    for token in tokens:
        sign = _BORDER if token.part is None else _OPAQUE
        made += [text[at : token.start], sign * (token.end - token.start)]
        at = token.end
    return "".join([*made, text[at : run.end]])


def _parts(message: Message, start: int, end: int, tokens: Sequence[_Token]) -> Iterator[BlockPart]:
    at = start
    for token in tokens:
        yield from message.cut(at, token.start)
        place = message.data(token.start, token.end)
        match token.part:
            case Copied(text=text):
                yield Copied(*place, text)
            case Mark(role=role, name=name, text=text):
                yield Mark(*place, role, name, text)
            case Text(text=text):
                # Marks between two spaces that are one.
                marks = [one for one in message.cut(token.start + 1, token.end - 1) if not isinstance(one, Text)]
                yield Text(place[0], marks[0].start if marks else place[1], text)
                yield from marks
        at = token.end
    yield from message.cut(at, end)
