import io
import re

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import DRAWING, SLIDES, SPACES, linked, member, upper, word, zipped
from pptx.util import Inches

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats.office.pptx import Pptx

MAIN = (f"{SLIDES}presentation.main+xml", f"<p:presentation {SPACES}/>")


def shape(inner: str, before: str = "") -> str:
    return f"<p:sp><p:nvSpPr>{before}</p:nvSpPr><p:txBody>{inner}</p:txBody></p:sp>"


def deck(slide: str, **parts: tuple[str, str]) -> bytes:
    """A presentation of one slide; other parts with their types, by their names."""
    others = {f"ppt/{name}.xml": part for name, part in parts.items()}
    return zipped({
        "ppt/presentation.xml": MAIN,
        "ppt/slides/s1.xml": (f"{SLIDES}slide+xml", f"<p:sld {SPACES}>{slide}</p:sld>"),
        **others,
    })  # fmt: skip


def texts(data: bytes) -> list[str]:
    return [segment.text for segment in Pptx(repair=False).parse(data, "a.pptx").segments]


def said(data: bytes) -> str:
    return Pptx(repair=False).parse(data, "a.pptx").text


def capitals(data: bytes, *, bilingual: bool = False) -> bytes:
    form = Pptx(repair=False, bilingual=bilingual)
    document = form.parse(data, "a.pptx")
    return form.render(document, [upper(segment) for segment in document.segments])


def slide(data: bytes) -> str:
    return member(data, "ppt/slides/s1.xml")


BOLD = "<a:r><a:rPr lang='de-DE' b='1' dirty='0'/><a:t>{}</a:t></a:r>"
PLAIN = "<a:r><a:rPr lang='de-DE'/><a:t>{}</a:t></a:r>"


def test_a_bold_term_stays_bold_and_is_english() -> None:
    data = deck(shape(f"<a:p>{PLAIN.format('Der ')}{BOLD.format('Fluss')}{PLAIN.format(' ist breit')}</a:p>"))
    form = Pptx(repair=False)
    document = form.parse(data, "a.pptx")
    english = linked(document.segments[0].text, [("Wide", "breit"), ("is", "ist"), ("the", "Der"), ("river", "Fluss")])
    out = slide(form.render(document, [english]))
    assert re.search(r"<a:rPr lang='en-US' b='1' dirty='0'/><a:t> ?river</a:t>", out)
    assert "de-DE" not in out


def test_breaks_tabs_and_numbers_of_slides() -> None:
    data = deck(
        shape(
            f"<a:p>{PLAIN.format('Ein Titel')}<a:br><a:rPr/></a:br>{PLAIN.format('Ein Untertitel')}</a:p>"
            f"<a:p>{PLAIN.format('Name:' + chr(9) + 'Das Haus')}</a:p>"
            f"<a:p>{PLAIN.format('Seite ')}<a:fld id='x' type='slidenum'><a:rPr/><a:t>7</a:t></a:fld></a:p>"
        )
    )
    assert texts(data) == ["Ein Titel", "Ein Untertitel", "Name:", "Das Haus", "Seite 7"]
    out = slide(capitals(data))
    assert "<a:t>NAME:\tDAS HAUS</a:t>" in out
    assert "<a:fld id='x' type='slidenum'><a:rPr/><a:t>7</a:t></a:fld>" in out
    assert out.index("EIN TITEL") < out.index("<a:br>") < out.index("EIN UNTERTITEL")


def test_notes_diagrams_charts_and_comments() -> None:
    text = f"<a:p>{PLAIN.format('{}')}</a:p>"
    data = deck(
        "<p:pic><p:nvPicPr><p:cNvPr id='1' name='Bild' descr='Ein Haus'/></p:nvPicPr></p:pic>",
        notes=(f"{SLIDES}notesSlide+xml", f"<p:notes {SPACES}>{shape(text.format('Die Notiz'))}</p:notes>"),
        data=(f"{DRAWING}diagramData+xml", f"<d {SPACES}>{text.format('Das Diagramm')}</d>"),
        chart=(
            f"{DRAWING}chart+xml",
            f"<c:chart {SPACES}>{text.format('Der Titel')}<c:cat><c:strRef><c:f>A1</c:f><c:strCache><c:pt>"
            "<c:v>Die Stadt</c:v></c:pt></c:strCache></c:strRef></c:cat>"
            "<c:numCache><c:v>Zahl eins</c:v></c:numCache></c:chart>",
        ),
    )
    assert sorted(texts(data)) == ["Das Diagramm", "Der Titel", "Die Notiz", "Die Stadt", "Ein Haus"]
    assert "<c:v>DIE STADT</c:v>" in member(capitals(data), "ppt/chart.xml")


def test_what_masters_have_in_place_of_text_is_left_alone() -> None:
    shapes = shape(f"<a:p>{PLAIN.format('Titel eingeben')}</a:p>", "<p:nvPr><p:ph/></p:nvPr>") + shape(
        f"<a:p>{PLAIN.format('Streng vertraulich')}</a:p>"
    )
    master = (f"{SLIDES}slideMaster+xml", f"<p:sldMaster {SPACES}>{shapes}</p:sldMaster>")
    assert texts(deck("", master=master)) == ["Streng vertraulich"]
    assert texts(deck(shapes)) == ["Titel eingeben", "Streng vertraulich"]


def test_a_copy_stands_behind_each_paragraph() -> None:
    data = deck(shape("<a:p><a:pPr><a:buAutoNum type='x'/></a:pPr><a:r><a:t>Ein Haus</a:t></a:r></a:p>"))
    german = "<a:p><a:pPr><a:buAutoNum type='x'/></a:pPr><a:r><a:t>Ein Haus</a:t></a:r></a:p>"
    english = "<a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>EIN HAUS</a:t></a:r></a:p>"
    assert f"{german}{english}" in slide(capitals(data, bilingual=True))


PIECES = st.sampled_from([
    PLAIN.format("Das Haus "), BOLD.format("steht "), PLAIN.format("am\tFluss "), PLAIN.format("R&amp;D\nund "),
    "<a:br/>", "<a:fld id='1'><a:t>3</a:t></a:fld>" + PLAIN.format(" "), "<a:pPr/>", "<a:endParaRPr lang='de-DE'/>",
])  # fmt: skip


@given(st.lists(PIECES, max_size=8))
def test_any_paragraph(pieces: list[str]) -> None:
    data = deck(shape(f"<a:p>{''.join(pieces)}</a:p>"))
    form = Pptx(repair=False)
    document = form.parse(data, "a.pptx")
    assert form.render(document, [LinkedText(segment.text) for segment in document.segments]) == data
    out = capitals(data)
    assert said(out).upper().split() == said(data).upper().split()
    for tag in ("<a:br", "<a:fld", "\t"):
        assert slide(out).count(tag) == slide(data).count(tag)


def test_python_pptx_reads_what_is_written() -> None:
    before = pptx.Presentation()
    page = before.slides.add_slide(before.slide_layouts[5])
    page.shapes.title.text = "Die Brücke"
    frame = page.shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1)).text_frame
    frame.text = "Der Fluss"
    page.notes_slide.notes_text_frame.text = "Die Notiz"
    data = io.BytesIO()
    before.save(data)
    after = pptx.Presentation(io.BytesIO(capitals(data.getvalue())))
    assert [one.text_frame.text for one in after.slides[0].shapes] == ["DIE BRÜCKE", "DER FLUSS"]
    assert after.slides[0].notes_slide.notes_text_frame.text == "DIE NOTIZ"


def test_a_document_of_word_is_refused() -> None:
    with pytest.raises(DocumentError, match="no document of PowerPoint"):
        Pptx().parse(word("<w:p/>"), "a.pptx")
