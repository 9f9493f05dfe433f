"""Presentations of PowerPoint."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.formats.office import ooxml
from translate.formats.office.ooxml import OfficeDocument

_MAIN = r"(?:presentationml\.(?:presentation|slideshow|template)|ms-powerpoint\.\w+\.macroEnabled)\.main\+xml"
_PARTS = (
    r"presentationml\.slide\+xml",
    r"presentationml\.notesSlide\+xml",
    r"(?:presentationml|ms-powerpoint)\.comments\+xml",
    r"presentationml\.slide(?:Layout|Master)\+xml",
)


@dataclass(frozen=True, slots=True)
class Pptx:
    """The format of PowerPoint: slides, their notes, tables, charts and diagrams, and what masters show on all slides.

    What masters have in place of text is left alone. With `bilingual`, the English of a paragraph comes behind it, as a
    paragraph of its own.
    """

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> OfficeDocument:
        """The document in a file's data.

        Raises `DocumentError` if they are no presentation.
        """
        archive, types = ooxml.opened(data, name, _MAIN, "PowerPoint")
        return ooxml.document(archive, types, _PARTS, repair=self.repair)

    def render(
        self, document: OfficeDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The presentation with its segments replaced by `translations`, one a segment."""
        return ooxml.rendered(document, translations, bilingual=self.bilingual)
