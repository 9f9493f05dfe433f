"""Documents of Word."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.formats.office import ooxml
from translate.formats.office.ooxml import OfficeDocument

_MAIN = r"(?:wordprocessingml\.(?:document|template)|ms-word\.(?:document|template)\.macroEnabled)\.main\+xml"
# In the order in which they are translated; of the styles only the language is read.
_PARTS = (
    _MAIN,
    *(
        rf"wordprocessingml\.{kind}\+xml"
        for kind in ("header", "footer", "footnotes", "endnotes", "comments", "styles", "settings")
    ),
)


@dataclass(frozen=True, slots=True)
class Docx:
    """The format of Word: text, headers and footers, notes, comments, text boxes, charts and what pictures show.

    Text that was deleted while changes were tracked is not translated. With `bilingual`, the English of a paragraph
    comes behind it, as a paragraph of its own.
    """

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> OfficeDocument:
        """The document in a file's data.

        Raises `DocumentError` if they are no document of Word.
        """
        archive, types = ooxml.opened(data, name, _MAIN, "Word")
        return ooxml.document(archive, types, _PARTS, repair=self.repair)

    def render(
        self, document: OfficeDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The document with its segments replaced by `translations`, one a segment."""
        return ooxml.rendered(document, translations, bilingual=self.bilingual)
