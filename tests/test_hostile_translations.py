"""Nothing of a translation becomes markup: other programs read it as text, in a file of the same structure."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping

import docx
import openpyxl
import polib
import pptx
import pysubs2
import pytest
import srt
import webvtt
from bs4 import BeautifulSoup
from ebooklib import epub
from hostile import small_files
from hostile.small_files import Paragraph
from lxml import etree
from markdown_it import MarkdownIt
from odf import opendocument as odfpy
from odf import teletype
from odf import text as odf_text

from glossary.linked import LinkedText
from translate.formats import choice
from translate.formats.captions.subrip import JOINER
from translate.formats.choice import Settings

HOSTILE = [
    "<script>alert(1)</script> it is", "R&D &amp; &lt;b> &#60;", "a ]]> b <![CDATA[ c", "\"quoted\" 'single' `code`",
    "{{ template }} {% if %} ${x}", "*bold* _it_ ~~no~~ **x**", "[a](javascript:b) ![c](d) <http://e.de>",
    "# no heading", "- no item", "1. no item", "> no quotation", "| a | b |", "a\\nb \\ c\\", "--> no time -->",
    "{\\i1}no style{\\i0} \\N \\h", "</p></w:t></a:t></text:p>", "<!-- no comment -->", "=1+1", "---", "a, b; c\td",
    "%s %(name)s %d", "<i>no tag</i> <b", "::: note", "NOTE no note", "$a$ and $b$", "&nbsp;|&copy", "``` no code",
]  # fmt: skip
# Its texts have no braces.
IN_STYLED_TEXT = {ord("{"): "(", ord("}"): ")"}
PARAGRAPHS: tuple[Paragraph, ...] = (["Das ist ein Satz."], ["Das Haus steht hier."])


def word() -> bytes:
    made = docx.Document()
    for runs in PARAGRAPHS:
        made.add_paragraph(runs[0])
    return saved(made.save)


def slides() -> bytes:
    made = pptx.Presentation()
    for runs in PARAGRAPHS:
        page = made.slides.add_slide(made.slide_layouts[5])
        page.shapes.title.text = runs[0]
    return saved(made.save)


def workbook() -> bytes:
    made = openpyxl.Workbook()
    for runs in PARAGRAPHS:
        made.active.append([runs[0]])
    return saved(made.save)


def open_text() -> bytes:
    made = odfpy.OpenDocumentText()
    for runs in PARAGRAPHS:
        made.text.addElement(odf_text.P(text=runs[0]))
    return saved(made.save)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    data = io.BytesIO()
    save(data)
    return data.getvalue()


def of_html(page: bytes) -> list[str]:
    found = BeautifulSoup(page, "html.parser")
    assert {tag.name for tag in found.find_all()} <= {"html", "head", "title", "body", "p"}
    return [paragraph.get_text() for paragraph in found.find_all("p")]


def of_markdown(data: bytes) -> list[str]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(data.decode())
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"] * len(PARAGRAPHS)
    inner = [token.children or [] for token in tokens if token.type == "inline"]
    assert {child.type for children in inner for child in children} <= {"text", "text_special", "softbreak"}
    return ["".join(child.content for child in children) for children in inner]


def of_epub(data: bytes) -> list[str]:
    book = epub.read_epub(io.BytesIO(data))
    return of_html(book.get_item_with_id("a").content)


def of_xml(path: str) -> Callable[[bytes], list[str]]:
    def read(data: bytes) -> list[str]:
        return ["".join(element.itertext()) for element in etree.fromstring(data).iterfind(path)]

    return read


def of_workbook(data: bytes) -> list[str]:
    return [str(row[0].value) for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()]


def of_open_text(data: bytes) -> list[str]:
    found = odfpy.load(io.BytesIO(data)).getElementsByType(odf_text.P)
    return [teletype.extractText(paragraph) for paragraph in found]


def of_ass(data: bytes) -> list[str]:
    events = pysubs2.SSAFile.from_string(data.decode(), format_="ass").events
    assert not any("{" in event.text for event in events)
    return [event.plaintext.replace(JOINER, "") for event in events]


def of_vtt(data: bytes) -> list[str]:
    cues = webvtt.from_buffer(io.StringIO(data.decode())).captions
    assert not any("<" in cue.raw_text for cue in cues)
    return [BeautifulSoup(cue.raw_text, "html.parser").get_text() for cue in cues]


def of_srt(data: bytes) -> list[str]:
    cues = [cue.content for cue in srt.parse(data.decode())]
    assert not any(re.search(r"<[/!a-z]|\{\\|\\N", cue) for cue in cues)
    return [cue.replace(JOINER, "") for cue in cues]


# What makes a file, and what another program reads of it.
FILES: Mapping[str, tuple[Callable[[], bytes], Callable[[bytes], list[str]]]] = {
    "a.docx": (word, lambda data: [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]),
    "a.pptx": (slides, lambda data: [one.shapes.title.text for one in pptx.Presentation(io.BytesIO(data)).slides]),
    "a.xlsx": (workbook, of_workbook),
    "a.odt": (open_text, of_open_text),
    "a.fodt": (lambda: small_files.fodt(PARAGRAPHS), of_xml(f".//{{{small_files.ODF}:text:1.0}}p")),
    "a.epub": (lambda: small_files.epub(PARAGRAPHS), of_epub),
    "a.html": (lambda: small_files.html(PARAGRAPHS), of_html),
    "a.md": (lambda: small_files.markdown(PARAGRAPHS), of_markdown),
    "a.json": (lambda: small_files.jsons(PARAGRAPHS), lambda data: list(json.loads(data)["texts"])),
    "a.csv": (
        lambda: small_files.table(PARAGRAPHS),
        lambda data: [row[1] for row in csv.reader(io.StringIO(data.decode()))][4:],
    ),
    "a.srt": (lambda: small_files.srt(PARAGRAPHS), of_srt),
    "a.vtt": (lambda: small_files.vtt(PARAGRAPHS), of_vtt),
    "a.ass": (lambda: small_files.ass(PARAGRAPHS), of_ass),
    "a.xlf": (lambda: small_files.xliff(PARAGRAPHS), of_xml(".//{*}target")),
    "a.tmx": (lambda: small_files.tmx(PARAGRAPHS), of_xml(".//tuv[2]/seg")),
    "a.po": (lambda: small_files.po(PARAGRAPHS), lambda data: [one.msgstr for one in polib.pofile(data.decode())]),
}


@pytest.mark.parametrize("name", FILES)
def test_a_translation_stays_text(name: str) -> None:
    make, read = FILES[name]
    form = choice.form(choice.named(name) or "", name, Settings())
    document = form.parse(make(), name)
    for hostile in HOSTILE:
        texts = [hostile if [segment.text] in PARAGRAPHS else segment.text for segment in document.segments]
        found = read(form.render(document, [LinkedText(text) for text in texts], frozenset()))
        shown = hostile.translate(IN_STYLED_TEXT) if name == "a.ass" else hostile
        assert found == [shown] * len(PARAGRAPHS)
