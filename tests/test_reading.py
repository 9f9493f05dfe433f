"""Files of glossaries in all formats by what is in them, whole and damaged."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import GlossaryError
from glossary.exchange import reading, writing
from glossary.terms import Term

TERMS = [Term("Krähe", "crow", "bird", ("Rabenkrähe",), "seen", "", "crows", ("raven",)), Term("Köln", "Cologne")]
WHOLE = {form: writing.written(TERMS, form) for form in writing.FORMS}


@pytest.mark.parametrize("form", writing.FORMS)
@pytest.mark.parametrize("name", ["names", "names.txt", "names.dat"])
def test_formats_are_told_by_what_is_in_them(tmp_path: Path, form: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(WHOLE[form])
    found = reading.read(path)
    assert [(term.source, term.target) for term in found.terms] == [("Krähe", "crow"), ("Köln", "Cologne")]
    assert found.ours == (form == "tsv")


@pytest.mark.parametrize(
    ("name", "text", "ours"),
    [
        ("g.tsv", "source\ttarget\nKiew\tKyiv\n", True),
        ("g.csv", "kind\tSource\tTarget\n\tKiew\tKyiv\n", True),
        ("g.tsv", "Kiew\tKyiv\n", True),
        ("g.tsv", "# nothing\n", True),
        ("g.tsv", "Kiew\tKyiv\tsee 5\n", False),
        ("g.tsv", "de\ten\nKiew\tKyiv\n", False),
        ("g.tsv", "source\tÜbersetzung\nKiew\tKyiv\n", False),
        ("g.txt", "Kiew\tKyiv\n", False),
        ("g.utf8", "# OmegaT\nKiew\tKyiv\tcapital\nRom\tRome\n", False),
        ("g.tab", "Kiew\tKyiv\tcapital\tmore\n", False),
        ("g.csv", "source,target\nKiew,Kyiv\n", False),
        ("g.csv", "Kiew,Kyiv,de,en\n", False),
    ],
)
def test_which_format_is_ours(tmp_path: Path, name: str, text: str, ours: bool) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = reading.read(path)
    assert found.ours == ours
    assert [(term.source, term.target) for term in found.terms][:1] == ([] if "nothing" in text else [("Kiew", "Kyiv")])
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("g.tbx", b"<tbx><", ":1: not well-formed"),
        ("g.tmx", b"", "not well-formed"),
        ("g.tbx", b"<tbx/>", "no entries"),
        ("g.xml", b"<html/>", "XML of <html>, which is neither TBX"),
        ("g.json", b"{", ":1: not JSON"),
        ("g.json", b"[]", "no entries"),
        ("g.xlsx", b"", "damaged or cut off"),
        ("g.csv", b"Kiew\n", "no table with two columns"),
        ("g.csv", b"Kiew;\nRom;\n", r"2 of 2 lines are no entries \(.*:1: the target is empty\)"),
        ("g.csv", b"de;en\nKiew;\nRom;\n", r"no entries with German and English \(.*:2: the target is empty\)"),
        ("g.txt", b"Er kam, sah.\nUnd dann?\nJa, ja, ja.\n", r"2 of 3 lines are no entries \(.*\); is it the right"),
        ("g.txt", b"K\xc3\xb6ln\tCologne\nD\xfcren\tDueren\n", ":2: not UTF-8"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(GlossaryError, match=what):
        reading.read(path)


@given(
    form=st.sampled_from(sorted(WHOLE)),
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6),
    end=st.integers(0, 10**6),
    encoding=st.sampled_from(["", "utf-16", "cp1252", "utf-8-sig"]),
    named=st.booleans(),
)
def test_damaged_files_are_read_or_told(
    tmp_path_factory: pytest.TempPathFactory,
    form: str,
    changes: list[tuple[int, int]],
    end: int,
    encoding: str,
    named: bool,
) -> None:
    whole = WHOLE[form] if not encoding or form == "xlsx" else WHOLE[form].decode().encode(encoding)
    data = bytearray(whole)
    for at, value in changes:
        data[at % len(data)] = value
    path = tmp_path_factory.mktemp("damaged") / (f"g.{form}" if named else "g")
    path.write_bytes(data[: end % len(data) + 1] if end % 3 == 0 else data)
    with suppress(GlossaryError):
        found = reading.read(path)
        assert "\n" not in found.summary()
        assert all(term.source and term.target for term in found.terms)


@pytest.mark.parametrize(
    "unit", ["\t", "a\tb\n", '"', '"\t"', "<a>", "&amp;", "[", '{"a":', "a;b\n", "\0", "\r", "a,b,de,en\n"]
)
@pytest.mark.parametrize("name", ["g", "g.tsv", "g.tbx", "g.json"])
def test_long_files_take_linear_time(tmp_path: Path, name: str, unit: str) -> None:
    path = tmp_path / name
    path.write_text(unit * (200_000 // len(unit)))
    began = time.process_time()
    with suppress(GlossaryError):
        reading.read(path)
    assert time.process_time() - began < 10
