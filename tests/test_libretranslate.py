"""LibreTranslate's API, asked as its clients ask."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
from libretranslatepy import LibreTranslateAPI
from server_client import client_of, serving
from starlette.testclient import TestClient

from translate.options import Options
from translate.server.settings import Settings


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(tmp_path) as made:
        yield made


def test_a_text_and_a_list_of_texts(client: TestClient) -> None:
    one = client.post("/translate", data={"q": "Das Haus ist alt.", "source": "de", "target": "en"})
    assert (one.status_code, one.json()) == (200, {"translatedText": "The house is old."})
    asked = {"q": ["Das Haus ist alt.", "Wir gehen."], "source": "auto", "target": "en", "format": "text"}
    both = client.post("/translate", json=asked).json()
    assert both["translatedText"] == ["The house is old.", "We go."]
    assert [found["language"] for found in both["detectedLanguage"]] == ["de", "de"]


def test_html_keeps_its_tags_and_text_its_angle_brackets(client: TestClient) -> None:
    asked = {"q": "<p>Das <b>Haus</b> ist alt.</p>", "source": "de", "target": "en", "format": "html"}
    assert client.post("/translate", json=asked).json()["translatedText"] == "<p>The <b>house</b> is old.</p>"
    plain = client.post("/translate", json=asked | {"q": "Das Haus <1> ist alt.", "format": "text"})
    assert plain.json()["translatedText"] == "The house <1> is old."


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"q": None}, "Invalid request: missing q parameter"),
        ({"target": None}, "Invalid request: missing target parameter"),
        ({"target": "zz"}, "zz is not supported"),
        ({"target": "\ud800"}, "? is not supported"),
        ({"source": "en"}, "English (en) is not available as a target language from English (en)"),
        ({"format": "pdf"}, "pdf format is not supported"),
        ({"alternatives": "x"}, "Invalid request: alternatives parameter is not a number"),
        ({"q": [1]}, "Invalid request: q parameter is not a text or a list of texts"),
    ],
)
def test_what_cannot_be_answered_is_told_in_its_words(
    client: TestClient, change: dict[str, object], error: str
) -> None:
    asked = {"q": "Das Haus", "source": "de", "target": "en"} | change
    body = json.dumps({name: value for name, value in asked.items() if value is not None})
    told = client.post("/translate", content=body, headers={"content-type": "application/json"})
    assert (told.status_code, told.json()) == (400, {"error": error})


def test_bodies_that_are_none(client: TestClient) -> None:
    for body in (b"", b"{", b"[1]", b"\xff", b"[" * 100_000):
        told = client.post("/translate", content=body, headers={"content-type": "application/json"})
        assert told.status_code == 400
        assert told.json()["error"].startswith("Invalid JSON format")


def test_languages_settings_and_health(client: TestClient) -> None:
    assert client.get("/languages").json()[0] == {"code": "de", "name": "German", "targets": ["en"]}
    assert ".docx" in client.get("/frontend/settings").json()["supportedFilesFormat"]
    assert client.get("/health").json() == {"status": "ok"}


def test_the_language_of_a_text(client: TestClient) -> None:
    texts = {
        "de": "Hallo Welt",
        "en": "What is it that you want?",
        "fr": "Il n'est pas dans la maison avec les autres.",
    }
    for code, text in texts.items():
        assert client.post("/detect", data={"q": text}).json()[0]["language"] == code


def test_a_file_comes_back_in_its_own_format_once(client: TestClient) -> None:
    asked = {"source": "auto", "target": "en"}
    file = {"file": ("../Häuser.srt", b"1\n00:00:01,000 --> 00:00:02,000\nDas Haus ist alt.\n")}
    url = client.post("/translate_file", data=asked, files=file).json()["translatedFileUrl"]
    fetched = client.get(url)
    assert fetched.text == "1\n00:00:01,000 --> 00:00:02,000\nThe house is old.\n"
    assert "H%C3%A4user.srt" in fetched.headers["content-disposition"]
    assert client.get(url).status_code == 404
    assert client.post("/translate_file", data=asked, files={"file": ("a.exe", b"x")}).status_code == 400
    assert client.post("/translate_file", data=asked).json()["error"] == "Invalid request: missing file parameter"


def test_a_key_is_needed_where_there_are_keys(tmp_path: Path) -> None:
    asked = {"q": "Das Haus", "source": "de", "target": "en"}
    with client_of(tmp_path, keys=("right",)) as client:
        assert client.post("/translate", json=asked).status_code == 403
        assert client.post("/translate", json=asked | {"api_key": "wrong"}).status_code == 403
        assert client.post("/translate", json=asked | {"api_key": "right"}).status_code == 200


def test_what_is_too_large_is_refused(tmp_path: Path) -> None:
    asked = {"q": "Das Haus ist alt.", "source": "de", "target": "en"}
    with client_of(tmp_path, characters=10, body=1000) as client:
        told = client.post("/translate", json=asked).json()
        assert told == {"error": "Invalid request: request (17) exceeds text limit (10)"}
        assert client.post("/translate", json=asked | {"q": "a" * 1000}).status_code == 413


def test_a_name_that_only_leads_here_is_not_answered(tmp_path: Path) -> None:
    with client_of(tmp_path, hosts=("localhost",)) as client:
        assert client.get("/languages", headers={"host": "evil.example:8765"}).status_code == 400
        assert client.get("/languages", headers={"host": "localhost:8765"}).status_code == 200


def test_nothing_may_be_loaded_from_elsewhere(client: TestClient) -> None:
    headers = client.get("/health").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_its_own_client(tmp_path: Path) -> None:
    settings = Settings(tmp_path, Options(memory=False), keys=("right",))
    with serving(tmp_path, settings=settings) as port:
        api = LibreTranslateAPI(f"http://127.0.0.1:{port}", "right")
        assert api.translate("Das Haus ist alt – für Wir.", "de", "en") == "The house is old – für We."
        assert api.detect("Das Haus ist nicht alt.")[0]["language"] == "de"
        assert [one["code"] for one in api.languages()] == ["de", "en"]
        with pytest.raises(HTTPError, match="400"):
            api.translate("Das Haus", "de", "fr")
        with pytest.raises(HTTPError, match="403"):
            LibreTranslateAPI(f"http://127.0.0.1:{port}/", "wrong").translate("Das Haus", "de", "en")
