from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import GlossaryError
from glossary.exchange.text_encoding import decoded

TEXT = "Köln\tCologne\r\nStraße\tstreet\r\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16-LE"), ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"), ("utf-32", "UTF-32-LE"), ("cp1252", "Windows-1252"),
    ],
)  # fmt: skip
def test_what_programs_write(encoding: str, name: str) -> None:
    assert decoded(TEXT.encode(encoding), "g.csv") == (TEXT, name)


def test_the_mark_of_utf_16_be() -> None:
    assert decoded(b"\xfe\xff" + TEXT.encode("utf-16-be"), "g.csv") == (TEXT, "UTF-16-BE")


@pytest.mark.parametrize("data", [b"a\nK\xc3\xb6ln\nK\xf6ln\n", b"a\n\n\x81\x8d\n", b"\xff\xfea\0\n\0\xd8"])
def test_two_encodings_at_once_and_none(data: bytes) -> None:
    with pytest.raises(GlossaryError, match=r"g.csv:\d: not UTF.*save the file as UTF-8"):
        decoded(data, "g.csv")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    with suppress(GlossaryError):
        text, encoding = decoded(data, "g")
        assert text.encode(encoding.replace("Windows-", "cp")) in data
