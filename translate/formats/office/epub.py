"""EPUB: the pages of a book, its contents, its title and what it says about itself."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial

from glossary.linked import LinkedText
from glossary.wording import counted
from translate.errors import DocumentError
from translate.formats import doubles, flow, splice, xml_events
from translate.formats.blocks import Block
from translate.formats.flow import BlockDocument
from translate.formats.markup import html, html_copies
from translate.formats.office import epub_copies, epub_notes, epub_package, members, packed
from translate.formats.office.members import Members
from translate.formats.splice import Edit

_SIGNATURES = "META-INF/signatures.xml"
_SIGNED = "signed; the signature does not hold for the translation"


@dataclass(frozen=True, slots=True)
class Book(BlockDocument):
    """A book; `languages` are the edits that say that it is in English."""

    members: Members | None = None
    languages: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Epub:
    """The format of EPUB 2 and 3.

    What its package lists as pages is translated, in the order in which one reads it, and so are its contents, its
    title and its description. With `bilingual`, the English of each paragraph stands behind its German.
    """

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> Book:
        """The document in a file's bytes.

        Raises `DocumentError` if they are no EPUB, damaged, or encrypted against copying.
        """
        archive = packed.opened(data, name)
        listed = epub_package.manifest(archive)
        read = members.read(archive, [*listed.packages, *listed.pages, *listed.contents])
        blocks: list[Block] = []
        languages: list[Edit] = []
        for member, xml, start in zip(read.names, read.xml, read.starts, strict=True):
            if "\0" in xml.text:
                raise DocumentError(f"{name}: {member} has characters that no text has; it is damaged")
            if member in listed.pages:
                page = html.blocks(xml.text)
                own = (epub_notes.apart(xml.text, block) for block in page.blocks)
                blocks += (_shifted(block, start) for block in own)
                languages += (_language(edit, start) for edit in page.languages)
            else:
                found = epub_package.read(read.source, xml.text, f"{name}: {member}", start)
                blocks += found.blocks
                languages += found.languages
        made = flow.document(name, read.source, blocks, list(_notices(read, listed.missing)), repair=self.repair)
        return Book(
            made.name, made.text, made.segments, made.passed_through, made.notices, made.dropped,
            made.source, made.blocks, made.places, read, tuple(languages),
        )  # fmt: skip

    def render(self, document: Book, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()) -> bytes:
        """The book with its segments replaced by `translations`, one a segment.

        What says that it is in German then says that it is in English; in a bilingual book both are true.
        """
        edits = flow.edits(document, translations, _written, epub_copies.beside if self.bilingual else None)
        if self.bilingual:
            edits = list(doubles.cut(document, edits, partial(html_copies.cuts, document.source)))
        elif edits:
            edits += document.languages
        text = splice.spliced(document.source, edits)
        return document.members.zipped(text) if document.members else text.encode()


def _notices(read: Members, missing: Sequence[str]) -> Iterator[str]:
    if missing:
        yield f"{counted(len(missing), 'page')} that the book lists and does not have, such as {missing[0]}"
    if _SIGNATURES in read.archive.members:
        yield _SIGNED


def _shifted(block: Block, by: int) -> Block:
    """A block of a page where the page stands in the source."""
    return Block(tuple(replace(part, start=part.start + by, end=part.end + by) for part in block.parts), block.kind)


def _language(edit: Edit, by: int) -> Edit:
    """What says that a page is in English, as every version of XHTML says it."""
    parts = edit.parts if edit.start < edit.end else (epub_copies.IN_ENGLISH,)
    return Edit(edit.start + by, edit.end + by, parts)


def _written(text: str, block: Block) -> str:
    if block.kind == epub_package.VALUE:
        return xml_events.escaped_value(text)
    return xml_events.escaped(text) if block.kind == epub_package.TEXT else html.write(text, block)
