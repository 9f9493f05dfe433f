"""The description of the APIs, and what the server has."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from server_client import client_of
from starlette.routing import Route
from starlette.testclient import TestClient

# What is for a browser and not for programs.
_PAGES = ("/", "/web/{file}")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(tmp_path) as made:
        yield made


@pytest.fixture
def description(client: TestClient) -> Any:
    return client.get("/openapi.json").json()


def test_every_path_is_described_and_what_is_described_is_there(client: TestClient, description: Any) -> None:
    routes = [route for route in client.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    there = {
        (route.path, method)
        for route in routes
        for method in route.methods or ()
        if method in _METHODS and route.path not in _PAGES
    }
    described = {(path, method.upper()) for path, methods in description["paths"].items() for method in methods}
    assert described == there


def test_each_operation_has_an_id_of_its_own(description: Any) -> None:
    ids = [operation["operationId"] for methods in description["paths"].values() for operation in methods.values()]
    assert len(ids) == len(set(ids))


def test_answers_are_as_described(client: TestClient, description: Any) -> None:
    asked = {"text": "Das Haus ist alt. Wir gehen.", "terms": [{"source": "Haus", "target": "home"}]}
    report = client.post("/v1/translate", json=asked).json()
    assert report["segments"][0]["terms"]
    for name, value in (("Report", report), ("Message", client.post("/v1/translate", content=b"{").json())):
        schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
        jsonschema.validate(value, schema)


def test_the_steps_are_those_of_the_report(description: Any) -> None:
    reports = json.loads((Path(__file__).parent.parent / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    assert description["components"]["schemas"]["Step"]["enum"] == reports["$defs"]["step"]["enum"]
