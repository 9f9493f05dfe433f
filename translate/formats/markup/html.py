"""HTML pages and fragments: whole, saved or ill-formed, each tag as it was."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from glossary.linked import LinkedText
from translate.documents import segmenter
from translate.formats import doubles, flow, tagging
from translate.formats.blocks import Block, BlockPart, Copied, Mark, Text
from translate.formats.flow import BlockDocument, Split
from translate.formats.markup import html_charset, html_copies, html_elements, html_events
from translate.formats.markup.html_charset import Page
from translate.formats.markup.html_elements import LEFT, NESTED
from translate.formats.markup.html_events import Attribute, Event
from translate.formats.splice import Edit, spliced

_NOT_INLINE = html_elements.BLOCK | LEFT | NESTED | html_elements.POINTS
_SPACES = " \t\r\n\f"
_PIECES = re.compile(rf"[{_SPACES}]+|[^{_SPACES}]+")
_SURROGATE = re.compile(r"[\uD800-\uDFFF]")
_SHOWN_SPACES = " \u00a0"
_SOFT_HYPHEN = "\u00ad"
# What stands raised at a word and is no part of it: the mark of a footnote.
_NOTE = re.compile(r"\[?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})\]?(?:[,\s]+\d{1,3}){0,5}")
# It has so many tags and texts at most.
_NOTE_EVENTS = 40
_EXPONENT_OF = re.compile(r"(?:\d|(?<![^\W\d_])(?:[kcmdµ]?m|[A-Za-z]))\Z")
_GERMAN = re.compile(r"(?:de|gsw|nds)(?![A-Za-z])|\Z", re.IGNORECASE)
# Lines of an address, of a poem, of a list made by hand are no longer than this.
_SHORT = 60
# What stands between the links of a menu.
_SEPARATORS = re.compile(r"[\s|·•/,;>»›–-]*")
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class HtmlDocument(BlockDocument):
    """A page; `page` knows its encoding, `languages` say English where the page said German."""

    page: Page | None = None
    languages: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a page has for readers: its blocks, and the edits that name the language of their translation."""

    blocks: tuple[Block, ...]
    languages: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Html:
    """The format of HTML, XHTML too.

    With `repair`, scrape damage is mended before the sentences, which `split` finds; with `bilingual`, the English of
    each paragraph stands behind its German. Elements called as one of `ignored` come through as they are.
    """

    repair: bool = True
    bilingual: bool = False
    ignored: frozenset[str] = frozenset()
    split: Split = segmenter.split

    def parse(self, data: bytes, name: str) -> HtmlDocument:
        """The document in the data of a page; raises `DocumentError` if they are no text."""
        page = html_charset.decode(data, name)
        found = blocks(page.text, self.ignored)
        parsed = flow.document(name, page.text, found.blocks, page.notices, repair=self.repair, split=self.split)
        return HtmlDocument(
            parsed.name, parsed.text, parsed.segments, parsed.passed_through, parsed.notices, (), parsed.source,
            parsed.blocks, parsed.places, page, () if self.bilingual else found.languages,
        )  # fmt: skip

    def render(
        self, document: HtmlDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The page with its segments replaced by `translations`, one a segment, in the encoding that it had."""
        edits = flow.edits(document, translations, write, beside if self.bilingual else None)
        if self.bilingual:
            edits = list(doubles.cut(document, edits, partial(html_copies.cuts, document.source)))
        text = spliced(document.source, [*edits, *document.languages]) if edits else document.source
        return document.page.encoded(text) if document.page else text.encode()


def blocks(page: str, ignored: frozenset[str] = frozenset()) -> Found:
    """What a page has for readers; elements called as one of `ignored` are not to be translated."""
    reader = _Reader(list(html_events.events(page)), ignored)
    reader.read()
    return Found(tuple(sorted(reader.blocks, key=lambda block: block.start)), tuple(reader.languages))


def write(text: str, block: Block) -> str:
    """A text as the data of a block have it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if not block.kind.startswith("attribute"):
        return text
    quote = block.kind.removeprefix("attribute")
    escaped = text.replace('"', "&quot;") if quote != "'" else text.replace("'", "&#39;")
    return escaped if quote else f'"{escaped}"'


def beside(block: Block) -> tuple[str, str] | None:
    """What stands around English behind its German."""
    if block.kind.startswith("attribute"):
        return None
    if block.kind in html_elements.PLAIN:
        return " / ", ""
    return f'<br><span lang="{_ENGLISH}">', "</span>"


class _Reader:
    """Reads the events of a page into blocks."""

    def __init__(self, events: Sequence[Event], ignored: frozenset[str]) -> None:
        self._events = events
        self._ignored = ignored
        self._ends = _ends(events)
        self._parts: list[BlockPart] = []
        self._behind_space = True
        self._behind_break = False
        self._element = ""
        self.blocks: list[Block] = []
        self.languages: list[Edit] = []

    def read(self) -> None:
        at = 0
        while at < len(self._events):
            at = self._read(at)
        self._flush()

    def _read(self, at: int) -> int:
        """Read what begins with an event; which one comes next."""
        event = self._events[at]
        if event.kind in ("text", "entity"):
            self._text(event)
        elif event.kind == "other":
            self._add(Mark(event.start, event.end, "point"))
        elif event.kind == "closing":
            self._closing(event)
        else:
            return self._opening(at)
        return at + 1

    def _opening(self, at: int) -> int:
        event = self._events[at]
        self._language(event)
        behind = self._whole(at)
        if behind is not None:
            return behind
        if event.name == "br":
            self._break(event)
        elif event.name in html_elements.POINTS or (_is_inline(event.name) and event.kind == "void"):
            self._add(Mark(event.start, event.end, "point"))
        elif _is_inline(event.name):
            self._add(Mark(event.start, event.end, "opening", event.name))
        else:
            self._flush()
            self._element = event.name
        return at + 1

    def _whole(self, at: int) -> int | None:
        """Read an element of which the text is not read; which event comes next, None for another element."""
        event = self._events[at]
        empty = event.kind == "void"
        if not empty and (event.name in LEFT or event.name in self._ignored or _is_kept(event)):
            return self._kept(at) if _is_inline(event.name) else self._left(at)
        self._attributes(event)
        if empty:
            return None
        if event.name in html_elements.CODE:
            return self._kept(at)
        nested = event.name in NESTED or (event.name == "sup" and self._is_note(at))
        return self._nested(at) if nested else None

    def _closing(self, event: Event) -> None:
        if _is_inline(event.name):
            self._add(Mark(event.start, event.end, "closing", event.name))
        elif event.name in html_elements.POINTS:
            # </br> is taken for <br>.
            self._add(Mark(event.start, event.end, "point"))
        else:
            self._flush()
            self._element = ""

    def _add(self, part: BlockPart) -> None:
        self._parts.append(part)
        if part.text:
            self._behind_space = part.text[-1] in _SHOWN_SPACES
        is_break = isinstance(part, Mark) and part.name == "br"
        self._behind_break = is_break or (self._behind_break and not part.text.strip())

    # --- Text ---

    def _text(self, event: Event) -> None:
        if event.kind == "entity":
            text = "" if event.text == _SOFT_HYPHEN else event.text
            self._add(Text(event.start, event.end, _readable(text)))
            return
        # What has a character for each that is read is one part.
        plain: list[str] = []
        behind_space = self._behind_space
        at = event.start
        for match in _PIECES.finditer(event.text):
            start, end = event.start + match.start(), event.start + match.end()
            is_space = match[0][0] in _SPACES
            if _SOFT_HYPHEN not in match[0] and not (is_space and (behind_space or end - start > 1)):
                plain.append(" " if is_space else match[0])
                behind_space = plain[-1][-1] in _SHOWN_SPACES
                continue
            self._plain(at, plain)
            plain, at = [], end
            if is_space:
                self._space(start, end)
            else:
                self._hyphenated(start, match[0])
            behind_space = self._behind_space
        self._plain(at, plain)

    def _plain(self, start: int, pieces: Sequence[str]) -> None:
        """Words and spaces as one part; the spaces at its ends are others, which a paragraph may begin or end with."""
        text = _readable("".join(pieces))
        first, last = text[:1] == " ", len(text) - (text[-1:] == " ")
        for low, high in ((0, first), (first, last), (max(first, last), len(text))):
            if low < high:
                self._add(Text(start + low, start + high, text[low:high]))

    def _space(self, start: int, end: int) -> None:
        if not self._behind_space:
            self._add(Text(start, end, " "))
        elif self._parts and isinstance(self._parts[-1], Mark) and self._parts[-1].role == "point":
            # It is seen, since a picture or the like is; for a reader of words it is one with the space before.
            self._add(Mark(start, end, "point"))
        else:
            self._add(Text(start, end, ""))

    def _hyphenated(self, start: int, text: str) -> None:
        for piece in re.finditer(rf"{_SOFT_HYPHEN}|[^{_SOFT_HYPHEN}]+", text):
            own = "" if piece[0] == _SOFT_HYPHEN else _readable(piece[0])
            self._add(Text(start + piece.start(), start + piece.end(), own))

    def _break(self, event: Event) -> None:
        if self._behind_break:
            # Two of them part paragraphs.
            self._flush()
            return
        self._add(Mark(event.start, event.end, "point", "br", "" if self._behind_space else " "))

    # --- What is not read ---

    def _kept(self, at: int) -> int:
        """An element in a sentence that comes through as it is."""
        end = self._ends.get(at, at)
        text = " ".join(self._inside(at, end).split())
        start, stop = self._events[at].start, self._events[end].end
        self._add(Copied(start, stop, _readable(text)) if text else Mark(start, stop, "point"))
        return end + 1

    def _inside(self, at: int, end: int) -> str:
        return "".join(event.text for event in self._events[at:end])

    def _left(self, at: int) -> int:
        """An element that is left alone and parts paragraphs."""
        self._flush()
        return self._ends.get(at, at) + 1

    def _nested(self, at: int) -> int:
        """An element that is one mark, of which the attributes are read."""
        end = self._ends.get(at, at)
        for event in self._events[at + 1 : end]:
            if event.kind in ("opening", "void"):
                self._attributes(event)
        self._add(Mark(self._events[at].start, self._events[end].end, "point"))
        return end + 1

    def _is_note(self, at: int) -> bool:
        end = self._ends.get(at, at)
        if end - at > _NOTE_EVENTS:
            return False
        before = "".join(part.text for part in self._parts[-8:])
        linked = any(event.name == "a" for event in self._events[at:end])
        return bool(_NOTE.fullmatch(self._inside(at, end).strip())) and (linked or not _EXPONENT_OF.search(before))

    # --- Attributes ---

    def _attributes(self, event: Event) -> None:
        for name, attribute in event.attributes.items():
            if attribute.value.strip() and _is_read(event, name):
                start, end = attribute.span
                self.blocks.append(
                    Block((Text(start, end, _readable(attribute.value)),), f"attribute{attribute.quote}")
                )

    def _language(self, event: Event) -> None:
        """Name English where the page names German; a page that names nothing names it now."""
        found = [event.attributes[name] for name in ("lang", "xml:lang") if name in event.attributes]
        if event.name == "meta":
            found += _of_meta(event)
        for attribute in found:
            if attribute.value and _GERMAN.match(attribute.value):
                # A locale, such as de_DE, has a country.
                self.languages.append(Edit(*attribute.span, ("en_US" if "_" in attribute.value else _ENGLISH,)))
        if event.name == "html" and not found:
            at = event.start + len("<html")
            self.languages.append(Edit(at, at, (f' lang="{_ENGLISH}"',)))

    # --- Blocks ---

    def _flush(self) -> None:
        """What was read since the last paragraph ended is one."""
        parts, self._parts = self._parts, []
        self._behind_space, self._behind_break = True, False
        for own in (line for row in _items(parts) for line in self._lines(row)):
            trimmed = tagging.trimmed(own)
            if trimmed:
                self.blocks.append(Block(tuple(trimmed), self._element))

    def _lines(self, parts: list[BlockPart]) -> Iterator[list[BlockPart]]:
        """The paragraph, or each of its lines if they are those of an address or the like."""
        lines: list[list[BlockPart]] = [[]]
        for part in parts:
            lines[-1].append(part)
            if isinstance(part, Mark) and part.name == "br":
                lines.append([])
        texts = ["".join(part.text for part in line).strip() for line in lines]
        apart = all(len(text) <= _SHORT and not text[:1].islower() for text in texts)
        if len(lines) > 1 and apart and self._element not in html_elements.HEADINGS:
            yield from lines
        else:
            yield parts


def _items(parts: list[BlockPart]) -> list[list[BlockPart]]:
    """The items of a row of links, as menus are, which are no sentence; all of the paragraph if it is none."""
    edges = {0, len(parts)}
    links = 0
    beside = [""]
    inside = False
    for number, part in enumerate(parts):
        if isinstance(part, Mark) and part.name == "a":
            inside = part.role == "opening"
            links += inside
            edges.add(number if inside else number + 1)
            beside += [] if inside else [""]
        elif not inside:
            beside[-1] += part.text
    enough = links > 2 or (links == 2 and "" in beside[1:-1])
    if not enough or not all(map(_SEPARATORS.fullmatch, beside)):
        return [parts]
    return [parts[start:end] for start, end in pairwise(sorted(edges))]


def _ends(events: Sequence[Event]) -> dict[int, int]:
    """The number of the end tag of each element that has one, by that of its start tag."""
    opened: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for number, event in enumerate(events):
        if event.kind == "opening":
            opened.setdefault(event.name, []).append(number)
        elif event.kind == "closing" and opened.get(event.name):
            ends[opened[event.name].pop()] = number
    return ends


def _readable(text: str) -> str:
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _is_inline(name: str) -> bool:
    """Whether an element stands in a sentence; one that a page makes itself, with a hyphen in its name, hardly does."""
    return name not in _NOT_INLINE and "-" not in name


def _is_kept(event: Event) -> bool:
    """Whether an element is not to be translated, or is not German."""
    values = {name: attribute.value.strip().lower() for name, attribute in event.attributes.items()}
    language = values.get("lang", values.get("xml:lang", ""))
    if event.name == "html":
        return False
    return (
        values.get("translate") == "no"
        or "notranslate" in values.get("class", "").split()
        or not _GERMAN.match(language)
    )


def _is_read(event: Event, name: str) -> bool:
    """Whether people read an attribute of an element."""
    if name in html_elements.ATTRIBUTES or name in html_elements.ATTRIBUTES_OF.get(event.name, ()):
        return True
    of = {key: attribute.value.strip().lower() for key, attribute in event.attributes.items()}
    if event.name == "input" and name == "value":
        return of.get("type") in html_elements.BUTTONS
    described = of.get("name") or of.get("property") or of.get("itemprop") or ""
    return event.name == "meta" and name == "content" and described in html_elements.DESCRIPTIONS


def _of_meta(event: Event) -> list[Attribute]:
    """The values of a `meta` element that name a language."""
    content = event.attributes.get("content")
    named = event.attributes.get("http-equiv") or event.attributes.get("property") or event.attributes.get("name")
    names = {"content-language", "og:locale", "language", "dc.language", "dcterms.language"}
    return [content] if content and named and named.value.strip().lower() in names else []
