"""Puts a paragraph together from the events of its elements: its runs, its fields, what stands between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from glossary.linked import Span
from translate.formats.blocks import Copied, Mark, Text
from translate.formats.office import field_codes, runs
from translate.formats.office.dialects import Beside, Dialect
from translate.formats.office.field_codes import Field
from translate.formats.office.runs import Element, Paragraph, Piece, Run
from translate.formats.xml_events import Event

# How far containers may lie in each other; what is deeper is left alone.
_DEEPEST = 40
_OFF = frozenset({"0", "false", "off", "none"})
# Ends of lines and tabs in a text, as Excel and PowerPoint have them.
_LITERAL = re.compile(r"(?P<break>(?:_x000D_|\r)?\n|_x000D_|\v)|(?P<tab>\t)|[^\n\r\t\v_]+|[_\r]")

_BREAKS = frozenset({"\n", "\r\n", "\v", "\t", "_x000D_", "_x000D_\n", "_x000D_\r\n"})

# Where in a paragraph an element stands, which says what is read in it: runs, what is in a run, text, the text of what
# is copied, what a field does, or nothing.
Level = Literal["paragraph", "run", "text", "shown", "instruction", "nothing"]
# What is done at its end.
Role = Beside | Literal["run", "look", "text", "container", "content", "copied", "field", "child"]


class Open(NamedTuple):
    """An element that is not at its end: it begins at `start`, what is in it at `content`."""

    name: str
    level: Level
    role: Role
    start: int
    content: int
    attributes: Mapping[str, str]


@dataclass(slots=True)
class _Container:
    """A container that is not at its end; `at` is its number among the pieces, or -1; its end begins at `close`."""

    at: int
    close: int = -1


class Builder:
    """Reads the paragraph with a number; `opened` are the fields open when it begins, which it goes on with."""

    def __init__(self, source: str, number: int, event: Event, dialect: Dialect, opened: list[Field]) -> None:
        self._source = source
        self.number = number
        self._dialect = dialect
        self._fields = opened
        self._start, self._content = event.start, event.end
        self._properties: Span = (event.end, event.end)
        self._pieces: list[Piece] = []
        self._points: list[Mark] = []
        self._containers: list[_Container] = []
        self._texts: list[Text] = []
        self._shown: list[str] = []
        # The run that is read: what is in it, what it has of fields, and how it looks.
        self._inside: list[Piece] = []
        self._bits: list[tuple[str, str]] = []
        self._after_look = 0
        self._look = ""
        self._german: Span | None = None
        self._hidden = False
        self._in_a_run = False

    def done(self, event: Event) -> tuple[Paragraph, list[tuple[Piece, ...]]]:
        """The paragraph, which ends with an event, and its pieces in groups that are translated as one."""
        paragraph = Paragraph(
            self._start, self._content, event.end, self._dialect, self._properties, tuple(self._points)
        )
        return paragraph, runs.split(self._pieces)

    # --- Events ---

    def begun(self, event: Event, around: Level) -> Open:
        """An element begins, on a level of the paragraph."""
        level, role = self._placed(event, around)
        if role == "run":
            self._inside, self._bits, self._after_look = [], [], event.end
            self._look, self._german, self._hidden, self._in_a_run = "", None, False, True
        elif role == "container":
            at = len(self._pieces)
            shown = self._append(Piece(Mark(event.start, event.end, "opening", f"{event.name} {at}")))
            self._containers.append(_Container(at if shown else -1))
        elif role == "content":
            self._extend(event.end)
        elif role == "copied":
            self._shown = []
        elif role == "text":
            self._texts = []
        return Open(event.name, level, role, event.start, event.end, event.attributes)

    def _placed(self, event: Event, around: Level) -> tuple[Level, Role]:
        if around == "paragraph":
            return self._in_paragraph(event)
        if around == "run":
            return self._in_run(event.name)
        return ("shown", "") if around == "shown" else ("nothing", "")

    def _in_paragraph(self, event: Event) -> tuple[Level, Role]:
        name, dialect = event.name, self._dialect
        if name == dialect.run:
            return "run", "run"
        if name == dialect.text:
            return "text", "text"
        if name == "w:sdtContent":
            return "paragraph", "content"
        if name in dialect.copied:
            return "shown", "copied"
        role = dialect.beside.get(name)
        if role is not None:
            return "nothing", role
        if len(self._containers) < _DEEPEST:
            if name in dialect.containers:
                return "paragraph", "container"
            if name == "w:fldSimple":
                translated = field_codes.is_translated(event.attributes.get("w:instr", ""))
                return ("paragraph", "container") if translated else ("shown", "copied")
        return "nothing", "child"

    def _in_run(self, name: str) -> tuple[Level, Role]:
        if name == self._dialect.text:
            return "text", "text"
        if name == self._dialect.properties:
            return "nothing", "look"
        if name == "w:instrText":
            return "instruction", ""
        return "nothing", "field" if name == "w:fldChar" else "child"

    def property(self, event: Event, german: Span | None) -> None:
        """An element in what says how a run looks; `german` is where it, or its own tag, says that it is German."""
        if event.name == "w:vanish" and event.attributes.get("w:val", "true") not in _OFF:
            self._hidden = True
        self._german = german or self._german

    def text(self, event: Event, around: Open) -> None:
        """Text, in an element."""
        if around.level == "text":
            self._texts += self._read(event)
        elif around.level == "instruction":
            self._bits.append(("", event.text))
        elif around.level == "shown" and around.name.endswith(":t"):
            self._shown.append(event.text)

    def _read(self, event: Event) -> list[Text]:
        """Some text; an end of a line or a tab, where that is a character, by itself."""
        whole = len(event.text) != event.end - event.start
        if not self._dialect.literal or whole:
            return [Text(event.start, event.end, event.text if self._dialect.literal else _flat(event.text))]
        return [
            Text(event.start + one.start(), event.start + one.end(), one[0]) for one in _LITERAL.finditer(event.text)
        ]

    def ended(self, opened: Open, event: Event) -> None:
        """The end of an element."""
        start, end = opened.start, event.end
        match opened.role:
            case "container":
                self._close(event)
            case "content" if self._containers:
                self._containers[-1].close = event.start
            case "head":
                self._extend(end)
            case "copied":
                text = " ".join("".join(self._shown).split())
                self._append(Piece(Copied(start, end, text) if text else Mark(start, end, "point")))
            case "properties":
                self._properties = start, end
            case "child":
                self._child(opened, end)
            case _:
                self._ended_in_run(opened, event)

    def _ended_in_run(self, opened: Open, event: Event) -> None:
        start, end = opened.start, event.end
        match opened.role:
            case "run":
                self._run(Run(start, self._after_look, event.start, end, self._look, self._german))
            case "look":
                self._after_look = end
                self._look = runs.look(self._source[start:end])
            case "text":
                preserved = opened.attributes.get("xml:space") == "preserve" or not self._dialect.preserved
                self._element(Element(start, opened.content, event.start, end, preserved))
            case "field":
                self._bits.append((opened.attributes.get("w:fldCharType", ""), ""))

    # --- What is in a paragraph ---

    def _append(self, piece: Piece) -> bool:
        """Take a piece, unless it belongs to a field; whether it was taken."""
        field = self._fields[-1] if self._fields else None
        if field is not None and (field.silent or not field.shows):
            return False
        if field is not None and field.copier is not None:
            field.copier.shown += piece.part.text
            return False
        self._pieces.append(piece)
        if isinstance(piece.part, Mark) and piece.part.role == "point" and not piece.kind:
            self._points.append(piece.part)
        return True

    def _extend(self, end: int) -> None:
        """What begins the innermost container goes on until a place."""
        if self._containers and self._containers[-1].at >= 0:
            at = self._containers[-1].at
            mark = self._pieces[at].part
            assert isinstance(mark, Mark)
            self._pieces[at] = Piece(Mark(mark.start, end, "opening", mark.name))

    def _close(self, event: Event) -> None:
        container = self._containers.pop()
        if container.at < 0:
            self._append(Piece(Mark(event.start, event.end, "point"), kind="barrier"))
        else:
            mark = self._pieces[container.at].part
            assert isinstance(mark, Mark)
            close = container.close if container.close >= 0 else event.start
            self._pieces.append(Piece(Mark(close, event.end, "closing", mark.name)))

    def _child(self, opened: Open, end: int) -> None:
        """An element beside the text, in a run or in the paragraph."""
        name, dialect = opened.name, self._dialect
        if dialect.beside.get(name) == "":
            return
        piece = Piece(Mark(opened.start, end, "point"))
        if name in dialect.barriers or (opened.attributes.get("w:type") in {"page", "column"} and name == "w:br"):
            piece = Piece(piece.part, kind="barrier")
        elif name in dialect.breaks:
            piece = Piece(Mark(opened.start, end, "point", text=" "), kind="break")
        elif name in dialect.whole:
            piece = Piece(Text(opened.start, end, dialect.whole[name]))
        if self._in_a_run:
            self._inside.append(piece)
        else:
            self._append(piece)

    def _element(self, element: Element) -> None:
        """The pieces of an element of text."""
        pieces: list[Piece] = []
        for text in self._texts:
            last = pieces[-1].part if pieces else None
            if self._dialect.literal and text.text in _BREAKS:
                mark = Mark(text.start, text.end, "point", text=" ")
                pieces.append(Piece(mark, None, element, "barrier" if text.text == "\t" else "break"))
            elif isinstance(last, Text) and runs.mergeable(last, text):
                pieces[-1] = Piece(Text(last.start, text.end, last.text + text.text), None, element)
            else:
                pieces.append(Piece(text, None, element))
        if self._in_a_run:
            self._inside += pieces
        else:
            for piece in pieces:
                self._append(piece)

    def _run(self, run: Run) -> None:
        """The pieces of a run that is at its end."""
        self._in_a_run = False
        bits = [bit for bit, _ in self._bits if bit]
        said = any(isinstance(piece.part, Text) or piece.kind for piece in self._inside)
        if self._bits:
            self._field_run(run, clean=not said and field_codes.are_understood(bits))
        elif not said or self._hidden:
            if self._inside:
                self._append(Piece(Mark(run.start, run.end, "point")))
        else:
            for piece in self._inside:
                self._append(Piece(piece.part, run, piece.element, piece.kind))

    # --- Fields ---

    def _field_run(self, run: Run, *, clean: bool) -> None:
        """A run with a part of a field; one that is not `clean` has other things beside it, which are left alone."""
        stray = not self._fields and self._bits[0][0] != "begin"
        if not clean or stray:
            self._append(Piece(Mark(run.start, run.end, "point"), kind="barrier"))
        for bit, text in self._bits:
            if bit == "begin":
                self._begin(run, clean=clean)
            elif not self._fields:
                continue
            elif bit == "separate":
                self._separate(run)
            elif bit == "end":
                self._end(run, clean=clean)
            else:
                self._fields[-1].instruction += text

    def _begin(self, run: Run, *, clean: bool) -> None:
        outer = self._fields[-1] if self._fields else None
        at = len(self._pieces)
        taken = clean and self._append(Piece(Mark(run.start, run.end, "point"), kind="barrier"))
        silent = outer is not None and (outer.silent or not outer.shows)
        containers = tuple(one.at for one in self._containers)
        copier = outer.copier if outer else None
        self._fields.append(Field(self.number, run.start, at if taken else -1, containers, silent, copier))

    def _separate(self, run: Run) -> None:
        field = self._fields[-1]
        field.separated()
        if field.paragraph == self.number and field.at >= 0 and field.copier is None:
            self._pieces[field.at] = Piece(Mark(field.start, run.end, "opening", f"field {field.at}"))

    def _end(self, run: Run, *, clean: bool) -> None:
        field = self._fields.pop()
        if field.at < 0 or field.paragraph != self.number or not clean:
            if field.paragraph != self.number:
                self._append(Piece(Mark(run.start, run.end, "point"), kind="barrier"))
            return
        before = self._pieces[field.at].part
        opened = isinstance(before, Mark) and before.role == "opening"
        if field.containers != tuple(one.at for one in self._containers):
            self._append(Piece(Mark(run.start, run.end, "point"), kind="barrier"))
        elif opened and before.end <= run.start:
            self._append(Piece(Mark(run.start, run.end, "closing", f"field {field.at}")))
        elif field.shown.strip():
            self._pieces[field.at] = Piece(Copied(field.start, run.end, " ".join(field.shown.split())))
        else:
            self._pieces[field.at] = Piece(Mark(field.start, run.end, "point"))
            self._points.append(Mark(field.start, run.end, "point"))


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
