"""The events of an XML text, each with where it stands: what expat reads, counted in characters.

Every character belongs to one event, so that a format can write into the text and leave the rest of it alone.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple
from xml.parsers import expat

from glossary.linked import Span
from translate.documents import files
from translate.errors import DocumentError
from translate.formats import charsets
from translate.formats.blocks import Text

Kind = Literal["start", "end", "text", "comment", "instruction", "other"]

# What XML in UTF-16 begins with if it has no mark: `<`.
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_ATTRIBUTE = re.compile(r"""(?<=\s)([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_CHUNK = 2**16
# Between the address of a namespace and a name in it.
_SEPARATOR = " "
_XML = "http://www.w3.org/XML/1998/namespace"
_PREDEFINED = frozenset({"lt", "gt", "amp", "quot", "apos"})
_MAX_ENTITY = 100
# What all uses of a file's own entities may come to, whatever the file's length.
_ENTITIES = 2**20
# What is read as a whole in the value of an attribute, or character by character.
_PIECE = re.compile(r"&[^&;]*;|\r\n|[\t\r\n]|[^&\t\r\n]+|&")
_SPACES = frozenset({"\t", "\r", "\n", "\r\n"})
_NONE: Mapping[str, str] = MappingProxyType({})
# Characters that XML has no way to write.
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_IN_VALUE = _IN_TEXT | {ord('"'): "&quot;", ord("'"): "&apos;", ord("\t"): "&#9;", ord("\n"): "&#10;"}


@dataclass(frozen=True, slots=True)
class XmlText:
    """The characters of an XML file, without byte-order mark, and how its bytes are made of them again."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""

    def encoded(self, text: str) -> bytes:
        """The bytes of another text; what the encoding does not have is written by its number.

        >>> XmlText("<a>Tür</a>", "latin-1").encoded("<a>Straße → Haus</a>")
        b'<a>Stra\\xdfe &#8594; Haus</a>'
        """
        return self.bom + text.encode(self.encoding, "xmlcharrefreplace")


class Event(NamedTuple):
    """The characters `[start, end)` of an XML text, and what they are.

    `name` is that of an element or an instruction, `text` what a reader reads (of a comment or an instruction: what is
    in it). A run of text, an entity, a line break and a CDATA section are events each. An element without content has
    an end at the end of its tag. `attributes` are by name. `other` is what stands around the root, the declaration, a
    document type.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    text: str = ""
    attributes: Mapping[str, str] = _NONE


def decoded(data: bytes, name: str) -> XmlText:
    """The characters of the XML in a file, or the member of one, called `name`.

    The encoding is that of the byte-order mark or the declaration, or UTF-8. Raises `DocumentError` if the data are
    not in it.
    """
    bom, encoding = files.marked(data)
    if not bom:
        encoding = next((encoding for mark, encoding in _UNMARKED if data.startswith(mark)), "") or _declared(data)
        if not encoding.startswith("utf-16") and not charsets.known(encoding):
            raise DocumentError(f"{name}: the encoding {encoding} that it says is not known; save it as UTF-8")
    try:
        return XmlText(data[len(bom) :].decode(encoding), encoding, bom)
    except ValueError as error:
        where = f", byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise DocumentError(f"{name}: not in the encoding {encoding} that it says{where}; save it as UTF-8") from error


def _declared(data: bytes) -> str:
    found = _DECLARED.match(data)
    encoding = found[1].decode("ascii").lower() if found else "utf-8"
    # Who could read so far does not read what has two bytes a character.
    return "utf-8" if encoding.startswith(("utf-16", "utf16", "utf-32", "ucs", "iso-10646")) else encoding


def events(text: str, name: str, prefixes: Mapping[str, str], behind: int = 0) -> Iterator[Event]:
    """The events of an XML text in order; `prefixes` are those that names get, by the address of the namespace.

    Where the text stands behind others, `behind` says how many characters of theirs to count.
    A name in no namespace or in that of the empty prefix has none; one in a namespace that is not in `prefixes` is
    `{address}name`. Raises `DocumentError` for what is not well-formed, and for entities that lead out of the file or
    swell.

    >>> [(one.kind, one.start, one.name, one.text) for one in events("<a>1&lt;<b/></a>", "a.xml", {})][:4]
    [('start', 0, 'a', ''), ('text', 3, '', '1'), ('text', 4, '', '<'), ('start', 8, 'b', '')]
    """
    return _Reader(text, name, prefixes, behind).read()


def values(text: str, event: Event) -> dict[str, Span]:
    """Where the values of the attributes of a start tag stand in the text, by the names as the file has them.

    >>> tag = '<a w:x = "1" y=\\'\\'/>'
    >>> values(tag, Event("start", 0, len(tag)))
    {'w:x': (10, 11), 'y': (16, 16)}
    """
    found = _ATTRIBUTE.finditer(text, event.start, event.end)
    return {one[1]: (one.start(2) + 1, one.end(2) - 1) for one in found}


def texts(text: str, start: int, end: int) -> tuple[Text, ...]:
    """The value of an attribute, the characters `[start, end)` of an XML text, as what a reader reads of it.

    >>> texts("R&amp;D", 0, 7)
    (Text(start=0, end=1, text='R'), Text(start=1, end=6, text='&'), Text(start=6, end=7, text='D'))
    """
    return tuple(Text(one.start(), one.end(), _shown(one[0])) for one in _PIECE.finditer(text, start, end))


def _shown(piece: str) -> str:
    return " " if piece in _SPACES else html.unescape(piece)


def escaped(text: str) -> str:
    """A text as it is written between tags; characters that XML does not have are left out.

    >>> escaped("a < b & c")
    'a &lt; b &amp; c'
    """
    return _FORBIDDEN.sub("", text).translate(_IN_TEXT)


def escaped_value(text: str) -> str:
    """A text as it is written as the value of an attribute, whichever quotes are around it."""
    return _FORBIDDEN.sub("", text).translate(_IN_VALUE)


class _Reader:
    """Reads one text, with expat, which calls what handles each kind of thing with no more than where it begins."""

    def __init__(self, text: str, name: str, prefixes: Mapping[str, str], behind: int) -> None:
        self._name = name
        self._behind = behind
        self._length = len(text)
        self._data = text.encode("utf-8", "surrogatepass")
        self._prefixes = {_XML: "xml", **prefixes}
        self._names: dict[str, str] = {}
        self._entities: dict[str, str] = {}
        self._swollen = 0
        self._found: list[Event] = []
        # What is not at its end yet.
        self._last: tuple[Kind, int, str, str, Mapping[str, str]] | None = None
        self._section: list[str] | None = None
        self._byte, self._at = 0, behind
        self._parser = expat.ParserCreate("utf-8", _SEPARATOR)
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartCdataSectionHandler = self._section_start
        self._parser.EndCdataSectionHandler = self._section_end
        self._parser.CommentHandler = self._comment
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.EntityDeclHandler = self._entity
        self._parser.DefaultHandler = self._other

    def read(self) -> Iterator[Event]:
        ascii_only = len(self._data) == self._length
        self._place = self._byte_index if ascii_only else self._counted
        for at in range(0, len(self._data) + 1, _CHUNK):
            try:
                self._parser.Parse(self._data[at : at + _CHUNK], at + _CHUNK > len(self._data))
            except expat.ExpatError as error:
                what = expat.ErrorString(error.code)
                raise DocumentError(
                    f"{self._name}: XML that is not well-formed in line {error.lineno}: {what}; save it again"
                ) from error
            yield from self._found
            self._found.clear()
        self._close(self._length + self._behind)
        yield from self._found

    def _byte_index(self) -> int:
        return self._parser.CurrentByteIndex + self._behind

    def _counted(self) -> int:
        """Where the parser is, in characters; it only goes on."""
        byte = self._parser.CurrentByteIndex
        between = self._data[self._byte : byte]
        self._at += len(between) if between.isascii() else len(between.decode("utf-8", "surrogatepass"))
        self._byte = byte
        return self._at

    def _close(self, end: int) -> None:
        if self._last is not None:
            kind, start, name, text, attributes = self._last
            self._found.append(Event(kind, start, end, name, text, attributes))

    def _begin(self, kind: Kind, name: str = "", text: str = "", attributes: Mapping[str, str] = _NONE) -> None:
        at = self._place()
        self._close(at)
        self._last = kind, at, name, text, attributes

    def _named(self, name: str) -> str:
        """A name with the prefix that its namespace has here."""
        found = self._names.get(name)
        if found is None:
            space, _, local = name.rpartition(_SEPARATOR)
            prefix = self._prefixes.get(space, f"{{{space}}}" if space else "")
            found = f"{prefix}:{local}" if prefix and prefix[0] != "{" else prefix + local
            self._names[name] = found
        return found

    def _start(self, name: str, attributes: list[str]) -> None:
        if not attributes:
            self._begin("start", self._named(name))
            return
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        self._begin("start", self._named(name), "", {self._named(key): value for key, value in pairs})

    def _end(self, name: str) -> None:
        self._begin("end", self._named(name))

    def _characters(self, data: str) -> None:
        if self._section is None:
            self._begin("text", "", data)
        else:
            self._section.append(data)

    def _section_start(self) -> None:
        self._begin("text")
        self._section = []

    def _section_end(self) -> None:
        if self._last is not None and self._section is not None:
            kind, start, name, _, attributes = self._last
            self._last = kind, start, name, "".join(self._section), attributes
        self._section = None

    def _comment(self, data: str) -> None:
        self._begin("comment", "", data)

    def _instruction(self, target: str, data: str) -> None:
        self._begin("instruction", target, data)

    def _entity(
        self, name: str, parameter: bool, value: str | None, base: str | None, system: str | None, *_: str | None
    ) -> None:
        """An entity that the file defines: a character or a word, no more."""
        if name in _PREDEFINED and not parameter:
            return
        if parameter or value is None or len(value) > _MAX_ENTITY or "&" in value or "<" in value:
            raise DocumentError(f"{self._name}: defines the entity {name}, which could lead anywhere; save it without")
        self._entities.setdefault(name, value)

    def _own(self, name: str) -> str:
        """What an entity stands for that the file defines."""
        value = self._entities.get(name, "")
        self._swollen += len(value)
        if self._swollen > max(_ENTITIES, self._length):
            raise DocumentError(f"{self._name}: its entities swell, {name} among them; save it without")
        return value

    def _other(self, data: str) -> None:
        if data.startswith("&") and data.endswith(";"):
            self._begin("text", "", self._own(data[1:-1]) or html.unescape(data))
        elif self._last is None or self._last[0] != "other":
            self._begin("other")
