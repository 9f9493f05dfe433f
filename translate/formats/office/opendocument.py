"""OpenDocument: texts, presentations and the words in spreadsheets, in a zip or as one XML file."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats import doubles, flow, splice, xml_events
from translate.formats.blocks import Block
from translate.formats.flow import BlockDocument
from translate.formats.office import members, opendocument_blocks, opendocument_copies, packed
from translate.formats.office.members import Members
from translate.formats.office.opendocument_names import PREFIXES
from translate.formats.office.packed import Archive
from translate.formats.splice import Edit
from translate.formats.xml_events import XmlText

_MANIFEST, _SIGNATURES = "META-INF/manifest.xml", "META-INF/documentsignatures.xml"
_CONTENT, _STYLES, _META = "content.xml", "styles.xml", "meta.xml"
# A subdocument, such as a chart, has its own.
_SUBDOCUMENT = re.compile(r".+/content\.xml")
_ENCRYPTED = re.compile(rb"<(?:[\w.-]+:)?encryption-data\b")
_FLAT = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
# The element that is a flat document, and how far from its beginning it is looked for.
_ROOT = re.compile(r"<(?:[\w.-]+:)?document[\s>]")
_BEGINNING = 4096
_SIGNED = "signed; the signature does not hold for the translation"


@dataclass(frozen=True, slots=True)
class OfficeDocument(BlockDocument):
    """A document of a zip, `members`, or flat, `xml`; `languages` are the edits that say that it is in English.

    `broken` are the styles that begin a page, each with the one that it is made of.
    """

    members: Members | None = None
    xml: XmlText | None = None
    languages: tuple[Edit, ...] = ()
    broken: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """The format of odt, odp and ods, of their templates, and of their flat forms fodt, fodp and fods.

    Headers, notes, text boxes, comments, tables, alternative texts and the document's title are translated; deleted
    text and the values of fields are not. With `bilingual`, each paragraph is followed by its translation.
    """

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> OfficeDocument:
        """The document in a file's bytes.

        Raises `DocumentError` if they are not OpenDocument, or damaged or encrypted.
        """
        if _FLAT.match(data):
            xml = xml_events.decoded(data, name)
            made = self._document(name, xml.text, [(name, xml.text, 0)], (), None, xml)
            if not _ROOT.search(xml.text, 0, _BEGINNING):
                raise DocumentError(f"{name}: no OpenDocument; check that the name's ending is right")
            return made
        archive = packed.opened(data, name)
        _check(archive)
        wanted = [_META, _CONTENT, *filter(_SUBDOCUMENT.fullmatch, archive.members), _STYLES]
        read = members.read(archive, [member for member in wanted if member in archive.members])
        texts = [
            (f"{name}: {member}", xml.text, start)
            for member, xml, start in zip(read.names, read.xml, read.starts, strict=True)
        ]
        notices = [_SIGNED] if _SIGNATURES in archive.members else []
        return self._document(name, read.source, texts, notices, read, None)

    def _document(
        self,
        name: str,
        source: str,
        texts: Sequence[tuple[str, str, int]],
        notices: Sequence[str],
        read: Members | None,
        xml: XmlText | None,
    ) -> OfficeDocument:
        """The document of some texts, each with what it is called in errors and where it begins in the source."""
        blocks: list[Block] = []
        languages: list[Edit] = []
        broken: dict[str, str] = {}
        for called, text, start in texts:
            found = opendocument_blocks.found(
                source, xml_events.events(text, called, PREFIXES, start), is_whole=self.bilingual
            )
            blocks += found.blocks
            languages += found.languages
            if self.bilingual:
                broken |= opendocument_copies.breaking(xml_events.events(text, called, PREFIXES))
        made = flow.document(name, source, blocks, notices, repair=self.repair)
        return OfficeDocument(
            made.name, made.text, made.segments, made.passed_through, made.notices, made.dropped,
            made.source, made.blocks, made.places, read, xml, tuple(languages), broken,
        )  # fmt: skip

    def render(
        self, document: OfficeDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The data of the document with its segments replaced by `translations`, one a segment.

        What says that it is in German then says that it is in English; in a bilingual document both are true.
        """
        beside = opendocument_copies.copies(document.source, document.broken) if self.bilingual else None
        edits = flow.edits(document, translations, _written, beside)
        if self.bilingual:
            edits = list(doubles.cut(document, edits, partial(opendocument_copies.cuts, document.source)))
        elif edits:
            edits += document.languages
        text = splice.spliced(document.source, edits)
        if document.members is not None:
            return document.members.zipped(text)
        return document.xml.encoded(text) if document.xml is not None else text.encode()


def _written(text: str, block: Block) -> str:
    if block.kind == opendocument_blocks.VALUE:
        return xml_events.escaped_value(text)
    return xml_events.escaped(text)


def _check(archive: Archive) -> None:
    """Raises `DocumentError` for a zip that is no OpenDocument, or encrypted."""
    if _CONTENT not in archive.members:
        raise DocumentError(f"{archive.name}: no OpenDocument; check that the name's ending is right")
    if _MANIFEST in archive.members and _ENCRYPTED.search(archive.read(_MANIFEST)):
        raise DocumentError(f"{archive.name}: encrypted; save it without a password")
