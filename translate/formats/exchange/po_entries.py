"""The entries of a PO file with where they stand.

polib reads such files too, but tells lines and no columns, and writes anew what it read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from glossary.linked import Span
from translate.errors import DocumentError
from translate.formats.blocks import Text

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_STATEMENT = re.compile(
    r"""[ \t]*(?:(?P<keyword>domain|msgctxt|msgid_plural|msgid|msgstr(?:\[\d{1,3}\])?)[ \t]*)?"""
    r"""(?P<string>"(?:[^"\\\r\n]|\\.)*")[ \t]*\Z"""
)
_STRING = re.compile(r'"((?:[^"\\\r\n]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)")
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_WRITTEN = {character: "\\" + sign for sign, character in _SIMPLE.items()} | {'"': '\\"', "\\": "\\\\"}
# What gettext fills a line with at most, quotation marks included.
WIDTH = 79


@dataclass(slots=True)
class Entry:
    """A message: the places of its strings by keyword, each between its quotation marks.

    `start` is where its first line is that is no comment of people or places; `flags` are those of the line that
    `flags_line` is the place of.
    """

    line: int
    start: int
    strings: dict[str, list[Span]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    flags_line: Span | None = None

    def place(self, keyword: str) -> Span:
        """From the first quotation mark of a value to its last one, without these."""
        spans = self.strings[keyword]
        return spans[0][0], spans[-1][1]

    def is_empty(self, keyword: str) -> bool:
        return all(start == end for start, end in self.strings[keyword])

    @property
    def targets(self) -> list[str]:
        """The keywords of the translations."""
        return [keyword for keyword in self.strings if keyword.startswith("msgstr")]


def entries(data: str, name: str) -> Iterator[Entry]:
    """The entries of a PO file in order, without obsolete ones; raises `DocumentError` for what is none.

    >>> [list(entry.strings) for entry in entries('#, fuzzy\\nmsgid "a"\\nmsgstr ""\\n', "a.po")]
    [['msgid', 'msgstr']]
    """
    reader = _Reader(name)
    for number, line in enumerate(_LINE.finditer(data), 1):
        text = line[0].strip()
        if not text or text.startswith("#"):
            yield from reader.ended(bool(reader.entry and reader.entry.strings))
            reader.comment(number, line.start(), line.start() + len(line[0].rstrip()), text)
            continue
        found = _STATEMENT.match(line[0].rstrip())
        if found is None:
            raise DocumentError(f"{name}: not a PO file: line {number} is {text[:30]!r}; mend it there")
        if found["keyword"]:
            yield from reader.ended(reader.is_ended_by(found["keyword"]))
            reader.begin(found["keyword"], number, line.start())
        start, end = found.span("string")
        reader.string(number, (line.start() + start + 1, line.start() + end - 1))
    yield from reader.ended(bool(reader.entry and reader.entry.strings))


class _Reader:
    """What is read at the moment: an entry, and a keyword of it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.entry: Entry | None = None
        self._keyword = ""

    def ended(self, is_end: bool) -> Iterator[Entry]:
        """The entry, if it is at its end."""
        if is_end and self.entry is not None:
            yield self.entry
            self.entry = None

    def is_ended_by(self, keyword: str) -> bool:
        """Whether a keyword begins another entry."""
        strings = self.entry.strings if self.entry else {}
        return keyword in strings or (keyword == "msgctxt" and bool(strings))

    def comment(self, number: int, start: int, end: int, text: str) -> None:
        """Flags and what was before belong to the entry behind them."""
        if text.startswith(("#,", "#|")):
            self.entry = self.entry or Entry(number, start)
        if text.startswith("#,") and self.entry is not None:
            self.entry.flags |= {flag.strip() for flag in text[2:].split(",")}
            self.entry.flags_line = start, end

    def begin(self, keyword: str, number: int, start: int) -> None:
        self.entry = self.entry or Entry(number, start)
        self.entry.strings[keyword] = []
        self._keyword = keyword

    def string(self, number: int, span: Span) -> None:
        if self.entry is None or self._keyword not in self.entry.strings:
            raise DocumentError(f"{self._name}: not a PO file: line {number} continues nothing; mend it there")
        self.entry.strings[self._keyword].append(span)


def pieces(data: str, spans: list[Span]) -> Iterator[Text]:
    """What is read in strings that follow each other: runs of characters, and escapes."""
    for at, end in spans:
        for escape in _ESCAPE.finditer(data, at, end):
            if escape.start() > at:
                yield Text(at, escape.start(), data[at : escape.start()])
            at = escape.end()
            yield Text(*escape.span(), _character(escape[0][1:]))
        if end > at:
            yield Text(at, end, data[at:end])


def _character(escape: str) -> str:
    if escape[0] == "x" and len(escape) > 1:
        return chr(int(escape[1:], 16))
    return chr(int(escape, 8)) if escape[0] in "01234567" else _SIMPLE.get(escape, escape)


def escaped(text: str) -> str:
    """A text as it stands between quotation marks.

    >>> escaped('Ein "Wort"\\n')
    'Ein \\\\"Wort\\\\"\\\\n'
    """
    return text.translate({ord(character): escape for character, escape in _WRITTEN.items()})


def joined(content: str) -> str:
    """The strings that a value of several lines consists of, its outer quotation marks left out, as one.

    >>> joined('Hallo "\\n"Welt')
    'Hallo Welt'
    """
    return "".join(string[1] for string in _STRING.finditer(f'"{content}"'))


def unescaped(string: str) -> str:
    """What is read in a string."""
    return "".join(piece.text for piece in pieces(string, [(0, len(string))]))


def wrapped(string: str, keyword: str, line_break: str, *, wrap: bool) -> str:
    """A string in quotation marks as the value of a keyword: as gettext does, in lines where it has some or is long.

    >>> wrapped("eins\\\\nzwei", "msgstr", " ", wrap=True)
    '"" "eins\\\\n" "zwei"'
    """
    lines = re.findall(r"(?:[^\\]|\\[^n])*?\\n|(?:[^\\]|\\.)+\Z", string, re.DOTALL)
    if len(lines) < 2 and (not wrap or len(keyword) + 3 + len(string) <= WIDTH):
        return f'"{string}"'
    rows = [row for line in lines for row in (_rows(line) if wrap else [line])]
    return line_break.join(['""', *(f'"{row}"' for row in rows)])


def _rows(line: str) -> Iterator[str]:
    """A line in rows that end with a space and are no wider than gettext makes them, if they can be."""
    row = ""
    for word in re.findall(r"[^ ]* *", line):
        if row and len(row) + len(word.rstrip()) > WIDTH - 2:
            yield row
            row = ""
        row += word
    if row:
        yield row
