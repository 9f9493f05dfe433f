"""DeepL's API for texts, asked as its clients, Weblate and Mastodon ask; what is told of languages and usage."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from server_client import client_of
from starlette.testclient import TestClient

GERMAN = {"source_lang": "DE", "target_lang": "EN-US"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(tmp_path, characters=1000) as made:
        yield made


def texts(client: TestClient, **asked: Any) -> list[str]:
    answer = client.post("/v2/translate", json=GERMAN | asked)
    assert answer.status_code == 200, answer.text
    return [one["text"] for one in answer.json()["translations"]]


def problem(client: TestClient, **asked: Any) -> tuple[int, str]:
    answer = client.post("/v2/translate", json={"text": ["Haus"]} | GERMAN | asked)
    assert set(answer.json()) <= {"message", "detail"}
    return answer.status_code, answer.json()["message"]


def test_as_json_and_as_a_form(client: TestClient) -> None:
    asked = {"text": ["Das Haus ist alt.", "Wir gehen."], "target_lang": "EN-GB"}
    for answer in (client.post("/v2/translate", json=asked), client.post("/v2/translate", data=asked)):
        assert answer.json() == {
            "translations": [
                {"detected_source_language": "DE", "text": "The house is old."},
                {"detected_source_language": "DE", "text": "We go."},
            ]
        }


def test_a_form_may_have_characters_as_they_are_as_curl_sends_them(client: TestClient) -> None:
    for text in ("Häuser + „Bäume“", quote_plus("Häuser + „Bäume“")):
        data = f"text={text}&target_lang=EN&source_lang=DE".encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = client.post("/v2/translate", content=data, headers=kind).json()
        assert re.sub(r"\W+", " ", answer["translations"][0]["text"]) == "Häuser Bäume "


def test_white_space_and_lines_stay(client: TestClient) -> None:
    assert texts(client, text=["  Das Haus\n\n\tist alt \n", "", " ", "Haus"]) == [
        "  The house\n\n\tis old \n", "", " ", "House",
    ]  # fmt: skip
    assert texts(client, text=["Das Haus\nist alt."], split_sentences="0") == ["The house\nis old."]
    assert texts(client, text=["Das Haus\nist alt."], split_sentences="nonewlines") == ["The house\nis old."]


def test_what_may_be_told_of_a_text(client: TestClient) -> None:
    asked = {"text": ["Haus"], "show_billed_characters": True, "model_type": "prefer_quality_optimized"}
    [told] = client.post("/v2/translate", json=GERMAN | asked).json()["translations"]
    assert (told["billed_characters"], told["model_type_used"]) == (4, "quality_optimized")


def test_what_weblate_sends(client: TestClient) -> None:
    asked = {
        "text": ['Das Haus <x id="9"></x> ist &amp; alt'], "source_lang": "DE", "target_lang": "EN",
        "formality": "prefer_less", "tag_handling": "xml", "ignore_tags": ["x"], "context": "Ein Satz.",
    }  # fmt: skip
    assert texts(client, **asked) == ['The house <x id="9"></x> is &amp; old']


def test_what_mastodon_sends(client: TestClient) -> None:
    data = {"text": ["<p>Das <b>Haus</b> ist alt.</p>", "Wir"], "source_lang": "DE", "target_lang": "EN",
            "tag_handling": "html"}  # fmt: skip
    answer = client.post("/v2/translate", data=data).json()
    assert [one["text"] for one in answer["translations"]] == ["<p>The <b>house</b> is old.</p>", "We"]


def test_html_in_utf_8_whatever_it_says_and_with_tags_to_ignore(client: TestClient) -> None:
    page = '<meta charset="latin-1"><p>Das Haus „ä“ ist alt.</p><i>Haus</i>'
    [made] = texts(client, text=[page], tag_handling="html", ignore_tags="i", preserve_formatting=True)
    assert "ä" in made
    assert made.startswith('<meta charset="latin-1"><p>The house')
    assert made.endswith("<i>Haus</i>")


def test_tags_that_part(client: TestClient) -> None:
    text = "<d><a>Das Haus</a> <b>ist alt</b></d>"
    asked = {"text": [text], "tag_handling": "xml", "outline_detection": "0", "splitting_tags": "a,b"}
    assert texts(client, **asked) == ["<d><a>The house</a> <b>is old</b></d>"]


def test_a_text_that_is_english_already_comes_back(client: TestClient) -> None:
    english = "The house is old, and it was the only one that they had when they came to the town with all of us."
    answer = client.post("/v2/translate", json={"text": [english, "Haus"], "target_lang": "EN-US"}).json()
    assert answer["translations"] == [
        {"detected_source_language": "EN", "text": english},
        {"detected_source_language": "DE", "text": "House"},
    ]
    said = client.post("/v2/translate", json={"text": ["Haus"], "source_lang": "en", "target_lang": "EN-GB"}).json()
    assert said["translations"] == [{"detected_source_language": "EN", "text": "Haus"}]
    french = "La maison est vieille et les gens qui sont dans la ville ne sont pas avec nous, mais pour le moment " * 2
    answer = client.post("/v2/translate", json={"text": [french], "target_lang": "EN-US"})
    assert (answer.status_code, answer.json()["message"]) == (400, "Value for 'source_lang' not supported.")


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        ({"text": None}, 400, "Parameter 'text' not specified"),
        ({"text": []}, 400, "Parameter 'text' not specified"),
        ({"text": [1]}, 400, "Value for 'text' not supported."),
        ({"text": {"a": "b"}}, 400, "Value for 'text' not supported."),
        ({"text": ["a"] * 51}, 400, "Too many texts: 50 at most"),
        ({"text": ["a" * 1001]}, 413, "Request size exceeds the limit"),
        ({"target_lang": None}, 400, "Parameter 'target_lang' not specified"),
        ({"target_lang": "FR"}, 400, "Value for 'target_lang' not supported."),
        ({"target_lang": ["EN", "FR"], "source_lang": "FR"}, 400, "Value for 'source_lang' not supported."),
        ({"formality": "more"}, 400, "Target language 'EN-US' doesn't support formality."),
        ({"formality": "rude"}, 400, "Value for 'formality' not supported."),
        ({"split_sentences": "2"}, 400, "Value for 'split_sentences' not supported."),
        ({"tag_handling": "sgml"}, 400, "Value for 'tag_handling' not supported."),
        ({"outline_detection": "maybe", "tag_handling": "xml"}, 400, "Value for 'outline_detection' not supported."),
        ({"model_type": "best"}, 400, "Value for 'model_type' not supported."),
        ({"style_id": "x"}, 400, "Value for 'style_id' not supported."),
        ({"custom_instructions": ["Be brief"]}, 400, "Value for 'custom_instructions' not supported."),
        ({"glossary_id": "../../etc/passwd"}, 400, "Value for 'glossary_id' not supported."),
        ({"glossary_id": "96ab91fd-e715-41a1-adeb-5d701f84a483"}, 404, "Glossary not found"),
    ],
)
def test_what_cannot_be_done_is_told_in_deepls_words(
    client: TestClient, asked: dict[str, Any], status: int, message: str
) -> None:
    assert problem(client, **asked) == (status, message)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"), ("application/json", b"[" * 100_000), ("application/json", b"null"),
        ("application/json", b'{"text": ["a"], "target_lang": 1e999}'), ("application/json", b"\xff"),
        ("application/x-www-form-urlencoded", b"text=%ff&target_lang=%80"), ("multipart/form-data", b"text"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nHa'),
        ("", b"text=Haus"), ("application/x-www-form-urlencoded", b"text=a&" * 3000),
    ],
)  # fmt: skip
def test_what_is_malformed_is_a_bad_request(client: TestClient, kind: str, body: bytes) -> None:
    answer = client.post("/v2/translate", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_halves_of_characters_and_odd_ones_are_read(client: TestClient) -> None:
    body = b'{"text": ["Das Haus \\ud800 ist alt", "\\u0000"], "target_lang": "EN-US", "source_lang": "DE"}'
    answer = client.post("/v2/translate", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (200, 400)
    assert answer.json()


def test_who_has_no_key_is_told_so(tmp_path: Path) -> None:
    with client_of(tmp_path, keys=("secret",)) as client:
        asked = GERMAN | {"text": "Haus"}
        assert client.post("/v2/translate", data=asked).status_code == 403
        wrong = client.post("/v2/translate", data=asked, headers={"Authorization": "DeepL-Auth-Key wrong"})
        assert (wrong.status_code, wrong.json()["message"].startswith("Authorization failure")) == (403, True)
        right = {"Authorization": "DeepL-Auth-Key secret"}
        assert client.post("/v2/translate", data=asked, headers=right).status_code == 200
        assert client.post("/v2/translate", data=asked | {"auth_key": "secret"}).status_code == 200
        for path in ("/v2/usage", "/v2/languages", "/v2/glossaries", "/v3/glossaries", "/v3/languages"):
            assert client.get(path).status_code == 403
            assert client.get(path, headers=right).status_code == 200


def test_what_was_translated_is_counted(client: TestClient) -> None:
    texts(client, text=["Haus", "Das Haus"])
    assert client.get("/v2/usage").json() == {"character_count": 12, "character_limit": 1_000_000_000_000}


def test_the_languages(client: TestClient) -> None:
    assert client.get("/v2/languages").json() == [{"language": "DE", "name": "German"}]
    targets = client.get("/v2/languages?type=target").json()
    assert [one["language"] for one in targets] == ["EN-GB", "EN-US"]
    assert client.post("/v2/languages", data={"type": "target"}).json() == targets
    assert client.get("/v2/languages?type=x").status_code == 400
    pairs = client.get("/v2/glossary-language-pairs").json()["supported_languages"]
    assert pairs == [{"source_lang": "de", "target_lang": "en"}]
    found = client.get("/v3/languages?resource=glossary").json()
    assert (found[0]["lang"], found[0]["usable_as_source"]) == ("de", True)
    assert [one["lang"] for one in found] == ["de", "en", "en-GB", "en-US"]
