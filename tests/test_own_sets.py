"""Test sets of a user's own, as files."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import own_sets, reading
from eval.errors import EvaluationError
from eval.own_sets import Row
from glossary.errors import OutputError

ROWS = [
    Row("bbc", 1, "Das Haus.", "The house.", 0.75, "accepted"),
    Row("bbc", 2, "„Ja“, sagte er.", "", None, "doubtful"),
    Row("cnn", 1, "", "No.", None, "dropped"),
    Row("cnn", 2, "Das\tMeer.\n", " The\u2028sea.", 0.123, "kept"),
]
HEADER = "document\tsegment\tsource\treference\tscore\tstatus"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "testsets").mkdir(parents=True)
    return tmp_path / "home" / "testsets"


def test_a_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    own_sets.save(path, ROWS)
    assert own_sets.read(path) == [*ROWS[:3], Row("cnn", 2, "Das Meer.", "The sea.", 0.12, "kept")]
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["source"] for row in table] == ["Das Haus.", "„Ja“, sagte er.", "", "Das Meer."]


def test_what_is_scored_is_what_was_taken(tmp_path: Path) -> None:
    own_sets.save(tmp_path / "set.tsv", ROWS)
    found = reading.contents(tmp_path / "set.tsv", "reference")
    assert (found.texts, found.documents) == ([["The house.", "The sea."]], ("bbc", "cnn"))


@given(
    st.lists(
        st.builds(
            Row, TEXT, st.integers(1, 10**6), TEXT, TEXT, st.none() | st.floats(0, 1),
            st.sampled_from(["accepted", "doubtful", "kept", "dropped"]),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_no_text_breaks_the_table(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    path = tmp_path_factory.mktemp("set") / "set.tsv"
    own_sets.save(path, rows)
    read = own_sets.read(path)
    assert [(row.number, row.status, row.source) for row in read] == [
        (row.number, row.status, " ".join(row.source.split())) for row in rows
    ]
    assert own_sets.written(read) == own_sets.written(rows)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "no test set that deen testset make wrote"),
        ("source\treference\na\tb\n", "no test set that deen testset make wrote"),
        (f"{HEADER}\na\t1\tb\tc\t0.5\n", ":2: 5 columns where there have to be 6"),
        (f"{HEADER}\na\tone\tb\tc\t0.5\tkept\n", ":2: “one” is no number of a segment"),
        (f"{HEADER}\na\t1\tb\tc\thigh\tkept\n", ":2: “high” is no score"),
        (f"{HEADER}\na\t1\tb\tc\tnan\tkept\n", ":2: “nan” is no score"),
        (f"{HEADER}\na\t1\tb\tc\t0.5\tkept\nb\t1\tb\tc\t\tfine\n", ":3: “fine” is no status; there are: accepted"),
    ],
)
def test_what_is_no_such_file_says_why(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "a.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=what):
        own_sets.read(tmp_path / "a.tsv")


def test_what_others_changed_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    own_sets.save(path, ROWS[:3])
    own_sets.replace_rows(path, ROWS[:3], ROWS[:2])
    assert own_sets.read(path) == ROWS[:2]
    with pytest.raises(EvaluationError, match="was changed by another program"):
        own_sets.replace_rows(path, ROWS[:3], ROWS[:1])
    assert own_sets.read(path) == ROWS[:2]


def test_the_users_own_sets_are_in_one_folder(home: Path) -> None:
    assert list(own_sets.every()) == []
    for name in ("politics.tsv", "art.tsv", ".hidden.tsv", "notes.txt"):
        (home / name).write_text("", encoding="utf-8")
    (home / "folder.tsv").mkdir()
    assert list(own_sets.every()) == [("art", home / "art.tsv"), ("politics", home / "politics.tsv")]
    assert own_sets.named("art") == home / "art.tsv" == own_sets.path_of("art")
    assert own_sets.named("folder") is None
    assert own_sets.named("../art") is None


@pytest.mark.parametrize("name", ["", ".", "../up", "a/b", "-o", "a\nb", "a\0", "C:\\a"])
def test_a_name_that_no_file_can_have(home: Path, name: str) -> None:
    with pytest.raises(EvaluationError, match="can be no name of a test set"):
        own_sets.path_of(name)


def test_without_a_folder_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "nowhere"))
    assert list(own_sets.every()) == []
    with pytest.raises(OutputError, match="cannot be written"):
        own_sets.save(own_sets.path_of("a"), ROWS)
