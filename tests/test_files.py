"""Files as they come: encodings, what is no text, writing whole or not at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import files
from translate.errors import DocumentError

GERMAN = "Die „Straße“ in Köln – ist schön.\r\nWirklich?\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_a_mark(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding.endswith("e") else ""
    (tmp_path / "a.txt").write_bytes((mark + GERMAN).encode(encoding))
    data = files.read(str(tmp_path / "a.txt"))
    assert files.decode(data, "a.txt") == files.Article(GERMAN)


def test_windows_1252_with_a_notice() -> None:
    article = files.decode(b"Erste Zeile\n" + GERMAN.encode("cp1252"), "a.txt")
    assert article == files.Article("Erste Zeile\n" + GERMAN, ("not UTF-8 (line 2); read as Windows-1252",))
    [notice] = files.decode("Köln ist grün".encode("cp850"), "a.txt").notices
    assert "1 byte of no meaning" in notice


def test_a_few_damaged_bytes_do_not_spoil_the_umlauts() -> None:
    article = files.decode(GERMAN.encode() + b"Halbe\xc3 Umlaute", "a.txt")
    assert article.text == GERMAN + "Halbe\ufffd Umlaute"
    assert article.notices == ("damaged UTF-8 (1 place, the first in line 3)",)


def test_a_control_character_makes_no_binary() -> None:
    assert files.decode(b"Das Haus\x02 ist alt.", "a.txt").text == "Das Haus\x02 ist alt."


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_is_read_as_it_was(text: str) -> None:
    assert files.decode(b"\xef\xbb\xbf" + text.encode(), "a.txt").text == text


@pytest.mark.parametrize("data", [
    b"\x89PNG\r\n\x1a\n\0\0\0",
    b"%PDF-1.4\n\xe2\xe3\xcf\xd3\x01\x02\x03\x04\x05\x06\x07",
    "Das ist UTF-16 ohne Zeichen.".encode("utf-16-le"),
    b"\xff\xfeD\0a",
    b"\xff\xfe\x00\x00D\0",
])  # fmt: skip
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^a\.bin: "):
        files.decode(data, "a.bin")


def test_the_same_file_under_other_names(tmp_path: Path) -> None:
    article, symbolic, hard, other = (tmp_path / name for name in ("a.txt", "s.txt", "h.txt", "o.txt"))
    article.write_text("a", encoding="utf-8")
    other.write_text("a", encoding="utf-8")
    symbolic.symlink_to(article)
    hard.hardlink_to(article)
    for output in (article, symbolic, hard, tmp_path / "." / "a.txt"):
        assert files.same(output, str(article))
    assert not files.same(other, str(article))
    assert not files.same(tmp_path / "new.txt", str(article))
    assert not files.same(article, "-")
