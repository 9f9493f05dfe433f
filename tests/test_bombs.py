"""Files that are made to swell when they are read, or that lead round in circles."""

import struct
import tracemalloc
import zlib
from collections.abc import Mapping, Sequence

import pytest
from hostile.formats import passed
from hostile.limits import limited
from hostile.small_files import MAKERS, unzipped, zipped

from glossary.errors import DeenError

SECONDS, BYTES = 20.0, 200 * 2**20
# What of each zip is read.
TEXTS = {
    "a.docx": "word/document.xml", "a.pptx": "ppt/slides/slide1.xml", "a.xlsx": "xl/sharedStrings.xml",
    "a.odt": "content.xml", "a.epub": "a.xhtml",
}  # fmt: skip
WORDS = b"Das ist ein Satz."


def told(name: str, data: bytes) -> str:
    """What is said of a file that is refused, or nothing if it is read; neither takes long."""
    error = ""
    try:
        with limited(SECONDS):
            passed(name, data)
    except DeenError as refused:
        error = str(refused)
    assert "\n" not in error
    assert not error or error.startswith("a.")
    return error


def told_of_swelling(name: str, data: bytes) -> str:
    """The same of what would take much memory."""
    tracemalloc.start()
    try:
        return told(name, data)
    finally:
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < BYTES


def members(name: str) -> dict[str, bytes]:
    return unzipped(MAKERS[name]([[WORDS.decode()]]))


def with_text(name: str, before: bytes = b"", instead: bytes = WORDS, head: bytes = b"") -> bytes:
    """A small document with something before its words or in their place, or at the head of their XML."""
    good = members(name)
    xml = good[TEXTS[name]]
    return zipped(good | {TEXTS[name]: head + xml.replace(WORDS, before + instead)})


def lying(data: bytes, member: str) -> bytes:
    """A zip that says of a member that it has a thousand bytes."""
    changed = bytearray(data)
    for mark, size, named in ((b"PK\3\4", 22, 30), (b"PK\1\2", 24, 46)):
        at = changed.find(mark)
        while at >= 0:
            if changed[at + named :].startswith(member.encode()):
                struct.pack_into("<L", changed, at + size, 1000)
            at = changed.find(mark, at + 1)
    return bytes(changed)


@pytest.mark.parametrize("name", TEXTS)
def test_a_zip_that_swells_is_refused(name: str) -> None:
    member = TEXTS[name]
    swelling = zipped(members(name) | {member: bytes(100 * 2**20)})
    assert "times as large" in told_of_swelling(name, swelling)
    assert "not those that were packed" in told_of_swelling(name, lying(swelling, member))


@pytest.mark.parametrize("name", TEXTS)
def test_entities_that_swell_are_refused_or_are_text(name: str) -> None:
    laughs = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    once = b'<!ENTITY a9 "' + b"ha " * 100_000 + b'">'
    for entities, words in ((b'<!ENTITY a0 "ha">' + laughs, b"&a9;"), (once, b"&a9;" * 500)):
        data = with_text(name, instead=words, head=b"<!DOCTYPE a [" + entities + b"]>")
        assert "entit" in told(name, data) or name == "a.epub"


@pytest.mark.parametrize("name", TEXTS)
def test_elements_in_elements_take_no_long(name: str) -> None:
    assert not told(name, with_text(name, b"<a>" * 5000 + b"</a>" * 5000))
    assert name == "a.epub" or "well-formed" in told(name, with_text(name, b"<a>" * 5000))


@pytest.mark.parametrize("name", TEXTS)
def test_a_member_whose_name_is_several_lines_is_told_in_one(name: str) -> None:
    data = zipped(members(name) | {"a\nb\x1b": b"<a/>"})
    assert not told(name, data)
    cut = data.replace(b"PK\3\4", b"PK\3\0").replace(b"PK\3\0", b"PK\3\4", len(members(name)))
    assert r"a\nb\x1b" in told(name, cut)


# --- PDFs ---

DRAWN = b"BT /F1 12 Tf 1 0 0 1 50 700 Tm (" + WORDS + b") Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
BOX = b"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R " + BOX + b" >>"
PAGES = b"<< /Type /Pages /Count 1 /Kids [4 0 R] >>"


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def form(data: bytes, number: int) -> bytes:
    inside = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X %d 0 R >> >>" % number
    return stream(data, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + inside)


def pdf(objects: Mapping[int, bytes], *, loops: bool = False) -> bytes:
    """A PDF of one page with a sentence, but for some of its objects; its list of objects may lead to itself."""
    usual = [b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, FONT, PAGE, stream(DRAWN)]
    usual = list((dict(enumerate(usual, 1)) | dict(objects)).values())
    data = bytearray(b"%PDF-1.4\n")
    offsets: list[int] = []
    for number, content in enumerate(usual, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    listed = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    previous = b"/Prev %d" % len(data) if loops else b""
    tail = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(usual) + 1, previous, len(data))
    return bytes(data) + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(usual) + 1, listed, tail)


def many(numbers: Sequence[int]) -> bytes:
    """A node of a tree of pages with these below it."""
    return b"<< /Type /Pages /Count 9 /Kids [%s] >>" % b" ".join(b"%d 0 R" % number for number in numbers)


@pytest.mark.parametrize(
    "data",
    [
        pdf({2: many([2])}),
        pdf({2: many([4]), 4: many([2])}),
        pytest.param(
            pdf({2: many([6] * 50)} | {number: many([number + 1] * 50) for number in range(6, 12)} | {12: PAGE}),
            marks=pytest.mark.slow,
        ),
        pdf({4: b"<< /Type /Page /Parent 4 0 R /Contents 5 0 R >>"}),
        pdf({5: b"[5 0 R 5 0 R]"}),
        pdf({5: b"5 0 R"}),
        pdf({5: stream(DRAWN).replace(b"/Length 5", b"/Length 5 0 R %")}),
        pdf({4: PAGE.replace(b"/MediaBox", b"/X " + b"[" * 20_000 + b"]" * 20_000 + b" /MediaBox")}),
        pdf({5: stream(b"[" * 20_000 + DRAWN)}),
    ],
    ids=[
        "pages of itself", "pages in a circle", "pages without number", "parent", "contents", "reference", "length",
        "arrays in arrays", "arrays in a page",
    ],
)  # fmt: skip
def test_a_pdf_that_leads_nowhere_is_refused(data: bytes) -> None:
    assert told("a.pdf", data)


@pytest.mark.slow
def test_a_pdf_that_swells_is_refused() -> None:
    once = stream(zlib.compress(b"BT (a) Tj ET " * 8_000_000, 9), b"/Filter /FlateDecode")
    twice = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)
    assert told_of_swelling("a.pdf", pdf({5: once}))
    assert told_of_swelling("a.pdf", pdf({5: stream(twice, b"/Filter [/FlateDecode /FlateDecode]")}))


@pytest.mark.parametrize(
    "data",
    [
        pdf({}),
        pdf({2: PAGES.replace(b"/Count 1", b"/Count 999999999")}),
        pdf({}, loops=True),
        pdf({5: stream(DRAWN + b" /X Do"), 6: form(b"/X Do /X Do", 6)}),
        pdf({5: stream(b"q " * 20_000 + DRAWN)}),
    ],
    ids=["good", "count", "list of objects", "form in itself", "states"],
)
def test_a_pdf_whose_circles_are_left_out_is_read(data: bytes) -> None:
    assert not told("a.pdf", data)
