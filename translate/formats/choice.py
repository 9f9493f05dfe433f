"""Which format a file is of: by its name, by its content where the name says nothing, or as the user says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from translate.documents import files
from translate.documents.document import Document, Format
from translate.errors import DocumentError

TEXT = "text"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose about reading and writing a document.

    `repair` mends scrape damage; `clean` leaves out what is no part of an article, and `article` takes an article out
    of a saved page; `bilingual` keeps the German beside the English; `fields` are the columns of a table, the paths of
    JSON or the keys of front matter that are translated, the format's own choice if there are none.
    """

    repair: bool = True
    clean: bool = False
    article: bool = False
    bilingual: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """A format: the class that reads it, the settings beside `repair` that it takes, and how its data begin."""

    target: str
    takes: frozenset[str]
    extensions: tuple[str, ...]
    beginning: str = ""
    member: bytes = b""


def _kind(target: str, takes: str, extensions: str, beginning: str = "", member: bytes = b"") -> _Kind:
    return _Kind(target, frozenset(takes.split()), tuple(extensions.split()), beginning, member)


# In the order in which contents are looked at.
_KINDS: Mapping[str, _Kind] = {
    "docx": _kind("office.docx:Docx", "bilingual", "docx docm dotx dotm", member=b"word/document.xml"),
    "pptx": _kind("office.pptx:Pptx", "bilingual", "pptx pptm potx ppsx", member=b"ppt/presentation.xml"),
    "xlsx": _kind("office.xlsx:Xlsx", "", "xlsx xlsm xltx", member=b"xl/workbook.xml"),
    "odf": _kind("office.opendocument:OpenDocument", "bilingual", "odt odp ods ott otp ots odg fodt fodp fods",
                 r"\s*(?:<\?xml[^>]*>\s*)?<office:document[\s>]",
                 member=b"mimetypeapplication/vnd.oasis.opendocument"),
    "epub": _kind("office.epub:Epub", "bilingual", "epub", member=b"mimetypeapplication/epub+zip"),
    "pdf": _kind("pdf:Pdf", "", "pdf", r"%PDF-"),
    "vtt": _kind("captions.webvtt:WebVtt", "bilingual", "vtt", r"WEBVTT(?:[ \t]|\r?\n|\Z)"),
    "srt": _kind("captions.subrip:SubRip", "bilingual", "srt",
                 r"\s*\d+[ \t]*\r?\n\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->"),
    "ass": _kind("captions.substation:SubStation", "bilingual", "ass ssa", r"\s*\[Script Info\]"),
    "xliff": _kind("exchange.xliff:Xliff", "", "xlf xliff sdlxliff mxliff",
                   r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<xliff[\s>]"),
    "tmx": _kind("exchange.tmx_file:Tmx", "", "tmx", r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE\s+tmx[^>]*>\s*)?<tmx[\s>]"),
    "po": _kind("exchange.gettext_po:Po", "", "po pot", r'(?:\s*#[^\n]*\n)*\s*msgid[ \t]+"'),
    "html": _kind("markup.html:Html", "bilingual article", "html htm xhtml xht",
                  r"(?is)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b"),
    "markdown": _kind("markup.markdown:Markdown", "bilingual fields", "md markdown mdown mkd mdx qmd rmd"),
    "json": _kind("exchange.json_text:Json", "fields", "json jsonl ndjson arb"),
    "csv": _kind("exchange.tables:Csv", "fields", "csv tsv tab"),
    TEXT: _kind("plain:PlainText", "clean", "txt text"),
}  # fmt: skip
# What asks for a setting on the command line.
_OPTIONS = {"clean": "--clean", "article": "--article", "bilingual": "--bilingual", "fields": "--field"}
NAMES = tuple(sorted(_KINDS))
_BEGINNING = 4096


def extensions() -> frozenset[str]:
    """The ends of the names of files that are known, without their dots."""
    return frozenset(extension for kind in _KINDS.values() for extension in kind.extensions)


def of(name: str, data: bytes) -> str:
    """The name of the format of a file: one of `NAMES`. What is of none is text.

    >>> of("report.docx", b""), of("-", b"WEBVTT\\n"), of("notes", b"Hallo"), of("a.html", b"Hallo")
    ('docx', 'vtt', 'text', 'html')
    """
    return named(name) or _by_content(data)


def named(name: str) -> str | None:
    """The format that the name of a file tells, if it tells one."""
    extension = Path(name).suffix.lower().removeprefix(".")
    return next((kind for kind, one in _KINDS.items() if extension in one.extensions), None)


def is_packed(name: str) -> bool:
    """Whether a file of this name is no text, and would only clutter a terminal.

    >>> is_packed("a.docx"), is_packed("a.fodt"), is_packed("a.html")
    (True, False, False)
    """
    kind = named(name)
    return kind is not None and bool(_KINDS[kind].member) and not Path(name).suffix.lower().startswith(".fod")


def called(name: str) -> str:
    """The format that a user calls so: by its name, or as its files end; raises `DocumentError` if there is none.

    >>> called("HTML"), called("md")
    ('html', 'markdown')
    """
    kind = name.lower()
    found = kind if kind in _KINDS else named(f"a.{kind}")
    if found is None:
        raise DocumentError(f"there is no format {name}; choose one of {', '.join(NAMES)}")
    return found


def _by_content(data: bytes) -> str:
    if data.startswith(b"PK\3\4"):
        # Names of members are not compressed.
        found = next((name for name, kind in _KINDS.items() if kind.member and kind.member in data), None)
        return found or TEXT
    beginning = data[:_BEGINNING].decode("utf-8-sig", "replace")
    return next((name for name, kind in _KINDS.items() if kind.beginning and re.match(kind.beginning, beginning)), TEXT)


def parsed(name: str, forced: str | None, settings: Settings) -> tuple[Document, Format[Any]]:
    """A file, or standard input for `-`, as a document, and the format that renders it.

    `forced` is what a user calls a format, or None for the format that the file is of.
    Raises `DocumentError` for what cannot be read, and for a format that there is not.
    """
    kind = None if forced is None else called(forced)
    data = files.read(name)
    chosen: Format[Any] = form(kind or of(name, data), name, settings)
    document: Document = chosen.parse(data, name)
    return document, chosen


def form(kind: str, name: str, settings: Settings) -> Format[Any]:
    """The format called `kind`, for a file called `name`.

    Raises `DocumentError` for a setting that it does not have.
    """
    one = _KINDS[kind]
    asked = {
        "clean": settings.clean, "article": settings.article, "bilingual": settings.bilingual,
        "fields": bool(settings.fields),
    }  # fmt: skip
    for setting in (setting for setting, wanted in asked.items() if wanted and setting not in one.takes):
        others = ", ".join(other for other in NAMES if setting in _KINDS[other].takes)
        raise DocumentError(f"{name}: {_OPTIONS[setting]} is for {others}; this is {kind}")
    target = "markup.web_article:WebArticle" if settings.article else one.target
    module, _, name_of_class = target.partition(":")
    made: Format[Any] = getattr(import_module(f"translate.formats.{module}"), name_of_class)(
        repair=settings.repair, **{setting: getattr(settings, setting) for setting in one.takes - {"article"}}
    )
    return made
