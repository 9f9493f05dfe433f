"""The output of a corpus: parts that are whole, whatever happens, and come back as they were written."""

import base64
import io
import json
import math
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import compute, dataset, fs, parquet

from translate.corpus import json_rows, part_files, part_folders
from translate.corpus.part_files import Form
from translate.corpus.parts import Description, opened
from translate.errors import CorpusError

MADE = Description({"model": "ct2-int8", "glossary": "4f1c", "options": {"beam": 2, "columns": ("text", "id")}})
FORMS: tuple[Form, ...] = ("parquet", "jsonl")


def articles(count: int, first: int = 0) -> pa.Table:
    return pa.table(
        {
            "id": pa.array(range(first, first + count), pa.int64()),
            "text": [f"Der {number}. Artikel über Grüße.\nEr hat zwei Zeilen.\u2028" for number in range(count)],
            "error": pa.array([None] * count, pa.string()),
        }
    )


def store(uri: str) -> part_folders.Store:
    """A directory as a store: nothing is renamed, and folders are there with their first file."""
    from fsspec.implementations.local import LocalFileSystem

    files = fs.PyFileSystem(fs.FSSpecHandler(LocalFileSystem(auto_mkdir=True)))
    return part_folders.Store(uri, files, os.path.abspath(uri))


def as_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_folders, "at", store)


@pytest.fixture(params=["directory", "store"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an output can be, which is not there yet: a directory, then a folder of a store."""
    if request.param == "store":
        as_store(monkeypatch)
    return tmp_path / "out put"


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("form", FORMS)
def test_parts_are_numbered_as_they_are_written_and_come_back(place: Path, form: Form) -> None:
    with opened(str(place), MADE, form) as output:
        written = [output.write(articles(3, first)) for first in (0, 3)]
        assert output.names() == written == [f"part-0000000{number}.{form}" for number in range(2)]
    with opened(str(place), MADE, form) as output:
        written.append(output.write(articles(1, 6)))
        assert written[2] == f"part-00000002.{form}"
        assert output.names() == written
        ids = [output.read(name, ["id"]) for name in written]
        assert [table.column_names for table in ids] == [["id"]] * 3
        assert pa.concat_tables(ids)["id"].to_pylist() == list(range(7))
        assert output.read(written[0], ["text", "id"]).equals(articles(3).select(["text", "id"]))


@pytest.mark.parametrize("form", FORMS)
def test_single_rows_come_in_the_order_of_their_places(place: Path, form: Form) -> None:
    with opened(str(place), MADE, form) as output:
        names = [output.write(articles(300, first)) for first in range(0, 3000, 300)]
        for number in (0, 9, 4, 0):
            found = output.rows(names[number], [299, 64, 63, 64, 0], ["text", "id"])
            expected = articles(300, number * 300).select(["text", "id"]).take([299, 64, 63, 64, 0])
            assert found.equals(expected)
        assert output.rows(names[0], [], ["id"]).num_rows == 0
        for beyond in (300, -1):
            with pytest.raises(CorpusError, match=rf"{names[0]}: cannot be read: .*remove it and run it again"):
                output.rows(names[0], [0, beyond], ["id"])
        with pytest.raises(CorpusError, match=rf"{names[0]}: .*nowhere"):
            output.read(names[0], ["id", "nowhere"])


def test_numbers_grow_out_of_their_zeros(place: Path) -> None:
    with opened(str(place), MADE, "parquet") as output:
        names = [output.write(articles(1)) for _ in range(2)]
        for folder, ending in ((place, ""), (place / "_manifest", ".json")):
            if folder.is_dir():
                (folder / (names[1] + ending)).rename(folder / f"part-99999999.parquet{ending}")
    with opened(str(place), MADE, "parquet") as output:
        assert output.write(articles(1)) == "part-100000000.parquet"
        assert output.names() == [names[0], "part-99999999.parquet", "part-100000000.parquet"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="only Linux lists the open files")
def test_few_files_stay_open(tmp_path: Path) -> None:
    with opened(str(tmp_path), MADE, "parquet") as output:
        names = [output.write(articles(1)) for _ in range(30)]
        before = len(os.listdir("/proc/self/fd"))
        for name in names:
            output.rows(name, [0], ["id"])
            output.read(name, ["id"])
        assert 0 < len(os.listdir("/proc/self/fd")) - before <= 10
        output.close()
        assert len(os.listdir("/proc/self/fd")) == before
        assert output.rows(names[0], [0], ["id"]).num_rows == 1


def test_writers_on_a_cluster_do_not_meet(place: Path) -> None:
    with opened(str(place), MADE, "parquet") as output:
        there = pickle.loads(pickle.dumps(output))
        assert there.write(articles(1), "node-7") == "part-node-7-00000000.parquet"
        assert output.write(articles(1)) == "part-00000000.parquet"
        assert there.write(articles(1), "node-7") == "part-node-7-00000001.parquet"
        assert there.write(articles(1), "node") == "part-node-00000000.parquet"
        assert pickle.loads(pickle.dumps(there)).write(articles(2), "node-7") == "part-node-7-00000002.parquet"
        expected = ["00000000", "node-00000000", "node-7-00000000", "node-7-00000001", "node-7-00000002"]
        assert output.names() == [f"part-{name}.parquet" for name in expected]
        assert output.read("part-node-7-00000002.parquet", ["id"]).num_rows == 2
        for name in ("a/b", "ä", "a\n", "a" * 81):
            with pytest.raises(ValueError, match="no name for a writer"):
                output.write(articles(1), name)
    with pytest.raises(ValueError, match="a part has rows"), opened(str(place), MADE, "parquet") as output:
        output.write(articles(0))


# What comes back


def test_parquet_is_read_by_others_and_says_how_it_was_made(place: Path) -> None:
    table = articles(300).replace_schema_metadata({"owner": "somebody"})
    with opened(str(place), MADE, "parquet") as output:
        names = [output.write(table) for _ in range(2)]
        output.write_json("_summary.json", {"rows": 600})
    for name in names:
        file = parquet.ParquetFile(place / name)
        assert file.read().equals(table)
        assert json.loads(file.schema_arrow.metadata[b"deen"]) == {
            "model": "ct2-int8",
            "glossary": "4f1c",
            "options": {"beam": 2, "columns": ["text", "id"]},
        }
        assert file.schema_arrow.metadata[b"owner"] == b"somebody"
        assert [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)] == [64] * 4 + [44]
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert dataset.dataset(place, format="parquet").to_table().num_rows == 600


@pytest.mark.parametrize("form", FORMS)
def test_daft_reads_the_parts(tmp_path: Path, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DO_NOT_TRACK", "1")
    import daft

    with opened(str(tmp_path), MADE, form) as output:
        for first in (0, 5):
            output.write(articles(5, first))
    read = daft.read_parquet if form == "parquet" else daft.read_json
    found = read(f"{tmp_path}/*.{form}").to_arrow().sort_by("id")
    assert found["id"].to_pylist() == list(range(10))
    assert found["text"].to_pylist() == articles(5)["text"].to_pylist() * 2


LEAVES: list[tuple[pa.DataType, st.SearchStrategy[Any]]] = [
    (pa.null(), st.none()),
    (pa.bool_(), st.booleans()),
    (pa.int8(), st.integers(-128, 127)),
    (pa.int64(), st.integers(-(2**63), 2**63 - 1)),
    (pa.uint64(), st.integers(0, 2**64 - 1)),
    (pa.float32(), st.floats(width=32)),
    (pa.float64(), st.floats()),
    (pa.string(), st.text()),
    (pa.large_string(), st.text()),
    (pa.string_view(), st.text()),
    (pa.binary(), st.binary()),
    (pa.large_binary(), st.binary()),
    (pa.binary(3), st.binary(min_size=3, max_size=3)),
    (pa.date32(), st.dates()),
    (pa.time64("us"), st.times()),
    (pa.timestamp("us"), st.datetimes()),
    (pa.timestamp("us", "UTC"), st.datetimes()),
    (pa.decimal128(20, 3), st.decimals(-(10**15), 10**15, places=3)),
]
Typed = tuple[pa.DataType, st.SearchStrategy[Any]]


def nested(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    def lists(one: Typed) -> list[Typed]:
        kind, values = one[0], st.none() | one[1]
        pairs = st.lists(st.tuples(st.text(max_size=3), values), max_size=3)
        return [
            (pa.list_(kind), st.lists(values, max_size=3)),
            (pa.large_list(kind), st.lists(values, max_size=3)),
            (pa.list_(kind, 2), st.lists(values, min_size=2, max_size=2)),
            (pa.map_(pa.string(), kind), pairs),
        ]

    def struct(one: Typed, other: Typed) -> Typed:
        values = st.fixed_dictionaries({"a": st.none() | one[1], "ö.": st.none() | other[1]})
        return pa.struct([("a", one[0]), ("ö.", other[0])]), values

    return inner.flatmap(lambda one: st.sampled_from(lists(one))) | st.builds(struct, inner, inner)


COLUMNS = st.recursive(st.sampled_from(LEAVES), nested, max_leaves=3)


@st.composite
def tables(draw: st.DrawFn) -> pa.Table:
    """Columns of mixed kinds with nulls, of several chunks, and a slice of a larger table."""
    count, cut, left_out = draw(st.integers(1, 8)), draw(st.integers(0, 8)), draw(st.integers(0, 3))
    columns = {}
    for name in draw(st.lists(st.sampled_from(["a", "a.b", "", "Größe\n", '"']), min_size=1, unique=True)):
        kind, values = draw(COLUMNS)
        drawn = draw(st.lists(st.none() | values, min_size=count + left_out, max_size=count + left_out))
        columns[name] = pa.chunked_array([pa.array(drawn[:cut], kind), pa.array(drawn[cut:], kind)], kind)
    return pa.table(columns).slice(left_out)


def in_json(value: Any) -> Any:
    """A value of Python as one of JSON."""
    changes: list[tuple[type, Callable[[Any], object]]] = [
        (float, lambda number: number if math.isfinite(number) else None),
        (Decimal, str),
        (bytes, lambda data: base64.b64encode(data).decode("ascii")),
        (datetime, lambda at: at.isoformat(timespec="microseconds").replace("+00:00", "Z")),
        (date, date.isoformat),
        (clock_time, lambda at: at.isoformat(timespec="microseconds")),
        (dict, lambda members: {name: in_json(one) for name, one in members.items()}),
        (tuple, lambda pair: {"key": pair[0], "value": in_json(pair[1])}),
        (list, lambda values: [in_json(one) for one in values]),
    ]
    return next((change(value) for kind, change in changes if isinstance(value, kind)), value)


@given(tables())
def test_any_table_comes_back_from_parquet(table: pa.Table) -> None:
    data = part_files.encoded(table, "parquet", {})
    part = part_files.opened(pa.BufferReader(data), "parquet")
    # NaN is no other NaN, but looks like it.
    assert repr(part.read(table.column_names).to_pylist()) == repr(table.to_pylist())
    for field in part.read(table.column_names).schema:
        before = table.schema.field(field.name).type
        assert field.type == before or "fixed_size_list" in str(before) or "string_view" in str(before)
    places = [*reversed(range(table.num_rows)), 0]
    for name in table.column_names:
        rows = table.select([name]).to_pylist()
        assert repr(part.rows(places, [name]).to_pylist()) == repr([rows[place] for place in places])


@given(tables())
def test_any_table_comes_back_from_lines_of_json(table: pa.Table) -> None:
    data = part_files.encoded(table, "jsonl", {})
    expected = [in_json(row) for row in table.to_pylist()]
    assert [json.loads(line) for line in data.decode("utf-8").removesuffix("\n").split("\n")] == expected
    part = part_files.opened(pa.BufferReader(data), "jsonl")
    assert part.read(table.column_names).to_pylist() == expected
    places = [*reversed(range(table.num_rows)), 0]
    assert part.rows(places, table.column_names).to_pylist() == [expected[place] for place in places]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (pa.timestamp("ns"), 10**18 + 1, "2001-09-09T01:46:40.000000001"),
        (pa.timestamp("s", "Europe/Berlin"), 0, "1970-01-01T00:00:00Z"),
        (pa.timestamp("ms"), -1, "1969-12-31T23:59:59.999"),
        (pa.timestamp("s"), 253402300800, "10000-01-01T00:00:00"),
        (pa.date64(), 86_400_000, "1970-01-02"),
        (pa.time32("s"), 86_399, "23:59:59"),
        (pa.time64("ns"), 1, "00:00:00.000000001"),
        (pa.duration("ms"), timedelta(seconds=-1.5), "PT-1.500S"),
        (pa.duration("s"), timedelta(hours=1), "PT3600S"),
        (pa.month_day_nano_interval(), (1, 2, 3), "P1M2DT0.000000003S"),
        (pa.float16(), 1.5, 1.5),
        (pa.decimal256(70, 10), Decimal("1E-7"), "0.0000001000"),
        (pa.uuid(), b"0" * 16, base64.b64encode(b"0" * 16).decode()),
        (pa.bool8(), 1, 1),
        (pa.list_(pa.timestamp("ns")), [1, None], ["1970-01-01T00:00:00.000000001", None]),
        (pa.map_(pa.int8(), pa.binary()), [(1, b"a")], [{"key": 1, "value": "YQ=="}]),
        (pa.struct([]), {}, {}),
    ],
)
def test_every_kind_is_a_value_of_json(kind: pa.DataType, value: object, expected: object) -> None:
    table = pa.table({"a": pa.array([value, None], kind)})
    assert [json.loads(line) for line in json_rows.lines(table).splitlines()] == [{"a": expected}, {"a": None}]


def test_lists_of_nulls_that_are_a_slice_are_written() -> None:
    # Which Arrow casts to lists that are longer than what they are of.
    table = pa.table({"a": pa.array([[[]], [[None]], [[None, None]], [[None]]], pa.list_(pa.list_(pa.null()), 1))})
    for cut in (table.slice(2), table.slice(1, 2), table.slice(0, 3)):
        for form in FORMS:
            part = part_files.opened(pa.BufferReader(part_files.encoded(cut, form, {})), form)
            assert part.read(["a"]).to_pylist() == cut.to_pylist()


def test_what_arrow_packs_is_unpacked() -> None:
    days = pa.array([date(2024, 2, 29), None, date(2024, 2, 29)])
    for packed in (days.dictionary_encode(), compute.run_end_encode(days)):
        lines = json_rows.lines(pa.table({"a": packed}))
        assert [json.loads(line)["a"] for line in lines.splitlines()] == ["2024-02-29", None, "2024-02-29"]


def test_kinds_that_a_form_cannot_hold_are_refused(place: Path) -> None:
    span = pa.table({"a": pa.array([(1, 2, 3)], pa.month_day_nano_interval())})
    union = pa.table(
        {"a": pa.UnionArray.from_dense(pa.array([0], pa.int8()), pa.array([0], pa.int32()), [pa.array([1])])}
    )
    with (
        opened(str(place / "1"), MADE, "parquet") as output,
        pytest.raises(CorpusError, match=r"cannot be written as parquet: .*; leave that one out, or write jsonl"),
    ):
        output.write(span)
    with (
        opened(str(place / "2"), MADE, "jsonl") as output,
        pytest.raises(CorpusError, match=r"cannot be written as jsonl: .*; leave that one out, or write parquet"),
    ):
        output.write(union)
    assert names_in(place) == ["1/_deen.json", "2/_deen.json"]


# What is refused


def refusal(folder: Path, made: Description = MADE, form: Form = "parquet", redo: bool = False) -> str:
    with pytest.raises(CorpusError) as error, opened(str(folder), made, form, redo=redo):
        pass
    message = str(error.value)
    assert "\n" not in message
    return message.replace(str(folder), "OUT")


def test_another_description_is_refused_and_the_difference_told(place: Path) -> None:
    with opened(str(place), MADE, "parquet") as output:
        output.write(articles(2))
    other = Description(
        {"model": "ct2-int8" + "x" * 90, "options": {"beam": 3, "columns": ["text", "id"]}, "lexicon": ["a", None]}
    )
    assert refusal(place, other) == (
        f"OUT: model: ct2-int8 there, ct2-int8{'x' * 51}… now; options.beam: 2 there, 3 now; "
        'lexicon: nothing there, ["a", null] now; glossary: 4f1c there, nothing now; '
        "--redo starts anew, or choose another folder"
    )
    assert refusal(place, MADE, "jsonl") == (
        "OUT: form: parquet there, jsonl now; --redo starts anew, or choose another folder"
    )
    with opened(str(place), MADE, "parquet") as output:
        assert output.names() == ["part-00000000.parquet"]


def test_redo_starts_anew_and_removes_nothing_else(place: Path) -> None:
    with opened(str(place), MADE, "parquet") as output:
        for _ in range(3):
            output.write(articles(2))
        output.write(articles(2), "node")
        output.write_json("_summary.json", {})
    others = ["_notes.json", "notes.txt", "part-notes.txt", "part-1.parquet", "sub/part-00000000.parquet"]
    for name in others:
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text("mine")
    with opened(str(place), Description({"model": "new"}), "jsonl", redo=True) as output:
        assert output.names() == []
        assert names_in(place) == sorted([*others, "_deen.json"])
        assert output.write(articles(1)) == "part-00000000.jsonl"
    assert "there" in refusal(place)


def test_a_folder_of_others_is_refused_with_redo_too(place: Path) -> None:
    place.mkdir()
    (place / ".DS_Store").write_text("hidden")
    (place / "notes.txt").write_text("mine")
    for redo in (False, True):
        message = refusal(place, redo=redo)
        assert message == "OUT: is not empty and is no output of deen corpus; choose another folder"
    (place / "notes.txt").unlink()
    with opened(str(place), MADE, "parquet") as output:
        output.write(articles(1))
    assert ".DS_Store" in names_in(place)


def test_a_file_in_the_place_of_the_folder_is_refused(place: Path) -> None:
    place.write_text("mine")
    assert "and the output is a folder; choose another name" in refusal(place)
    assert place.read_text() == "mine"


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert refusal(tmp_path / "file" / "out") == (
        "OUT: cannot be used as a folder: Not a directory; choose another one"
    )
    assert "cannot be used as a folder: File name too long" in refusal(tmp_path / ("a" * 300))
    for uri, message in [
        ("", "the output has no name; give a folder"),
        ("nowhere://a/b", r"nowhere://a/b: cannot be opened: .*; an output is a folder, also of s3://, gs:// or abfss"),
        ("file://elsewhere/a", "file://elsewhere/a: is no place of this machine"),
        ("a\0b", "cannot be used as a folder: .*null"),
    ]:
        with pytest.raises(CorpusError, match=message), opened(uri, MADE, "parquet"):
            pass


@pytest.mark.parametrize(
    "head", [b"", b"[]", b'{"format": 1, "form": "parquet"}', b'{"format"', b"\xff", b"[" * 100_000]
)
def test_a_damaged_description_is_told(place: Path, head: bytes) -> None:
    place.mkdir()
    (place / "_deen.json").write_bytes(head)
    (place / "part-00000000.parquet").write_bytes(b"")
    assert refusal(place) == "OUT/_deen.json: is damaged; --redo starts anew, or choose another folder"
    with opened(str(place), MADE, "parquet", redo=True) as output:
        assert output.names() == []


def test_another_format_is_told(place: Path) -> None:
    place.mkdir()
    (place / "_deen.json").write_text('{"format": 2, "form": "parquet", "description": {}}')
    assert "written by another version of deen, in format 2; this one writes 1; --redo" in refusal(place)


def test_a_second_run_is_refused_and_one_after_it_is_not(tmp_path: Path) -> None:
    with opened(str(tmp_path), MADE, "parquet") as output:
        assert refusal(tmp_path) == "OUT: is being written by another run; wait for it, or choose another folder"
        code = (
            "import sys; from translate.corpus.parts import Description, opened\n"
            "with opened(sys.argv[1], Description({}), 'parquet', redo=True): pass"
        )
        ran = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, cwd=ROOT)
        assert "CorpusError" in ran.stderr
        assert "is being written by another run" in ran.stderr
        output.write(articles(1))
    with pytest.raises(TimeoutError, match="of the run"), opened(str(tmp_path), MADE, "parquet"):
        raise TimeoutError("of the run")
    with opened(str(tmp_path), MADE, "parquet") as output:
        assert len(output.names()) == 1


# What names a folder


def test_names_of_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "Grüße & so" / "out"
    for number, uri in enumerate(
        ["Grüße & so/out", "./Grüße & so/out//", str(folder), f"file://{folder}", folder.as_uri() + "/"]
    ):
        with opened(uri, MADE, "parquet") as output:
            monkeypatch.chdir("/")
            assert output.write(articles(1)) == f"part-0000000{number}.parquet"
            assert output.read(f"part-0000000{number}.parquet", ["id"]).num_rows == 1
            monkeypatch.chdir(tmp_path)
    assert names_in(folder) == ["_deen.json", *(f"part-0000000{number}.parquet" for number in range(5))]


def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    with opened(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"), MADE, "jsonl") as output:
        assert output.read(output.write(articles(2)), ["id"])["id"].to_pylist() == [0, 1]


@pytest.mark.parametrize(
    ("uri", "where", "path"),
    [
        ("s3://name:secret@bucket/a/b/?region=eu-central-1", "s3://bucket/a/b", "bucket/a/b"),
        ("gs://anonymous@bucket/a", "gs://bucket/a", "bucket/a"),
        ("abfss://box@me.dfs.core.windows.net/a/", "abfss://box@me.dfs.core.windows.net/a", "box/a"),
        ("abfss://box:c2VjcmV0@me.dfs.core.windows.net/a", "abfss://box@me.dfs.core.windows.net/a", "box/a"),
    ],
)
def test_stores_are_named_without_their_secrets(uri: str, where: str, path: str) -> None:
    found = part_folders.at(uri)
    assert isinstance(found, part_folders.Store)
    assert (found.where, found.path) == (where, path)


# What goes wrong


def damaged(data: bytes, form: Form) -> bool:
    """Whether a file with this content is refused, all of it and row by row."""
    told = []
    for places in (None, [0, 99]):
        try:
            part = part_files.opened(pa.BufferReader(data), form)
            part.read(["id", "text"]) if places is None else part.rows(places, ["id", "text"])
            told.append(False)
        except part_files.DAMAGED:
            told.append(True)
    return all(told)


@settings(max_examples=60)
@given(st.data())
def test_a_part_that_was_cut_is_refused(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    whole = part_files.encoded(articles(100), form, {})
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    assert not damaged(whole, form)
    if cut.endswith(b"\n") and form == "jsonl":
        # Whole lines are whole rows; those that are missing are not there.
        assert part_files.opened(pa.BufferReader(cut), form).read(["id"]).num_rows == cut.count(b"\n")
    else:
        assert damaged(cut, form)


@settings(max_examples=60)
@given(st.data())
def test_a_bit_that_fell_over_is_no_other_article(data: st.DataObject) -> None:
    whole = bytearray(part_files.encoded(articles(100), "parquet", {}))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        found = part_files.opened(pa.BufferReader(bytes(whole)), "parquet").read(["id", "text"])
    except part_files.DAMAGED:
        return
    assert found.equals(articles(100).select(["id", "text"]))


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_part_is_named_and_its_rows_are_done_anew(place: Path, form: Form) -> None:
    with opened(str(place), MADE, form) as output:
        names = [output.write(articles(4)) for _ in range(2)]
    (place / names[1]).write_bytes((place / names[1]).read_bytes()[:-3])
    with opened(str(place), MADE, form) as output:
        message = rf"{names[1]}: cannot be read: .*if it is damaged, remove it and run it again"
        with pytest.raises(CorpusError, match=message):
            output.read(names[1], ["id"])
        with pytest.raises(CorpusError, match=message):
            output.rows(names[1], [0], ["id"])
        assert output.read(names[0], ["id"]).num_rows == 4
    (place / names[1]).unlink()
    with opened(str(place), MADE, form) as output:
        assert output.names() == names[:1]
        assert output.write(articles(4)) == names[1]
        assert output.read(names[1], ["id"]).num_rows == 4


FULL = """
import resource, sys
import pyarrow as pa
from translate.corpus.parts import Description, opened
from translate.errors import CorpusError

small, large = (pa.table({"a": [bytes((n * n * 7919) % 251 for n in range(k))]}) for k in (1000, 100_000))
with opened(sys.argv[1], Description({}), "jsonl") as output:
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
    names = [output.write(small)]
    try:
        output.write(large)
    except CorpusError as error:
        print(error)
    names.append(output.write(small))
    print(*names, *output.names())
"""


def test_what_was_written_before_a_disk_is_full_stays(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path], capture_output=True, text=True, cwd=ROOT, timeout=60, check=True
    )
    message, names = ran.stdout.splitlines()
    assert message == (
        f"{tmp_path}/part-00000001.jsonl: cannot be written: File too large; "
        "what was written before stays: put this right, and run it again"
    )
    assert names == " ".join(["part-00000000.jsonl", "part-00000001.jsonl"] * 2)
    assert names_in(tmp_path) == ["_deen.json", "part-00000000.jsonl", "part-00000001.jsonl"]


def test_a_folder_that_may_not_be_written_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(str(tmp_path), MADE, "parquet") as output:
        output.write(articles(1))
    # Root, who may do everything, runs tests as well.
    monkeypatch.setattr(os, "access", lambda path, mode: path != tmp_path)
    assert refusal(tmp_path) == "OUT: cannot be used as a folder: no permission to write into it; choose another one"


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with opened(str(folder), MADE, "parquet") as output:
        output.write(articles(1))
        shutil.rmtree(folder)
        with pytest.raises(CorpusError, match=r"part-00000001\.parquet: cannot be written: No such file"):
            output.write(articles(1))
        folder.mkdir()
        assert output.write(articles(1)) == "part-00000001.parquet"


def test_on_a_store_only_parts_that_are_named_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_store(monkeypatch)
    with opened(str(tmp_path), MADE, "parquet") as output:
        first, second = (output.write(articles(2)) for _ in range(2))
        entry = json.loads((tmp_path / "_manifest" / f"{first}.json").read_text())
        assert entry == {"rows": 2, "bytes": (tmp_path / first).stat().st_size}
        output.write(articles(2), "node")
        # As a kill leaves it, before the entry is written.
        (tmp_path / "_manifest" / f"{second}.json").unlink()
        (tmp_path / "_manifest" / "part-node-00000000.parquet.json").unlink()
        assert output.names() == [first]
    assert output.names() == [first]
    assert names_in(tmp_path) == ["_deen.json", f"_manifest/{first}.json", first]
    # As a kill leaves it whose run was the last one.
    shutil.copy(tmp_path / first, tmp_path / "part-node-00000004.parquet")
    with opened(str(tmp_path), MADE, "parquet") as output:
        assert names_in(tmp_path) == ["_deen.json", f"_manifest/{first}.json", first]
        assert output.write(articles(3)) == second
        assert dataset.dataset(tmp_path, format="parquet").count_rows() == 5


def test_on_a_store_what_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_store(monkeypatch)
    with opened(str(tmp_path), MADE, "jsonl") as output:
        output.write(articles(1))
        shutil.rmtree(tmp_path / "_manifest")
        (tmp_path / "_manifest").write_text("in the way")
        with pytest.raises(
            CorpusError, match=r"_manifest/part-00000001\.jsonl\.json: cannot be written: .*run it again"
        ):
            output.write(articles(2))
        (tmp_path / "_manifest").unlink()
        assert output.write(articles(3)) == "part-00000001.jsonl"
        assert output.names() == ["part-00000001.jsonl"]
        assert output.read("part-00000001.jsonl", ["id"]).num_rows == 3


def test_on_a_store_nothing_is_left_of_a_stream_that_broke(tmp_path: Path) -> None:
    from fsspec.implementations.local import LocalFileSystem

    class Breaking(io.FileIO):
        def write(self, data: object) -> int:
            super().write(b"half")
            raise OSError(5, "Connection reset by peer")

    class Handler(fs.FSSpecHandler):  # type: ignore[misc]
        def open_output_stream(self, path: str, metadata: object) -> pa.NativeFile:
            return pa.PythonFile(Breaking(path, "w"), mode="w")

    folder = part_folders.Store("s3://there", fs.PyFileSystem(Handler(LocalFileSystem())), str(tmp_path))
    with pytest.raises(
        CorpusError, match=r"^s3://there/a: cannot be written: Connection reset by peer; what was written"
    ):
        folder.put("a", b"all of it")
    assert names_in(tmp_path) == []


def test_json_beside_the_parts(place: Path) -> None:
    with opened(str(place), MADE, "parquet") as output:
        for rows in (1, 2):
            output.write_json("_summary.json", {"rows": rows, "names": ["Grüße", "\udcff"]})
        for name in ("_deen.json", "summary.json", "_a/b.json", "part-00000000.json"):
            with pytest.raises(ValueError, match="no name for a file beside parts"):
                output.write_json(name, {})
        assert output.names() == []
    assert json.loads((place / "_summary.json").read_text(encoding="utf-8"))["rows"] == 2


WRITER = """
import sys
import pyarrow as pa
from translate.corpus import part_folders
from translate.corpus.parts import Description, opened

folder, form, where = sys.argv[1:]
if where == "store":
    from fsspec.implementations.local import LocalFileSystem
    from pyarrow import fs
    files = fs.PyFileSystem(fs.FSSpecHandler(LocalFileSystem(auto_mkdir=True)))
    part_folders.at = lambda uri: part_folders.Store(uri, files, uri)
with opened(folder, Description({}), form) as output:
    start = sum(output.read(name, ["id"]).num_rows for name in output.names())
    while True:
        output.write(pa.table({"id": range(start, start + 200), "text": ["Grüße " * 100] * 200}))
        start += 200
        print(start, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize(("where", "form"), [("directory", "parquet"), ("store", "parquet"), ("directory", "jsonl")])
def test_a_kill_leaves_whole_parts_only(
    tmp_path: Path, where: str, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    if where == "store":
        as_store(monkeypatch)
    chance = random.Random(where + form)
    rows = 0
    for _ in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, tmp_path, form, where],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        said = [first, *process.stdout.readlines()]
        process.wait()
        before = rows
        with opened(str(tmp_path), Description({}), form) as output:
            names = output.names()
            assert names == [f"part-{number:08}.{form}" for number in range(len(names))]
            ids: list[int] = []
            for name in names:
                whole = parquet.read_table(tmp_path / name) if form == "parquet" else output.read(name, ["id", "text"])
                assert whole.column_names == ["id", "text"]
                ids += whole["id"].to_pylist()
        rows = len(ids)
        assert ids == list(range(rows))
        # What the process said was written is there, and at most one more, before it could say so.
        assert rows - int(said[-1]) in (0, 200)
        assert rows > before
        left = {name for name in names_in(tmp_path) if not name.startswith("_")} - set(names)
        assert len(left) <= (1 if where == "directory" else 0)
        assert all(name.startswith(".deen-") for name in left)
    with opened(str(tmp_path), Description({}), form) as output:
        output.write(articles(1))
        assert not [name for name in names_in(tmp_path) if name.startswith(".")]


def test_an_output_without_a_folder_is_none() -> None:
    for uri in ("s3://", "s3:///", "gs://"):
        with pytest.raises(CorpusError, match=rf"^{uri}: .*(no folder|Missing bucket)"):
            part_folders.at(uri)
