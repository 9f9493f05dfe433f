"""EPUB: what is read of a book, and that all else of its zip stays as it was."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from ebooklib import epub as ebooklib_epub
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import all_capitals, unchanged

from translate.errors import DocumentError
from translate.formats.office.epub import Book, Epub

NONE: Mapping[str, str] = {}
CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="Buch/paket.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="de">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x:1</dc:identifier>
<dc:title>Das Haus &amp; der See</dc:title><dc:creator>Max Haus</dc:creator><dc:language>de-DE</dc:language>
<dc:description>&lt;p&gt;Ein &lt;b&gt;altes&lt;/b&gt; Haus.&lt;/p&gt;&lt;p&gt;Am See.&lt;/p&gt;</dc:description>
<dc:subject>Roman</dc:subject><meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata>
<manifest><item id="z" href="Text/zwei%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="e" href="Text/eins.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="t" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="f" href="Text/fehlt.xhtml" media-type="application/xhtml+xml"/>
<item id="s" href="stil.css" media-type="text/css"/></manifest>
<spine toc="t"><itemref idref="e"/><itemref idref="z"/></spine>
<guide><reference type="toc" title="Inhalt" href="nav.xhtml"/></guide></package>"""
CONTENTS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="de">
<docTitle><text>Das Haus</text></docTitle>
<docAuthor><text>Max Haus</text></docAuthor><navMap><navPoint id="a"><navLabel><text>Der Anfang</text></navLabel>
<content src="Text/eins.xhtml"/></navPoint></navMap></ncx>"""
NAVIGATION = (
    '<nav epub:type="toc" id="toc"><h1>Inhalt</h1><ol><li><a href="Text/eins.xhtml">Der Anfang</a></li></ol></nav>'
)
FIRST = """<h1 id="h">Der Anfang</h1>
<p>Das <b id="b">alte</b> Haus<a epub:type="noteref" href="#n1" id="r1"><sup>1</sup></a>
steht da.</p><aside epub:type="footnote" id="n1"><p><a href="#r1">1</a> Am See.</p></aside>"""
SECOND = '<p><i>Er</i> kam<img src="a.png" alt="Ein Tor" id="i"/> nach Hause.</p>'
OBFUSCATION, ENCRYPTION = "http://www.idpf.org/2008/embedding", "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


def page(body: str, root: str = 'xml:lang="de" lang="de"') -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" {root}><head><title>Seite</title></head><body>{body}</body></html>'
    )


def zipped(others: Mapping[str, str] = NONE) -> bytes:
    """A book; `others` replace its members, called by their names, or come to them."""
    members = {
        "META-INF/container.xml": CONTAINER,
        "Buch/paket.opf": PACKAGE,
        "Buch/Text/eins.xhtml": page(FIRST),
        "Buch/Text/zwei b.xhtml": page(SECOND, ""),
        "Buch/nav.xhtml": page(NAVIGATION),
        "Buch/toc.ncx": CONTENTS,
        "Buch/stil.css": "p { content: 'Haus' }",
    } | dict(others)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


def parse(others: Mapping[str, str] = NONE) -> Book:
    return Epub(repair=False).parse(zipped(others), "a.epub")


def read(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        text = archive.read(name).decode()
    ElementTree.fromstring(text)
    return text


def in_capitals(name: str, others: Mapping[str, str] = NONE, *, bilingual: bool = False) -> str:
    form = Epub(repair=False, bilingual=bilingual)
    document = form.parse(zipped(others), "a.epub")
    return read(form.render(document, all_capitals(document)), name)


# --- What is read ---


def test_what_a_reader_reads_in_the_order_of_the_spine() -> None:
    assert [segment.text for segment in parse().segments] == [
        "Das Haus & der See", "Ein altes Haus.", "Am See.", "Roman", "Inhalt",
        "Seite", "Der Anfang", "Das alte Haus steht da.", "1 Am See.",
        "Seite", "Er kam nach Hause.", "Ein Tor",
        "Seite", "Inhalt", "Der Anfang",
        "Das Haus", "Der Anfang",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        'Haus<a epub:type="noteref" href="n.xhtml#n1">1</a> da.', 'Haus<a href="#n1">[12]</a> da.',
        'Haus<a href="#n1"><span class="hoch">*</span></a> da.', 'Haus<sup><a href="#n1">1</a></sup> da.',
        'Haus<span id="s" epub:type="pagebreak">12</span> da.', 'Haus <span role="doc-pagebreak"/>da.',
    ],
)  # fmt: skip
def test_marks_of_notes_and_pages_are_no_words(body: str) -> None:
    members = {"Buch/Text/eins.xhtml": page(f"<p>{body}</p>")}
    assert "Haus da." in [segment.text for segment in parse(members).segments]
    assert body.replace("Haus", "HAUS").replace("da.", "DA.") in in_capitals("Buch/Text/eins.xhtml", members)


def test_links_with_a_number_in_the_text_are_words() -> None:
    members = {"Buch/Text/eins.xhtml": page('<p>Siehe Seite <a href="#p12">12</a> oben.</p>')}
    assert "Siehe Seite 12 oben." in [segment.text for segment in parse(members).segments]


def test_a_page_that_is_missing_is_noticed() -> None:
    assert any("Text/fehlt.xhtml" in notice for notice in parse().notices)


def test_references_lead_to_members_however_they_are_written() -> None:
    package = PACKAGE.replace("Text/eins.xhtml", "./Text/../Text/eins%2Exhtml#h").replace("nav.xhtml", "http://x.org/n")
    assert "Das alte Haus steht da." in [segment.text for segment in parse({"Buch/paket.opf": package}).segments]


# --- What is written ---


def test_titles_and_languages_of_the_package() -> None:
    after = in_capitals("Buch/paket.opf")
    assert "<dc:title>DAS HAUS &amp; DER SEE</dc:title>" in after
    assert "<dc:language>en</dc:language>" in after
    assert 'unique-identifier="id" xml:lang="en"' in after
    assert "&lt;p&gt;EIN &lt;b&gt;ALTES&lt;/b&gt; HAUS.&lt;/p&gt;&lt;p&gt;AM SEE.&lt;/p&gt;" in after
    assert 'title="INHALT"' in after
    assert '<dc:identifier id="id">urn:x:1</dc:identifier>' in after


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ("<dc:language>und</dc:language>", "<dc:language>en</dc:language>"),
        ("<dc:language> de </dc:language>", "<dc:language> en </dc:language>"),
        ("<dc:language>de</dc:language><dc:language>fr</dc:language>",
         "<dc:language>en</dc:language><dc:language>fr</dc:language>"),
    ],
)  # fmt: skip
def test_languages(languages: str, expected: str) -> None:
    package = PACKAGE.replace("<dc:language>de-DE</dc:language>", languages)
    assert expected in in_capitals("Buch/paket.opf", {"Buch/paket.opf": package})


def test_pages_keep_their_marks_and_ids() -> None:
    after = in_capitals("Buch/Text/eins.xhtml")
    assert 'xml:lang="en" lang="en"' in after
    assert "<title>SEITE</title>" in after
    assert (
        '<p>DAS <b id="b">ALTE</b> HAUS<a epub:type="noteref" href="#n1" id="r1"><sup>1</sup></a> STEHT DA.</p>'
        in after
    )
    assert '<aside epub:type="footnote" id="n1">' in after


def test_a_page_that_names_no_language_names_one_as_every_version_can() -> None:
    assert re.search(r'<html[^>]* xml:lang="en"[^>]*>', in_capitals("Buch/Text/zwei b.xhtml"))
    assert " lang=" not in in_capitals("Buch/Text/zwei b.xhtml")


def test_contents_are_translated() -> None:
    after = in_capitals("Buch/toc.ncx")
    assert "<docTitle><text>DAS HAUS</text></docTitle>" in after
    assert "<docAuthor><text>Max Haus</text></docAuthor>" in after
    assert "<navLabel><text>DER ANFANG</text></navLabel>" in after
    assert 'version="2005-1" xml:lang="en"' in after
    assert '<li><a href="Text/eins.xhtml">DER ANFANG</a></li>' in in_capitals("Buch/nav.xhtml")


def test_what_is_not_read_keeps_its_bytes() -> None:
    before = zipped()
    document = Epub().parse(before, "a.epub")
    after = Epub().render(document, all_capitals(document))
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as other:
        assert one.namelist() == other.namelist()
        assert other.infolist()[0].compress_type == zipfile.ZIP_STORED
        kept = [name for name in one.namelist() if one.read(name) == other.read(name)]
    assert kept == ["mimetype", "META-INF/container.xml", "Buch/stil.css"]


def test_another_library_reads_it() -> None:
    document = parse({"Buch/Text/fehlt.xhtml": page("<p>Haus</p>")})
    book = ebooklib_epub.read_epub(io.BytesIO(Epub().render(document, all_capitals(document))))
    assert book.get_metadata("DC", "title")[0][0] == "DAS HAUS & DER SEE"
    assert book.get_metadata("DC", "language")[0][0] == "en"
    assert [item for item, _ in book.spine] == ["e", "z"]
    assert "STEHT DA." in book.get_item_with_id("e").get_content().decode()


# --- Bilingual ---


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Das Haus</p>", '<p>Das Haus<br/><span xml:lang="en">DAS HAUS</span></p>'),
        ('<p><b id="x">Das</b> Haus</p>',
         '<p><b id="x">Das</b> Haus<br/><span xml:lang="en"><b>DAS</b> HAUS</span></p>'),
        ('<p>Das <a href="#x" id="r">Haus</a></p>',
         '<p>Das <a href="#x" id="r">Haus</a><br/><span xml:lang="en">DAS <a href="#x">HAUS</a></span></p>'),
        ("<p><i>Das Haus</i></p>", '<p><i>Das Haus<br/><span xml:lang="en">DAS HAUS</span></i></p>'),
        ("<p><i>Das<br/><br/>Haus</i> hier</p>",
         '<p><i>Das<br/><span xml:lang="en">DAS</span><br/><br/>'
         'Haus</i> hier<br/><span xml:lang="en">HAUS HIER</span></p>'),
    ],
)  # fmt: skip
def test_english_behind_german(before: str, after: str) -> None:
    made = in_capitals("Buch/Text/eins.xhtml", {"Buch/Text/eins.xhtml": page(before)}, bilingual=True)
    assert made.partition("<body>")[2].partition("</body>")[0] == after


def test_english_beside_german_titles() -> None:
    assert "<text>Der Anfang / DER ANFANG</text>" in in_capitals("Buch/toc.ncx", bilingual=True)
    assert "<dc:language>de-DE</dc:language>" in in_capitals("Buch/paket.opf", bilingual=True)


# --- Properties ---

_PIECES = st.sampled_from(
    ["Das Haus", " ist ", "alt.", "Er kam. ", "\n  ", "&amp;", "&#228;", '<br id="y"/>', "<br/><br/>",
     '<img alt="Ein Tor" src="x"/>', "<!-- Haus -->", '<a id="z"/>', "<sup>1</sup>", " <code>x</code> "]
)  # fmt: skip
_INLINE = st.recursive(
    _PIECES,
    lambda inner: st.builds(
        lambda name, inside: f'<{name} id="q">{"".join(inside)}</{name}>',
        st.sampled_from(["b", "i", "a", "span"]), st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)  # fmt: skip
_BODIES = st.lists(st.lists(_INLINE, max_size=7).map(lambda one: f"<p>{''.join(one)}</p>"), max_size=3).map("".join)


@given(_BODIES)
@settings(max_examples=40)
def test_an_engine_that_answers_the_source_changes_nothing(body: str) -> None:
    before = zipped({"Buch/Text/eins.xhtml": page(body)})
    for form in (Epub(repair=False), Epub(repair=False, bilingual=True)):
        document = form.parse(before, "a.epub")
        assert form.render(document, unchanged(document)) == before


@given(_BODIES)
@settings(max_examples=40)
def test_all_marks_are_there_in_another_translation(body: str) -> None:
    after = in_capitals("Buch/Text/eins.xhtml", {"Buch/Text/eins.xhtml": page(body)})
    one, other = (
        Counter(element.tag for element in ElementTree.fromstring(text).iter()) for text in (page(body), after)
    )
    assert one == other


@given(_BODIES)
@settings(max_examples=40)
def test_bilingual_pages_are_well_formed_and_no_id_is_doubled(body: str) -> None:
    after = in_capitals("Buch/Text/eins.xhtml", {"Buch/Text/eins.xhtml": page(body)}, bilingual=True)
    assert len(re.findall(r"\sid=", after)) == len(re.findall(r"\sid=", page(body)))


# --- What is no book ---


def encryption(algorithm: str, member: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
        f'<e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData>'
        f'<e:CipherReference URI="{member}"/>'
        "</e:CipherData></e:EncryptedData></encryption>"
    )


def test_encrypted_pages_are_refused() -> None:
    with pytest.raises(DocumentError, match="DRM"):
        parse({"META-INF/encryption.xml": encryption(ENCRYPTION, "Buch/Text/zwei%20b.xhtml")})


@pytest.mark.parametrize(
    ("algorithm", "member"), [(OBFUSCATION, "Buch/a.otf"), (ENCRYPTION, "Buch/a.jpg"), (OBFUSCATION, "Buch/nav.xhtml")]
)
def test_encrypted_fonts_and_pictures_are_none_of_the_text(algorithm: str, member: str) -> None:
    assert parse({"META-INF/encryption.xml": encryption(algorithm, member)}).segments


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"META-INF/container.xml": "<container/>"}, "names no package"),
        ({"META-INF/container.xml": "<container>"}, "not well-formed"),
        ({"META-INF/container.xml": CONTAINER.replace("paket", "anderes")}, "missing"),
        ({"Buch/paket.opf": "<package>"}, "not well-formed"),
        ({"Buch/Text/eins.xhtml": page("Ein\0Haus")}, "damaged"),
    ],
)
def test_one_line_for_what_cannot_be_read(others: dict[str, str], said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        parse(others)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("a.epub")
