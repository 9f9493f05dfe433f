"""The paragraphs of OpenDocument: headings, paragraphs, notes, text boxes and titles, and the marks in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from glossary.linked import Span
from translate.formats.blocks import Block, BlockPart, Copied, Mark, Text
from translate.formats.office.opendocument_names import Role, role
from translate.formats.splice import Edit
from translate.formats.xml_events import Event, texts, values

# The kind of blocks that are values of attributes; that of the others is the name of their element.
VALUE = "value"
# What the names of marks begin with that are a start and an end that stand for themselves.
HALF = "half"

_WHITE = re.compile(r"[ \t\r\n]+")
_RUN = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+(?: [^ \t\r\n]+)*")
# White space that is not shown as it is written.
_COLLAPSED = re.compile(r"[\t\r\n]|  ")
# What a reader reads where white space stands.
_SPACE = " "
# Cells whose words are made from a value, by the style of the cell.
_COMPUTED = frozenset({"boolean", "currency", "date", "float", "percentage", "time"})
# What says which start belongs to which end.
_KEYS = frozenset({"text:name", "text:id", "text:change-id", "office:name"})
# Attributes that a reader reads, and those that he reads in an index.
_READ = frozenset({"form:label", "form:title", "office:title"})
_READ_IN_INDEX = frozenset({"text:string-value", "text:key1", "text:key2"})
# Paragraphs in notes in paragraphs deeper than this are somebody's joke.
_DEEPEST = 60
# Fields that show a number, and the one that stands for it where the file has none.
_NUMBERS = frozenset({"text:page-count", "text:page-number", "text:sequence"})
_A_NUMBER = "1"
_LINE = "text:line-break"
# Lines of an address, of a poem, of a list made by hand are no longer than this.
_SHORT = 60
_GERMAN = re.compile(r"de\b", re.IGNORECASE)
# What an attribute of the language says in English; what it says in German of another country is not kept.
_LANGUAGES = {
    "fo:language": "en",
    "number:language": "en",
    "fo:country": "US",
    "number:country": "US",
    "style:rfc-language-tag": "en-US",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What is in a member: its blocks, in the order in which they begin, and what says that it is in English."""

    blocks: list[Block]
    languages: list[Edit]


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read; `gaps` are the numbers of the parts that part sentences.

    `halves` are the numbers of those that are the start or the end of something, with what both have in common. `words`
    is how many parts have words, `is_spaced` whether white space would not be shown: at the beginning, and behind other
    white space.
    """

    parts: list[BlockPart] = field(default_factory=list)
    gaps: set[int] = field(default_factory=set)
    halves: dict[int, str] = field(default_factory=dict)
    words: int = 0
    is_spaced: bool = True

    def add(self, part: BlockPart) -> None:
        self.parts.append(part)
        self.words += bool(part.text.strip())
        self.is_spaced = False

    def add_text(self, start: int, end: int, text: str) -> None:
        """Text, with its white space as it is shown."""
        if not _COLLAPSED.search(text) and not (self.is_spaced and text[0] == _SPACE):
            self.add(Text(start, end, text))
        elif end - start == len(text):
            for run in _RUN.finditer(text):
                self._add_run(start + run.start(), start + run.end(), run[0])
        else:
            self._add_run(start, end, _WHITE.sub(_SPACE, text))
        self.is_spaced = text[-1] in " \t\r\n"

    def _add_run(self, start: int, end: int, text: str) -> None:
        is_white = text[0] in " \t\r\n"
        if not (is_white and self.is_spaced):
            self.add(Text(start, end, _SPACE if is_white else text))
        self.is_spaced = is_white


@dataclass(slots=True)
class _Open:
    """An element that is being read: what it is, where it began, and the paragraph that takes what it has.

    `first` is the number of its first part in the paragraph, `words` how many had words before. `text` is what a field
    says, or what a half has in common with the other one.
    """

    name: str
    role: Role
    start: int
    paragraph: _Paragraph | None = None
    first: int = 0
    words: int = 0
    text: str = ""


def found(source: str, events: Iterable[Event], is_whole: bool = False) -> Found:
    """What is in a member, by the events of its XML with the prefixes of `opendocument_names`.

    Tabs, and two line breaks in a row, part paragraphs into blocks, if not `is_whole`.
    """
    finder = _Finder(source, is_whole)
    for event in events:
        finder.take(event)
    return Found(sorted(finder.blocks, key=lambda block: block.start), finder.languages)


class _Finder:
    """Takes events, in order, and finds blocks."""

    def __init__(self, source: str, is_whole: bool) -> None:
        self._source = source
        self._is_whole = is_whole
        self._depth = 0
        self._open: list[_Open] = [_Open("", "outside", 0)]
        self.blocks: list[Block] = []
        self.languages: list[Edit] = []

    def take(self, event: Event) -> None:
        """The next event."""
        if event.kind == "start":
            self._opening(event)
        elif event.kind == "end":
            self._closing(event.start, event.end)
        elif event.kind == "text":
            self._text(event)
        elif (paragraph := self._open[-1].paragraph) is not None and self._open[-1].role != "field":
            paragraph.parts.append(Mark(event.start, event.end, "point"))

    def _opening(self, event: Event) -> None:
        outer = self._open[-1]
        name = event.name
        element = _Open(name, _role(outer, event), event.start)
        if element.role == "paragraph" and self._depth == _DEEPEST:
            element.role = "skipped"
        self.languages += _languages(self._source, event)
        if element.role != "skipped":
            self.blocks += _read(self._source, event)
        if element.role == "paragraph":
            element.paragraph = _Paragraph()
            self._depth += 1
        elif outer.paragraph is not None:
            element.first, element.words = len(outer.paragraph.parts), outer.paragraph.words
            if element.role in ("span", "field"):
                element.paragraph = outer.paragraph
            if element.role == "span":
                outer.paragraph.parts.append(Mark(event.start, event.end, "opening", name))
            if element.role == "point" and name.endswith(("-start", "-end", ":annotation")):
                element.text = _half(event)
        self._open.append(element)

    def _closing(self, start: int, end: int) -> None:
        element = self._open.pop()
        outer = self._open[-1]
        if element.role == "paragraph" and element.paragraph is not None:
            self._depth -= 1
            self._finish(element.name, element.paragraph)
        if outer.paragraph is None:
            return
        if element.role == "span":
            _close(outer.paragraph, element, start, end)
        elif element.role == "field":
            _close_field(outer, outer.paragraph, element, end)
        elif element.role in ("space", "gap", "line"):
            if element.role == "gap" and not self._is_whole:
                outer.paragraph.gaps.add(len(outer.paragraph.parts))
            outer.paragraph.add(Mark(element.start, end, "point", element.name, _SPACE))
        else:
            if element.text:
                outer.paragraph.halves[len(outer.paragraph.parts)] = element.text
            outer.paragraph.parts.append(Mark(element.start, end, "point", element.name))

    def _text(self, event: Event) -> None:
        inner = self._open[-1]
        if inner.name == "dc:language" and _GERMAN.match(event.text):
            self.languages.append(Edit(event.start, event.end, ("en-US",)))
        elif inner.role == "field":
            inner.text += event.text
        elif inner.paragraph is not None and event.text:
            inner.paragraph.add_text(event.start, event.end, event.text)

    def _finish(self, name: str, paragraph: _Paragraph) -> None:
        if not paragraph.words:
            return
        _pair(paragraph)
        if not self._is_whole:
            paragraph.gaps |= _blank_lines(paragraph.parts)
            if name == "text:p":
                paragraph.gaps |= _short_lines(paragraph.parts)
        for parts in _parted(paragraph):
            if any(isinstance(part, Text) and not part.text.isspace() for part in parts):
                self.blocks.append(Block(tuple(parts), name))


# --- Elements ---


def _role(outer: _Open, event: Event) -> Role:
    if outer.role in ("skipped", "field"):
        return outer.role
    if event.name == "table:table-cell" and (
        "table:formula" in event.attributes or event.attributes.get("office:value-type") in _COMPUTED
    ):
        return "skipped"
    return role(event.name, outer.paragraph is not None)


def _spans(source: str, event: Event) -> dict[str, Span]:
    """Where the values of the attributes stand, by their names."""
    places = [span for name, span in values(source, event).items() if name.partition(":")[0] != "xmlns"]
    return dict(zip(event.attributes, places, strict=False))


def _read(source: str, event: Event) -> Iterator[Block]:
    """The blocks of the attributes that are read."""
    names = _READ_IN_INDEX if "-mark" in event.name else _READ
    wanted = [name for name, value in event.attributes.items() if name in names and value.strip()]
    spans = _spans(source, event) if wanted else {}
    for name in wanted:
        yield Block(texts(source, *spans[name]), VALUE)


def _languages(source: str, event: Event) -> Iterator[Edit]:
    """What an element that says that its words are German says in English."""
    said = [(name, event.attributes[name]) for name in _LANGUAGES if name in event.attributes]
    if any(_GERMAN.match(value) for name, value in said if not name.endswith("country")):
        spans = _spans(source, event)
        yield from (Edit(*spans[name], (_LANGUAGES[name],)) for name, value in said if value != "none")


def _half(event: Event) -> str:
    """What a start and its end have in common."""
    common = event.name.removesuffix("-start").removesuffix("-end")
    return " ".join([HALF, common, *(value for name, value in event.attributes.items() if name in _KEYS)])


def _close(paragraph: _Paragraph, element: _Open, start: int, end: int) -> None:
    """Ends a span; one without words is a point with all that it has."""
    if paragraph.words > element.words:
        paragraph.parts.append(Mark(start, end, "closing", element.name))
        return
    inside = paragraph.parts[element.first + 1 :]
    del paragraph.parts[element.first :]
    for number in range(element.first + 1, element.first + 1 + len(inside)):
        paragraph.halves.pop(number, None)
        if number in paragraph.gaps:
            paragraph.gaps.remove(number)
            paragraph.gaps.add(element.first)
    name = inside[0].name if len(inside) == 1 and isinstance(inside[0], Mark) else element.name
    text = _SPACE if any(part.text for part in inside) else ""
    paragraph.parts.append(Mark(element.start, end, "point", name, text))


def _close_field(outer: _Open, paragraph: _Paragraph, element: _Open, end: int) -> None:
    if outer.role == "field":
        outer.text += element.text
    elif text := " ".join(element.text.split()) or (_A_NUMBER if element.name in _NUMBERS else ""):
        paragraph.add(Copied(element.start, end, text))
    else:
        paragraph.parts.append(Mark(element.start, end, "point", element.name))


# --- Paragraphs ---


def _pair(paragraph: _Paragraph) -> None:
    """Makes marks that go around words of starts and ends that stand for themselves, where they nest with the rest."""
    parts = paragraph.parts
    waiting: list[tuple[int, str, int]] = []
    words = 0
    for number, part in enumerate(parts):
        words += bool(part.text.strip())
        if not isinstance(part, Mark):
            continue
        if part.role == "opening":
            waiting.append((number, "", words))
        elif part.role == "closing":
            while waiting.pop()[1]:
                pass
        elif number not in paragraph.halves:
            continue
        elif not part.name.endswith("-end"):
            waiting.append((number, paragraph.halves[number], words))
        elif waiting and waiting[-1][1] == paragraph.halves[number]:
            start, name, before = waiting.pop()
            if words > before:
                parts[start] = Mark(parts[start].start, parts[start].end, "opening", name)
                parts[number] = Mark(part.start, part.end, "closing", name)


def _blank_lines(parts: list[BlockPart]) -> set[int]:
    """The numbers of line breaks with nothing between them."""
    lines: set[int] = set()
    last = -1
    for number, part in enumerate(parts):
        if part.text.strip():
            last = -1
        elif isinstance(part, Mark) and part.name == _LINE:
            if last >= 0:
                lines |= {last, number}
            last = number
    return lines


def _short_lines(parts: list[BlockPart]) -> set[int]:
    """The numbers of the line breaks, if they part lines that are not one sentence, such as those of an address."""
    breaks = [number for number, part in enumerate(parts) if isinstance(part, Mark) and part.name == _LINE]
    edges = [-1, *breaks, len(parts)]
    lines = ["".join(part.text for part in parts[start + 1 : end]).strip() for start, end in pairwise(edges)]
    return set(breaks) if all(len(line) <= _SHORT and not line[:1].islower() for line in lines) else set()


def _parted(paragraph: _Paragraph) -> Iterator[list[BlockPart]]:
    """The parts between gaps; marks that go around a gap are gaps too."""
    gaps = paragraph.gaps
    opened: list[tuple[int, int]] = []
    seen = 0
    around: set[int] = set()
    for number, part in enumerate(paragraph.parts):
        seen += number in gaps
        if isinstance(part, Mark) and part.role == "opening":
            opened.append((number, seen))
        elif isinstance(part, Mark) and part.role == "closing":
            opening, before = opened.pop()
            if seen > before:
                around |= {opening, number}
    parts: list[BlockPart] = []
    for number, part in enumerate(paragraph.parts):
        if number in gaps or number in around:
            yield parts
            parts = []
        else:
            parts.append(part)
    yield parts
