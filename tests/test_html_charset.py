from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats.markup import html_charset

META = '<meta charset="{}">Köln – „schön“'


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("ISO-8859-15", "iso8859-15"),
     ("unknown-9", "utf-8"), ("windows-1250", "cp1250")],
)  # fmt: skip
def test_what_a_page_says(declared: str, encoding: str) -> None:
    text = META.format(declared).replace("– „", "").replace("“", "")
    page = html_charset.decode(text.encode(encoding), "name")
    assert (page.text, page.encoding, page.notices) == (text, encoding, ())
    assert page.encoded(page.text) == text.encode(encoding)


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
        "<?xml version='1.0' encoding='windows-1252'?>",
    ],
)
def test_other_ways_to_say_it(head: str) -> None:
    assert html_charset.decode(f"{head}Tür".encode("cp1252"), "name").text == f"{head}Tür"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_byte_order_come_back(encoding: str) -> None:
    data = META.format("iso-8859-1").encode(encoding)
    page = html_charset.decode(data, "name")
    assert page.text == META.format("iso-8859-1")
    assert page.encoded(page.text) == data


def test_a_page_that_is_not_what_it_says_is_read_as_browsers_do() -> None:
    page = html_charset.decode(META.format("utf-8").encode("cp1252"), "name")
    assert page.text == META.format("utf-8")
    assert page.notices == ("not UTF-8; read, and written again, as Windows-1252",)


def test_a_stray_byte_is_kept() -> None:
    data = (
        "Köln, Düren, Münster, Würzburg \xff".encode("latin-1")
        .replace(b"\xf6", "ö".encode())
        .replace(b"\xfc", "ü".encode())
    )
    page = html_charset.decode(data, "name")
    assert (page.encoding, page.text[:4]) == ("utf-8", "Köln")
    assert page.encoded(page.text) == data


def test_what_the_encoding_has_not_is_an_entity() -> None:
    page = html_charset.decode(b'<meta charset="iso-8859-1">\x81 x', "name")
    assert page.encoded("“\udc81 → x") == b"\x93\x81 &#8594; x"


@given(st.binary(max_size=200))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    with suppress(DocumentError):
        page = html_charset.decode(data, "name")
        assert page.encoded(page.text) == data


def test_binary_files_and_damaged_encodings_are_told() -> None:
    with pytest.raises(DocumentError, match="name: a binary file"):
        html_charset.decode(b"\0\1\2" * 100, "name")
    with pytest.raises(DocumentError, match="name: damaged UTF-16-LE text at byte 4"):
        html_charset.decode(b"\xff\xfea\0b", "name")
