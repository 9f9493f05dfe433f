"""The pages in WARC files, whole and damaged."""

import datetime
import gzip
import io
import sys
import zlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import ROOT
from corpus_translators import hostile
from hypothesis import given
from hypothesis import strategies as st

from translate.corpus import pieces, quiet_daft, reading, warc, web_response
from translate.corpus.batch import translate_batch
from translate.corpus.columns import Wanted
from translate.errors import CorpusError
from translate.formats.markup import html_charset

PAGE = "<html><body><p>Der Müll ist weg.</p></body></html>".encode()
HTML = "Content-Type: text/html\r\n"
WHEN = datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.UTC)


def record(number: int, block: bytes, kind: str = "response", more: str = "", newline: bytes = b"\r\n") -> bytes:
    head = (
        f"WARC/1.0\nWARC-Type: {kind}\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\n"
        f"WARC-Target-URI: https://example.org/{number}\nWARC-Date: 2024-05-06T07:08:09Z\n{more}"
        f"Content-Length: {len(block)}\n\n"
    )
    return head.encode().replace(b"\n", newline) + block + newline * 2


def response(headers: str = HTML, body: bytes = PAGE, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def rows(data: bytes, tmp_path: Path, name: str = "a.warc") -> list[dict[str, Any]]:
    path = tmp_path / name
    path.write_bytes(data)
    tables = list(warc.tables(str(path)))
    made: list[dict[str, Any]] = pa.concat_tables(tables).to_pylist() if tables else []
    return made


def numbers(made: list[dict[str, Any]]) -> list[int | None]:
    """The numbers of the records that have pages, and None for each place that is damaged."""
    assert all((row["text"] is None) == bool(row["read_error"]) for row in made)
    return [int(row["url"].rpartition("/")[2]) if row["text"] else None for row in made]


GOOD = [record(number, response(body=PAGE + b"%d" % number)) for number in range(1, 6)]


def test_a_page_is_a_row(tmp_path: Path) -> None:
    made = rows(record(7, response()), tmp_path)
    assert made == [
        {
            "id": "urn:uuid:00000000-0000-0000-0000-000000000007", "url": "https://example.org/7", "date": WHEN,
            "text": PAGE, "read_error": None,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(("named", "beginning"), [(None, "Die Stadt [Freiburg]"), ("html", "<!DOCTYPE html>")])
def test_the_article_of_a_page_is_translated_unless_all_of_it_is_wanted(
    tmp_path: Path, named: str | None, beginning: str
) -> None:
    page = (ROOT / "examples" / "bericht.html").read_bytes()
    (tmp_path / "a.warc").write_bytes(record(1, response(body=page)))
    listed = pieces.listed([str(tmp_path / "a.warc")])
    schema = reading.schema(listed)
    columns = Wanted(fixed_format=named).columns(schema, reading.default_columns(listed))
    done = translate_batch(reading.read(listed[0], schema), hostile(print), columns)
    assert done.column("error").to_pylist() == [None]
    assert done.column("translation")[0].as_py().startswith(beginning)


def test_only_pages_are_rows(tmp_path: Path) -> None:
    data = [
        record(1, b"software: x\r\n", "warcinfo"),
        record(2, b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(3, response(status="404 Not Found")),
        record(4, response(status="301 Moved")),
        record(5, response("Content-Type: image/png\r\n", b"\x89PNG" + bytes(100_000))),
        record(6, response("Content-Type: application/xhtml+xml; charset=utf-8\r\n")),
        record(7, PAGE, "resource", "Content-Type: text/html\n"),
        record(8, b"%PDF", "resource", "Content-Type: application/pdf\n"),
        record(9, response(""), more="WARC-Identified-Payload-Type: text/html\n"),
        record(10, response(), "revisit"),
        record(11, response("")),
    ]
    for packed in (False, True):
        joined = b"".join(gzip.compress(one) if packed else one for one in data)
        assert numbers(rows(joined, tmp_path)) == [6, 7, 9]


def test_a_record_whose_headers_are_not_known_is_told(tmp_path: Path) -> None:
    small = record(2, response()).replace(b"Content-Length", b"content-length")
    made = rows(record(1, response()) + small + record(3, response()), tmp_path)
    assert numbers(made) == [1, None]
    assert made[1]["read_error"] == (
        f"{tmp_path}/a.warc: record 2: damaged: it does not say how long it is; it and what follows it are left out"
    )
    assert numbers(rows(record(1, response(), newline=b"\n"), tmp_path)) == [None]
    typeless = record(2, response()).replace(b"WARC-Type", b"WARC-Typ")
    assert numbers(rows(record(1, response()) + typeless + record(3, response()), tmp_path)) == [1, None, 3]


def test_records_that_are_packed_together_are_read(tmp_path: Path) -> None:
    assert numbers(rows(gzip.compress(b"".join(GOOD)), tmp_path)) == [1, 2, 3, 4, 5]


def test_daft_finds_the_same_records(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, GOOD)))
    found = quiet_daft.load().read_warc(str(path)).to_pydict()
    listed = pieces.listed([str(path)])
    made = reading.read(listed[0], reading.schema(listed)).to_pydict()
    assert made["id"] == [f"urn:uuid:{one}" for one in found["WARC-Record-ID"]]
    assert made["url"] == found["WARC-Target-URI"]
    assert made["date"] == found["WARC-Date"]
    assert made["text"] == [block.partition(b"\r\n\r\n")[2] for block in found["warc_content"]]


@pytest.mark.parametrize("packed", [False, True])
def test_what_follows_damage_is_left_out_and_that_is_told(packed: bool, tmp_path: Path) -> None:
    parts = [gzip.compress(one) if packed else one for one in GOOD]
    third = parts[2]
    broken = third[:30] + bytes(40) + third[70:] if packed else b"Hallo\r\n" + third
    made = rows(b"".join([*parts[:2], broken, *parts[3:]]), tmp_path)
    assert numbers(made) == [1, 2, None]
    assert "a.warc: record 3: damaged" in made[2]["read_error"]
    assert made[2]["read_error"].endswith("; it and what follows it are left out")


def test_without_the_extra_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    with pytest.raises(CorpusError, match=r"^WARC files need FastWARC, .*pip install 'deen-mt\[corpus\]'$"):
        list(warc.pages(io.BytesIO(GOOD[0]), "a.warc"))


def test_what_swallows_the_rest_of_a_file_is_told(tmp_path: Path) -> None:
    long = record(2, b"metadata", "metadata").replace(b"Content-Length: 8", b"Content-Length: 999999")
    made = rows(GOOD[0] + long + GOOD[2], tmp_path)
    assert numbers(made) == [1, None]
    assert "record 2: damaged: the file ends within it" in made[1]["read_error"]


def test_a_file_that_cannot_be_read_is_no_damaged_one() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 100:
                raise OSError("the line is dead")
            return super().read(min(size or 0, 150))

    for data in (b"".join(GOOD), b"".join(map(gzip.compress, GOOD))):
        with pytest.raises(OSError, match="the line is dead"):
            list(warc.pages(Failing(data), "a.warc"))


def test_no_end_of_a_file_is_taken_for_a_good_one(tmp_path: Path) -> None:
    for packed in (False, True):
        parts = [gzip.compress(one) if packed else one for one in GOOD]
        whole = b"".join(parts)
        ends = [sum(map(len, parts[:count])) for count in range(6)]
        for cut in range(len(parts[0]) + 5, len(whole), 13):
            made = rows(whole[:cut], tmp_path)
            kept = sum(end <= cut for end in ends) - 1
            told = numbers(made)
            # The line ends behind a record, and the check sum behind a packed one, are no part of its page.
            assert told[:kept] == list(range(1, kept + 1))
            assert told[kept:] in ([], [None], [kept + 1], [kept + 1, None])
            assert told[kept:] or ends[kept] == cut or whole[ends[kept] : cut].strip(b"\r\n") == b""


def test_what_is_no_warc_is_refused_and_nothing_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"a\.warc: no WARC file"):
        rows(b"Hallo\n" * 100, tmp_path)
    assert rows(b"", tmp_path) == []
    with pytest.raises(CorpusError, match=r"none\.warc: cannot be read"):
        list(warc.tables(str(tmp_path / "none.warc")))


@given(st.binary(max_size=300), st.integers(0, 4), st.integers(0, 2000), st.booleans())
def test_damage_of_any_kind_ends_in_rows(noise: bytes, index: int, at: int, packed: bool) -> None:
    parts = [gzip.compress(one) if packed else one for one in GOOD]
    hurt = parts[index][:at] + noise + parts[index][at + len(noise) :]
    data = b"".join([*parts[:index], hurt, *parts[index + 1 :]])
    try:
        whole = [row["text"] for row in warc.pages(io.BytesIO(data), "a.warc")]
    except CorpusError:
        assert index == 0
        return
    # The records before the damage are there, and those behind it, or it is said that they are not.
    assert len(whole) >= 4 or whole[-1] is None
    assert whole[:index] == [PAGE + b"%d" % number for number in range(1, index + 1)]


def test_a_large_file_comes_in_portions(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(record(number, response(body=b"<p>" + b"x" * 200_000)) for number in range(300)))
    sizes = [table.num_rows for table in warc.tables(str(path))]
    assert sum(sizes) == 300
    assert max(sizes) < 100


# --- Responses ---


def page(response: bytes) -> bytes:
    stream = io.BytesIO(response)
    head = web_response.head(stream)
    assert head.is_page
    return web_response.page(head, stream.read())


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", chunked(PAGE)),
        ("Transfer-Encoding: chunked\r\n", PAGE),
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: gzip\r\n", PAGE),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)[2:-4]),
        ("Content-Encoding: br\r\n", PAGE),
        ("Content-Encoding: br\r\n", bytes([11, (len(PAGE) - 1) // 2, 0x80]) + PAGE + b"\3"),
        ("Content-Encoding: zz\r\n", PAGE),
        ("Content-Encoding: identity\r\n", PAGE),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(gzip.compress(PAGE), 100)),
        ("Content-Length: 3\r\n", PAGE),
    ],
)
def test_how_a_page_was_sent_is_undone(headers: str, body: bytes) -> None:
    block = response(HTML + headers, body)
    assert page(block) == PAGE


@pytest.mark.parametrize(
    ("headers", "body", "message"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)[:-20], "its end is missing"),
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)[:20] + bytes(30), "cannot be unpacked"),
        ("Content-Encoding: zz\r\n", b"\x0b\x80", "cannot be unpacked (zz: not known)"),
        ("Content-Encoding: br\r\n", b"\x0b\x80", "cannot be unpacked (br"),
        ("Transfer-Encoding: chunked\r\n", chunked(PAGE)[:-20], "cannot be unpacked (chunked"),
    ],
)
def test_a_damaged_page_costs_its_own_row(headers: str, body: bytes, message: str, tmp_path: Path) -> None:
    made = rows(record(1, response(HTML + headers, body)) + GOOD[1], tmp_path)
    assert numbers(made) == [None, 2]
    assert made[0]["url"] == "https://example.org/1"
    assert message in made[0]["read_error"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(b"<" * 100_000)),
        ("Content-Encoding: deflate\r\n", zlib.compress(b"<" * 100_000)),
        ("Transfer-Encoding: chunked\r\n", chunked(b"<" * 2000)),
        ("", b"<" * 2000),
    ],
)
def test_a_small_response_cannot_become_a_large_page(
    headers: str, body: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(web_response, "LARGEST", 1000)
    made = rows(record(1, response(HTML + headers, body[:3000])) + GOOD[1], tmp_path)
    assert numbers(made) == [None, 2]
    assert "over 1,000 bytes" in made[0]["read_error"]


@pytest.mark.parametrize("charset", ["ISO-8859-2", "windows-1250", '"iso-8859-2"'])
def test_a_charset_that_only_the_server_told_is_not_lost(charset: str) -> None:
    text = "<p>Łódź, Gdańsk</p>"
    block = response(f"Content-Type: text/html; charset={charset}\r\n", text.encode(charset.strip('"')))
    assert html_charset.decode(page(block), "a").text == text


def test_a_page_that_tells_its_charset_stays_as_it_is() -> None:
    told = '<meta charset="iso-8859-2"><p>Łódź</p>'.encode("iso-8859-2")
    for body in (told, PAGE, "Übel".encode("utf-16")):
        assert page(response("Content-Type: text/html; charset=iso-8859-1\r\n", body)) == body
    # Which byte is wrong, the format tells.
    assert page(response("Content-Type: text/html; charset=utf-8\r\n", b"<p>\xff")) == b"<p>\xff"
    assert html_charset.is_declared(told)
    assert not html_charset.is_declared(PAGE)
