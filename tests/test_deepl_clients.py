"""DeepL's own client against a real server with the bundled model."""

import io
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import deepl
import pytest
import uvicorn
from deepl.api_data import MultilingualGlossaryDictionaryEntries

from translate.options import Options
from translate.server import app
from translate.server.service import Service
from translate.server.settings import Settings

pytestmark = [pytest.mark.slow, pytest.mark.model]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[deepl.DeepLClient]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(tmp_path_factory.mktemp("glossaries"), Options(memory=False), keys=("secret",))
    config = uvicorn.Config(app.create(Service(settings, lambda _: None)), port=port, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield deepl.DeepLClient("secret", server_url=f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join()


def one_of(made: deepl.TextResult | list[deepl.TextResult]) -> deepl.TextResult:
    assert isinstance(made, deepl.TextResult)
    return made


def test_texts(client: deepl.DeepLClient) -> None:
    made = client.translate_text(["Das Haus ist alt.", "Haus"], target_lang="EN-US")
    assert isinstance(made, list)
    one, other = made
    assert (one.text, one.detected_source_lang, one.billed_characters) == ("The house is old.", "DE", 17)
    assert other.text == "House"
    marked = client.translate_text(
        "Das <b>Haus</b> von <x>Haus</x> ist alt.", source_lang="DE", target_lang="EN-GB", tag_handling="xml",
        ignore_tags=["x"], outline_detection=False, context="Ein Satz.", formality="prefer_more",
    )  # fmt: skip
    assert "<b>house</b>" in one_of(marked).text
    assert "<x>Haus</x>" in one_of(marked).text
    with pytest.raises(deepl.DeepLException, match=r"target_lang.*not supported"):
        client.translate_text("Haus", target_lang="FR")


def test_glossaries_are_enforced(client: deepl.DeepLClient) -> None:
    single = client.create_glossary("v2", "DE", "EN", {"Haus": "mansion"})
    several = client.create_multilingual_glossary(
        "v3",
        [
            MultilingualGlossaryDictionaryEntries("DE", "EN", {"Haus": "shed"}),
            MultilingualGlossaryDictionaryEntries("EN", "DE", {"shed": "Haus"}),
        ],
    )
    assert client.get_glossary_entries(single) == {"Haus": "mansion"}
    for glossary, expected in ((single, "mansion"), (several, "shed")):
        made = client.translate_text("Das Haus ist alt.", source_lang="DE", target_lang="EN-US", glossary=glossary)
        assert one_of(made).text == f"The {expected} is old."
    client.delete_glossary(single)
    client.delete_multilingual_glossary(several)
    with pytest.raises(deepl.GlossaryNotFoundException):
        client.get_glossary(single.glossary_id)


def test_documents(client: deepl.DeepLClient, tmp_path: Path) -> None:
    source, target = tmp_path / "a.html", tmp_path / "b.html"
    source.write_text("<p>Das <b>Haus</b> ist alt.</p>", encoding="utf-8")
    status = client.translate_document_from_filepath(source, target, source_lang="DE", target_lang="EN-US")
    assert status.done
    assert target.read_text(encoding="utf-8") == "<p>The <b>house</b> is old.</p>"
    with pytest.raises(deepl.DocumentTranslationException, match=r"a\.docx"):
        client.translate_document(b"no zip", io.BytesIO(), target_lang="EN-US", filename="a.docx")


def test_what_there_is_and_who_may_ask(client: deepl.DeepLClient) -> None:
    assert [one.code for one in client.get_source_languages()] == ["DE"]
    assert [one.code for one in client.get_target_languages()] == ["EN-GB", "EN-US"]
    assert [(one.source_lang, one.target_lang) for one in client.get_glossary_languages()] == [("de", "en")]
    assert client.get_usage().character.valid
    with pytest.raises(deepl.AuthorizationException):
        deepl.DeepLClient("wrong", server_url=client.server_url).get_usage()
