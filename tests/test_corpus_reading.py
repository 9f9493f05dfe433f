"""The rows of tables and of text folders, and what is wrong with them."""

import csv
import gzip
import io
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from translate.corpus import json_lines, pieces, quiet_daft, reading
from translate.errors import CorpusError

Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the test is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, data: str | bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def read(*inputs: str, where: str | None = None) -> Rows:
    """The rows of inputs; both ways to read them say the same."""
    listed = pieces.listed(inputs)
    schema = reading.schema(listed)
    tables = [reading.read(piece, schema, where) for piece in listed]
    assert all(table.schema == schema for table in tables)
    rows: Rows = pa.concat_tables(tables).to_pylist()
    framed: Rows = reading.frame(listed, schema, where).to_arrow().to_pylist()
    assert sorted(map(repr, framed)) == sorted(map(repr, rows))
    return rows


def kinds(*inputs: str) -> dict[str, str]:
    return {field.name: str(field.type) for field in reading.schema(pieces.listed(inputs))}


def lines(*values: object) -> str:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def refused(*inputs: str, where: str | None = None) -> str:
    with pytest.raises(CorpusError) as caught:
        read(*inputs, where=where)
    message = str(caught.value)
    assert "\n" not in message
    return message


# --- Parquet ---


def test_parquet_is_read_with_its_own_kinds() -> None:
    table = pa.table(
        {
            "s": ["a", None], "b": [b"\xff", None], "d": pa.array(["x", "x"]).dictionary_encode(),
            "l": [["a"], []], "st": [{"a": 1}, None], "t": pa.array([1, None], pa.timestamp("ms", "Europe/Berlin")),
            "f": pa.array([1.5, None], pa.float32()), "n": pa.nulls(2), "u": pa.array([1, 2], pa.uint8()),
            "m": pa.array([[("k", 1)], None], pa.map_(pa.string(), pa.int32())), "date": pa.array([1, 2], pa.date32()),
        }
    )  # fmt: skip
    parquet.write_table(table, "a.parquet")
    listed = pieces.listed(["a.parquet"])
    made = reading.read(listed[0], reading.schema(listed))
    assert made.equals(table.cast(made.schema))
    assert made.schema.remove_metadata() == table.schema


def test_a_column_that_a_file_lacks_is_null_there_and_kinds_are_widened() -> None:
    parquet.write_table(pa.table({"text": ["eins"], "n": pa.array([1], pa.int32())}), "a.parquet")
    parquet.write_table(pa.table({"n": [2.5], "url": ["u"], "text": ["zwei"]}), "b.parquet")
    assert read(".") == [{"text": "eins", "n": 1.0, "url": None}, {"text": "zwei", "n": 2.5, "url": "u"}]


def test_kinds_that_cannot_be_one_are_refused_with_both_files() -> None:
    parquet.write_table(pa.table({"text": ["eins"], "n": [1]}), "a.parquet")
    parquet.write_table(pa.table({"text": ["zwei"], "n": ["x"]}), "b.parquet")
    message = refused("a.parquet", "b.parquet")
    assert message == "n is int64 in a.parquet and string in b.parquet; translate them apart, or convert one"


def test_a_parquet_file_that_is_damaged_inside_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    parquet.write_table(pa.table({"text": [str(number) * 20 for number in range(5000)]}), "a.parquet")
    data = bytearray(Path("a.parquet").read_bytes())
    data[100:3000] = bytes(2900)
    put("a.parquet", bytes(data))
    assert "a.parquet" in refused("a.parquet")
    assert capfd.readouterr().err == ""


# --- Conditions ---


def test_two_columns_of_a_name_are_refused_with_the_file() -> None:
    one = pa.array(["x"])
    parquet.write_table(pa.Table.from_arrays([one, one], ["text", "text"]), "a.parquet")
    with pytest.raises(CorpusError, match=r"a\.parquet: two columns are called 'text'; give one of them another name"):
        reading.schema(pieces.listed(["a.parquet"]))


def test_a_pipe_in_a_folder_is_not_waited_for() -> None:
    put("in/a.jsonl", '{"text": "x"}\n')
    os.mkfifo("in/b.jsonl")
    assert read("in") == [{"text": "x"}]


def test_a_condition_is_refused_before_anything_is_read() -> None:
    schema = pa.schema([("n", pa.int64()), ("text", pa.string())])
    reading.check_condition("n > 3 AND length(text) < 10", schema)
    for wrong in ("n >", "missing = 3", "n + 1"):
        with pytest.raises(CorpusError, match="asked of the rows"):
            reading.check_condition(wrong, schema)


def test_a_condition_leaves_rows_out() -> None:
    rows = [{"id": str(number), "text": "x" * number} for number in range(10)]
    parquet.write_table(pa.Table.from_pylist(rows), "a.parquet")
    put("a.jsonl", lines(*rows))
    for name in ("a.parquet", "a.jsonl"):
        assert read(name, where="length(text) > 6 and id <> '8'") == [rows[7], rows[9]]
        assert read(name, where="length(text) > 60") == []


@pytest.mark.parametrize("where", ["nix > 3", "id >>> 3", "id", "", "nofunction(id)", "count(id) > 1"])
@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl"])
def test_what_is_no_condition_is_refused(where: str, name: str) -> None:
    parquet.write_table(pa.table({"id": ["1"]}), "a.parquet")
    put("a.jsonl", lines({"id": "1"}))
    assert "no condition" in refused(name, where=where)


# --- JSON lines ---


def test_values_of_another_kind_that_come_late_are_not_lost() -> None:
    rows: Rows = [{"id": number, "text": "x" * 1000, "day": "2024-05-01"} for number in range(2000)]
    rows.append({"id": "zwei", "text": "y", "day": "Neujahr", "new": 1.5})
    put("a.jsonl", lines(*rows))
    made = read("a.jsonl")
    assert made[0] == {"id": "0", "text": "x" * 1000, "day": "2024-05-01", "new": None}
    assert made[-1] == rows[-1]


def test_strings_stay_strings_and_numbers_are_as_wide_as_they_need() -> None:
    rows: Rows = [
        {
            "s": "007",
            "t": "2024-05-01T10:00:00.5Z",
            "i": 1,
            "f": 1,
            "b": True,
            "big": 2**63,
            "n": None,
            "mixed": 1,
            "long": 2**53 + 1,
        },
        {"s": "8", "t": "", "i": -(2**63), "f": 2.5, "b": False, "big": 1, "n": None, "mixed": {"a": [1]}, "long": 0.5},
    ]
    put("a.jsonl", lines(*rows))
    assert kinds("a.jsonl") == {
        "s": "string", "t": "string", "i": "int64", "f": "double", "b": "bool", "big": "string", "n": "string",
        "mixed": "string", "long": "string",
    }  # fmt: skip
    made = read("a.jsonl")
    assert [row["big"] for row in made] == [str(2**63), "1"]
    assert [row["long"] for row in made] == [str(2**53 + 1), "0.5"]
    assert [row["mixed"] for row in made] == ["1", '{"a": [1]}']
    same = ("s", "t", "i", "f", "b", "n")
    assert [[row[name] for name in same] for row in made] == [[row[name] for name in same] for row in rows]


def test_files_of_lines_with_other_columns_and_kinds() -> None:
    put("a.jsonl", lines({"text": "eins", "n": 1}))
    put("b.jsonl", lines({"n": "x", "m": {"q": [1]}}))
    put("c.jsonl", "")
    assert read("a.jsonl", "b.jsonl", "c.jsonl") == [
        {"text": "eins", "n": "1", "m": None},
        {"text": None, "n": "x", "m": {"q": [1]}},
    ]


def test_marks_empty_lines_and_whole_documents_are_read() -> None:
    put("a.jsonl", b'\xef\xbb\xbf\n{"a": 1}\r\n\n   \n{"a": 2}')
    put("b.json", '[{"a": 3},\n {"a": 4}]')
    put("c.json", '{\n  "a": 5\n}\n')
    put("d.json", "[]")
    assert read(".") == [{"a": number} for number in range(1, 6)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('{"a": 1}\n{"a": \n', "a.jsonl: line 2: broken JSON: Expecting value (column 6)"),
        ('{"a": 1}\n\n[1]\n', "a.jsonl: line 3: no object with names and values"),
        (b'{"a": "x"}\n{"a": "M\xfcll"}\n', "a.jsonl: line 2: not UTF-8; save the file as UTF-8"),
        ('{"a": \n{"a": 1}\n', "a.jsonl: line 1: broken JSON: Expecting value (column 6)"),
        ('[{"a": 1},\n{"a"}]', "a.jsonl: line 2: broken JSON: Expecting ':' delimiter (column 5)"),
        ('[{"a": 1}, 2]', "a.jsonl: value 2 of the list is no object with names and values"),
        ('{"a": 1}\n{"a": ' + "[" * 100_000, "a.jsonl: line 2: nested too deeply"),
    ],
)
def test_a_broken_line_is_named(data: str | bytes, message: str) -> None:
    put("a.jsonl", data)
    assert refused("a.jsonl") == message


def test_halves_of_characters_are_replaced() -> None:
    put("a.jsonl", r'{"\ud800a": "x\ud83d\ude00\udc00\u0000"}')
    assert read("a.jsonl") == [{"\ufffda": "x😀\ufffd\0"}]


def test_a_value_that_does_not_fit_the_columns_is_named() -> None:
    put("a.jsonl", lines({"n": 1}))
    listed = pieces.listed(["a.jsonl"])
    schema = reading.schema(listed)
    put("a.jsonl", lines({"n": 1}, {"n": "zwei"}))
    with pytest.raises(CorpusError, match=r'a.jsonl: row 2: n is "zwei", not int64'):
        reading.read(listed[0], schema)


_SCALARS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(max_size=5)
_VALUES = st.recursive(
    _SCALARS,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=3), one, max_size=3),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), _VALUES, max_size=3), min_size=1, max_size=5))
def test_every_row_fits_the_columns_that_were_made_for_it(rows: Rows) -> None:
    collected = json_lines.Kinds()
    for row in rows:
        collected.add(row)
    schema = collected.schema()
    arrays = [json_lines.column(list(enumerate(rows)), field, "a") for field in schema]
    table = pa.table(arrays, schema)
    parquet.write_table(table, pa.BufferOutputStream())
    for row, made in zip(rows, table.to_pylist(), strict=True) if schema.names else ():
        for name, value in row.items():
            # What is null stays so, and nothing else becomes it.
            assert (made[name] is None) == (value is None)
            if isinstance(value, str):
                assert made[name] == value


# --- CSV ---


def test_cells_stay_what_they_are() -> None:
    put("a.csv", b'\xef\xbb\xbfid,text,n\r\n007,"Ein ""Satz"",\r\nzwei",1\r\n\r\n008,,2\r\n')
    assert read("a.csv") == [
        {"id": "007", "text": 'Ein "Satz",\r\nzwei', "n": "1"},
        {"id": "008", "text": "", "n": "2"},
    ]


def test_delimiters_encodings_and_orders_of_columns() -> None:
    put("a.csv", "id;text\n1;Müll, viel\n".encode("cp1252"))
    put("b.csv", "text,id\nÜbel,2\n")
    put("c.tsv", "id\ttext\tlang\n3\tx;y,z\tde\n")
    put("d.csv", "id,text\n4,Größe\n".encode("utf-16"))
    put("e.csv", "")
    put("f.csv", "id,text\n")
    put("g.csv", "text\n" + "x" * 200_000 + "\n")
    made = read(".")
    assert made[:4] == [
        {"id": "1", "text": "Müll, viel", "lang": None},
        {"id": "2", "text": "Übel", "lang": None},
        {"id": "3", "text": "x;y,z", "lang": "de"},
        {"id": "4", "text": "Größe", "lang": None},
    ]
    assert made[4:] == [{"id": None, "text": "x" * 200_000, "lang": None}]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("id,text\n1,a\n2,a,b\n", "a.csv: line 3: 3 cells, but there are 2 columns"),
        ('id,text\n1,"a\nb"\n2\n', "a.csv: line 4: 1 cells, but there are 2 columns"),
        ('id,text\n1,a\n2,"b\n3,c\n', "a.csv: row from line 3 on: broken: unexpected end of data"),
        ("id,id,text\n1,2,a\n", "a.csv: two columns are called 'id'"),
    ],
)
def test_a_broken_row_is_named(data: str, message: str) -> None:
    put("a.csv", data)
    assert refused("a.csv").startswith(message)


@given(
    st.lists(st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))] * 2), max_size=5)
)
def test_what_python_writes_as_csv_is_read_again(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([("a", "b"), *rows])
    put("a.csv", written.getvalue())
    listed = pieces.listed(["a.csv"])
    made = reading.read(listed[0], reading.schema(listed)).to_pylist()
    assert made == [{"a": a, "b": b} for a, b in rows]


# --- Texts ---


def test_a_text_folder_is_a_table_of_bytes() -> None:
    put("t/b.txt", b"M\xfcll")
    put("t/sub/a.html", "<p>Hallo")
    put("t/empty.md", "")
    assert read("t") == [
        {"id": "b.txt", "path": "t/b.txt", "text": b"M\xfcll", "format": "text", "read_error": None},
        {"id": "empty.md", "path": "t/empty.md", "text": b"", "format": "markdown", "read_error": None},
        {"id": "sub/a.html", "path": "t/sub/a.html", "text": b"<p>Hallo", "format": "html", "read_error": None},
    ]
    assert [row["id"] for row in read("t/sub", "t/b.txt")] == ["t/sub/a.html", "t/b.txt"]
    columns = reading.default_columns(pieces.listed(["t"]))
    assert columns is not None
    columns.check(reading.schema(pieces.listed(["t"])), "t")
    put("a.csv", "text\n")
    assert reading.default_columns(pieces.listed(["a.csv"])) is None


def test_a_text_that_cannot_be_read_costs_its_own_row() -> None:
    put("t/a.txt", "eins")
    put("t/b.txt", "zwei")
    listed = pieces.listed(["t"])
    Path("t/a.txt").unlink()
    Path("t/a.txt").mkdir()
    rows = reading.read(listed[0], reading.schema(listed)).to_pylist()
    assert [row["text"] for row in rows] == [None, b"zwei"]
    assert rows[0]["read_error"] == "cannot be read: Is a directory"


def test_a_name_that_is_no_text_is_read(folder: Path) -> None:
    path = os.fsencode(folder) + b"/t\xff.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(b"eins")
    except OSError:
        pytest.skip("the disk takes no such name")
    assert [(row["id"], row["text"]) for row in read(str(folder))] == [("t\\udcff.txt", b"eins")]


# --- Daft ---


def test_what_daft_says_is_one_line() -> None:
    assert quiet_daft.said(ValueError("DaftError::FileNotFound a not found\n\nCaused by:\n  1: NoSuchBucket: x")) == (
        "a not found: NoSuchBucket: x"
    )
    assert (
        quiet_daft.said(RuntimeError("Generic AzureBlob error\n\nCaused by\n  1: no account\n  2: x")) == "no account"
    )
    assert quiet_daft.said(ValueError()) == "ValueError"


# Whoever looks for an address or connects is told that there is no network, and written down.
PROBE = """
import socket, sys, threading
asked = []
def refuse(*arguments, **options):
    asked.append(str(arguments[:1]))
    raise OSError("no network")
socket.getaddrinfo = socket.create_connection = socket.socket.connect = refuse
{code}
for thread in threading.enumerate():
    if thread is not threading.current_thread():
        thread.join(1)
print(len(asked), asked)
"""
READING = """
from translate.corpus import pieces, reading
listed = pieces.listed(["a.parquet"])
schema = reading.schema(listed)
assert reading.read(listed[0], schema, "length(text) > 1").num_rows == 1
assert reading.frame(listed, schema).count_rows() == 1
"""
PLAIN = """
import daft
assert daft.read_parquet("a.parquet").count_rows() == 1
"""


def probed(code: str) -> subprocess.CompletedProcess[str]:
    told = {"DO_NOT_TRACK", "SCARF_NO_ANALYTICS", "DAFT_ANALYTICS_ENABLED", "DAFT_PROGRESS_BAR"}
    environment = {name: value for name, value in os.environ.items() if name not in told}
    return subprocess.run(
        [sys.executable, "-c", PROBE.format(code=code)],
        env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_nothing_is_sent_and_nothing_is_shown() -> None:
    parquet.write_table(pa.table({"text": ["eins"]}), "a.parquet")
    ran = probed(READING)
    assert (ran.stdout, ran.stderr) == ("0 []\n", "")


def test_the_probe_sees_what_daft_sends_unasked() -> None:
    parquet.write_table(pa.table({"text": ["eins"]}), "a.parquet")
    ran = probed(PLAIN)
    assert "scarf" in ran.stdout, ran.stderr


# --- Packed files ---


def test_packed_lines_and_tables_are_read_as_the_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_SIZE", 100)
    told = [{"id": f"00{number}", "text": "Grüße\n" + "x" * number} for number in range(300)]
    put("a.jsonl.gz", gzip.compress(lines(*told[:100]).encode()) + gzip.compress(lines(*told[100:]).encode()))
    put("b.json.gz", gzip.compress(json.dumps(told).encode()))
    put("c.tsv.gz", gzip.compress(("id\ttext\n" + "".join(f'{o["id"]}\t"{o["text"]}"\n' for o in told)).encode()))
    put("d.txt.gz", gzip.compress(b"Hallo"))
    put("e.parquet.gz", gzip.compress(b"PAR1"))
    for name in ("a.jsonl.gz", "b.json.gz", "c.tsv.gz"):
        assert read(name) == told
    for name in ("d.txt.gz", "e.parquet.gz"):
        assert "its name does not tell" in refused(name)


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz"])
def test_a_damaged_packed_file_is_told(name: str) -> None:
    data = gzip.compress(b"text\n" + random.Random(1).randbytes(50_000).hex().encode() + b"\n" if "csv" in name else (
        lines(*({"text": random.Random(number).randbytes(50).hex()} for number in range(300))).encode()
    ))  # fmt: skip
    half = len(data) // 2
    for damaged in (data[:half], data[:-4], data[:half] + bytes(20) + data[half + 20 :], data + b"noise", b"Hallo"):
        put(name, damaged)
        assert refused(name).startswith(f"{name}: ")
