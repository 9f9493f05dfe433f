"""The parts of one paragraph of Markdown, put together from what the parser tells of it."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from translate.formats.blocks import Block, BlockPart, Copied, Mark, Text
from translate.formats.markup import html_elements
from translate.formats.markup.html_events import VOID

# What comes through with all that is in it.
_OPAQUE = html_elements.CODE | html_elements.LEFT | html_elements.NESTED
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][\w.:-]*+)(?P<rest>[^>]*+)>")
_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?:alt|title|placeholder|aria-label)[ \t]*=[ \t]*(?P<quote>[\"'])(?P<value>[^\"'<>]*)(?P=quote)",
    re.IGNORECASE,
)
# Tags that lie deeper in each other are points.
_DEEPEST = 60
_KEPT = re.compile(r"translate=[\"']?no\b|class=[\"'][^\"']*\bnotranslate\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|mailto:|www\.)[^\s<>\"`|]*[^\s<>\"`|.,;:!?'*_)\]}]/?|(?<![\w.])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
)
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{1,32});|(?<!\s)\s*?[\r\n]\s*")


class Parts:
    """The parts of one block, as they come; what opens and is never closed becomes a point in the end."""

    def __init__(self, source: str, kind: str) -> None:
        self.kind = kind
        self.end = -1
        self._source = source
        self._parts: list[BlockPart] = []
        # What is read of the last part, to which more may come, and where that ends.
        self._pieces: list[str] = []
        self._last_end = -1
        self._is_behind_space = True
        # What is open: its name, where it stands in the parts, and whether it is a tag of HTML.
        self._open: list[tuple[str, int, bool]] = []
        self._break: tuple[int, bool] | None = None
        # The name and the beginning of what is copied up to its closing tag, and how many of them are open.
        self._opaque: tuple[str, int] | None = None
        self._depth = 0

    def text(self, start: int, end: int, text: str) -> None:
        """Text, the characters themselves or what they stand for."""
        if not self._next(start, end):
            return
        same = end - start == len(text)
        if same and self._is_behind_point():
            # A space behind a picture is seen; for a reader of words it is one with the space before the picture.
            spaces = len(text) - len(text.lstrip(" "))
            if spaces:
                self._parts.append(Mark(start, start + spaces, "point"))
            start, text = start + spaces, text[spaces:]
        if text:
            last = self._parts[-1] if self._parts else None
            if same and isinstance(last, Text) and self._touches(start) and len(last.text) == last.end - last.start:
                self._extend(end, text)
            else:
                self._append(Text(start, end, text))

    def copied(self, start: int, end: int, text: str) -> None:
        """What comes through as it is; two that touch each other are one."""
        if self._next(start, end):
            last = self._parts[-1] if self._parts else None
            if isinstance(last, Copied) and self._touches(start):
                self._extend(end, text)
            else:
                self._append(Copied(start, end, text or "x"))

    def point(self, start: int, end: int, text: str = "") -> None:
        """A point; attributes belong to what they touch."""
        if self._next(start, end):
            last = self._parts[-1] if self._parts else None
            touching = self._touches(start) and self._source.startswith("{", start)
            if touching and (isinstance(last, Copied) or (isinstance(last, Mark) and last.role != "opening")):
                self._extend(end, "")
            else:
                self._append(Mark(start, end, "point", "", text))

    def opening(self, start: int, end: int, name: str) -> None:
        if self._next(start, end):
            self._open.append((name, len(self._parts), False))
            self._append(Mark(start, end, "opening", name))

    def closing(self, start: int, end: int, name: str) -> None:
        if self._next(start, end):
            while self._open and self._open[-1][2]:
                self._pointed(self._open.pop()[1])
            if self._open:
                self._open.pop()
            self._append(Mark(start, end, "closing", name))

    def broken(self, start: int, hard: bool) -> None:
        """A line ends; up to what comes next, it is one mark or one space."""
        if self._opaque is None:
            self._break = (start, hard)

    def tag(self, start: int, end: int) -> None:
        """A tag or a comment of HTML."""
        match = _TAG.fullmatch(self._source, start, end)
        name = match["name"].lower() if match else ""
        if self._opaque is not None:
            self._opaque_tag(match, name, end)
        elif match is None or name in VOID or match["rest"].endswith("/"):
            self.point(start, end, " " if name == "br" and not self._is_behind_space else "")
        elif match["closing"]:
            self._closing_tag(start, end, name)
        elif not self._next(start, end):
            return
        elif name in _OPAQUE or _KEPT.search(match["rest"]):
            self._opaque, self._depth = (name, start), 1
        elif len(self._open) >= _DEEPEST:
            self._append(Mark(start, end, "point"))
        else:
            self._open.append((name, len(self._parts), True))
            self._append(Mark(start, end, "opening", f"<{name}>"))

    def _opaque_tag(self, match: re.Match[str] | None, name: str, end: int) -> None:
        """A tag in what is copied, which may end it."""
        assert self._opaque is not None
        own, first = self._opaque
        if match and name == own and not match["rest"].endswith("/"):
            self._depth += -1 if match["closing"] else 1
        if self._depth == 0:
            self._opaque = None
            self.copied(first, end, re.sub(r"<[^>]*>", "", self._source[first:end]).strip() or "x")
        self.end = end

    def block(self) -> Block | None:
        """The block; None if a reader reads nothing in it."""
        if self._opaque is not None:
            (_, first), self._opaque = self._opaque, None
            self.copied(first, self.end, self._source[first : self.end])
        self._settle()
        for _, at, _ in self._open:
            self._pointed(at)
        parts = tuple(split for part in self._parts for split in _without_addresses(part))
        return Block(parts, self.kind) if any(part.text.strip() for part in parts) else None

    def _next(self, start: int, end: int) -> bool:
        """Whether something that comes is a part by itself; a break before it is made a part."""
        if self._opaque is not None:
            self.end = end
            return False
        if self._break is not None:
            (first, hard), self._break = self._break, None
            if hard:
                self._append(Mark(first, start, "point", "br", "" if self._is_behind_space else " "))
            elif self._is_behind_point():
                self._append(Mark(first, start, "point"))
            else:
                self._append(Text(first, start, " "))
        self.end = end
        return True

    def _append(self, part: BlockPart) -> None:
        self._settle()
        self._parts.append(part)
        self._pieces = []
        self._extend(part.end, part.text)

    def _extend(self, end: int, text: str) -> None:
        """The last part goes on."""
        self._pieces.append(text)
        self._last_end = end
        if text:
            self._is_behind_space = text[-1].isspace()

    def _settle(self) -> None:
        """Nothing more comes to the last part."""
        if len(self._pieces) > 1:
            self._parts[-1] = replace(self._parts[-1], end=self._last_end, text="".join(self._pieces))
            self._pieces = []

    def _touches(self, start: int) -> bool:
        """Whether what begins at a place is right behind the last part."""
        return bool(self._parts) and self._last_end == start

    def _is_behind_point(self) -> bool:
        last = self._parts[-1] if self._parts else None
        return isinstance(last, Mark) and last.role == "point" and self._is_behind_space

    def _closing_tag(self, start: int, end: int, name: str) -> None:
        if not self._next(start, end):
            return
        tags = []
        for entry in reversed(self._open):
            if not entry[2]:
                break
            tags.append(entry[0])
        if name not in tags:
            self._append(Mark(start, end, "point"))
            return
        while self._open[-1][0] != name:
            self._pointed(self._open.pop()[1])
        self._open.pop()
        self._append(Mark(start, end, "closing", f"<{name}>"))

    def _pointed(self, at: int) -> None:
        part = self._parts[at]
        self._parts[at] = Mark(part.start, part.end, "point")


def _without_addresses(part: BlockPart) -> Iterator[BlockPart]:
    """A text without the addresses in it, which are copied: what is escaped in them is another address."""
    if not isinstance(part, Text) or len(part.text) != part.end - part.start:
        yield part
        return
    at = 0
    for match in _ADDRESS.finditer(part.text):
        if at < match.start():
            yield Text(part.start + at, part.start + match.start(), part.text[at : match.start()])
        yield Copied(part.start + match.start(), part.start + match.end(), match[0])
        at = match.end()
    if at < len(part.text) or not part.text:
        yield Text(part.start + at, part.end, part.text[at:])


def attributes(source: str, start: int, end: int) -> Iterator[Block]:
    """The texts in the attributes of a tag."""
    for match in _ATTRIBUTE.finditer(source, start, end):
        if match["value"].strip():
            # A tag that is alone on one line could begin a block.
            lines = " lines" if "\n" in match["value"] else ""
            yield quoted(source, *match.span("value"), f"attribute{lines}{match['quote']}")


def quoted(source: str, start: int, end: int, kind: str) -> Block:
    r"""The block of a title: text with escapes and entities in it.

    >>> quoted(r'"a \"b\""', 1, 8, 'title"').text
    'a "b"'
    """
    parts: list[BlockPart] = []
    at = start
    rule = (
        re.compile(_ESCAPED.pattern.removeprefix(r"\\[!-/:-@\[-`{-~]|")) if kind.startswith("attribute") else _ESCAPED
    )
    for match in rule.finditer(source, start, end):
        if at < match.start():
            parts.append(Text(at, match.start(), source[at : match.start()]))
        stands = " " if match[0].isspace() else match[0][1:] if match[0][0] == "\\" else html.unescape(match[0])
        parts.append(Text(*match.span(), stands))
        at = match.end()
    if at < end:
        parts.append(Text(at, end, source[at:end]))
    return Block(tuple(parts), kind)
