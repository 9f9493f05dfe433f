"""English behind German in the pages of a book, which have to stay well-formed."""

from translate.formats.blocks import Block
from translate.formats.markup import html
from translate.formats.office import epub_package

# As XHTML has it, of every version.
IN_ENGLISH = ' xml:lang="en"'


def beside(block: Block) -> tuple[str, str] | None:
    """What goes around the English of a block of pages, of contents and of a package."""
    if block.kind in (epub_package.TEXT, epub_package.VALUE):
        return " / ", ""
    around = html.beside(block)
    if around is None:
        return None
    return around[0].replace("<br>", "<br/>").replace(' lang="en"', IN_ENGLISH), around[1]
