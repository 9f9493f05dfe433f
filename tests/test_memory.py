import errno
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from glossary.linked import LinkedText
from glossary.terms import FOUND, Term, TermMatch
from translate import memory as memory_room
from translate.memory import Memory, Remembered, key
from translate.options import Style

TEXT = LinkedText("Putin needs weapons", (((0, 5), (0, 5)), ((12, 19), (14, 20))))
ONE = Remembered(TEXT, -0.25, ("draft", "hint"), ((0, 5), None), False)


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def memory(tmp_path: Path, notices: list[str]) -> Memory:
    return Memory(tmp_path / "cache" / "memory.sqlite3", notices.append)


def test_gives_back_what_was_put(memory: Memory, notices: list[str]) -> None:
    memory.put_many({"a": ONE})
    assert memory.get_many(["a", "b"]) == {"a": ONE}
    assert notices == []


def test_thousands_of_keys_at_once(memory: Memory) -> None:
    memory.put_many({str(n): ONE for n in range(3000)})
    assert len(memory.get_many([str(n) for n in range(4000)])) == 3000


def test_key_depends_on_source_engine_terms_and_style() -> None:
    match = TermMatch(Term("Kiew", "Kyiv"), 3, 7)
    other = TermMatch(Term("Kiew", "Kiev"), 3, 7)
    keys = {
        key("In Kiew", "e", [match], Style()),
        key("In Kiew", "e", [other], Style()),
        key("In Kiew", "e", [], Style()),
        key("In Kiew", "f", [match], Style()),
        key("In  Kiew", "e", [match], Style()),
        key("In Kiew", "e", [match], Style(clock="24")),
        key("In Kiew", "e", [TermMatch(Term("Kiew", "Kyiv", origin=FOUND), 3, 7)], Style()),
    }
    assert len(keys) == 7
    again = TermMatch(Term("Kiew", "Kyiv"), 3, 7)
    assert key("In Kiew", "e", [match], Style()) == key("In Kiew", "e", [again], Style())


@pytest.mark.parametrize("damage", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_corrupt_file_is_set_aside(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "memory.sqlite3"
    path.write_bytes(damage)
    notices: list[str] = []
    memory = Memory(path, notices.append)
    assert memory.get_many(["a"]) == {}
    memory.put_many({"a": ONE})
    assert memory.get_many(["a"]) == {"a": ONE}
    assert len(notices) == 1
    assert "set aside" in notices[0]
    [aside] = tmp_path.glob("*.damaged-*")
    assert aside.read_bytes() == damage


def test_a_table_of_another_make_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    first = Memory(path, pytest.fail)
    first.put_many({"a": ONE})
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE sealed_translation RENAME COLUMN content TO words")
    notices: list[str] = []
    memory = Memory(path, notices.append)
    assert memory.get_many(["a"]) == {}
    memory.put_many({"a": ONE})
    assert memory.get_many(["a"]) == {"a": ONE}
    assert len(notices) == 1
    assert "set aside" in notices[0]
    assert len(list(tmp_path.glob("*.damaged-1"))) == 1


@pytest.mark.parametrize(
    "change",
    [
        "content = 5", "content = NULL", "content = '5'", "content = CAST(content AS TEXT) || ' '", "checksum = NULL",
        "content = x'ff'", "content = CAST(x'ff' AS TEXT)", "content = zeroblob(100)", "checksum = 'a'",
        "content = replace(content, 'draft', 'pronoun')", "content = replace(content, 'weapons', '5')", "key = 'b'",
    ],
)  # fmt: skip
def test_a_damaged_row_is_set_aside(tmp_path: Path, change: str) -> None:
    path = tmp_path / "memory.sqlite3"
    Memory(path, pytest.fail).put_many({"a": ONE, "c": ONE, "d": ONE})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.text_factory = bytes
        connection.execute(f"UPDATE sealed_translation SET {change} WHERE key = 'a'")
        damaged = connection.execute("SELECT * FROM sealed_translation WHERE key IN ('a', 'b')").fetchall()
    notices: list[str] = []
    memory = Memory(path, notices.append)
    assert memory.get_many(["a", "b", "c"]) == {"c": ONE}
    assert memory.get_many(["a", "b", "d"]) == {"d": ONE}
    assert len(notices) == 1
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        assert connection.execute("SELECT * FROM set_aside").fetchall() == damaged
    memory.put_many({"a": ONE})
    assert memory.get_many(["a"]) == {"a": ONE}


def test_a_memory_of_a_later_release_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("CREATE TABLE better (key)")
    before = path.read_bytes()
    notices: list[str] = []
    memory = Memory(path, notices.append)
    memory.put_many({"a": ONE})
    assert memory.get_many(["a"]) == {}
    assert [notice for notice in notices if "later release" in notice] == notices
    assert len(notices) == 1
    assert path.read_bytes() == before


def test_what_an_earlier_release_kept_is_not_deleted(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE translation (key, text)")
        connection.execute("INSERT INTO translation VALUES ('a', 'kept')")
    memory = Memory(path, pytest.fail)
    memory.put_many({"a": ONE})
    assert memory.get_many(["a"]) == {"a": ONE}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT text FROM translation").fetchall() == [("kept",)]


@pytest.mark.parametrize("kind", ["folder", "fifo", "device", "link to itself"])
def test_what_is_no_file_is_done_without(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "memory.sqlite3"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/full" if kind == "device" else path)
    notices: list[str] = []
    memory = Memory(path, notices.append)
    memory.put_many({"a": ONE})
    assert memory.get_many(["a"]) == {}
    assert len(notices) == 1
    assert "not used" in notices[0]
    assert os.path.lexists(path)


@pytest.mark.parametrize("held", ["the file", "the lock"])
def test_a_memory_that_another_holds_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    monkeypatch.setattr("translate.memory._PATIENCE", 0.1)
    path = tmp_path / "memory.sqlite3"
    notices: list[str] = []
    with closing(sqlite3.connect(path)) as other, FileLock(f"{path}.lock" if held == "the lock" else tmp_path / "l"):
        if held == "the file":
            other.execute("BEGIN EXCLUSIVE")
        memory = Memory(path, notices.append)
        assert memory.get_many(["a"]) == {}
        memory.put_many({"a": ONE})
    assert len(notices) == 1
    assert "not used" in notices[0]
    assert not list(tmp_path.glob("*.damaged-*"))


def test_two_seconds_are_waited_for_another(tmp_path: Path) -> None:
    assert memory_room._PATIENCE == 2
    (tmp_path / "memory.sqlite3.lock").write_text("left by a dead process")
    memory = Memory(tmp_path / "memory.sqlite3", pytest.fail)
    memory.put_many({"a": ONE})
    assert memory.get_many(["a"]) == {"a": ONE}


@pytest.mark.parametrize("error", [OSError(errno.ENOLCK, "No locks available"), NotImplementedError()])
def test_a_file_system_without_locks_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def none(self: FileLock) -> None:
        raise error

    monkeypatch.setattr(FileLock, "acquire", none)
    notices: list[str] = []
    memory = Memory(tmp_path / "memory.sqlite3", notices.append)
    assert memory.get_many(["a"]) == {}
    assert len(notices) == 1


def test_a_full_disk_loses_nothing_that_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "memory.sqlite3"
    Memory(path, pytest.fail).put_many({"a": ONE})
    connect = sqlite3.connect

    def small(*arguments: Any, **settings: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **settings)
        connection.execute("PRAGMA max_page_count = 1")
        return connection

    notices: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", small)
        memory = Memory(path, notices.append)
        memory.put_many({str(number): ONE for number in range(1000)})
        assert memory.get_many(["a"]) == {}
    assert len(notices) == 1
    assert "full" in notices[0]
    assert Memory(path, pytest.fail).get_many(["a", "1"]) == {"a": ONE}


def test_a_memory_may_be_replaced_while_it_is_used(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    memory = Memory(path, pytest.fail)
    memory.put_many({"a": ONE})
    other = Memory(tmp_path / "other.sqlite3", pytest.fail)
    other.put_many({"b": ONE})
    os.replace(tmp_path / "other.sqlite3", path)
    assert memory.get_many(["a", "b"]) == {"b": ONE}
    path.unlink()
    assert memory.get_many(["a", "b"]) == {}
    memory.put_many({"a": ONE})
    assert memory.get_many(["a", "b"]) == {"a": ONE}


def test_the_second_damaged_memory_does_not_replace_the_first(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"
    for number in (1, 2):
        path.write_bytes(b"no database" * 100 * number)
        Memory(path, lambda notice: None).get_many(["a"])
    assert sorted(len(one.read_bytes()) for one in tmp_path.glob("*.damaged-?")) == [1100, 2200]


def test_what_no_encoding_has_is_kept(memory: Memory) -> None:
    odd = Remembered(LinkedText("a \ud800 \0 b"), 0.0, (), (), True)
    memory.put_many({"a": odd})
    assert memory.get_many(["a"]) == {"a": odd}


def test_an_unwritable_place_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    notices: list[str] = []
    memory = Memory(tmp_path / "file" / "memory.sqlite3", notices.append)
    memory.put_many({"a": ONE})
    assert memory.get_many(["a"]) == {}
    assert len(notices) == 1
    assert "not used" in notices[0]


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite3"

    def write(name: str) -> None:
        memory = Memory(path, pytest.fail)
        for n in range(50):
            memory.put_many({f"{name}{n}": ONE})

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [f"{name}{n}" for name in "ab" for n in range(50)]
    assert len(Memory(path, pytest.fail).get_many(keys)) == 100
