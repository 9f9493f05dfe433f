"""A lexicon as a file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import LexiconError
from translate.lexicon.word_file import DamageError, WordFile, written
from translate.lexicon.words import MOST_SENSES, Giving, Word

FORMS = st.sampled_from(["Haus", "haus", "Bank", "Bänke", "U-Haft"])
WORDS = st.builds(
    Word,
    FORMS,
    st.lists(st.from_regex(r"[a-z]{1,3}( [a-z]{1,3})?", fullmatch=True), min_size=1, max_size=3, unique=True).map(
        tuple
    ),
    st.sampled_from(["noun", "verb", ""]),
)


def kept(path: Path, *givings: Giving) -> WordFile:
    data, facts = written(givings, "table", "a.tsv", "2024-02-29", "CC0")
    path.write_bytes(data)
    opened = WordFile(path)
    assert opened.facts == facts
    return opened


def found(opened: WordFile, *words: str) -> list[Word]:
    answer = list(opened.find(words))
    opened.close()
    return answer


def test_words_and_facts_come_back(tmp_path: Path) -> None:
    bank, house = Word("Bank", ("bank", "bench"), "noun"), Word("Haus", ("house",), "noun")
    opened = kept(tmp_path / "a", Giving(house), Giving(bank))
    facts = opened.facts
    assert (facts.kind, facts.source, facts.added, facts.licence) == ("table", "a.tsv", "2024-02-29", "CC0")
    assert (facts.words, facts.senses) == (2, 3)
    assert found(opened, "Haus", "bank", "Bank", "Bankhaus") == [bank, house]


def test_the_likelier_comes_first(tmp_path: Path) -> None:
    givings = [
        Giving(Word("Bank", ("seat of stone", "bench"), "noun")),
        Giving(Word("Bank", ("shoal",), "noun"), 0.1),
        Giving(Word("Bank", ("bank",), "noun"), 3.0),
        Giving(Word("Bank", ("bench",), "noun")),
        Giving(Word("Bank", ("jam",), "")),
    ]
    opened = kept(tmp_path / "a", *givings)
    assert found(opened, "Bank") == [
        Word("Bank", ("jam",), ""), Word("Bank", ("bank", "bench", "seat of stone", "shoal"), "noun")
    ]  # fmt: skip


def test_senses_are_bounded_and_words_are_many(tmp_path: Path) -> None:
    many = [Giving(Word(f"W{number}", (f"w{number}",))) for number in range(2000)]
    same = [Giving(Word("Ding", (f"thing {number}",))) for number in range(30)]
    opened = kept(tmp_path / "a", *many, *same)
    assert [len(word.senses) for word in opened.find(["Ding"])] == [MOST_SENSES]
    assert len(found(opened, *(f"W{number}" for number in range(2500)))) == 2000


def test_the_key_is_of_the_content_alone() -> None:
    one, other = Giving(Word("Haus", ("house",))), Giving(Word("Haus", ("home",)))
    files = (([one, other], "a", "b"), ([one, other], "c", "d"), ([other, one], "a", "b"), ([one], "a", "b"))
    keys = [written(givings, kind, name, "2024-02-29", "")[1].key for givings, kind, name in files]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_a_name_may_have_any_sign(tmp_path: Path) -> None:
    (tmp_path / "a?mode=rwc#%41").mkdir()
    assert found(kept(tmp_path / "a?mode=rwc#%41" / "ü%20 ", Giving(Word("Haus", ("house",)))), "Haus")


def test_a_file_is_not_changed_by_reading(tmp_path: Path) -> None:
    found(kept(tmp_path / "a", Giving(Word("Haus", ("house",)))), "Haus")
    (tmp_path / "a").chmod(0o444)
    assert found(WordFile(tmp_path / "a"), "Haus")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("change", ["senses = 'shed'", "part = 'verb'", "senses = x'ff'", "checksum = NULL"])
def test_a_word_that_is_not_as_it_was_written_is_told(tmp_path: Path, change: str) -> None:
    kept(tmp_path / "a", Giving(Word("Haus", ("house",), "noun"))).close()
    with closing(sqlite3.connect(tmp_path / "a")) as connection, connection:
        connection.execute(f"UPDATE word SET {change}")
    with pytest.raises(DamageError):
        found(WordFile(tmp_path / "a"), "Haus")


def test_what_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        WordFile(tmp_path)
    (tmp_path / "a").write_bytes(b"x" * 5000)
    with pytest.raises(sqlite3.DatabaseError):
        WordFile(tmp_path / "a")
    (tmp_path / "b").write_bytes(b"")
    with pytest.raises(sqlite3.Error):
        WordFile(tmp_path / "b")
    kept(tmp_path / "c", Giving(Word("Haus", ("house",)))).close()
    with closing(sqlite3.connect(tmp_path / "c")) as connection, connection:
        connection.execute("UPDATE facts SET content = '{}'")
    with pytest.raises(DamageError):
        WordFile(tmp_path / "c")
    with closing(sqlite3.connect(tmp_path / "c")) as connection, connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(OSError, match="a later release"):
        WordFile(tmp_path / "c")


def test_without_room_to_sort_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("translate.lexicon.word_file._merged", full)
    with pytest.raises(LexiconError, match=r"a\.tsv: cannot be sorted: database or disk is full"):
        written([], "table", "a.tsv", "", "")


@given(st.lists(st.builds(Giving, WORDS, st.floats(0.1, 10)), max_size=12))
def test_all_that_is_given_is_found(tmp_path_factory: pytest.TempPathFactory, givings: list[Giving]) -> None:
    path = tmp_path_factory.mktemp("words") / "a"
    opened = kept(path, *givings)
    answer = found(opened, *{one.word.german for one in givings})
    assert len({(word.german, word.part) for word in answer}) == len(answer)
    given_senses = {(one.word.german, one.word.part, sense) for one in givings for sense in one.word.senses}
    assert {(word.german, word.part, sense) for word in answer for sense in word.senses} <= given_senses
    if all(len(word.senses) < MOST_SENSES for word in answer):
        assert sum(len(word.senses) for word in answer) == len(given_senses) == opened.facts.senses
