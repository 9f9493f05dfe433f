import sqlite3
import threading
from pathlib import Path

import pytest

from glossary.linked import LinkedText
from glossary.terms import FOUND, Term, TermMatch
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
        connection.execute("UPDATE linked_translation SET steps = 'magic'")
    notices: list[str] = []
    assert Memory(path, notices.append).get_many(["a"]) == {}
    assert "set aside" in notices[0]


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
