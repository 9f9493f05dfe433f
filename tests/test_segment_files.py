"""Files of segments that are damaged, or made to break what reads them."""

from pathlib import Path

import pytest

from eval import reading
from eval.errors import EvaluationError


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.jsonl", b'{"reference": ' + b"1" * 5000 + b"}", "not JSON"),
        ("a.jsonl", b"[" * 200_000, "not JSON"),
        ("a.jsonl", b'{"reference": "a\\ud800"}', "half a character"),
        ("a.sgm.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\0nonsense", "cannot be read"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "defines entities"),
        ("a.xml", b"".join(b'<doc><ref translator="%d"><seg/></ref></doc>' % n for n in range(600)), "not well-formed"),
        ("a.sgm", b"<seg id='1'>" * 100_000, "no segments"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EvaluationError, match=what):
        reading.read(tmp_path / name, "reference")


def test_a_reference_of_many_digits_is_no_character(tmp_path: Path) -> None:
    (tmp_path / "a.sgm").write_bytes(b"<seg>a &#" + b"1" * 5000 + b"; &#228;</seg>")
    assert reading.read(tmp_path / "a.sgm", "reference") == [["a \ufffd ä"]]


SGM = """<refset setid="a"><DOC sysid="r" docid="bbc.1">
<p><seg id="1">One.</seg></p><seg id="2">Two.</seg></DOC>
<doc docid='cnn &amp; 2' genre="news"><seg id="1">Three.</seg></doc></refset>
"""
XML = """<dataset><doc id="bbc.1"><src lang="de"><p><seg id="1">Eins.</seg><seg id="2">Zwei.</seg></p></src>
<ref lang="en"><p><seg id="1">One.</seg><seg id="2">Two.</seg></p></ref></doc>
<doc id="cnn &amp; 2"><src lang="de"><p><seg id="1">Drei.</seg></p></src>
<ref lang="en"><p><seg id="1">Three.</seg></p></ref></doc></dataset>
"""
JSONL = """{"document": "bbc.1", "ref": "One."}
{"doc_id": "bbc.1", "ref": "Two."}
{"document": "cnn & 2", "ref": "Three."}
"""
TSV = """document\tsource\treference
bbc.1\tEins.\tOne.
bbc.1\tZwei.\tTwo.
cnn & 2\tDrei.\tThree.
"""


@pytest.mark.parametrize(("name", "text"), [("a.sgm", SGM), ("a.xml", XML), ("a.jsonl", JSONL), ("a.tsv", TSV)])
def test_segments_come_with_their_documents(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = reading.contents(tmp_path / name, "reference")
    assert found.texts == [["One.", "Two.", "Three."]]
    assert found.documents == ("bbc.1", "bbc.1", "cnn & 2")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.sgm", "<doc><seg>One.</seg></doc>"),
        ("a.xml", "<doc><ref><seg id='1'>One.</seg></ref></doc>"),
        ("a.jsonl", '"One."'),
        ("a.tsv", "One."),
        ("a.tsv", "ref\tdoc\nOne.\t"),
        ("a.txt", "One."),
    ],
)
def test_a_file_may_tell_no_documents(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert reading.contents(tmp_path / name, "reference") == reading.Contents([["One."]])


def test_a_document_is_named_by_a_string_or_a_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"ref": "One.", "doc": 7}\n{"ref": "Two.", "doc": [7]}\n', encoding="utf-8")
    with pytest.raises(EvaluationError, match="jsonl:2: a document must be a string"):
        reading.contents(path, "reference")


def test_what_was_not_taken_into_a_test_set_is_none_of_it(tmp_path: Path) -> None:
    rows = ["document\tsource\treference\tstatus"]
    rows += [f"d{n}\ts{n}\tr{n}\t{status}" for n, status in enumerate(["accepted", "doubtful", "dropped", "kept", ""])]
    (tmp_path / "a.tsv").write_text("\n".join(rows), encoding="utf-8")
    found = reading.contents(tmp_path / "a.tsv", "source")
    assert (found.texts, found.documents) == ([["s0", "s3", "s4"]], ("d0", "d3", "d4"))
