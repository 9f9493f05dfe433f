"""Requests as programs that use the APIs send them: their headers and bodies are in tests/requests/."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from server_client import client_of
from starlette.testclient import TestClient

RECORDED = Path(__file__).with_name("requests")
GLOSSARY = {
    "name": "weblate:1:de:en:1234567890",
    "ready": True,
    "source_lang": "de",
    "target_lang": "en",
    "entry_count": 2,
}
ANSWERS = {
    "mastodon-deepl": {
        "translations": [
            {"detected_source_language": "DE", "text": "<p>The <b>house</b> is old.</p>"},
            {"detected_source_language": "DE", "text": "We"},
            {"detected_source_language": "DE", "text": "We go"},
        ]
    },
    "mastodon-deepl-languages": [
        {"language": "EN-GB", "name": "English (British)", "supports_formality": False},
        {"language": "EN-US", "name": "English (American)", "supports_formality": False},
    ],
    "mastodon-libretranslate": {
        "translatedText": ["<p>The <b>house</b> is old.</p>", "We go"],
        "detectedLanguage": [{"language": "de"}, {"language": "de"}],
    },
    "mastodon-libretranslate-languages": [
        {"code": "de", "name": "German", "targets": ["en"]},
        {"code": "en", "name": "English", "targets": []},
    ],
    "weblate-deepl": {
        "translations": [{"detected_source_language": "DE", "text": 'The house <x id="9"></x> is old &amp; house'}]
    },
    "weblate-deepl-glossary": GLOSSARY,
    "weblate-deepl-pairs": {"supported_languages": [{"source_lang": "de", "target_lang": "en"}]},
    "weblate-libretranslate": {"translatedText": ["The house is old.", "We go"]},
    "discourse-libretranslate-detect": [{"language": "de"}],
    "curl-deepl": {"translations": [{"detected_source_language": "DE", "text": "The house – Tür"}]},
}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(tmp_path) as made:
        yield made


def sent(client: TestClient, name: str) -> Any:
    head, _, body = (RECORDED / f"{name}.http").read_text("utf-8").partition("\n\n")
    (method, path), *headers = (line.split(None, 1) for line in head.splitlines())
    fields = {field.rstrip(":"): value for field, value in headers}
    answer = client.request(method, path, headers=fields, content=body.removesuffix("\n").encode())
    assert answer.is_success, answer.text
    return answer.json()


def known(value: Any, expected: Any) -> Any:
    """An answer without what is different each time: what the expected one does not have."""
    if isinstance(expected, dict):
        return {name: known(value[name], one) for name, one in expected.items()}
    if isinstance(expected, list):
        return [known(one, other) for one, other in zip(value, expected, strict=True)]
    return value


def test_every_request_has_an_answer() -> None:
    assert set(ANSWERS) == {path.stem for path in RECORDED.iterdir()}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers(client: TestClient, name: str) -> None:
    assert known(sent(client, name), ANSWERS[name]) == ANSWERS[name]


def test_what_weblate_makes_of_a_glossary(client: TestClient) -> None:
    number = sent(client, "weblate-deepl-glossary")["glossary_id"]
    assert client.get("/v2/glossaries").json()["glossaries"][0]["glossary_id"] == number
    body = (RECORDED / "weblate-deepl.http").read_text("utf-8").partition("\n\n")[2]
    told = client.post("/v2/translate", json=json.loads(body) | {"glossary_id": number}).json()
    text = 'The mansion <x id="9"></x> is old &amp; mansion'
    assert told["translations"][0]["text"] == text
    assert client.delete(f"/v2/glossaries/{number}").status_code == 204
