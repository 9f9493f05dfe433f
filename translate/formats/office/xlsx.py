"""Workbooks of Excel: the text in their cells, comments, drawings and charts.

Formulas, the names of sheets and what is in both stay as they are.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.formats import xml_events
from translate.formats.office import dialects, ooxml
from translate.formats.office.office_parts import Found
from translate.formats.office.ooxml import OfficeDocument
from translate.formats.office.packed import Archive

_MAIN = r"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml"
_STRINGS = r"spreadsheetml\.sharedStrings\+xml"
_SHEET = r"spreadsheetml\.(?:work|chart|dialog)sheet\+xml"
_NAMING = re.compile(rf"spreadsheetml\.(?:table|pivotCacheDefinition)\+xml|{_MAIN}")
_PARTS = (_STRINGS, _SHEET, r"spreadsheetml\.comments\+xml", r"ms-excel\.threadedcomments\+xml", r"drawing\+xml")
# In a sheet, which is too long to be read as XML for the sake of a few words: the text of an element that is a formula
# or a choice that a cell has to be one of, and what a filter lets through.
_FORMULA = re.compile(r"<(?:\w+:)?(?:f|formula[12]?)(?:\s[^<>]*)?>([^<]*)<")
_FILTER = re.compile(r"<(?:\w+:)?(?:filter|customFilter)\s[^<>]*?\bval\s*=\s*(\"[^\"]*\"|'[^']*')")
# Attributes with what a cell says, by their elements.
_SAID = {"x:tableColumn": "name", "x:cacheField": "name", "x:s": "v", "x:sheet": "name"}
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
        archive, types = ooxml.opened(data, name, _MAIN, "Excel")
        known = frozenset(_known(archive, types))

        def wanted(part: str, found: Found) -> bool:
            cell = re.search(rf"{_STRINGS}|{_SHEET}", types[part]) is not None
            return not cell or found.text not in known

        # A sheet is long, and most have their text elsewhere.
        without = [
            part for part, told in types.items() if re.search(_SHEET, told) and b"inlineStr" not in archive.read(part)
        ]
        read = {part: "" if part in without else told for part, told in types.items()}
        return ooxml.document(archive, read, _PARTS, repair=self.repair, wanted=wanted)

    def render(
        self, document: OfficeDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The workbook with its segments replaced by `translations`, one a segment."""
        return ooxml.rendered(document, translations)


def _known(archive: Archive, types: Mapping[str, str]) -> Iterator[str]:
    """What cells have to go on saying."""
    for part, told in types.items():
        if _NAMING.search(told):
            name = f"{archive.name}: {part}"
            text = xml_events.decoded(archive.read(part), name).text
            for event in xml_events.events(text, name, dialects.PREFIXES):
                yield event.attributes.get(_SAID.get(event.name, ""), "")
        elif re.search(_SHEET, told):
            text = xml_events.decoded(archive.read(part), f"{archive.name}: {part}").text
            for formula in _FORMULA.finditer(text):
                yield from _literals(html.unescape(formula[1]))
            for value in _FILTER.finditer(text):
                yield html.unescape(value[1][1:-1])


def _literals(formula: str) -> Iterator[str]:
    """The words in a formula, and those in a list of choices: `"offen,in Arbeit"`."""
    for found in _QUOTED.finditer(formula):
        literal = found[1].replace('""', '"')
        yield literal
        yield from (choice.strip() for choice in literal.split(","))
