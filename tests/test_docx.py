import io
import re
import time
from collections import Counter
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_files import CORE, SPACES, WORD, body, linked, member, upper, word, zipped

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats.office.docx import Docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, shown: str) -> str:
    def bit(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{bit('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{bit('separate')}{shown}{bit('end')}"


def texts(data: bytes) -> list[str]:
    return [segment.text for segment in Docx(repair=False).parse(data, "a.docx").segments]


def said(data: bytes) -> str:
    return Docx(repair=False).parse(data, "a.docx").text


def capitals(data: bytes, *, bilingual: bool = False) -> bytes:
    form = Docx(repair=False, bilingual=bilingual)
    document = form.parse(data, "a.docx")
    return form.render(document, [upper(segment) for segment in document.segments])


def translated(data: bytes, *words: list[tuple[str, str]]) -> str:
    form = Docx(repair=False)
    document = form.parse(data, "a.docx")
    pairs = zip(document.segments, words, strict=True)
    return body(form.render(document, [linked(segment.text, of_one) for segment, of_one in pairs]))


# --- Each word in the run of its words ---


def test_a_bold_term_stays_bold() -> None:
    data = word(f"<w:p>{run('Der ')}{run('Bundesgerichtshof', '<w:b/>')}{run(' hat entschieden.')}</w:p>")
    assert texts(data) == ["Der Bundesgerichtshof hat entschieden."]
    out = translated(
        data, [("The", "Der"), ("Federal Court", "Bundesgerichtshof"), ("decided", "entschieden"), (".", ".")]
    )
    bold = re.findall(r"<w:b/></w:rPr><w:t[^>]*>([^<]*)", out)
    assert [text.strip() for text in bold] == ["Federal Court"]
    assert out.count("<w:t") == 3


def test_words_that_change_places_take_their_look_along() -> None:
    data = word(f"<w:p>{run('Gestern ', '<w:i/>')}{run('kam er ')}{run('spät', '<w:b/>')}{run('.')}</w:p>")
    out = translated(data, [("He", "er"), ("came", "kam"), ("late", "spät"), ("yesterday", "Gestern"), (".", ".")])
    assert re.search(r"<w:b/></w:rPr><w:t[^>]*>late ?<", out)
    assert re.search(r"<w:i/></w:rPr><w:t[^>]*> ?yesterday", out)


def test_runs_that_look_alike_become_one() -> None:
    look = '<w:b/><w:lang w:val="de-DE"/>'
    data = word(f"<w:p>{run('Ein Ha', look)}<w:proofErr/>{run('us steht', '<w:b/>')}{run(' da', look)}</w:p>")
    assert texts(data) == ["Ein Haus steht da"]
    assert body(capitals(data)) == (
        '<w:p><w:r><w:rPr><w:b/><w:lang w:val="en-US"/></w:rPr><w:t>EIN HAUS STEHT DA</w:t></w:r></w:p>'
    )


def test_links_go_around_the_words_of_their_words() -> None:
    link = f'<w:hyperlink r:id="rId7">{run("Webseite des Amtes", "<w:u/>")}</w:hyperlink>'
    data = word(f"<w:p>{run('Mehr auf der ')}{link}{run(' heute')}</w:p>")
    out = translated(
        data,
        [
            ("Today", "heute"),
            ("more", "Mehr"),
            ("on", "auf"),
            ("the", "der"),
            ("office", "Amtes"),
            ("site", "Webseite"),
        ],
    )
    assert re.search(
        r'<w:hyperlink r:id="rId7"><w:r><w:rPr><w:u/></w:rPr><w:t>office site</w:t></w:r></w:hyperlink>', out
    )


def test_a_part_of_a_word_that_stays_looks_as_it_did() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    data = word(f"<w:p>{run('Das 5')}{run('th', raised)}{run(' Haus')}</w:p>")
    form = Docx(repair=False)
    document = form.parse(data, "a.docx")
    english = LinkedText("The 5th house", (((0, 3), (0, 3)), ((4, 5), (4, 5)), ((5, 7), (5, 7)), ((8, 13), (8, 12))))
    out = body(form.render(document, [english]))
    assert re.search(f"The 5</w:t></w:r><w:r><w:rPr>{raised}</w:rPr><w:t>th</w:t>", out)


# --- What stands between words ---


def test_fields_come_from_elsewhere_or_are_text() -> None:
    data = word(
        f"<w:p>{run('Siehe Seite ')}{field('PAGEREF x', run('12'))}{run(' und ')}"
        f"{field('HYPERLINK y', run('diese Seite'))}{run(' am ')}"
        f"<w:fldSimple w:instr='DATE'>{run('3. Mai')}</w:fldSimple>{run('.')}</w:p>"
    )
    assert texts(data) == ["Siehe Seite 12 und diese Seite am 3. Mai."]
    out = body(capitals(data))
    assert field("PAGEREF x", run("12")) in out
    assert f"<w:fldSimple w:instr='DATE'>{run('3. Mai')}</w:fldSimple>" in out
    assert re.search(r'"separate"/></w:r><w:r><w:t>DIESE SEITE</w:t></w:r><w:r><w:fldChar w:fldCharType="end"', out)


def test_a_table_of_contents_is_translated_and_stays_one() -> None:
    data = word(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:hyperlink w:anchor="t1">{run("1")}<w:r><w:tab/></w:r>{run("Die Ziele")}<w:r><w:tab/></w:r>'
        f"{field('PAGEREF t1', run('3'))}</w:hyperlink></w:p>"
        f'<w:p><w:hyperlink w:anchor="t2">{run("Der Schluss")}</w:hyperlink></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert texts(data) == ["Die Ziele", "Der Schluss"]
    assert body(capitals(data)) == body(data).replace("Die Ziele", "DIE ZIELE").replace("Der Schluss", "DER SCHLUSS")


def test_deleted_text_stays_and_inserted_text_is_translated() -> None:
    deleted = '<w:del w:id="1" w:author="A"><w:r><w:delText>bis Mai </w:delText></w:r></w:del>'
    data = word(
        f'<w:p>{run("Er gilt ")}{deleted}<w:ins w:id="2" w:author="A">{run("bis Juni ")}</w:ins>{run("hier.")}</w:p>'
    )
    assert texts(data) == ["Er gilt bis Juni hier."]
    out = body(capitals(data))
    assert deleted in out
    assert re.search(r'<w:ins w:id="2" w:author="A"><w:r><w:t[^>]*>BIS JUNI ?</w:t></w:r></w:ins>', out)


def test_hyphens_are_read_and_breaks_and_tabs_part_or_stay() -> None:
    data = word(
        f"<w:p>{run('Name:')}<w:r><w:tab/></w:r>{run('Die E')}<w:r><w:noBreakHyphen/><w:t>Mail an das Kon</w:t>"
        f"<w:softHyphen/><w:t>to</w:t></w:r></w:p>"
        f"<w:p>{run('Erste Zeile')}<w:r><w:br/></w:r>{run('Zweite Zeile')}</w:p>"
        f"<w:p>{run('Eine lange Zeile, die von Hand umgebrochen wurde und')}<w:r><w:br/></w:r>"
        f"{run('weiter geht.')}</w:p>"
    )
    assert texts(data) == [
        "Name:", "Die E-Mail an das Konto", "Erste Zeile", "Zweite Zeile",
        "Eine lange Zeile, die von Hand umgebrochen wurde und weiter geht.",
    ]  # fmt: skip
    out = body(capitals(data))
    assert "UND</w:t><w:br/><w:t>WEITER GEHT.</w:t>" in out
    assert out.count("<w:tab/>") == 1


def test_what_is_not_shown_is_not_read() -> None:
    data = word(
        f"<w:p>{run('Sichtbar ')}{run('Verborgen', '<w:vanish/>')}{run('hier')}"
        f"{field('XE &quot;Haus&quot;', '')}</w:p><w:p>{run('Zahl ')}<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>"
    )
    assert texts(data) == ["Sichtbar hier", "Zahl x+1"]
    out = body(capitals(data))
    assert run("Verborgen", "<w:vanish/>") in out
    assert "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>" in out


# --- Parts ---

BOX = f"<w:txbxContent><w:p>{run('Im Kasten')}</w:p></w:txbxContent>"
DRAWN = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="1" name="Bild 1" '
    f'descr="Ein &quot;Haus&quot;"/><wps:txbx>{BOX}</wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>'
    f"<v:shape alt='Ein Haus'><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_boxes_and_pictures_inside_of_a_sentence() -> None:
    data = word(f"<w:p>{run('Das Bild ')}{DRAWN}{run('zeigt ein Haus.')}</w:p>")
    assert sorted(texts(data)) == ["Das Bild zeigt ein Haus.", 'Ein "Haus"', "Ein Haus", "Im Kasten", "Im Kasten"]
    out = body(capitals(data))
    assert out.count("IM KASTEN") == 2
    assert 'descr="EIN &quot;HAUS&quot;"' in out
    assert "alt='EIN HAUS'" in out
    assert 'name="Bild 1"' in out


def test_all_parts_that_are_read() -> None:
    note = f'<w:footnote w:id="2"><w:p>{run("Eine Fußnote.")}</w:p></w:footnote>'
    style = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>'
    data = word(
        f'<w:p>{run("Der Text")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" hier.")}</w:p>',
        footnotes=note, header=f"<w:p>{run('Ein Kopf')}</w:p>", footer=f"<w:p>{run('Ein Fuß')}</w:p>",
        comments=f'<w:comment w:id="0"><w:p>{run("Bitte prüfen")}</w:p></w:comment>', styles=style,
    )  # fmt: skip
    assert texts(data) == ["Der Text hier.", "Ein Kopf", "Ein Fuß", "Eine Fußnote.", "Bitte prüfen"]
    out = capitals(data)
    assert 'w:val="en-US"' in member(out, "word/styles1.xml")
    assert re.search(r'TEXT ?</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r>', body(out))
    assert "BITTE PRÜFEN" in member(out, "word/comments1.xml")


def test_properties_of_the_document() -> None:
    core = (
        '<x:coreProperties xmlns:x="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Der Bericht &amp; mehr</dc:title><dc:creator>Das Amt'
        "</dc:creator><x:keywords>Haus, Tür</x:keywords><dc:language>de-DE</dc:language></x:coreProperties>"
    )
    document = f"<w:document {SPACES}><w:body/></w:document>"
    data = zipped({"a.xml": (f"{WORD}template.main+xml", document), "b/core.xml": (CORE, core)})
    out = member(capitals(data), "b/core.xml")
    english = core.replace("Der Bericht &amp; mehr", "DER BERICHT &amp; MEHR").replace("de-DE", "en-US")
    assert out == english.replace("Haus, Tür", "HAUS, TÜR")


# --- Both languages ---


def test_a_copy_stands_behind_each_paragraph() -> None:
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    data = word(
        f'<w:tbl><w:tr><w:tc><w:p w14:paraId="1A">{properties}<w:bookmarkStart w:id="1" w:name="b"/>{run("Ein ")}'
        f'{run("Haus", "<w:b/>")}<w:bookmarkEnd w:id="1"/></w:p></w:tc></w:tr></w:tbl><w:p>{run("12")}</w:p>'
    )
    out = body(capitals(data, bilingual=True))
    german = body(data)
    copy = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">EIN </w:t></w:r>'
        "<w:r><w:rPr><w:b/></w:rPr><w:t>HAUS</w:t></w:r></w:p>"
    )
    assert out == german.replace("</w:p></w:tc>", f"</w:p>{copy}</w:tc>")


def test_a_section_ends_behind_the_copy() -> None:
    data = word(f"<w:p><w:pPr><w:sectPr><w:pgSz/></w:sectPr></w:pPr>{run('Ein Haus')}</w:p>")
    out = body(capitals(data, bilingual=True))
    assert out.index("Ein Haus") < out.index("<w:sectPr>") < out.index("EIN HAUS")
    assert out.count("<w:sectPr>") == 1


# --- Any paragraph ---

WORDS = st.lists(
    st.sampled_from("Haus Tür und geht nach Straße im 12 R&amp;D groß".split()), min_size=1, max_size=4
).map(lambda words: " ".join(words) + " ")
LOOKS = st.sampled_from(["", "<w:b/>", "<w:i/><w:lang w:val='de-DE'/>", "<w:vanish/>"])
RUNS = st.builds(run, WORDS, LOOKS)
NUMBERS = st.integers(1, 99)
POINTS = st.sampled_from([
    "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", '<w:r><w:footnoteReference w:id="1"/></w:r>', "<w:proofErr/>",
    "<w:r><w:t>vor </w:t><w:br/><w:t>nach</w:t><w:tab/><w:sym/><w:t>dann </w:t></w:r>", "<w:r/>", DRAWN,
    '<w:del w:id="3"><w:r><w:delText>weg </w:delText></w:r></w:del>', '<w:bookmarkStart w:id="4" w:name="x"/>',
    f"<m:oMath><m:r><m:t>y</m:t></m:r></m:oMath>{run(' ')}", field("PAGE", run("3")) + run(" "), field("XE x", ""),
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>', '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>',
])  # fmt: skip
CONTAINERS = st.sampled_from([
    ('<w:hyperlink r:id="r1">', "</w:hyperlink>"), ('<w:ins w:id="1">', "</w:ins>"),
    ("<w:sdt><w:sdtPr><w:id/></w:sdtPr><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ("<w:smartTag><w:smartTagPr><w:attr/></w:smartTagPr>", "</w:smartTag>"),
    ('<w:fldSimple w:instr="REF x">', "</w:fldSimple>"),
])  # fmt: skip
INLINE = st.recursive(
    RUNS | POINTS | WORDS.map(lambda text: field("HYPERLINK z", run(text))),
    lambda inner: st.tuples(CONTAINERS, st.lists(inner, max_size=3)).map(
        lambda one: one[0][0] + "".join(one[1]) + one[0][1]
    ),
    max_leaves=6,
)
PARAGRAPHS = st.lists(st.lists(INLINE, max_size=7).map("".join), min_size=1, max_size=3)
# What is merged, parted or left out where a text is another one.
RUN_LIKE = {f"{W}{name}" for name in ("r", "t", "rPr", "b", "i", "lang", "proofErr")}


def tags(data: bytes) -> Counter[str]:
    root = ElementTree.fromstring(member(data, "word/inhalt.xml"))
    return Counter(element.tag for element in root.iter() if element.tag not in RUN_LIKE)


def letters(data: bytes) -> list[tuple[str, str]]:
    """The letters of a document, each with the elements around it and the look of its run."""
    found: list[tuple[str, str]] = []

    def walk(element: ElementTree.Element, around: str) -> None:
        for child in element:
            if child.tag == f"{W}r":
                look = [one.tag for one in child.iterfind(f"{W}rPr/*") if not one.tag.endswith("lang")]
                for text in child.iter(f"{W}t"):
                    found.extend((letter, f"{around} {look}") for letter in text.text or "" if not letter.isspace())
            else:
                walk(child, f"{around} {child.tag}")

    walk(ElementTree.fromstring(member(data, "word/inhalt.xml")), "")
    return found


@given(PARAGRAPHS)
def test_nothing_changes_where_nothing_is_translated(paragraphs: list[str]) -> None:
    data = word("".join(f"<w:p>{one}</w:p>" for one in paragraphs))
    for form in (Docx(repair=False), Docx(repair=False, bilingual=True)):
        document = form.parse(data, "a.docx")
        assert form.render(document, [LinkedText(segment.text) for segment in document.segments]) == data


@given(PARAGRAPHS)
def test_all_marks_are_there_and_each_letter_looks_as_it_did(paragraphs: list[str]) -> None:
    data = word("".join(f"<w:p>{one}</w:p>" for one in paragraphs))
    out = capitals(data)
    assert tags(out) == tags(data)
    assert Counter((letter.upper(), look) for letter, look in letters(out)) == Counter(
        (letter.upper(), look) for letter, look in letters(data)
    )
    # A line before one with a capital is a paragraph, so the order of these may be another one in capitals.
    assert Counter(said(out).upper().split()) == Counter(said(data).upper().split())


@given(PARAGRAPHS)
def test_both_languages_are_well_formed(paragraphs: list[str]) -> None:
    data = word("".join(f"<w:p>{one}</w:p>" for one in paragraphs))
    before, after = tags(data), tags(capitals(data, bilingual=True))
    assert all(after[tag] >= count for tag, count in before.items())


# --- Data ---


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"text", "no zip"),
        (word("<w:p>")[:-30], "cut off"),
        (word("<w:p>"), "word/inhalt.xml: XML that is not well-formed in line 1: mismatched tag"),
        (zipped({"a.xml": ("application/xml", "<a/>")}), "no document of Word"),
    ],
)
def test_what_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what):
        Docx().parse(data, "a.docx")


def test_names_of_parts_as_some_write_them() -> None:
    data = word(f"<w:p>{run('Ein Haus')}</w:p>")
    other = data.replace(b"[Content_Types].xml", b"[content_types].xml").replace(
        b"word/inhalt.xml", b"word\\inhalt.xml"
    )
    assert texts(other) == ["Ein Haus"]


def test_python_docx_reads_what_is_written() -> None:
    before = docx.Document()
    before.add_heading("Die Brücke", 1)
    paragraph = before.add_paragraph("Der ")
    paragraph.add_run("Fluss").bold = True
    paragraph.add_run(" ist breit & tief.")
    before.add_table(1, 1).cell(0, 0).text = "Eine Zelle"
    data = io.BytesIO()
    before.save(data)
    after = docx.Document(io.BytesIO(capitals(data.getvalue())))
    assert [one.text for one in after.paragraphs] == ["DIE BRÜCKE", "DER FLUSS IST BREIT & TIEF."]
    assert [one.text for one in after.paragraphs[1].runs if one.bold] == ["FLUSS"]
    assert after.tables[0].cell(0, 0).text == "EINE ZELLE"


def test_a_long_document_takes_no_long() -> None:
    one = f"<w:p>{run('Der Satz ist ')}{run('wichtig', '<w:b/>')}{run(' und gilt hier.')}</w:p>"
    data = word(one * 2000)
    began = time.process_time()
    assert len(texts(data)) == 2000
    assert time.process_time() - began < 20
