"""/v1/translate: the whole report, at once and as events."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from conftest import ROOT, FakeEngine
from server_client import WORDS, client_of
from starlette.testclient import TestClient

from translate.options import Options
from translate.server import app
from translate.server.service import Service
from translate.server.settings import Settings

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
TEXT = "Das Haus ist alt. Wir gehen.\n\n- Kiew ist alt."


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(tmp_path) as made:
        yield made


def test_the_report_says_all_that_the_schema_names(client: TestClient) -> None:
    told = client.post("/v1/translate", json={"text": TEXT}).json()
    assert told.pop("translation") == "The house is old. We go.\n\n- Kyiv is old."
    jsonschema.validate(told, {**SCHEMA, **SCHEMA["$defs"]["document"]})
    [term] = [term for segment in told["segments"] for term in segment["terms"]]
    assert term["target"] == "Kyiv"
    # Where the server keeps its files is nobody's business.
    assert term["origin"].startswith("names.tsv:")


def test_terms_of_the_request_win(client: TestClient) -> None:
    terms = [{"source": "Haus", "target": "home"}, {"source": "Kiew", "target": "Kiev"}]
    told = client.post("/v1/translate", json={"text": TEXT, "terms": terms}).json()
    assert told["translation"] == "The home is old. We go.\n\n- Kiev is old."


def test_sentences_come_as_events_and_then_the_report(client: TestClient) -> None:
    told = client.post("/v1/translate", json={"text": TEXT}, headers={"accept": "text/event-stream"})
    assert told.headers["content-type"].startswith("text/event-stream")
    events = [event.split("\n") for event in told.text.strip().split("\n\n")]
    assert [name for name, _ in events] == ["event: begin", *["event: segment"] * 3, "event: report"]
    values = [json.loads(data.removeprefix("data: ")) for _, data in events]
    assert [value["translation"] for value in values[1:-1]] == ["The house is old.", "We go.", "Kyiv is old."]
    assert values[0] == {"sentences": 3}
    assert values[-1] == client.post("/v1/translate", json={"text": TEXT}).json()


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"text": 1}, "text parameter is not a text"),
        ({"text": "Das", "format": "docx"}, "format docx is not one of"),
        ({"text": "Das", "terms": [1]}, "terms is not a list of objects"),
        ({"text": "Das", "terms": [{"source": "Haus"}]}, "the target is empty"),
        ({"text": "{", "format": "json"}, "not JSON"),
    ],
)
@pytest.mark.parametrize("accept", ["*/*", "text/event-stream"])
def test_bad_requests_are_told(client: TestClient, asked: object, message: str, accept: str) -> None:
    told = client.post("/v1/translate", json=asked, headers={"accept": accept})
    assert told.status_code == 400
    assert message in told.json()["message"]


def test_without_a_shared_glossary_only_the_terms_of_a_request_count(tmp_path: Path) -> None:
    settings = Settings(tmp_path, Options(memory=False, names=False), shared=False)
    with TestClient(app.create(Service(settings, pytest.fail, FakeEngine(WORDS)))) as client:
        asked = {"text": "Kiew ist alt."}
        assert client.post("/v1/translate", json=asked).json()["translation"] == "Kiew is old."
        own = client.post("/v1/translate", json=asked | {"terms": [{"source": "Kiew", "target": "Kyiv"}]})
        assert own.json()["translation"] == "Kyiv is old."


def test_a_key_is_needed_where_there_are_keys(tmp_path: Path) -> None:
    with client_of(tmp_path, keys=("first", "second")) as client:
        assert client.post("/v1/translate", json={"text": "Das"}).status_code == 403
        right = client.post("/v1/translate", json={"text": "Das"}, headers={"authorization": "Bearer second"})
        assert right.json()["translation"] == "The"
