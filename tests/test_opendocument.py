"""OpenDocument: what is read of a document, and that all else of its zip stays as it was."""

import io
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import all_capitals, unchanged
from odf import opendocument as odfpy
from odf import teletype
from odf import text as odf_text

from glossary.linked import LinkedText
from translate.errors import DocumentError
from translate.formats.office.opendocument import OfficeDocument, OpenDocument

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    "office": f"{_NAMES}office:1.0", "text": f"{_NAMES}text:1.0", "table": f"{_NAMES}table:1.0",
    "draw": f"{_NAMES}drawing:1.0", "style": f"{_NAMES}style:1.0", "fo": f"{_NAMES}xsl-fo-compatible:1.0",
    "svg": f"{_NAMES}svg-compatible:1.0", "number": f"{_NAMES}datastyle:1.0", "form": f"{_NAMES}form:1.0",
    "presentation": f"{_NAMES}presentation:1.0", "meta": f"{_NAMES}meta:1.0", "manifest": f"{_NAMES}manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/", "xlink": "http://www.w3.org/1999/xlink",
    "math": "http://www.w3.org/1998/Math/MathML", "loext": "urn:org:documentfoundation:names:experimental:office",
}  # fmt: skip
_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _PREFIXES.items())
_STYLES = """<office:styles><style:default-style style:family="paragraph"><style:text-properties
fo:language="de" fo:country="AT" style:language-asian="zh"/></style:default-style></office:styles>
<office:master-styles><style:master-page><style:header><text:p>Kopf der Seite</text:p></style:header>
</style:master-page></office:master-styles>"""
_META = """<office:meta><meta:generator>Wort/1.0</meta:generator><dc:title>Ein Bericht</dc:title>
<meta:keyword>Haus</meta:keyword><dc:creator>Max Haus</dc:creator><dc:language>de-AT</dc:language></office:meta>"""
_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"


def member(kind: str, inside: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{kind} {_DECLARED}>{inside}</office:document-{kind}>'
    )


def content(body: str, automatic: str = "") -> str:
    styles = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    return member("content", f"{styles}<office:body><office:text>{body}</office:text></office:body>")


def zipped(body: str, automatic: str = "", **others: str) -> bytes:
    """A document whose other members are called by their names without their ends."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MEDIA_TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content(body, automatic))
        archive.writestr("Pictures/1.png", bytes(range(256)))
        for name, text in others.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", text)
    return data.getvalue()


def parse(body: str, **others: str) -> OfficeDocument:
    return OpenDocument(repair=False).parse(zipped(body, **others), "a.odt")


def read(data: bytes, name: str = "content.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        text = archive.read(name).decode()
    ElementTree.fromstring(text)
    return text


def body(data: bytes) -> str:
    return read(data).partition("<office:text>")[2].partition("</office:text>")[0]


def in_capitals(body_before: str, *, bilingual: bool = False, styles: str = "") -> str:
    form = OpenDocument(repair=False, bilingual=bilingual)
    document = form.parse(zipped(body_before, styles), "a.odt")
    return body(form.render(document, all_capitals(document)))


def texts(body: str, **others: str) -> list[str]:
    return [segment.text for segment in parse(body, **others).segments]


# --- What is read ---


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:h>Titel</text:h><text:p>Ein Satz. Noch einer.</text:p>", ["Titel", "Ein Satz.", "Noch einer."]),
        ("<text:p>  Ein\n   <text:span>altes </text:span> Haus </text:p>", ["Ein altes Haus"]),
        ("<text:p>Ein<text:s text:c='3'/>Haus</text:p>", ["Ein Haus"]),
        ("<text:p>Name:<text:tab/>Das Haus</text:p>", ["Name:", "Das Haus"]),
        ("<text:p>Das <text:span>Wort<text:tab/>Tor</text:span> hier</text:p>", ["Das", "Wort", "Tor", "hier"]),
        ("<text:p>Eins<text:line-break/><text:line-break/>zwei</text:p>", ["Eins", "zwei"]),
        ("<text:p>Max Haus<text:line-break/>Am Tor 5<text:line-break/>Berlin</text:p>",
         ["Max Haus", "Am Tor 5", "Berlin"]),
        ("<text:p>Das Haus ist<text:line-break/>alt.</text:p>", ["Das Haus ist alt."]),
        ("<text:p>Seite <text:page-number>7</text:page-number> von <text:page-count/></text:p>", ["Seite 7 von 1"]),
        ("<text:p>A &amp; B &#252;ber</text:p>", ["A & B über"]),
        ("<text:tracked-changes><text:changed-region><text:deletion><text:p>Weg</text:p></text:deletion>"
         "</text:changed-region></text:tracked-changes><text:p>Da</text:p>", ["Da"]),
        ("<text:p>Ein Wort<text:note><text:note-citation>1</text:note-citation><text:note-body>"
         "<text:p>Die Note.</text:p></text:note-body></text:note> hier.</text:p>", ["Ein Wort hier.", "Die Note."]),
        ("<text:p>Da<office:annotation><dc:creator>Max</dc:creator><text:p>Warum?</text:p></office:annotation>.</text:p>",
         ["Da.", "Warum?"]),
        ("<text:p><draw:frame><draw:text-box><text:p>Im Kasten</text:p></draw:text-box><svg:title>Bild</svg:title>"
         "<svg:desc>Ein Bild.</svg:desc></draw:frame></text:p>", ["Im Kasten", "Bild", "Ein Bild."]),
        ("<table:table table:name='Haus'><table:table-cell office:value-type='string'><text:p>Wort</text:p>"
         "</table:table-cell><table:table-cell office:value-type='date'><text:p>3. Mai</text:p></table:table-cell>"
         "<table:table-cell table:formula='x' office:value-type='string'><text:p>Ja</text:p></table:table-cell>"
         "</table:table>", ["Wort"]),
        ("<text:list-item><text:number>a)</text:number><text:p><text:number>a)</text:number>Wort</text:p>"
         "</text:list-item>", ["Wort"]),
        ("<form:button form:label='Los &amp; weg' form:name='Tor'/>", ["Los & weg"]),
        ("<text:p>Ein <loext:content-control>Haus</loext:content-control></text:p>", ["Ein Haus"]),
        ("<draw:object><math:math><math:mi>Haus</math:mi></math:math></draw:object>", []),
        ("<text:p>12,5</text:p><text:p/>", []),
    ],
)  # fmt: skip
def test_what_a_reader_reads(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_headers_titles_and_charts_are_read() -> None:
    others = {
        "styles": member("styles", _STYLES), "meta": member("meta", _META),
        "Object 1__content": content("<text:p>Diagramm</text:p>"),
    }  # fmt: skip
    assert texts("<text:p>Wort</text:p>", **others) == ["Ein Bericht", "Haus", "Wort", "Diagramm", "Kopf der Seite"]


def test_prefixes_may_be_others() -> None:
    assert texts(f'<t:p xmlns:t="{_PREFIXES["text"]}">Ein <t:span>Haus</t:span></t:p>') == ["Ein Haus"]


def test_what_is_copied_is_told() -> None:
    document = parse("<text:p>Siehe <text:bookmark-ref>Das Haus</text:bookmark-ref> dort.</text:p>")
    assert document.segments[0].copied == ((6, 14),)


# --- What is written ---


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<text:p text:style-name="P1">Ein <text:span text:style-name="T1">altes</text:span> Haus.</text:p>',
         '<text:p text:style-name="P1">EIN <text:span text:style-name="T1">ALTES</text:span> HAUS.</text:p>'),
        ("<text:p>Ein <text:bookmark-start text:name='a'/>altes<text:bookmark-end text:name='a'/> Haus</text:p>",
         "<text:p>EIN <text:bookmark-start text:name='a'/>ALTES<text:bookmark-end text:name='a'/> HAUS</text:p>"),
        ("<text:p>Haus<text:note><text:note-body><text:p>Ein Tor.</text:p></text:note-body></text:note> da.</text:p>",
         "<text:p>HAUS<text:note><text:note-body><text:p>EIN TOR.</text:p></text:note-body></text:note> DA.</text:p>"),
        ("<text:p>A &lt; b &amp; c &gt; d<!-- Haus --> e</text:p>",
         "<text:p>A &lt; B &amp; C &gt; D<!-- Haus --> E</text:p>"),
        ("<text:p>Seite <text:page-number>1</text:page-number> dort</text:p>",
         "<text:p>SEITE <text:page-number>1</text:page-number> DORT</text:p>"),
        ("<text:p>\n  Das\n  Haus\n</text:p>", "<text:p>\n  DAS HAUS\n</text:p>"),
        ("<form:button form:label='Los'/>", "<form:button form:label='LOS'/>"),
        ("<text:p><text:span/>Haus<text:span><text:tab/></text:span>Tor</text:p>",
         "<text:p><text:span/>HAUS<text:span><text:tab/></text:span>TOR</text:p>"),
    ],
)  # fmt: skip
def test_marks_are_around_their_words(before: str, after: str) -> None:
    assert in_capitals(before) == after


def test_marks_move_with_their_words() -> None:
    body_before = '<text:p>Er hat <text:span text:style-name="T1">das Haus</text:span> gebaut.</text:p>'
    document = parse(body_before)
    links = (((0, 2), (0, 2)), ((3, 8), (16, 22)), ((9, 12), (7, 10)), ((13, 18), (11, 15)))
    data = OpenDocument().render(document, [LinkedText("He built the house.", links)])
    assert body(data) == '<text:p>He built <text:span text:style-name="T1">the house</text:span>.</text:p>'


def test_it_says_that_it_is_in_english() -> None:
    style = '<style:style><style:text-properties fo:country="CH" fo:language="de"/></style:style>'
    french = '<style:style><style:text-properties fo:language="fr" fo:country="FR"/></style:style>'
    number = '<number:date-style number:language="de" number:country="DE"/>'
    styled = zipped("<text:p>Haus</text:p>", style + french + number,
                    styles=member("styles", _STYLES), meta=member("meta", _META))  # fmt: skip
    document = OpenDocument().parse(styled, "a.odt")
    data = OpenDocument().render(document, all_capitals(document))
    assert 'fo:country="US" fo:language="en"' in read(data)
    assert 'fo:language="fr" fo:country="FR"' in read(data)
    assert 'number:language="en" number:country="US"' in read(data)
    assert 'fo:language="en" fo:country="US" style:language-asian="zh"' in read(data, "styles.xml")
    assert "<dc:language>en-US</dc:language>" in read(data, "meta.xml")
    assert "<dc:title>EIN BERICHT</dc:title>" in read(data, "meta.xml")


def test_members_that_are_not_read_keep_their_bytes() -> None:
    before = zipped("<text:p>Haus</text:p>", settings="<a>Haus</a>")
    document = OpenDocument().parse(before, "a.odt")
    after = OpenDocument().render(document, all_capitals(document))
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as other:
        assert [info.filename for info in one.infolist()] == [info.filename for info in other.infolist()]
        assert other.infolist()[0].compress_type == zipfile.ZIP_STORED
        changed = [name for name in one.namelist() if one.read(name) != other.read(name)]
    assert changed == ["content.xml"]


def test_other_xml_is_no_flat_document() -> None:
    with pytest.raises(DocumentError, match="no OpenDocument"):
        OpenDocument().parse(b"<html><body>Hallo</body></html>", "a.odt")


def test_flat_documents() -> None:
    before = f"<office:document {_DECLARED}><office:body><text:p>Über das Haus</text:p></office:body></office:document>"
    data = b"\xff\xfe" + before.encode("utf-16-le")
    document = OpenDocument().parse(data, "a.fodt")
    assert OpenDocument().render(document, unchanged(document)) == data
    assert "ÜBER DAS HAUS" in OpenDocument().render(document, all_capitals(document)).decode("utf-16")


def test_another_library_reads_it() -> None:
    made = odfpy.OpenDocumentText()
    made.text.addElement(odf_text.H(outlinelevel=1, text="Die Stadt"))
    paragraph = odf_text.P(text="Das ist ")
    paragraph.addElement(odf_text.Span(text="ein Haus"))
    paragraph.addText(" am See.")
    made.text.addElement(paragraph)
    data = io.BytesIO()
    made.save(data)
    document = OpenDocument().parse(data.getvalue(), "a.odt")
    after = odfpy.load(io.BytesIO(OpenDocument().render(document, all_capitals(document))))
    assert teletype.extractText(after.text) == "DIE STADTDAS IST EIN HAUS AM SEE."


# --- Bilingual ---


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<text:p text:style-name="P1" xml:id="a">Ein <text:span>Haus</text:span></text:p>',
         '<text:p text:style-name="P1" xml:id="a">Ein <text:span>Haus</text:span></text:p>'
         '<text:p text:style-name="P1">EIN <text:span>HAUS</text:span></text:p>'),
        ('<text:h text:outline-level="1">Haus</text:h>',
         '<text:h text:outline-level="1">Haus</text:h>'
         '<text:h text:outline-level="1" text:is-list-header="true">HAUS</text:h>'),
        ("<text:p>Haus<text:note><text:p>Tor</text:p></text:note> da<text:bookmark text:name='b'/></text:p>",
         "<text:p>Haus<text:note><text:p>Tor</text:p><text:p>TOR</text:p></text:note> da<text:bookmark text:name='b'/>"
         "</text:p><text:p>HAUS DA</text:p>"),
        ("<text:p>Bild <text:sequence>1</text:sequence>: Haus<text:tab/>Tor</text:p>",
         "<text:p>Bild <text:sequence>1</text:sequence>: Haus<text:tab/>Tor</text:p>"
         "<text:p>BILD 1: HAUS<text:tab/>TOR</text:p>"),
        ("<draw:g><svg:title>Haus</svg:title></draw:g>", "<draw:g><svg:title>HAUS</svg:title></draw:g>"),
    ],
)  # fmt: skip
def test_english_behind_german(before: str, after: str) -> None:
    assert in_capitals(before, bilingual=True) == after


def test_english_begins_no_page() -> None:
    styles = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="P2" '
        'style:master-page-name="First"/>'
        '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Text">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
        '<style:style style:name="P3" style:family="paragraph" style:parent-style-name="P3" '
        'style:master-page-name="First"/>'
    )
    after = in_capitals(
        '<text:p text:style-name="P1">Haus</text:p><text:p text:style-name="P3">Tor</text:p>',
        bilingual=True, styles=styles,
    )  # fmt: skip
    assert '<text:p text:style-name="Text">HAUS</text:p>' in after
    assert "<text:p>TOR</text:p>" in after


# --- Properties ---

_PIECES = st.sampled_from(
    ["Das Haus", " ist ", "alt.", "Er kam. ", "  ", "\n", "&amp;", "&#228;", "ß", "<text:tab/>", "<text:line-break/>",
     "<text:s text:c='2'/>", " <text:page-number>3</text:page-number> ", "<text:date/>", "<!-- Haus -->",
     "<text:bookmark-start text:name='a'/>", "<text:bookmark-end text:name='a'/>",
     "<text:bookmark-start text:name='b'/>", "<text:bookmark-end text:name='b'/>",
     "<text:note><text:note-body><text:p>Die Note.</text:p></text:note-body></text:note>",
     "<draw:frame><draw:text-box><text:p>Im Kasten.</text:p></draw:text-box></draw:frame>", "<![CDATA[a < b]]>"]
)  # fmt: skip
_INLINE = st.recursive(
    _PIECES,
    lambda inner: st.builds(
        lambda name, inside: f"<{name}>{''.join(inside)}</{name}>",
        st.sampled_from(["text:span", "text:a", "loext:x", "text:meta"]), st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)  # fmt: skip
_BODIES = st.lists(st.lists(_INLINE, max_size=7).map(lambda one: f"<text:p>{''.join(one)}</text:p>"), max_size=3)


def tags(text: str) -> Counter[str]:
    return Counter(element.tag for element in ElementTree.fromstring(text).iter())


@given(_BODIES)
@settings(max_examples=40)
def test_an_engine_that_answers_the_source_changes_nothing(paragraphs: list[str]) -> None:
    before = zipped("".join(paragraphs), styles=member("styles", _STYLES))
    for form in (OpenDocument(repair=False), OpenDocument(repair=False, bilingual=True)):
        document = form.parse(before, "a.odt")
        assert form.render(document, unchanged(document)) == before


@given(_BODIES)
@settings(max_examples=40)
def test_all_marks_are_there_in_another_translation(paragraphs: list[str]) -> None:
    document = parse("".join(paragraphs))
    before, after = (
        read(OpenDocument().render(document, english)) for english in (unchanged(document), all_capitals(document))
    )
    assert tags(after) == tags(before)
    letters = ("".join(ElementTree.fromstring(text).itertext()) for text in (before, after))
    one, other = (Counter(re.sub(r"\s", "", text).upper()) for text in letters)
    assert one == other


@given(_BODIES)
@settings(max_examples=40)
def test_notes_are_not_doubled(paragraphs: list[str]) -> None:
    before = "".join(paragraphs)
    after = in_capitals(before, bilingual=True)
    for once in ("<text:note>", "<draw:frame>", "<text:bookmark-start"):
        assert after.count(once) == before.count(once)


# --- What is no document ---


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped("<text:p>Haus</text:p>")[:-40], "damaged or cut off"),
        (zipped("<text:p>Haus"), "not well-formed"),
        (zipped("<text:p>Haus</text:p>", **{"META-INF__manifest": "<m:m><m:encryption-data/></m:m>"}), "password"),
        (b"Das Haus", "no zip"),
        (b"<!DOCTYPE document [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><document>&b;</document>", "entity"),
    ],
)
def test_one_line_for_what_cannot_be_read(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        OpenDocument().parse(data, "a.odt")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("a.odt")


def test_a_zip_of_something_else() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(DocumentError, match="no OpenDocument"):
        OpenDocument().parse(data.getvalue(), "a.odt")


def test_a_signature_is_noticed() -> None:
    document = parse("<text:p>Haus</text:p>", **{"META-INF__documentsignatures": "<a/>"})
    assert any("signature" in notice for notice in document.notices)


def test_many_marks_take_no_long() -> None:
    spans = "".join(f"<text:span>Haus{number}</text:span> " for number in range(3000))
    nested = "<text:span>" * 3000 + "Haus" + "</text:span>" * 3000
    starts = "".join(f"<text:bookmark-start text:name='{number}'/>" for number in range(3000))
    assert len(parse(f"<text:p>{spans}</text:p><text:p>{nested}</text:p><text:p>{starts}Haus</text:p>").blocks) == 3


def test_deep_nesting_is_no_error() -> None:
    nested = "<text:p>Haus <text:note>" * 1500 + "</text:note> da.</text:p>" * 1500
    assert in_capitals(nested).count("HAUS") == 60
