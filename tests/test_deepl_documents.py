"""Documents of DeepL's API: sent, asked after, fetched."""

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from server_client import client_of
from starlette.testclient import TestClient

GERMAN = {"source_lang": "DE", "target_lang": "EN-US"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(tmp_path, characters=100) as made:
        yield made


def sent(client: TestClient, name: str, data: bytes, **other: str) -> dict[str, str]:
    answer = client.post("/v2/document", data=GERMAN | other, files={"file": (name, data)})
    assert answer.status_code == 200, answer.text
    handle: dict[str, str] = answer.json()
    return handle


def status(client: TestClient, handle: dict[str, str]) -> dict[str, Any]:
    """What is told of a document once it is done."""
    for _ in range(200):
        told: dict[str, Any] = client.post(
            f"/v2/document/{handle['document_id']}", data={"document_key": handle["document_key"]}
        ).json()
        if told["status"] in ("done", "error"):
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def fetched(client: TestClient, handle: dict[str, str]) -> Any:
    return client.post(f"/v2/document/{handle['document_id']}/result", json={"document_key": handle["document_key"]})


def test_a_document_in_three_steps(client: TestClient) -> None:
    handle = sent(client, "Brief.txt", b"Das Haus ist alt.\n", output_format="txt")
    told = status(client, handle)
    assert told == {
        "document_id": handle["document_id"], "status": "done", "seconds_remaining": 0, "billed_characters": 18,
    }  # fmt: skip
    answer = fetched(client, handle)
    assert (answer.status_code, answer.content) == (200, b"The house is old.\n")
    assert "Brief.txt" in answer.headers["content-disposition"]
    assert fetched(client, handle).status_code == 404
    assert client.get("/v2/usage").json()["character_count"] == 18


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", b"<p>Das Haus</p>", b"<p>The house</p>"),
        ("a.srt", b"1\n00:00:01,000 --> 00:00:02,000\nDas Haus ist alt.\n", b"The house is old."),
        ("a.md", b"# Das Haus\n", b"# The house"),
        ("a.json", b'{"a": "Das Haus ist alt."}', b"The house is old."),
    ],
)
def test_formats(client: TestClient, name: str, data: bytes, expected: bytes) -> None:
    handle = sent(client, name, data)
    assert status(client, handle)["status"] == "done"
    assert expected.lower() in fetched(client, handle).content.lower()


def test_the_name_may_be_told_apart_from_the_file(client: TestClient) -> None:
    handle = sent(client, "blob", b"<p>Das Haus</p>", filename="../../Brief \u00e4\n.html")
    assert status(client, handle)["status"] == "done"
    disposition = fetched(client, handle).headers["content-disposition"]
    assert disposition == "attachment; filename*=UTF-8''Brief%20%C3%A4.html"


def test_a_glossary_is_enforced(client: TestClient) -> None:
    entries = {"name": "Bau", "source_lang": "de", "target_lang": "en", "entries": "Haus\tmansion"}
    number = client.post("/v2/glossaries", json=entries).json()["glossary_id"]
    handle = sent(client, "a.txt", b"Das Haus ist alt.", glossary_id=number)
    status(client, handle)
    assert fetched(client, handle).content == b"The mansion is old."


def _zip_of_nothing() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<no")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docx", b"no zip", "a.docx"),
        ("a.docx", _zip_of_nothing(), "a.docx"),
        ("a.txt", b"\0" * 100, "a.txt"),
        ("a.txt", b"Haus " * 100, "more than 100 characters"),
        ("a.pdf", b"%PDF-1.4", "a.pdf"),
    ],
)
def test_what_goes_wrong_is_told_by_the_status(client: TestClient, name: str, data: bytes, message: str) -> None:
    handle = sent(client, name, data)
    told = status(client, handle)
    assert told["status"] == "error"
    assert message in told["error_message"]
    assert told["message"] == told["error_message"]
    assert fetched(client, handle).status_code == 400


def test_german_from_german_is_told_so(client: TestClient) -> None:
    handle = sent(client, "a.txt", b"Haus", target_lang="DE")
    assert status(client, handle)["error_message"] == "Source and target language are equal."


@pytest.mark.parametrize(
    ("name", "other", "message"),
    [
        ("a.invalid", {}, "Invalid file data."),
        ("a.txt", {"output_format": "pdf"}, "output_format not supported."),
        ("a.txt", {"target_lang": "FR"}, "Value for 'target_lang' not supported."),
        ("a.txt", {"formality": "more"}, "Target language 'EN-US' doesn't support formality."),
        ("a.txt", {"glossary_id": "x"}, "Value for 'glossary_id' not supported."),
    ],
)
def test_what_is_refused(client: TestClient, name: str, other: dict[str, str], message: str) -> None:
    answer = client.post("/v2/document", data=GERMAN | other, files={"file": (name, b"Haus")})
    assert (answer.status_code, answer.json()["message"]) == (400, message)


def test_no_file_is_no_document(client: TestClient) -> None:
    assert client.post("/v2/document", data=GERMAN).status_code == 400
    assert client.post("/v2/document", json=GERMAN | {"file": "x"}).status_code == 400


def test_a_key_opens_one_document(client: TestClient) -> None:
    first, second = sent(client, "a.txt", b"Haus"), sent(client, "b.txt", b"Wir")
    for number, key in ((first["document_id"], second["document_key"]), (first["document_id"], ""), ("../x", "x")):
        assert client.post(f"/v2/document/{number}", data={"document_key": key}).status_code == 404
        assert client.post(f"/v2/document/{number}/result", data={"document_key": key}).status_code == 404
