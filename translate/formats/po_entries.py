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
    entry: Entry | None = None
    keyword = ""
    for number, line in enumerate(_LINE.finditer(data), 1):
        text = line[0].strip()
        if not text or text.startswith("#"):
            entry, done = _comment(entry, number, line, text)
            if done:
                yield done
            continue
        found = _STATEMENT.match(line[0].rstrip())
        if found is None:
            raise DocumentError(f"{name}: not a PO file: line {number} is {text[:30]!r}; mend it there")
        if found["keyword"]:
            keyword = found["keyword"]
            if entry is not None and (keyword in entry.strings or (keyword == "msgctxt" and entry.strings)):
                yield entry
                entry = None
            entry = entry or Entry(number, line.start())
            entry.strings[keyword] = []
        if entry is None or keyword not in entry.strings:
            raise DocumentError(f"{name}: not a PO file: line {number} continues nothing; mend it there")
        entry.strings[keyword].append(
            (line.start() + found.start("string") + 1, line.start() + found.end("string") - 1)
        )
    if entry is not None and entry.strings:
        yield entry


def _comment(entry: Entry | None, number: int, line: re.Match[str], text: str) -> tuple[Entry | None, Entry | None]:
    """The entry that a comment or a blank line belongs to, and the one that ends before it."""
    done = entry if entry is not None and entry.strings else None
    if done is not None:
        entry = None
    if text.startswith(("#,", "#|")):
        entry = entry or Entry(number, line.start())
    if text.startswith("#,") and entry is not None:
        entry.flags |= {flag.strip() for flag in text[2:].split(",")}
        entry.flags_line = line.start(), line.start() + len(line[0].rstrip())
    return entry, done


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
