import io
import zipfile

import pytest

from translate.errors import DocumentError
from translate.formats.office import members, packed


def of(contents: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return data.getvalue()


CONTENTS = {
    "a.xml": b"\xef\xbb\xbf<a>\xc3\xa4</a>",
    "b.xml": '<?xml version="1.0" encoding="latin-1"?><b>ö</b>'.encode("latin-1"),
    "c.png": b"\x89PNG",
}


def test_members_are_one_text() -> None:
    data = of(CONTENTS)
    found = members.read(packed.opened(data, "x.docx"), ["b.xml", "a.xml"])
    assert [found.source[start:][:2] for start in found.starts] == ["<?", "<a"]
    assert found.named(found.source.index("ö")) == "b.xml"
    assert found.named(found.source.index("ä")) == "a.xml"
    assert found.zipped(found.source) == data


def test_what_changes_is_in_the_encoding_that_it_had() -> None:
    found = members.read(packed.opened(of(CONTENTS), "x.docx"), ["b.xml", "a.xml"])
    out = packed.opened(found.zipped(found.source.replace("ö", "ü→").replace("ä", "ß")), "y.docx")
    assert out.read("a.xml") == b"\xef\xbb\xbf<a>\xc3\x9f</a>"
    assert out.read("b.xml").endswith(b"<b>\xfc&#8594;</b>")
    assert out.read("c.png") == CONTENTS["c.png"]


def test_no_members() -> None:
    data = of(CONTENTS)
    assert members.read(packed.opened(data, "x.docx"), []).zipped("") == data


def test_the_name_of_a_member_is_told() -> None:
    data = of({"a.xml": b"\xff"})
    with pytest.raises(DocumentError, match=r"^x.docx: a.xml: not in the encoding"):
        members.read(packed.opened(data, "x.docx"), ["a.xml"])
