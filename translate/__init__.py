"""deen: German articles into English, offline, with the names right."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translate.api import Translator
    from translate.documents.document import Document, Format, Segment
    from translate.formats.plain import PlainText
    from translate.report import Report, Translation

__all__ = ["Document", "Format", "PlainText", "Report", "Segment", "Translation", "Translator"]

_MODULES = {
    "Document": "documents.document", "Format": "documents.document", "PlainText": "formats.plain",
    "Report": "report", "Segment": "documents.document", "Translation": "report", "Translator": "api",
}  # fmt: skip


def __getattr__(name: str) -> object:
    # Every command imports this package; what few of them need is loaded when it is asked for.
    from glossary.lazily import public

    return public(__name__, _MODULES, name)
