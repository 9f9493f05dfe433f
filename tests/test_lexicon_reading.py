"""Which format a lexicon has, and the lines of packed files."""

import gzip
import lzma
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lexicon_files import DING, ORCHARD, TABLE, TEI, write_all

from translate.errors import LexiconError
from translate.lexicon import lines, reading


def read(path: Path) -> list[str]:
    with reading.opened(path) as contents:
        return [one.word.german for one in contents.words]


@pytest.mark.parametrize("kind", ["Ding", "FreeDict (TEI)", "FreeDict (dictd)", "Wiktextract", "table"])
def test_a_format_is_known_by_its_content(tmp_path: Path, kind: str) -> None:
    path = write_all(tmp_path)[kind]
    with reading.opened(path) as contents:
        assert contents.kind == kind
        assert ORCHARD.german in [one.word.german for one in contents.words]
        assert "CC0" in contents.licence or kind == "Wiktextract"


@pytest.mark.parametrize(("pack", "ending"), [(gzip.compress, ".gz"), (lzma.compress, ".xz"), (bytes, "")])
def test_packed_or_not_whatever_it_is_called(tmp_path: Path, pack: type[bytes], ending: str) -> None:
    for name in ("a.tsv" + ending, "whatever"):
        (tmp_path / name).write_bytes(pack(TABLE.encode()))
        assert read(tmp_path / name) == ["Streuobstwiese", "umtopfen", "winterhart"]


def test_windows_1252_and_a_mark(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes("Haus {n} :: house\nTür {f} :: door\n".encode("cp1252"))
    (tmp_path / "new").write_bytes(b"\xef\xbb\xbf" + TEI.encode())
    assert read(tmp_path / "old") == ["Haus", "Tür"]
    assert read(tmp_path / "new") == ["Streuobstwiese", "umtopfen"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty, no lexicon that deen reads; it reads Ding"),
        (b"\n\n", "empty, no lexicon"),
        (b"Das Haus ist alt.\nEs steht da.\n", "no lexicon that deen reads"),
        (b"\0" * 1000, "no text"),
        (os.urandom(1) * 0 + b"PK\x03\x04\0\0", "no text"),
        ("Haus\thouse\n".encode("utf-16"), "in UTF-16; save the file as UTF-8"),
        (b"source\ttarget\nKiew\tKyiv\n", "a glossary, whose words are always used"),
        (lzma.compress(DING.encode())[:-30], "ends too early|damaged"),
        (gzip.compress(DING.encode())[:-30], "ends too early|damaged"),
        (gzip.compress(DING.encode())[:40] + b"xxxxxxxxxxxxxxxx", "damaged|ends too early"),
        ("Tür :: door\n".encode() + "Häuser :: houses\n".encode("latin-1"), "a:2: not UTF-8"),
        (b"Haus\t" + b"x" * (1 << 24), "a:1: a line of over"),
        (b"<html><p>Haus</p></html>", "XML of <html>"),
        (b'{"word": 1', "a:1: not a JSON object"),
    ],
)  # fmt: skip
def test_anything_else_is_told_in_one_line(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(LexiconError, match=told) as found:
        read(path)
    assert "\n" not in str(found.value)


def test_folders_and_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read: Is a directory"):
        read(tmp_path)
    with pytest.raises(LexiconError, match="cannot be read: No such file"):
        read(tmp_path / "gone")


def test_a_bomb_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xz"
    path.write_bytes(lzma.compress(b"a" * (1 << 25)))
    with pytest.raises(LexiconError, match="a line of over"):
        read(path)


def test_a_packed_file_may_be_a_pipe(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, gzip.compress(TABLE.encode()))
    os.close(writer)
    assert read(Path(f"/dev/fd/{reader}")) == ["Streuobstwiese", "umtopfen", "winterhart"]
    os.close(reader)


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_lines_are_decoded_as_they_were_written(texts: list[str]) -> None:
    data = [f"{text}\r\n".encode() for text in texts]
    assert [*lines.decoded(data, "a")] == [texts[0].removeprefix("\ufeff"), *texts[1:]]
