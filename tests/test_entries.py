"""/v1/glossary: what the page's glossary view asks for."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from server_client import client_of
from starlette.testclient import TestClient

from glossary import store
from glossary.terms import Term


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    with client_of(tmp_path) as made:
        yield made


def sources(client: TestClient, text: str) -> list[str]:
    return [entry["source"] for entry in client.get("/v1/glossary", params={"q": text}).json()["entries"]]


def test_an_entry_is_added_used_replaced_and_removed(client: TestClient) -> None:
    assert client.put("/v1/glossary", json={"source": "Haus", "target": "home"}).json()["replaced"] is None
    assert client.post("/v1/translate", json={"text": "Das Haus ist alt."}).json()["translation"] == "The home is old."
    again = client.put("/v1/glossary", json={"source": "Haus", "target": "building", "kind": "noun"}).json()
    assert again["replaced"]["target"] == "home"
    assert "building" in client.post("/v1/translate", json={"text": "Das Haus"}).json()["translation"].lower()
    [removed] = client.delete("/v1/glossary", params={"source": "Haus"}).json()["removed"]
    assert (removed["target"], removed["kind"]) == ("building", "noun")
    assert client.delete("/v1/glossary", params={"source": "Haus"}).status_code == 404


def test_an_entry_that_was_replaced_can_be_put_back_whole(client: TestClient) -> None:
    whole = Term("Haus", "house", "noun", ("Hauses",), "old", plural="houses", forbidden=("hut",))
    store.add(store.own_file(), whole)
    replaced = client.put("/v1/glossary", json={"source": "Haus", "target": "home"}).json()["replaced"]
    assert client.put("/v1/glossary", json=replaced).status_code == 200
    [again] = store.entries(store.own_file())
    assert replace(again, origin="") == whole
    assert client.put("/v1/glossary", json=replaced | {"forbidden": "hut"}).status_code == 400


def test_entries_are_found_by_both_languages_and_the_own_ones_stand_first(client: TestClient) -> None:
    store.add(store.own_file(), Term("Kiewer Kuchen", "Kyiv cake"))
    found = sources(client, "kyiv")
    assert found[0] == "Kiewer Kuchen"
    assert "Kiew" in found
    assert sources(client, "xyzxyz") == []
    answer = client.get("/v1/glossary", params={"limit": 3}).json()
    assert len(answer["entries"]) == 3 < answer["total"]


def test_a_file_is_taken_in_and_given_out(client: TestClient) -> None:
    file = {"file": ("../../x.json", b'{"Haus": "home", "Auto": "car"}')}
    assert client.post("/v1/glossary/import", files=file).json() == {"entries": 2, "replaced": []}
    assert [term.target for term in store.entries(store.own_file())] == ["home", "car"]
    exported = client.get("/v1/glossary/export", params={"format": "csv"}).text.splitlines()
    assert [line.split(",")[:2] for line in exported] == [["source", "target"], ["Haus", "home"], ["Auto", "car"]]
    told = client.post("/v1/glossary/import", files={"file": ("x.json", b"{")})
    assert told.status_code == 400
    assert told.json()["message"].startswith("x.json")


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_page_from_elsewhere_changes_nothing(client: TestClient, origin: str) -> None:
    asked = client.put("/v1/glossary", json={"source": "Haus", "target": "home"}, headers={"origin": origin})
    assert asked.status_code == 403
    assert not store.own_file().exists()
    own = client.put("/v1/glossary", json={"source": "Haus", "target": "home"}, headers={"origin": "http://testserver"})
    assert own.status_code == 200


def test_bad_requests_are_told(client: TestClient) -> None:
    assert client.put("/v1/glossary", json={"source": "Haus"}).status_code == 400
    assert client.put("/v1/glossary", json={"source": "a", "target": "b", "forms": "c"}).status_code == 400
    assert client.get("/v1/glossary", params={"limit": "²"}).status_code == 400
    assert client.get("/v1/glossary/export", params={"format": "exe"}).status_code == 400
    assert client.post("/v1/glossary/import").status_code == 400


def test_halves_of_characters_are_no_reason_to_fail(client: TestClient) -> None:
    asked = {"source": "Haus\ud800", "target": "home", "forms": ["Hauses\ud800"]}
    told = client.put("/v1/glossary", content=json.dumps(asked), headers={"content-type": "application/json"})
    assert told.json()["entry"]["source"] == "Haus?"


@pytest.mark.parametrize("name", ["a.\0tsv", "a.ä", f"a.{'x' * 300}", "", "..", "/etc/passwd"])
def test_the_name_of_a_file_may_be_anything(client: TestClient, name: str) -> None:
    taken = client.post("/v1/glossary/import", files={"file": (name, b"Haus\thome\n")})
    assert taken.status_code in (200, 400)
    assert set(taken.json()) in ({"entries", "replaced"}, {"message"})


def test_others_are_answered_while_the_glossary_is_written(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, seen = threading.Event(), threading.Event()

    def add(path: Path, term: Term) -> None:
        waiting.set()
        assert seen.wait(60)

    monkeypatch.setattr(store, "add", add)
    with ThreadPoolExecutor() as pool:
        put = pool.submit(client.put, "/v1/glossary", json={"source": "Haus", "target": "home"})
        assert waiting.wait(60)
        assert client.get("/health").status_code == 200
        seen.set()
        assert put.result().status_code == 200
