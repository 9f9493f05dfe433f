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
