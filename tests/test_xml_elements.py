import pytest

from glossary.errors import GlossaryError
from glossary.exchange.xml_elements import document, language, parsed, text


def test_a_doctype_and_the_entities_of_its_dtd_are_read() -> None:
    data = (
        b'<!DOCTYPE martif SYSTEM "TBX.dtd" [<!ELEMENT martif ANY><!ATTLIST martif type CDATA #IMPLIED>]>'
        b"<martif><term>Caf&eacute;&nbsp;&amp; K&ouml;ln</term></martif>"
    )
    assert text(parsed(data, "g.tbx")) == "Café\xa0& Köln"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    data = f'<?xml version="1.0" encoding="{declared}"?><a xml:lang="de-DE">Köln</a>'.encode(encoding)
    root = parsed(data, "g.xml")
    assert (text(root), language(root)) == ("Köln", "de")
    assert parsed(document(root), "g.xml").text == "Köln"


def test_codes_of_a_page_are_no_text() -> None:
    root = parsed(
        b'<a:seg xmlns:a="x">the <bpt i="1">&lt;b></bpt>\n <hi>big</hi> <!-- no --> <?pi no?>brake</a:seg>', "g"
    )
    assert (root.tag, text(root)) == ("seg", "the big brake")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<tbx><", r"g:1: not well-formed"),
        (b"", "not well-formed"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "defines entities"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "defines entities"),
        (b'<!DOCTYPE a SYSTEM "x"><a>&unknown;</a>', "not well-formed"),
        (b"<?xml version='1.0' encoding='nonsense'?><a/>", "not well-formed"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "inside one another"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, what: str) -> None:
    with pytest.raises(GlossaryError, match=what):
        parsed(data, "g")
