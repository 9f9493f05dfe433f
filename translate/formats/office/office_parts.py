"""What a part of an Office document has to read: paragraphs of runs, elements that are a text, attributes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from glossary.linked import Span
from translate.formats import xml_events
from translate.formats.blocks import Block, Text
from translate.formats.office import dialects
from translate.formats.office.field_codes import Field
from translate.formats.office.members import Members
from translate.formats.office.paragraph_building import Builder, Open
from translate.formats.office.runs import Paragraph, Piece
from translate.formats.xml_events import Event

_GERMAN = re.compile(r"de(?:[-_]\w+)?", re.IGNORECASE)
# Attributes that say in which language something is, by element; `languages` of a part are those that say German.
_LANGUAGES = {"w:lang": "w:val", "w:themeFontLang": "w:val", "a:rPr": "lang", "a:defRPr": "lang"}
_MASTERS = frozenset({"p:sldMaster", "p:sldLayout", "p:notesMaster", "p:handoutMaster"})
# Elements that are read wherever they stand.
_READ = frozenset().union(
    dialects.DIALECTS, dialects.PLAIN, dialects.ATTRIBUTES, _LANGUAGES, _MASTERS, {"p:ph", dialects.CACHED}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A block, with the number of its paragraph and its pieces there if it is of runs."""

    block: Block
    paragraph: int = -1
    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """What a reader reads."""
        return self.block.text


@dataclass(slots=True)
class Contents:
    """What was found in the parts read so far.

    `languages` are the places that say German of whatever says nothing else.
    """

    found: list[Found] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    languages: list[Span] = field(default_factory=list)


def read(members: Members, number: int, contents: Contents) -> None:
    """Add what is to be read in one of some members.

    Raises `DocumentError` for what is no XML.
    """
    reader = _Reader(members.source, contents)
    name = f"{members.archive.name}: {members.names[number]}"
    for event in xml_events.events(members.xml[number].text, name, dialects.PREFIXES, members.starts[number]):
        reader.take(event)


_OUTSIDE = Open("", "nothing", "", 0, 0, {})


class _Reader:
    """Reads a part event by event."""

    def __init__(self, source: str, contents: Contents) -> None:
        self._source = source
        self._contents = contents
        self._open: list[Open] = []
        # The paragraphs that are read, one within another, each with how many elements were open around it.
        self._builders: list[tuple[Builder, int]] = []
        self._fields: list[Field] = []
        # The texts of an element that is nothing else, which has a number among those that are open.
        self._plain: list[Text] = []
        self._plain_at = -1
        # The shape of a master that shows where others have text.
        self._master = False
        self._placeholder_at = -1

    def take(self, event: Event) -> None:
        """Read on."""
        if event.kind == "start":
            self._start(event)
        elif event.kind == "end":
            self._end(event)
        elif event.kind == "text" and self._plain_at >= 0:
            self._plain.append(Text(event.start, event.end, event.text))
        elif event.kind == "text" and self._builders:
            self._builders[-1][0].text(event, self._open[-1])

    def _start(self, event: Event) -> None:
        around = self._open[-1] if self._open else _OUTSIDE
        opened = Open(event.name, "nothing", "", event.start, event.end, event.attributes)
        if around.level == "nothing" and around.role != "look" and event.name not in _READ:
            self._open.append(opened)
            return
        german = self._language(event)
        dialect = dialects.DIALECTS.get(event.name)
        if dialect is not None and self._placeholder_at < 0 and around.level in ("nothing", "shown"):
            number = len(self._contents.paragraphs)
            self._contents.paragraphs.append(Paragraph(event.start, event.end, event.end, dialect, (0, 0)))
            self._builders.append((Builder(self._source, number, event, dialect, self._fields), len(self._open)))
            opened = Open(event.name, "paragraph", "", event.start, event.end, event.attributes)
        elif self._builders:
            builder = self._builders[-1][0]
            opened = builder.begun(event, around.level)
            if "look" in (around.role, opened.role):
                builder.property(event, german)
        elif self._is_plain(event, around):
            self._plain, self._plain_at = [], len(self._open)
        self._attributes(event)
        self._of_master(event)
        self._open.append(opened)

    def _is_plain(self, event: Event, around: Open) -> bool:
        if event.name == dialects.CACHED:
            return len(self._open) > 1 and self._open[-2].name == dialects.CACHE
        return event.name in dialects.PLAIN

    def _end(self, event: Event) -> None:
        opened = self._open.pop()
        depth = len(self._open)
        if self._plain_at == depth:
            self._end_plain(opened)
        if self._placeholder_at == depth:
            self._placeholder_at = -1
        if not self._builders:
            return
        builder, at = self._builders[-1]
        if at != depth:
            builder.ended(opened, event)
            return
        self._builders.pop()
        paragraph, groups = builder.done(event)
        self._contents.paragraphs[builder.number] = paragraph
        for pieces in groups:
            block = Block(tuple(piece.part for piece in pieces), "runs")
            self._contents.found.append(Found(block, builder.number, pieces))

    def _end_plain(self, opened: Open) -> None:
        self._plain_at = -1
        if opened.name != dialects.LANGUAGE:
            self._add(self._plain, "text")
        elif _GERMAN.fullmatch("".join(text.text for text in self._plain)):
            self._contents.languages.append((self._plain[0].start, self._plain[-1].end))

    def _of_master(self, event: Event) -> None:
        """Shapes of masters that have no text of their own are left alone."""
        if event.name in _MASTERS:
            self._master = True
        elif event.name == "p:ph" and self._master and self._placeholder_at < 0:
            shapes = [number for number, one in enumerate(self._open) if one.name == "p:sp"]
            self._placeholder_at = shapes[-1] if shapes else -1

    def _language(self, event: Event) -> Span | None:
        """Where an element says that something is German."""
        key = _LANGUAGES.get(event.name)
        if key is None or not _GERMAN.fullmatch(event.attributes.get(key, "")):
            return None
        local = key.rpartition(":")[2]
        spans = xml_events.values(self._source, event)
        found = next((span for name, span in spans.items() if name.rpartition(":")[2] == local), None)
        if found and not self._builders:
            self._contents.languages.append(found)
        return found

    def _attributes(self, event: Event) -> None:
        """The attributes of an element that are read."""
        keys = [key for key in dialects.ATTRIBUTES.get(event.name, ()) if event.attributes.get(key)]
        if not keys or self._placeholder_at >= 0:
            return
        wanted = {key.rpartition(":")[2] for key in keys}
        for name, (start, end) in xml_events.values(self._source, event).items():
            if name.rpartition(":")[2] in wanted:
                self._add(xml_events.texts(self._source, start, end), "attribute")

    def _add(self, texts: Sequence[Text], kind: str) -> None:
        """A block of text that is no run."""
        if any(text.text.strip() for text in texts):
            self._contents.found.append(Found(Block(tuple(texts), kind)))
