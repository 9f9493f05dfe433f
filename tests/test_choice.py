import io
import re
import zipfile
from importlib import import_module

import pytest

from translate.errors import DocumentError
from translate.formats import choice
from translate.formats.choice import NAMES, Settings


def packed(*members: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html>\n<p>Hallo", "html"),
        (b"\xef\xbb\xbf<!-- gespeichert -->\n<HTML lang=de>", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "html"),
        (b'<?xml version="1.0"?><xliff version="1.2">', "xliff"),
        (b'<?xml version="1.0"?>\n<tmx version="1.4">', "tmx"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHallo", "vtt"),
        (b"\xef\xbb\xbf1\r\n00:00:01,000 --> 00:00:02,000\r\nHallo", "srt"),
        (b"[Script Info]\nTitle: x", "ass"),
        (b'# Kommentar\nmsgid ""\nmsgstr ""', "po"),
        (b"%PDF-1.7", "pdf"),
        (packed(("[Content_Types].xml", b""), ("word/document.xml", b"")), "docx"),
        (packed(("ppt/presentation.xml", b"")), "pptx"),
        (packed(("xl/workbook.xml", b"")), "xlsx"),
        (packed(("mimetype", b"application/vnd.oasis.opendocument.text")), "odf"),
        (packed(("mimetype", b"application/epub+zip")), "epub"),
        (packed(("x", b"")), "text"),
        (b"Der Hund <b>bellt</b>.", "text"),
        (b"1\nEin Satz.", "text"),
        (b"", "text"),
    ],
)
def test_what_has_no_name_is_told_by_its_content(data: bytes, kind: str) -> None:
    assert choice.of("-", data) == kind
    assert choice.of("artikel.unbekannt", data) == kind


def test_a_known_name_tells_more_than_the_content() -> None:
    assert choice.of("A.TXT", b"<html>") == "text"
    assert choice.of("notes/post.md", b"WEBVTT\n") == "markdown"
    assert choice.of("a.en.XLF", b"") == "xliff"


@pytest.mark.parametrize("kind", NAMES)
def test_every_format_is_there_and_takes_what_it_says(kind: str) -> None:
    form = choice.form(kind, "name", Settings(repair=False))
    assert form.parse.__doc__
    assert form.render.__doc__
    assert form.repair is False  # type: ignore[attr-defined]
    assert import_module(type(form).__module__).__doc__


@pytest.mark.parametrize(
    ("kind", "settings", "option"),
    [
        ("html", Settings(clean=True), "--clean is for text; this is html"),
        ("text", Settings(article=True), "--article is for html; this is text"),
        ("po", Settings(bilingual=True), "--bilingual is for "),
        ("docx", Settings(fields=("a",)), "--field is for csv, json, markdown; this is docx"),
    ],
)
def test_a_setting_that_a_format_has_not_is_refused(kind: str, settings: Settings, option: str) -> None:
    with pytest.raises(DocumentError, match=re.escape(f"name: {option}")):
        choice.form(kind, "name", settings)


def test_settings_reach_the_format() -> None:
    assert choice.form("html", "name", Settings(bilingual=True)).bilingual  # type: ignore[attr-defined]
    assert choice.form("text", "name", Settings(clean=True)).clean  # type: ignore[attr-defined]
    assert choice.form("csv", "name", Settings(fields=("a", "b"))).fields == ("a", "b")  # type: ignore[attr-defined]


def test_a_format_that_there_is_not() -> None:
    with pytest.raises(DocumentError, match="there is no format doc; choose one of ass, csv, docx, epub, html"):
        choice.parsed("-", "doc", Settings())
