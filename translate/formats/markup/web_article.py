"""The article in a saved page: its main text without navigation, advertisements and comments, as Markdown."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats.markup import html_charset
from translate.formats.markup.markdown import Markdown, MarkdownDocument


@dataclass(frozen=True, slots=True)
class WebArticle:
    """Reads a page, and writes the article in it as Markdown."""

    repair: bool = True
    bilingual: bool = False

    def parse(self, data: bytes, name: str) -> MarkdownDocument:
        """The article of a page.

        Raises `DocumentError` for data that are no text, for a page without an article, and where the library that
        finds it is not installed.
        """
        try:
            from trafilatura import extract
        except ImportError as error:
            raise DocumentError(
                f"{name}: taking an article out of a page needs trafilatura; install deen with its extra web"
            ) from error
        page = html_charset.decode(data, name)
        found = extract(page.text, output_format="markdown", include_comments=False, include_formatting=True,
                        include_links=True, include_tables=True, with_metadata=False)  # fmt: skip
        if not found:
            raise DocumentError(f"{name}: no article is found in this page; translate it without --article")
        return Markdown(self.repair, bilingual=self.bilingual).parse(f"{found}\n".encode(), name)

    def render(
        self, document: MarkdownDocument, translations: Sequence[LinkedText], doubtful: Set[int] = frozenset()
    ) -> bytes:
        """The article in Markdown, in English."""
        return Markdown(self.repair, bilingual=self.bilingual).render(document, translations, doubtful)
