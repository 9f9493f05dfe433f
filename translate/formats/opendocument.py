"""OpenDocument: texts, presentations and the words in spreadsheets, in a zip or as one XML file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats import flow, opendocument_blocks, opendocument_copies, packed, parts, splice, xml_events
from translate.formats.blocks import Block
from translate.formats.flow import BlockDocument
from translate.formats.opendocument_names import PREFIXES
from translate.formats.packed import Archive
from translate.formats.parts import PartsDocument
from translate.formats.splice import Edit
from translate.formats.xml_events import Event, XmlText

_MANIFEST, _MIMETYPE, _SIGNATURES = "META-INF/manifest.xml", "mimetype", "META-INF/documentsignatures.xml"
_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"
_MEDIA_TYPE = re.compile(rb"application/(?:vnd\.oasis\.opendocument|x-vnd\.oasis\.opendocument)\.")
# A subdocument, such as a chart, has its own.
_SUBDOCUMENT = re.compile(r".+/content\.xml")
_ENCRYPTED = re.compile(rb"<(?:[\w.-]+:)?encryption-data\b")
_FLAT = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_SIGNED = "signed; the signature does not hold for the translation"


@dataclass(frozen=True, slots=True)
class Member(BlockDocument):
    """A member with text: `xml` are its characters, `languages` is what says that it is in English.

    `broken` are the styles that begin a page, each with the one that it is made of.
    """

    xml: XmlText = field(kw_only=True)
    languages: tuple[Edit, ...] = ()
    broken: Mapping[str, str] = field(default_factory=dict)


OfficeDocument = PartsDocument[Member]


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """The format of odt, odp and ods, of their templates, and of their flat forms fodt, fodp and fods.

    Headers, notes, text boxes, comments, tables, alternative texts and the document's title are translated; deleted
    text and the values of fields are not. With `bilingual`, each paragraph is followed by its translation.
    """

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> OfficeDocument | Member:
        """The document in a file's bytes; a flat one is its only member.

        Raises `DocumentError` if they are not OpenDocument, or damaged or encrypted.
        """
        if _FLAT.match(data):
            xml = xml_events.decoded(data, name)
            return self._member(xml, name, opendocument_copies.breaking(_events(xml, name)))
        archive = packed.opened(data, name)
        _check(archive)
        members = [_META, _CONTENT, *filter(_SUBDOCUMENT.fullmatch, archive.members), _STYLES]
        read = {
            member: xml_events.decoded(archive.read(member), f"{name}: {member}")
            for member in members
            if member in archive.members
        }
        broken: dict[str, str] = {}
        if self.bilingual:
            for member, xml in read.items():
                broken |= opendocument_copies.breaking(_events(xml, f"{name}: {member}"))
        found = [self._member(xml, f"{name}: {member}", broken) for member, xml in read.items()]
        return parts.joined(archive, list(read), found, [_SIGNED] if _SIGNATURES in archive.members else [])

    def _member(self, xml: XmlText, name: str, broken: Mapping[str, str]) -> Member:
        found = opendocument_blocks.found(xml.text, _events(xml, name), self.bilingual)
        read = flow.document(name, xml.text, found.blocks, repair=self.repair)
        return Member(
            read.name, read.text, read.segments, read.passed_through, read.notices,
            source=read.source, blocks=read.blocks, places=read.places,
            xml=xml, languages=tuple(found.languages), broken=broken,
        )  # fmt: skip

    def render(
        self, document: OfficeDocument | Member, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The data of the document with its segments replaced by `translations`, one a segment.

        What said that it is in German says that it is in English.
        """
        if isinstance(document, PartsDocument):
            return parts.rendered(document, translations, doubtful, self._rendered)
        if parts.is_same(document, translations):
            return document.xml.encoded(document.source)
        return self._rendered(document, translations, doubtful)

    def _rendered(self, member: Member, translations: Sequence[LinkedText], _: Set[int]) -> bytes:
        beside = opendocument_copies.copies(member.source, member.broken) if self.bilingual else None
        edits: Iterable[Edit] = flow.edits(member, translations, _written, beside)
        if self.bilingual:
            edits = opendocument_copies.without_doubles(member, edits)
        return member.xml.encoded(splice.spliced(member.source, [*edits, *member.languages]))


def _events(xml: XmlText, name: str) -> Iterator[Event]:
    return xml_events.events(xml.text, name, PREFIXES)


def _written(text: str, block: Block) -> str:
    if block.kind == opendocument_blocks.VALUE:
        return xml_events.escaped_value(text)
    return xml_events.escaped(text)


def _check(archive: Archive) -> None:
    """Raises `DocumentError` for a zip that is no OpenDocument, or encrypted."""
    stated = archive.read(_MIMETYPE) if _MIMETYPE in archive.members else b""
    if _CONTENT not in archive.members or (stated and not _MEDIA_TYPE.match(stated)):
        what = stated[:80].decode("ascii", "replace") or "a zip"
        raise DocumentError(f"{archive.name}: no OpenDocument but {what}; check that the name's ending is right")
    if _MANIFEST in archive.members and _ENCRYPTED.search(archive.read(_MANIFEST)):
        raise DocumentError(f"{archive.name}: encrypted; save it without a password")
