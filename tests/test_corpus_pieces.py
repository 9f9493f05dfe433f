"""What the inputs mean, and what is read at once."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from translate.corpus import pieces, places, reading
from translate.corpus.pieces import Piece
from translate.errors import CorpusError

MANY = 40 << 20


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which the test is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name: str, data: str | bytes = "Hallo") -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())


def files(*inputs: str) -> list[str]:
    return [name for piece in pieces.listed(inputs) for name in piece.files]


def test_a_folder_is_taken_with_everything_below_in_order_of_names(folder: Path) -> None:
    for name in (
        "t/b.txt",
        "t/a.md",
        "t/sub/c.html",
        "t/.git/x.txt",
        "t/_tmp/y.txt",
        "t/_z.txt",
        "t/.w.txt",
        "t/pack.zip",
    ):
        put(name)
    assert files("t") == ["t/a.md", "t/b.txt", "t/sub/c.html"]
    assert pieces.listed(["t"])[0].folder == "t"
    assert files(f"file://{folder}/t/sub") == [f"{folder}/t/sub/c.html"]


def test_globs_and_names_keep_their_order_and_nothing_is_taken_twice(folder: Path) -> None:
    for name in ("b.jsonl", "a.jsonl", "sub/c.jsonl", "_sub/d.jsonl"):
        put(name, "{}")
    assert files("*.jsonl") == ["a.jsonl", "b.jsonl"]
    assert files("**/*.jsonl") == ["a.jsonl", "b.jsonl", "sub/c.jsonl"]
    assert files("sub/c.jsonl", "**/*.jsonl") == ["sub/c.jsonl", "a.jsonl", "b.jsonl"]
    assert files("_sub/*.jsonl") == ["_sub/d.jsonl"]
    assert files("s*") == ["sub/c.jsonl"]


def test_a_name_with_signs_of_patterns_is_that_name(folder: Path) -> None:
    put("a[1].jsonl", '{"text": "eins"}')
    put("a1.jsonl", '{"text": "zwei"}')
    parquet.write_table(pa.table({"text": ["drei"]}), "b[1]?*.parquet")
    for name, text in (("a[1].jsonl", "eins"), ("b[1]?*.parquet", "drei")):
        listed = pieces.listed([name])
        assert reading.read(listed[0], reading.schema(listed)).to_pylist() == [{"text": text}]


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        (["nothing"], "nothing: there is no such file"),
        (["*.pq"], r"\*\.pq: there is no such file"),
        (["a.zip"], "a.zip: its name does not tell"),
        (["zips"], "zips: there are no tables"),
        (["a.txt", "a.csv"], r"files of several kinds: text \(a.txt\) and csv \(a.csv\)"),
        (["ftp://example.org/a.csv"], "such addresses are not read"),
        (["broken.parquet"], "broken.parquet: no Parquet file"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_one_line(folder: Path, inputs: list[str], message: str) -> None:
    for name in ("a.zip", "zips/b.zip", "a.txt", "a.csv", "broken.parquet"):
        put(name)
    with pytest.raises(CorpusError, match=message) as caught:
        pieces.listed(inputs)
    assert "\n" not in str(caught.value)


def test_small_files_are_read_together_and_large_ones_alone(folder: Path) -> None:
    for number in range(5):
        put(f"a{number}.csv", b"text\n" + b"x" * (10 << 20))
    listed = pieces.listed(["."])
    assert [len(piece.files) for piece in listed] == [3, 2]
    assert sum(piece.size for piece in listed) == 5 * (5 + (10 << 20))
    many = [places.Stored(f"{number}.txt", 1) for number in range(2500)]
    assert [len(piece.files) for piece in pieces._cut("text", many, "")] == [1000, 1000, 500]


def test_row_groups_are_read_by_what_they_unpack_to(folder: Path) -> None:
    text = "x" * 1000
    table = pa.table({"id": pa.array(range(80_000)), "text": [text] * 80_000})
    # Without a dictionary of values, as texts have none.
    parquet.write_table(table, "a.parquet", row_group_size=8000, use_dictionary=False)
    parquet.write_table(table.slice(0, 10), "b.parquet")
    listed = pieces.listed(["."])
    groups = [piece.row_groups for piece in listed]
    assert groups == [(0, 1, 2, 3), (4, 5, 6, 7), (8, 9), None]
    assert sum(piece.size for piece in listed) < MANY
    schema = reading.schema(listed)
    ids = [one for piece in listed for one in reading.read(piece, schema)["id"].to_pylist()]
    assert ids == [*range(80_000), *range(10)]


def test_a_large_file_of_lines_is_cut_at_its_lines(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_SIZE", 1000)
    rows = [{"id": number, "text": "ä" * (number * 37 % 400)} for number in range(300)]
    put("a.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    put("b.json", json.dumps(rows))
    listed = pieces.listed(["a.jsonl"])
    assert len(listed) > 50
    assert sum(piece.size for piece in listed) == Path("a.jsonl").stat().st_size
    schema = reading.schema(listed)
    assert [row for piece in listed for row in reading.read(piece, schema).to_pylist()] == rows
    assert pieces.listed(["b.json"]) == [Piece("jsonl", ("b.json",), None, Path("b.json").stat().st_size)]


def test_a_broken_line_of_a_cut_file_has_its_own_number(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_SIZE", 64)
    for broken in range(1, 40):
        lines = ['{"text": "' + "x" * (line * 29 % 130) + '"}' for line in range(1, 40)]
        lines[broken - 1] = "{"
        put("a.jsonl", '{"text": "0"}\n' + "\n".join(lines))
        listed = pieces.listed(["a.jsonl"])
        with pytest.raises(CorpusError, match=rf"a.jsonl: line {broken + 1}: broken JSON"):
            reading.schema(listed)
