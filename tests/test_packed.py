import io
import struct
import warnings
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import DocumentError
from translate.formats.office import packed

MEMBERS = {"mimetype": b"application/x", "a/b.xml": b"<a>Haus</a>" * 50, "leer": b"", "bild.png": bytes(range(256))}
METHODS = {"mimetype": zipfile.ZIP_STORED, "bild.png": zipfile.ZIP_STORED}


class Stream(io.BytesIO):
    """Something that cannot be sought, so that the zip is written in one go, with descriptors."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def zipped(*, stream: bool = False, zip64: bool = False, comment: bytes = b"", before: bytes = b"") -> bytes:
    data = Stream() if stream else io.BytesIO()
    if before:
        data.write(before)
    with zipfile.ZipFile(data, "a" if before else "w") as archive:
        archive.comment = comment
        for name, content in MEMBERS.items():
            info = zipfile.ZipInfo(name, (2020, 2, 29, 12, 30, 2))
            info.compress_type = METHODS.get(name, zipfile.ZIP_DEFLATED)
            info.comment = b"said of it"
            with archive.open(info, "w", force_zip64=zip64) as member:
                member.write(content)
    return data.getvalue()


KINDS = {
    "plain": zipped(comment=b"a comment"),
    "stream": zipped(stream=True),
    "zip64": zipped(zip64=True),
    "zip64 stream": zipped(zip64=True, stream=True),
    "behind something": zipped(before=b"#!/bin/sh\n"),
    "before something": zipped() + b"\0" * 30,
}


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", KINDS)
def test_members_are_read_and_come_back(kind: str) -> None:
    archive = packed.opened(KINDS[kind], "a.docx")
    assert {name: archive.read(name) for name in archive.members} == MEMBERS
    assert packed.rewritten(archive, {}) == KINDS[kind]


@pytest.mark.parametrize("kind", KINDS)
@given(st.dictionaries(st.sampled_from(sorted(MEMBERS)), st.binary(max_size=300)))
def test_only_what_is_changed_is_written_again(kind: str, changed: dict[str, bytes]) -> None:
    archive = packed.opened(KINDS[kind], "a.docx")
    data = packed.rewritten(archive, changed)
    assert read(data) == {**MEMBERS, **changed}
    again = packed.opened(data, "b.docx")
    assert {name: again.read(name) for name in again.members} == {**MEMBERS, **changed}
    for name, member in archive.members.items():
        ours = again.members[name]
        assert ours.method == member.method
        if name not in changed:
            assert data[ours.head : ours.end] == KINDS[kind][member.head : member.end]


def test_dates_and_comments_stay() -> None:
    archive = packed.opened(KINDS["plain"], "a.docx")
    with zipfile.ZipFile(io.BytesIO(packed.rewritten(archive, {"a/b.xml": b"other"}))) as after:
        assert after.comment == b"a comment"
        assert {info.date_time for info in after.infolist()} == {(2020, 2, 29, 12, 30, 2)}
        assert {info.comment for info in after.infolist()} == {b"said of it"}


def of(*names: str, content: bytes = b"x") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings(action="ignore"):
        for name in names:
            archive.writestr(name, content)
    return data.getvalue()


def encrypted() -> bytes:
    data = bytearray(of("a"))
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "no zip"),
        (b"no zip at all", "no zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (encrypted(), "encrypted"),
        (of("../a"), "leads out"),
        (of("a/../../b"), "leads out"),
        (of("/etc/passwd"), "leads out"),
        (of("C:/a"), "leads out"),
        (of("..\\a"), "leads out"),
        (of("a", "a"), "two members"),
        (of("a", "b", content=bytes(2 * 10**7)), "times as large"),
    ],
)
def test_what_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(DocumentError, match=what) as raised:
        packed.opened(data, "a.docx")
    assert str(raised.value).startswith("a.docx: ")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("kind", ["plain", "zip64 stream"])
@given(st.data())
def test_cut_off_or_damaged_data_are_an_error_or_read_as_they_are(kind: str, draw: st.DataObject) -> None:
    whole = KINDS[kind]
    cut = whole[: draw.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(DocumentError):
        packed.opened(cut, "a.docx")
    at = draw.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + bytes([draw.draw(st.integers(0, 255))]) + whole[at + 1 :]
    try:
        archive = packed.opened(damaged, "a.docx")
        for name in archive.members:
            archive.read(name)
        packed.rewritten(archive, dict.fromkeys(archive.members, b"other"))
    except DocumentError:
        pass


def test_a_member_larger_than_it_says_is_an_error() -> None:
    data = bytearray(of("a", content=bytes(1000)))
    at = data.index(b"PK\1\2")
    struct.pack_into("<LL", data, at + 16, zlib.crc32(bytes(10)), struct.unpack_from("<L", data, at + 20)[0])
    struct.pack_into("<L", data, at + 24, 10)
    with pytest.raises(DocumentError, match="not those that were packed"):
        packed.opened(bytes(data), "a.docx").read("a")


def test_members_in_one_place_are_an_error() -> None:
    data = bytearray(of("a", "b"))
    last = data.rindex(b"PK\1\2")
    struct.pack_into("<L", data, last + 42, 0)
    with pytest.raises(DocumentError, match="in one place"):
        packed.opened(bytes(data), "a.docx")


def test_a_missing_member_is_an_error() -> None:
    with pytest.raises(DocumentError, match=r"word/document.xml is missing"):
        packed.opened(of("a"), "a.docx").read("word/document.xml")
