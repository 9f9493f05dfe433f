"""Workbooks of Excel: the text in their cells, comments, drawings and charts.

Formulas, the names of sheets and what is in both stay as they are.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.formats import dialects, office, xml_events
from translate.formats.office import OfficeDocument
from translate.formats.office_parts import Found
from translate.formats.packed import Archive

_MAIN = r"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml"
_STRINGS = r"spreadsheetml\.sharedStrings\+xml"
_SHEET = r"spreadsheetml\.(?:work|chart|dialog)sheet\+xml"
_NAMING = re.compile(r"spreadsheetml\.(?:table|pivotCacheDefinition)\+xml")
_PARTS = (_STRINGS, _SHEET, r"spreadsheetml\.comments\+xml", r"ms-excel\.threadedcomments\+xml", r"drawing\+xml")
# Elements whose text is a formula, or a choice that a cell has to be one of.
_FORMULAS = frozenset({"x:f", "x:formula", "x:formula1", "x:formula2"})
# Attributes with what a cell says, by their elements.
_SAID = {
    "x:tableColumn": "name", "x:cacheField": "name", "x:s": "v", "x:filter": "val", "x:customFilter": "val",
    "x:sheet": "name",
}  # fmt: skip
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Xlsx:
    """The format of Excel.

    Cells that a formula, a filter or a table knows by what they say are left alone: translated, they would break it.
    """

    repair: bool = True

    def parse(self, data: bytes, name: str) -> OfficeDocument:
        """The document in a file's data.

        Raises `DocumentError` if they are no workbook.
        """
        archive, types = office.opened(data, name, _MAIN, "Excel")
        known = frozenset(_known(archive, types))

        def wanted(part: str, found: Found) -> bool:
            cell = re.search(rf"{_STRINGS}|{_SHEET}", types[part]) is not None
            return not cell or found.text not in known

        # A sheet is long, and most have their text elsewhere.
        without = [
            part for part, told in types.items() if re.search(_SHEET, told) and b"inlineStr" not in archive.read(part)
        ]
        read = {part: "" if part in without else told for part, told in types.items()}
        return office.document(archive, read, _PARTS, repair=self.repair, wanted=wanted)

    def render(
        self, document: OfficeDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The workbook with its segments replaced by `translations`, one a segment."""
        return office.rendered(document, translations)


def _known(archive: Archive, types: dict[str, str]) -> Iterator[str]:
    """What cells have to go on saying."""
    for part, told in types.items():
        if _NAMING.search(told) or re.search(rf"{_SHEET}|{_MAIN}", told):
            yield from _known_in(archive, part)


def _known_in(archive: Archive, part: str) -> Iterator[str]:
    name = f"{archive.name}: {part}"
    text = xml_events.decoded(archive.read(part), name).text
    formula: list[str] | None = None
    for event in xml_events.events(text, name, dialects.PREFIXES):
        if event.kind == "start":
            yield event.attributes.get(_SAID.get(event.name, ""), "")
            formula = [] if event.name in _FORMULAS else None
        elif event.kind == "text" and formula is not None:
            formula.append(event.text)
        elif event.kind == "end" and formula is not None:
            yield from _literals("".join(formula))
            formula = None


def _literals(formula: str) -> Iterator[str]:
    """The words in a formula, and those in a list of choices: `"offen,in Arbeit"`."""
    for found in _QUOTED.finditer(formula):
        literal = found[1].replace('""', '"')
        yield literal
        yield from (choice.strip() for choice in literal.split(","))
