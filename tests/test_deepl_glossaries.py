"""Glossaries of DeepL's API, of one pair of languages and of several, and that they are enforced."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from server_client import client_of
from starlette.testclient import TestClient

NOBODY = "96ab91fd-e715-41a1-adeb-5d701f84a483"
TSV = {"name": "Bau", "source_lang": "de", "target_lang": "en", "entries": "Haus\tmansion\nTür\tgate",
       "entries_format": "tsv"}  # fmt: skip


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(tmp_path / "glossaries") as made:
        yield made


def made(client: TestClient, **other: Any) -> str:
    answer = client.post("/v2/glossaries", json=TSV | other)
    assert answer.status_code == 201, answer.text
    number: str = answer.json()["glossary_id"]
    return number


def translated(client: TestClient, number: str, source: str = "DE") -> Any:
    asked = {"text": ["Das Haus ist alt."], "source_lang": source, "target_lang": "EN-US", "glossary_id": number}
    return client.post("/v2/translate", json={name: value for name, value in asked.items() if value})


def test_a_glossary_is_made_told_and_removed(client: TestClient) -> None:
    told = client.post("/v2/glossaries", data=TSV).json()
    number = told["glossary_id"]
    assert (told["name"], told["ready"], told["entry_count"]) == ("Bau", True, 2)
    assert (told["source_lang"], told["target_lang"]) == ("de", "en")
    assert client.get(f"/v2/glossaries/{number}").json() == told
    assert client.get("/v2/glossaries").json() == {"glossaries": [told]}
    entries = client.get(f"/v2/glossaries/{number}/entries", headers={"Accept": "text/tab-separated-values"})
    assert entries.text == TSV["entries"]
    assert entries.headers["content-type"].startswith("text/tab-separated-values")
    assert client.get(f"/v2/glossaries/{number}/entries", headers={"Accept": "text/csv"}).status_code == 415
    assert client.delete(f"/v2/glossaries/{number}").status_code == 204
    assert client.get(f"/v2/glossaries/{number}").status_code == 404


def test_it_is_enforced_in_texts_over_the_glossary_of_all(client: TestClient) -> None:
    number = made(client)
    answer = translated(client, number).json()
    assert answer["translations"][0]["text"] == "The mansion is old."


def test_where_it_cannot_be_used_that_is_told(client: TestClient) -> None:
    answer = translated(client, made(client), source="")
    assert "source_lang" in answer.json()["message"]
    french = made(client, source_lang="FR", entries="maison\thouse")
    answer = translated(client, french)
    assert (answer.status_code, answer.json()["message"]) == (400, "Glossary dictionary not found")


def test_csv_has_the_lines_of_its_languages(client: TestClient) -> None:
    text = 'Haus,"man,sion",de,en\nmaison,house,fr,en\n\n"Tür ""A""",gate\n'
    number = made(client, entries=text, entries_format="csv")
    assert client.get(f"/v2/glossaries/{number}/entries").text == 'Haus\tman,sion\nTür "A"\tgate'


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"name": ""}, "Parameter 'name' not specified"),
        ({"entries": ""}, "Parameter 'entries' not specified"),
        ({"entries": "\n\n"}, "Invalid glossary entries provided"),
        ({"entries": "Haus"}, "Invalid glossary entries provided"),
        ({"entries": "Haus\t"}, "Invalid glossary entries provided"),
        ({"entries": "Haus\ta\nHaus\tb"}, "Invalid glossary entries provided"),
        ({"entries": "Haus\ta\0"}, "Invalid glossary entries provided"),
        ({"entries": "Haus\t⟨a⟩"}, "Invalid glossary entries provided"),
        ({"entries": f"{'x' * 1025}\ta"}, "Invalid glossary entries provided"),
        ({"entries": '"Haus', "entries_format": "csv"}, "Invalid glossary entries provided"),
        ({"entries": "Haus", "entries_format": "csv"}, "Invalid glossary entries provided"),
        ({"entries_format": "xml"}, "Value for 'entries_format' not supported."),
        ({"target_lang": "XX"}, "Unsupported glossary source and target language pair"),
        ({"target_lang": "de"}, "Unsupported glossary source and target language pair"),
    ],
)
def test_what_is_no_glossary(client: TestClient, other: dict[str, str], message: str) -> None:
    answer = client.post("/v2/glossaries", json=TSV | other)
    assert (answer.status_code, answer.json()["message"]) == (400, message)
    assert client.get("/v2/glossaries").json() == {"glossaries": []}


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_ids_lead_nowhere_else(client: TestClient, version: str) -> None:
    assert client.get(f"/{version}/glossaries/{NOBODY}").status_code == 404
    assert client.delete(f"/{version}/glossaries/{NOBODY}").status_code == 404
    for number in ("x", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", f"{NOBODY}%00", "a" * 300):
        assert client.get(f"/{version}/glossaries/{number}").status_code in (400, 404)
        assert client.delete(f"/{version}/glossaries/{number}").status_code in (400, 404)


def dictionary(source: str, target: str, entries: str) -> dict[str, str]:
    return {"source_lang": source, "target_lang": target, "entries": entries, "entries_format": "tsv"}


def test_several_dictionaries(client: TestClient) -> None:
    asked = {"name": "Bau", "dictionaries": [dictionary("DE", "EN", "Haus\tmansion"), dictionary("en", "de", "a\tb")]}
    told = client.post("/v3/glossaries", json=asked)
    assert told.status_code == 201
    number = told.json()["glossary_id"]
    path = f"/v3/glossaries/{number}"
    assert told.json()["dictionaries"] == [
        {"source_lang": "de", "target_lang": "en", "entry_count": 1},
        {"source_lang": "en", "target_lang": "de", "entry_count": 1},
    ]
    assert client.get(path).json() == told.json()
    assert client.get("/v2/glossaries").json() == {"glossaries": []}
    assert client.get(f"/v2/glossaries/{number}").status_code == 404
    assert translated(client, number).json()["translations"][0]["text"] == "The mansion is old."

    patched = client.patch(path, json={"name": "Neu", "dictionaries": [dictionary("de", "en", "Haus\thut\nTür\tgate")]})
    assert (patched.json()["name"], patched.json()["dictionaries"][0]["entry_count"]) == ("Neu", 2)
    assert translated(client, number).json()["translations"][0]["text"] == "The hut is old."
    put = client.put(f"{path}/dictionaries", json=dictionary("de", "en", "Haus\tshed"))
    assert put.json() == {"source_lang": "de", "target_lang": "en", "entry_count": 1}
    entries = client.get(f"{path}/entries?source_lang=de&target_lang=en").json()
    assert entries == {"dictionaries": [dictionary("de", "en", "Haus\tshed")]}
    assert client.delete(f"{path}/dictionaries?source_lang=de&target_lang=en").status_code == 204
    assert client.delete(f"{path}/dictionaries?source_lang=de&target_lang=en").status_code == 404
    assert client.get(f"{path}/entries?source_lang=de&target_lang=en").status_code == 404
    assert translated(client, number).status_code == 400
    assert client.delete(path).status_code == 204


def test_dictionaries_in_a_form_as_deepl_node_sends_them(client: TestClient) -> None:
    form = {"name": "Bau"}
    for index, one in enumerate([dictionary("de", "en", "Haus\tmansion"), dictionary("en", "fr", "a\tb")]):
        form |= {f"dictionaries[{index}].{name}": value for name, value in one.items()}
    told = client.post("/v3/glossaries", data=form)
    assert [one["target_lang"] for one in told.json()["dictionaries"]] == ["en", "fr"]


@pytest.mark.parametrize("dictionaries", [None, [], "x", [1], [{}], [dictionary("de", "en", "a\tb")] * 2])
def test_what_are_no_dictionaries(client: TestClient, dictionaries: Any) -> None:
    assert client.post("/v3/glossaries", json={"name": "Bau", "dictionaries": dictionaries}).status_code == 400
    assert client.patch(f"/v3/glossaries/{made(client)}", json={"dictionaries": dictionaries}).status_code == 400


def test_pages_from_elsewhere_change_nothing(client: TestClient) -> None:
    answer = client.post("/v2/glossaries", data=TSV, headers={"Origin": "https://example.org"})
    assert answer.status_code == 403
    assert client.post("/v3/glossaries", data=TSV, headers={"Origin": "null"}).status_code == 403


def test_each_key_sees_its_own_glossaries_only(tmp_path: Path) -> None:
    one, other = ({"Authorization": f"DeepL-Auth-Key {key}"} for key in ("one", "other"))
    with client_of(tmp_path, keys=("one", "other")) as client:
        number = client.post("/v2/glossaries", json=TSV, headers=one).json()["glossary_id"]
        asked = {"text": "Das Haus", "source_lang": "DE", "target_lang": "EN", "glossary_id": number}
        for version in ("v2", "v3"):
            path = f"/{version}/glossaries"
            assert len(client.get(path, headers=one).json()["glossaries"]) == 1
            assert client.get(path, headers=other).json() == {"glossaries": []}
            assert client.get(f"{path}/{number}", headers=other).status_code == 404
            assert client.delete(f"{path}/{number}", headers=other).status_code == 404
        assert client.patch(f"/v3/glossaries/{number}", json={"name": "x"}, headers=other).status_code == 404
        assert client.post("/v2/translate", data=asked, headers=other).status_code == 404
        told = client.post("/v2/translate", data=asked | {"auth_key": "one"}).json()
        assert told["translations"][0]["text"] == "The mansion"
    with client_of(tmp_path) as client:
        assert client.get("/v2/glossaries", headers=one).json() == {"glossaries": []}
