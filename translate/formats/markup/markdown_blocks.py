"""The blocks of a Markdown text: paragraphs, headings, cells, and the texts of pictures and titles."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from glossary.linked import Span
from translate.formats.blocks import Block
from translate.formats.markup import markdown_events, markdown_html
from translate.formats.markup.markdown_events import Event
from translate.formats.markup.markdown_foreign import covered
from translate.formats.markup.markdown_inline import Parts, attributes, quoted
from translate.formats.splice import Edit

_BLOCKS = {"Paragraph": "paragraph", "Heading": "heading", "TableCell": "cell", "DefinitionListTitle": "term"}
_MARKS = {"Emphasis": 1, "Strong": 2, "Strikethrough": 2}
_TITLE = r"\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'|\((?P<round>(?:[^()\\]|\\.)*)\)"
# What stands behind the text of a link, and a definition.
_TARGET = re.compile(rf"\]\(\s*+(?P<target><[^<>\r\n]*>|[^\s<]\S*)?(?:\s++(?:{_TITLE}))?\s*+\)", re.DOTALL)
_DEFINITION = re.compile(
    rf"\[(?:[^\[\]\\]|\\.)+\]:[\s>]*(?P<target><[^<>\r\n]*>|\S+)(?:[\s>]+(?:{_TITLE}))?\s*", re.DOTALL
)
_TAG_TARGET = re.compile(r"\bhref[ \t]*=[ \t]*[\"'](?P<target>#[^\"'<>\r\n]+)", re.IGNORECASE)
_KINDS = {"double": 'title"', "single": "title'", "round": "title("}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as its reader reads it, and the id that it has of its own."""

    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Found:
    """What there is in a Markdown text.

    `blocks` are in the order of their beginnings. `targets` are the characters of addresses that are places of the
    same document, `languages` the edits that name another language in HTML, `labels` what links by reference may name,
    `links` where the labels that are the text of their links end, each with the label. `shape` is what the text is made
    of without its words.
    """

    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    targets: tuple[Span, ...]
    languages: tuple[Edit, ...]
    labels: frozenset[str]
    links: tuple[tuple[int, int, str], ...]
    shape: Sequence[object]


def folded(label: str) -> str:
    """A label as it is compared: `[Das  Haus]` is `[das haus]`."""
    return " ".join(label.casefold().split())


def found(source: str) -> Found:
    """What there is in a Markdown text, which begins behind its front matter.

    >>> [block.text for block in found("# Das *Haus*\\n\\n- klein").blocks]
    ['Das Haus', 'klein']
    """
    return _Finder(source).found()


class _Finder:
    def __init__(self, source: str) -> None:
        self._source = source
        self._covered = covered(source)
        self._shadow = self._covered.text
        self._blocks: list[Block] = []
        self._headings: list[Heading] = []
        self._targets: list[Span] = []
        self._html: list[list[Span]] = []
        self._code: list[Span] = []
        self._links: list[tuple[int, int, str]] = []
        # The block that is being read, and around it the one in which it, the text of a picture, stands.
        self._open: list[Parts] = []
        # Links and pictures that are open, each with where its text begins.
        self._within: list[Event] = []
        self._id = ""
        self._skipped = ""

    def found(self) -> Found:
        events = markdown_events.events(self._shadow)
        for event in events:
            self._take(event)
        self._close()
        definitions = markdown_events.definitions(self._shadow)
        self._define(definitions)
        self._entitle()
        pieces = [markdown_html.found(self._source, self._covered, lines) for lines in self._html]
        self._blocks += (block for piece in pieces for block in piece.blocks)
        return Found(
            tuple(sorted(self._blocks, key=lambda block: (block.start, -block.end))),
            tuple(self._headings),
            tuple(sorted(self._targets)),
            tuple(edit for piece in pieces for edit in piece.languages),
            frozenset(folded(label) for label, _, _ in definitions),
            tuple(self._links),
            markdown_events.structure(events),
        )

    def _define(self, definitions: Sequence[tuple[str, int, int]]) -> None:
        """What definitions have: a title, an address."""
        for _, start, end in definitions:
            if match := _DEFINITION.match(self._shadow, start, end):
                self._addressed(match)

    def _entitle(self) -> None:
        """The titles of admonitions, but for those that code shows."""
        starts = [start for start, _ in self._code]
        for start, end in self._covered.titles:
            number = bisect_right(starts, start) - 1
            if number < 0 or self._code[number][1] <= start:
                self._blocks.append(quoted(self._source, start, end, "line"))

    # --- Blocks ---

    def _take(self, event: Event) -> None:
        if self._skipped:
            if event.kind == "end" and event.name == self._skipped:
                self._skipped = ""
        elif event.kind in ("start", "end") and event.name not in _MARKS and event.name not in ("Link", "Image"):
            self._bound(event)
        elif event.kind == "rule":
            self._close()
        elif event.kind == "html":
            self._html[-1].append((event.start, event.end))
        elif event.kind != "task":
            if not self._open:
                self._open.append(Parts(self._source, "paragraph"))
            self._inline(event)

    def _bound(self, event: Event) -> None:
        """Where a block begins or ends."""
        self._close()
        if event.kind == "end":
            return
        if event.name == "CodeBlock":
            self._code.append((event.start, event.end))
            self._skipped = "CodeBlock"
        elif event.name == "HtmlBlock":
            self._html.append([])
            self._tag_targets(event)
        elif event.name in _BLOCKS:
            self._open.append(Parts(self._source, _BLOCKS[event.name]))
            self._id = event.detail

    def _close(self) -> None:
        while self._open:
            parts = self._open.pop()
            block = parts.block()
            if block is not None:
                self._blocks.append(block)
            if parts.kind == "heading":
                self._headings.append(Heading(block.text if block else "", self._id))

    # --- What stands in a block ---

    def _inline(self, event: Event) -> None:
        parts = self._open[-1]
        if event.kind == "text":
            self._text(event)
        elif event.kind in ("code", "math"):
            parts.copied(event.start, event.end, event.text.strip() or "x")
        elif event.kind == "footnote":
            parts.point(event.start, event.end)
        elif event.kind == "inline html":
            parts.tag(event.start, event.end)
            self._blocks += attributes(self._source, event.start, event.end)
            self._tag_targets(event)
        elif event.kind in ("soft break", "hard break"):
            parts.broken(event.start, event.kind == "hard break")
        elif event.name in _MARKS:
            self._mark(event)
        elif event.kind == "start":
            self._link(event)
        else:
            self._link_end(event)

    def _mark(self, event: Event) -> None:
        width = 1 if self._shadow[event.start : event.start + 2] in ("~", "~ ") else _MARKS[event.name]
        if event.name == "Strikethrough" and not self._shadow.startswith("~~", event.start):
            width = 1
        if event.kind == "start":
            self._open[-1].opening(event.start, event.start + width, event.name)
        else:
            self._open[-1].closing(event.end - width, event.end, event.name)

    def _text(self, event: Event) -> None:
        start, end, parts = event.start, event.end, self._open[-1]
        if event.text != self._shadow[start:end]:
            parts.text(start, end, event.text)
            return
        if start and self._shadow[start - 1] == "\\" and parts.end < start and end > start:
            parts.text(start - 1, start + 1, self._source[start])
            start += 1
        for cover in self._covered.within(start, end):
            if start < cover.start:
                parts.text(start, cover.start, self._source[start : cover.start])
            if cover.kind == "copied":
                parts.copied(cover.start, cover.end, self._source[cover.start : cover.end])
            else:
                parts.point(cover.start, cover.end)
            start = cover.end
        if start < end:
            parts.text(start, end, self._source[start:end])

    def _link(self, event: Event) -> None:
        if event.detail in ("Autolink", "Email"):
            self._open[-1].copied(event.start, event.end, self._source[event.start + 1 : event.end - 1])
            self._skipped = "Link"
            return
        self._within.append(event)
        if event.name == "Link":
            self._open[-1].opening(event.start, event.start + 1, "Link")
        else:
            self._open.append(Parts(self._source, "alt"))
            self._open[-1].end = event.start + 2

    def _link_end(self, event: Event) -> None:
        if not self._within:
            return
        opening = self._within.pop()
        closing = self._shadow.find("]", max(self._open[-1].end, event.start + 1))
        if opening.detail == "Inline" and (match := _TARGET.fullmatch(self._shadow, closing, event.end)):
            self._addressed(match)
        if opening.detail in ("Shortcut", "Collapsed"):
            width = 1 if event.name == "Link" else 2
            self._links.append((closing, event.end, self._source[event.start + width : closing]))
        if event.name == "Link":
            self._open[-1].closing(closing, event.end, "Link")
            return
        block = self._open.pop().block()
        if block is not None:
            self._blocks.append(block)
        self._open[-1].point(event.start, event.end)

    def _addressed(self, match: re.Match[str]) -> None:
        """The title and the address of a link."""
        for group, kind in _KINDS.items():
            if match[group] and match[group].strip():
                self._blocks.append(quoted(self._source, *match.span(group), kind))
        if match["target"] and match["target"].strip("<").startswith("#"):
            start, end = match.span("target")
            angled = match["target"].startswith("<")
            self._targets.append((start + angled, end - angled))

    def _tag_targets(self, event: Event) -> None:
        self._targets += (match.span("target") for match in _TAG_TARGET.finditer(self._shadow, event.start, event.end))
