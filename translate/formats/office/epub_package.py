"""What an EPUB says of itself: where its package is, which members it has to read, its title and its contents."""

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from glossary.linked import Span
from translate.errors import DocumentError
from translate.formats import xml_events
from translate.formats.blocks import Block, BlockPart, Mark, Text
from translate.formats.office.packed import Archive
from translate.formats.splice import Edit
from translate.formats.xml_events import Event

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
# The kinds of blocks that are between tags, and that are values of attributes.
TEXT, VALUE = "xml text", "xml value"

_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/elements/1.0/": "dc",
    "http://www.daisy.org/z3986/2005/ncx/": "",
    "http://www.idpf.org/2007/opf": "",
    "http://openebook.org/namespaces/oeb-package/1.0/": "",
    "http://www.w3.org/2001/04/xmlenc#": "",
    "urn:oasis:names:tc:opendocument:xmlns:container": "",
}
_PACKAGE = "application/oebps-package+xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_CONTENTS = "application/x-dtbncx+xml"
# Fonts that only look encrypted.
_OBFUSCATIONS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_TEXTS = frozenset({"dc:description", "dc:subject", "dc:title"})
# The elements of contents whose text has a place around it that says what it is.
_LABELS = frozenset({"docTitle", "navInfo", "navLabel"})
_GERMAN = re.compile(r"\s*(?:de|gsw|nds)(?![A-Za-z])", re.IGNORECASE)
_ENGLISH = "en"
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*+)[^<>]*>")
# Tags in a description that do not part it.
_INLINE = frozenset({"a", "abbr", "b", "cite", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """The members of a book to read, in the order in which one reads them; `missing` are those that are not there."""

    packages: tuple[str, ...]
    pages: tuple[str, ...]
    contents: tuple[str, ...]
    missing: tuple[str, ...]


def manifest(archive: Archive) -> Manifest:
    """What the packages of a book list.

    Raises `DocumentError` for a zip that is no EPUB, and for one whose text is encrypted.
    """
    encrypted = set(_encrypted(archive))
    packages = [
        posixpath.normpath(event.attributes["full-path"])
        for event in _events(archive, CONTAINER)
        if event.name == "rootfile" and event.kind == "start" and event.attributes.get("full-path")
        if event.attributes.get("media-type", _PACKAGE) == _PACKAGE
    ]
    if not packages:
        raise DocumentError(f"{archive.name}: {CONTAINER} names no package; save it again in the program that made it")
    names = {unicodedata.normalize("NFC", name): name for name in archive.members}
    pages: list[str] = []
    contents: list[str] = []
    missing: list[str] = []
    for package in dict.fromkeys(packages):
        for media, path in _listed(archive, package):
            name = names.get(unicodedata.normalize("NFC", path))
            if name is None:
                missing.append(path)
            else:
                (contents if media == _CONTENTS else pages).append(name)
    if not encrypted.isdisjoint([*packages, *pages, *contents]):
        raise DocumentError(f"{archive.name}: encrypted against copying (DRM); get it without")
    return Manifest(*(tuple(dict.fromkeys(found)) for found in (packages, pages, contents, missing)))


def _encrypted(archive: Archive) -> Iterator[str]:
    """The members that cannot be read; of fonts some only look encrypted."""
    if ENCRYPTION not in archive.members:
        return
    method = ""
    for event in _events(archive, ENCRYPTION):
        if event.kind != "start":
            continue
        if event.name == "EncryptedData":
            method = ""
        elif event.name == "EncryptionMethod":
            # The key may be encrypted too, in a way of its own.
            method = method or event.attributes.get("Algorithm", "")
        elif event.name == "CipherReference" and method not in _OBFUSCATIONS:
            yield _path("", event.attributes.get("URI", ""))


def _listed(archive: Archive, package: str) -> Iterator[tuple[str, str]]:
    """The type and the path of each member with text that a package lists: first those that one reads in turn."""
    items: dict[str, tuple[str, str]] = {}
    spine: list[str] = []
    for event in _events(archive, package):
        if event.kind == "start" and event.name == "item":
            media = event.attributes.get("media-type", "").strip().lower()
            href = event.attributes.get("href", "")
            if media in _PAGES | {_CONTENTS} and not re.match(r"[A-Za-z][\w+.-]*:", href):
                items[event.attributes.get("id", href)] = media, _path(package, href)
        elif event.kind == "start" and event.name == "itemref":
            spine.append(event.attributes.get("idref", ""))
    for number in dict.fromkeys([*(one for one in spine if one in items), *items]):
        yield items[number]


def _path(package: str, href: str) -> str:
    """The name of the member that a reference in a package leads to."""
    path = unquote(href.partition("#")[0].partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), path))


def _events(archive: Archive, member: str) -> Iterator[Event]:
    called = f"{archive.name}: {member}"
    return xml_events.events(xml_events.decoded(archive.read(member), called).text, called, _PREFIXES)


# --- What a reader reads of it ---


@dataclass(slots=True)
class Found:
    """The blocks of a package or of contents, and what says that they are in English."""

    blocks: list[Block] = field(default_factory=list)
    languages: list[Edit] = field(default_factory=list)


def read(source: str, text: str, name: str, start: int) -> Found:
    """What is in a package, or in contents (NCX), that begins at a character of the source.

    Raises `DocumentError` if it is not well-formed; `name` is what it is called there.
    """
    found = Found()
    languages: list[tuple[Edit, bool]] = []
    around: list[str] = []
    texts: list[Event] = []
    for event in xml_events.events(text, name, _PREFIXES, start):
        if event.kind == "start":
            around.append(_known(event.name))
            texts = []
            _attributes(source, event, found)
        elif event.kind == "end":
            element = around.pop()
            if element in _TEXTS or (element == "text" and around and around[-1] in _LABELS):
                found.blocks += _blocks(texts)
            elif element == "dc:language":
                languages += _language(texts)
            texts = []
        elif event.kind == "text":
            texts.append(event)
    # A book has one language at least, which is wrong often enough.
    found.languages += [edit for edit, german in languages if german or len(languages) == 1]
    found.blocks.sort(key=lambda block: block.start)
    return found


def _known(name: str) -> str:
    return name.lower() if name.startswith("dc:") else name


def _language(texts: Sequence[Event]) -> Iterator[tuple[Edit, bool]]:
    """What makes a language English, and whether it is German."""
    value = "".join(event.text for event in texts)
    if value.strip():
        start = texts[0].start if len(texts) > 1 else texts[0].start + len(value) - len(value.lstrip())
        end = texts[-1].end if len(texts) > 1 else texts[-1].end - len(value) + len(value.rstrip())
        yield Edit(start, end, (_ENGLISH,)), bool(_GERMAN.match(value))


def _attributes(source: str, event: Event, found: Found) -> None:
    spans = None
    if _GERMAN.match(event.attributes.get("xml:lang", "")):
        spans = xml_events.values(source, event)
        found.languages.append(Edit(*spans["xml:lang"], (_ENGLISH,)))
    if event.name == "reference" and event.attributes.get("title", "").strip():
        spans = spans or xml_events.values(source, event)
        found.blocks.append(Block(xml_events.texts(source, *spans["title"]), VALUE))


def _blocks(texts: Sequence[Event]) -> Iterator[Block]:
    """The blocks of a text; descriptions may have the tags of HTML, written as text."""
    whole = "".join(event.text for event in texts)
    is_even = all(len(event.text) in (event.end - event.start, 1) for event in texts)
    tags = list(_TAG.finditer(whole))
    if tags and not is_even:
        return
    parts: list[BlockPart] = []
    at = 0
    pieces = _Pieces(texts)
    for tag in tags:
        parts += pieces.between(at, tag.start())
        start, end = pieces.span(tag.start(), tag.end())
        name = tag[1].lower()
        if name not in _INLINE:
            yield from _block(parts)
            parts = []
        else:
            parts.append(Mark(start, end, "closing" if tag[0].startswith("</") else "opening", name))
        at = tag.end()
    yield from _block([*parts, *pieces.between(at, len(whole))])


def _block(parts: Sequence[BlockPart]) -> Iterator[Block]:
    read = [number for number, part in enumerate(parts) if part.text.strip()]
    if read:
        yield Block(tuple(parts[read[0] : read[-1] + 1]), TEXT)


class _Pieces:
    """The pieces of a text, by the characters of it, which are asked for in order."""

    def __init__(self, texts: Sequence[Event]) -> None:
        self._texts = texts
        self._number = self._at = 0

    def between(self, start: int, end: int) -> list[Text]:
        """What stands at `[start, end)`."""
        found: list[Text] = []
        while self._number < len(self._texts) and self._at < end:
            event = self._texts[self._number]
            behind = self._at + len(event.text)
            first, last = max(start, self._at) - self._at, min(end, behind) - self._at
            if first < last:
                is_whole = len(event.text) != event.end - event.start
                span = (event.start, event.end) if is_whole else (event.start + first, event.start + last)
                found.append(Text(*span, re.sub(r"\s", " ", event.text[first:last])))
            if behind > end:
                break
            self._number += 1
            self._at = behind
        return found

    def span(self, start: int, end: int) -> Span:
        """The data of `[start, end)`."""
        found = self.between(start, end)
        return found[0].start, found[-1].end
