"""The words of several lexicons, asked for together."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from translate.lexicon import store
from translate.lexicon.lookup import Lexicon
from translate.lexicon.words import Word


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path))
    return tmp_path


def keep(folder: Path, name: str, *rows: str) -> Path:
    (folder / f"{name}.tsv").write_text("\n".join(rows), encoding="utf-8")
    store.add(folder / f"{name}.tsv", name, True, print)
    return store.path_of(name)


@pytest.fixture
def lexicon(home: Path) -> Iterator[Lexicon]:
    keep(home, "b", "Bank\tshoal\tnoun", "Haus\thouse\tnoun")
    keep(home, "a", "Bank\tbank|bench\tnoun")
    opened = Lexicon.own(pytest.fail)
    yield opened
    opened.close()


def test_lexicons_answer_in_the_order_of_their_names(lexicon: Lexicon) -> None:
    assert lexicon.find(["Bank", "Haus", "haus", "Bank"]) == {
        "Bank": (Word("Bank", ("bank", "bench"), "noun"), Word("Bank", ("shoal",), "noun")),
        "Haus": (Word("Haus", ("house",), "noun"),),
    }
    assert lexicon.find([]) == lexicon.find(["", "\udcff", "a\0b", "x" * 100_000]) == {}


def test_without_lexicons_there_is_nothing(home: Path) -> None:
    lexicon = Lexicon.own(pytest.fail)
    assert (lexicon.find(["Haus"]), lexicon.key) == ({}, "")


def test_the_key_is_another_with_other_words(home: Path, lexicon: Lexicon) -> None:
    before = lexicon.key
    assert before == Lexicon.own(pytest.fail).key
    keep(home, "a", "Bank\tbank|bench\tnoun")
    assert Lexicon.own(pytest.fail).key == before
    keep(home, "a", "Bank\tbank\tnoun")
    changed = Lexicon.own(pytest.fail).key
    store.remove("a")
    assert len({before, changed, Lexicon.own(pytest.fail).key}) == 3


def test_what_is_open_stays_as_it_was_opened(home: Path, lexicon: Lexicon) -> None:
    before = lexicon.key, lexicon.find(["Bank"])
    keep(home, "a", "Bank\tjam\tnoun")
    store.remove("b")
    assert (lexicon.key, lexicon.find(["Bank"])) == before


def test_threads_share_it(lexicon: Lexicon) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: lexicon.find(["Bank", "Haus"]), range(200)))
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0]) == 2


def test_a_forked_process_opens_its_own(lexicon: Lexicon) -> None:
    wanted = lexicon.find(["Bank"])
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        # In the child nothing of the tests may go on.
        os.write(writer, b"same" if lexicon.find(["Bank"]) == wanted else b"else")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 4) == b"same"
    os.close(reader)
    os.close(writer)
    assert lexicon.find(["Bank"]) == wanted


def test_a_damaged_lexicon_is_told_of_once_and_done_without(home: Path) -> None:
    keep(home, "b", "Haus\thouse\tnoun")
    path = keep(home, "a", *(f"Haus{'s' * number}\thouse" for number in range(90)))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"houseHaus") if b"houseHaus" in data else data.index(b"house")
    data[at] ^= 1
    path.write_bytes(data)
    (home / "lexicon" / "c.sqlite3").write_bytes(b"no lexicon at all" * 100)
    told: list[str] = []
    lexicon = Lexicon.own(told.append)
    words = [f"Haus{'s' * number}" for number in range(90)]
    before = lexicon.key
    for _ in range(3):
        assert lexicon.find(words) == {"Haus": (Word("Haus", ("house",), "noun"),)}
    assert lexicon.key != before
    assert sorted(told) == [
        f"{path}: the lexicon is not used: a word is not as it was written",
        f"{home}/lexicon/c.sqlite3: the lexicon is not used: damaged",
    ]
    lexicon.close()
    assert lexicon.find(["Haus"])
    assert len(told) == 2
    lexicon.close()
