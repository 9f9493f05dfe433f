"""Glossaries that clients make, as files."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from translate.server.problems import Problem
from translate.server.shelf import Shelf, Stored

GERMAN = ("de", "en")
ID = "96ab91fd-e715-41a1-adeb-5d701f84a483"


def test_a_glossary_is_there_for_the_next_server_too(tmp_path: Path) -> None:
    made = Shelf(tmp_path / "new").create("Bau", {GERMAN: {"Haus": "mansion"}, ("en", "de"): {"a": "b", "c": "d"}})
    shelf = Shelf(tmp_path / "new")
    assert shelf.get(made.id).dictionaries == {GERMAN: {"Haus": "mansion"}, ("en", "de"): {"a": "b", "c": "d"}}
    assert shelf.summaries() == [made] == [shelf.summary(made.id)]
    assert made.counts == {GERMAN: 1, ("en", "de"): 2}
    terms = shelf.terms(made.id, GERMAN)
    assert terms is not None
    assert [(term.source, term.target) for term in terms.terms] == [("Haus", "mansion")]
    assert shelf.terms(made.id, ("fr", "en")) is None


def test_what_is_changed_counts_at_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    made = shelf.create("Bau", {GERMAN: {"Haus": "mansion"}})
    shelf.terms(made.id, GERMAN)
    changed = shelf.change(made.id, lambda before: replace(before, name="Neu", dictionaries={GERMAN: {"Tür": "gate"}}))
    assert (changed.id, changed.name, changed.created) == (made.id, "Neu", made.created)
    terms = shelf.terms(made.id, GERMAN)
    assert terms is not None
    assert terms.terms[0].target == "gate"
    shelf.delete(made.id)
    for ask in (shelf.get, shelf.summary, shelf.delete):
        with pytest.raises(Problem) as raised:
            ask(made.id)
        assert raised.value.status == 404


@pytest.mark.parametrize("number", ["", "..", "../x", "/etc/passwd", "x" * 36, f"{ID}\n"])
def test_what_is_no_id_leads_nowhere(tmp_path: Path, number: str) -> None:
    with pytest.raises(Problem) as raised:
        Shelf(tmp_path).get(number)
    assert raised.value.status == 400


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    made = shelf.create("Bau", {GERMAN: {"a": "b"}})

    def add(number: int) -> None:
        def changed(before: Stored) -> Stored:
            return replace(before, dictionaries={GERMAN: {**before.dictionaries[GERMAN], f"a{number}": "b"}})

        shelf.create(f"{number}", {GERMAN: {"a": "b"}})
        Shelf(tmp_path).change(made.id, changed)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert len(shelf.summaries()) == 25
    assert len(shelf.get(made.id).dictionaries[GERMAN]) == 25


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem) as raised:
        Shelf(tmp_path / "file" / "folder").create("Bau", {GERMAN: {"a": "b"}})
    assert raised.value.status == 503


def test_what_is_none_of_ours_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("no JSON", encoding="utf-8")
    assert Shelf(tmp_path).summaries() == []
