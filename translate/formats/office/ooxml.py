"""What documents of Word, PowerPoint and Excel have in common: zips whose parts are known by their types."""

import posixpath
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats import flow, splice, xml_events
from translate.formats.flow import BlockDocument
from translate.formats.office import dialects, members, office_parts, packed, paired, run_writing
from translate.formats.office.members import Members
from translate.formats.office.office_parts import Contents, Found
from translate.formats.office.packed import Archive
from translate.formats.splice import Edit

_TYPES = "[Content_Types].xml"
# The parts of a document that all kinds have; what a type ends in says what a part is.
_SHARED = r"core-properties\+xml|drawingml\.(?:chart|diagramData)\+xml|ms-office\.drawingml\.diagramDrawing\+xml"


@dataclass(frozen=True, slots=True)
class OfficeDocument(BlockDocument):
    """A document of Office: `found` says where each of its blocks was found, `contents` what else was."""

    members: Members | None = None
    contents: Contents | None = None


def opened(data: bytes, name: str, main: str, kind: str) -> tuple[Archive, dict[str, str]]:
    """The zip of a document, and the types of its parts by their names.

    `main` is the pattern of the type that one part of it has to have, `kind` what the document is then. Raises
    `DocumentError` if it is another one.
    """
    archive = packed.opened(data, name)
    types = _types(archive)
    if not any(re.search(main, of_part) for of_part in types.values()):
        raise DocumentError(f"{name}: no document of {kind}; check that the name's ending is right")
    return archive, types


def _types(archive: Archive) -> dict[str, str]:
    """The type of each part."""
    # Some write all names small, and with the strokes of Windows.
    name = next((name for name in archive.members if name.lower() == _TYPES.lower()), _TYPES)
    xml = xml_events.decoded(archive.read(name), f"{archive.name}: {name}")
    by_ending: dict[str, str] = {}
    by_name: dict[str, str] = {}
    for event in xml_events.events(xml.text, f"{archive.name}: {name}", dialects.PREFIXES):
        told = event.attributes.get("ContentType", "")
        if event.name == "ct:Default":
            by_ending[event.attributes.get("Extension", "").lower()] = told
        elif event.name == "ct:Override":
            by_name[event.attributes.get("PartName", "").lstrip("/").lower()] = told
    return {
        name: by_name.get(name.lower().replace("\\", "/")) or by_ending.get(posixpath.splitext(name)[1][1:].lower(), "")
        for name in archive.members
    }


def document(
    archive: Archive,
    types: dict[str, str],
    patterns: Sequence[str],
    *,
    repair: bool,
    wanted: Callable[[str, Found], bool] = lambda name, found: True,
) -> OfficeDocument:
    """The document in the parts whose types match one of some patterns, in the order of these.

    `wanted` is asked for each block, with the name of its part.
    """
    ordered = [re.compile(pattern) for pattern in (*patterns, _SHARED)]
    names = [name for pattern in ordered for name, told in types.items() if pattern.search(told)]
    parts = members.read(archive, list(dict.fromkeys(names)))
    contents = Contents()
    for number in range(len(parts.names)):
        office_parts.read(parts, number, contents)
    found = [one for one in contents.found if wanted(parts.named(one.block.start), one)]
    contents.found[:] = sorted(found, key=lambda one: one.block.start)
    blocks = [one.block for one in contents.found]
    made = flow.document(archive.name, parts.source, blocks, repair=repair)
    return OfficeDocument(
        made.name, made.text, made.segments, made.passed_through, made.notices, made.dropped,
        made.source, made.blocks, made.places, parts, contents,
    )  # fmt: skip


def rendered(document: OfficeDocument, translations: Sequence[LinkedText], *, bilingual: bool = False) -> bytes:
    """The data of the document with its segments replaced by translations, or with these behind them."""
    assert document.members is not None
    assert document.contents is not None
    # In order, each once.
    edits: dict[Edit, None] = {}
    behind: dict[int, list[tuple[Found, LinkedText]]] = {}
    for number, linked in flow.translated(document, translations):
        found = document.contents.found[number]
        if bilingual and found.paragraph >= 0:
            behind.setdefault(found.paragraph, []).append((found, linked))
        else:
            edits |= dict.fromkeys(_edits(document.source, document.contents, found, linked))
    for number, words in behind.items():
        own = [
            edit for one, linked in words for edit in _edits(document.source, document.contents, one, linked, bare=True)
        ]
        edits |= dict.fromkeys(paired.edits(document.source, document.contents.paragraphs[number], dict.fromkeys(own)))
    if edits and not bilingual:
        edits |= {Edit(*span, (run_writing.LANGUAGE,)): None for span in document.contents.languages}
    return document.members.zipped(splice.spliced(document.source, edits))


def _edits(source: str, contents: Contents, found: Found, linked: LinkedText, *, bare: bool = False) -> list[Edit]:
    if found.paragraph >= 0:
        dialect = contents.paragraphs[found.paragraph].dialect
        return run_writing.edits(source, dialect, found.pieces, linked, bare=bare)
    write = xml_events.escaped_value if found.block.kind == "attribute" else xml_events.escaped
    return [Edit(found.block.start, found.block.end, (write(linked.text),))]
