import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats import charsets, xml_events
from translate.formats.charsets import Charset
from translate.formats.markup import html_charset


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
)
def test_a_marked_text_comes_back_byte_for_byte(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    found = charsets.decoded(data, "a.csv")
    assert found.text == text
    assert found.charset.encoded(text, charsets.plain) == data


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_an_unmarked_text_comes_back_byte_for_byte(encoding: str) -> None:
    data = "Größe;„Straße“\r\n".encode(encoding)
    found = charsets.decoded(data, "a.csv")
    assert found.text == "Größe;„Straße“\r\n"
    assert found.charset.encoded(found.text, charsets.plain) == data


def test_the_declared_encoding_is_believed() -> None:
    assert charsets.decoded("Größe".encode("iso-8859-15"), "a.po", "ISO-8859-15").text == "Größe"
    assert charsets.decoded("Größe".encode(), "a.po", "CHARSET").text == "Größe"
    assert charsets.decoded("Größe".encode(), "a.po", "base64").text == "Größe"
    assert charsets.decoded("Größe".encode(), "a.po", "ascii").text == "Größe"


def test_data_in_another_encoding_than_they_say_are_refused() -> None:
    with pytest.raises(DocumentError, match=r"a\.po: damaged UTF-16-LE text at byte 2"):
        charsets.decoded(b"\xff\xfe\x00\xd8", "a.po")
    with pytest.raises(DocumentError, match="damaged EUC_JP text"):
        charsets.decoded("Größe".encode("latin-1"), "a.po", "euc-jp")


def test_what_an_encoding_lacks_is_written_otherwise() -> None:
    assert Charset("cp1252").encoded("ein „→“", lambda one: f"&#{ord(one)};") == b"ein \x84&#8594;\x93"
    assert Charset("latin-1").encoded("It’s “so” …", charsets.plain) == b'It\'s "so" ...'


@pytest.mark.parametrize(
    "declared", ["hex", "zlib", "rot13", "undefined", "idna", "punycode", "unicode_escape", "utf-32", "cp037"]
)
def test_what_cannot_be_the_encoding_of_a_file_is_not_believed(declared: str) -> None:
    assert charsets.known(declared) == ""
    assert charsets.decoded("Größe".encode(), "a.po", declared).text == "Größe"
    page = f'<meta charset="{declared}"><p>Größe'
    assert html_charset.decode(page.encode(), "a.html").text == page
    with pytest.raises(DocumentError, match=f"the encoding {declared} that it says is not known|utf-8"):
        xml_events.decoded(f"<?xml version='1.0' encoding='{declared}'?><a/>\xff".encode("latin-1"), "a.xlf")
