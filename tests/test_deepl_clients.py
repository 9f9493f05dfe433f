"""DeepL's own Python client against a real server."""

import io
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import deepl
import pytest
from conftest import FakeEngine
from deepl.api_data import MultilingualGlossaryDictionaryEntries
from server_client import WORDS, serving

from translate.engines.base import Hypothesis, Request
from translate.options import Options
from translate.server.settings import Settings


def settings_of(folder: Path, requests: int = 256) -> Settings:
    return Settings(folder, Options(memory=False), keys=("secret",), characters=1000, requests=requests)


def client_at(port: int, key: str = "secret") -> deepl.DeepLClient:
    return deepl.DeepLClient(key, server_url=f"http://127.0.0.1:{port}")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[deepl.DeepLClient]:
    folder = tmp_path_factory.mktemp("glossaries")
    with serving(folder, settings=settings_of(folder)) as port:
        yield client_at(port)


def one_of(made: deepl.TextResult | list[deepl.TextResult]) -> deepl.TextResult:
    assert isinstance(made, deepl.TextResult)
    return made


def dictionary(source: str, target: str, **entries: str) -> MultilingualGlossaryDictionaryEntries:
    return MultilingualGlossaryDictionaryEntries(source, target, entries)


def test_texts(client: deepl.DeepLClient) -> None:
    made = client.translate_text(["Das Haus ist alt.", "Haus"], target_lang="EN-US")
    assert isinstance(made, list)
    one, other = made
    assert (one.text, one.detected_source_lang, one.billed_characters) == ("The house is old.", "DE", 17)
    assert other.text == "House"
    marked = client.translate_text(
        "Das <b>Haus</b> von <x>Haus</x> ist alt.", source_lang="DE", target_lang="EN-GB", tag_handling="xml",
        ignore_tags=["x"], outline_detection=False, context="Ein Satz.", formality="prefer_more",
        model_type="quality_optimized",
    )  # fmt: skip
    assert "<b>house</b>" in one_of(marked).text
    assert "<x>Haus</x>" in one_of(marked).text
    assert one_of(marked).model_type_used == "quality_optimized"


def test_a_glossary_of_one_pair(client: deepl.DeepLClient) -> None:
    made = client.create_glossary("v2", "DE", "EN", {"Haus": "mansion"})
    assert client.get_glossary_entries(made) == {"Haus": "mansion"}
    assert [one.glossary_id for one in client.list_glossaries()] == [made.glossary_id]
    assert client.get_glossary(made.glossary_id).entry_count == 1
    english = client.translate_text_with_glossary("Das Haus ist alt.", made)
    assert one_of(english).text == "The mansion is old."
    client.delete_glossary(made)
    with pytest.raises(deepl.GlossaryNotFoundException):
        client.get_glossary(made.glossary_id)
    table = client.create_glossary_from_csv("csv", "DE", "EN", 'Haus,"man,sion",de,en\nmaison,house,fr,en\n')
    assert client.get_glossary_entries(table) == {"Haus": "man,sion"}
    client.delete_glossary(table)


def test_a_glossary_of_several_pairs(client: deepl.DeepLClient) -> None:
    made = client.create_multilingual_glossary(
        "v3", [dictionary("DE", "EN", Haus="shed"), dictionary("EN", "DE", a="b")]
    )

    def english() -> str:
        text = "Das Haus ist alt."
        return one_of(client.translate_text(text, source_lang="DE", target_lang="EN-US", glossary=made)).text

    assert english() == "The shed is old."
    assert [one.glossary_id for one in client.list_multilingual_glossaries()] == [made.glossary_id]
    assert client.update_multilingual_glossary_name(made, "new").name == "new"
    client.update_multilingual_glossary_dictionary(made, dictionary("DE", "EN", Haus="hut", Dorf="hamlet"))
    assert english() == "The hut is old."
    told = client.get_multilingual_glossary_entries(made, "DE", "EN").dictionaries[0]
    assert str(told.entries) == "Haus\thut\nDorf\thamlet"
    assert client.replace_multilingual_glossary_dictionary(made, dictionary("DE", "EN", Haus="barn")).entry_count == 1
    assert english() == "The barn is old."
    client.delete_multilingual_glossary_dictionary(made, source_lang="EN", target_lang="DE")
    assert [one.source_lang for one in client.get_multilingual_glossary(made.glossary_id).dictionaries] == ["DE"]
    client.delete_multilingual_glossary(made)
    with pytest.raises(deepl.GlossaryNotFoundException):
        client.get_multilingual_glossary(made.glossary_id)


@pytest.mark.slow
def test_documents(client: deepl.DeepLClient, tmp_path: Path) -> None:
    source, target = tmp_path / "a.html", tmp_path / "b.html"
    source.write_text("<p>Das <b>Haus</b> ist alt.</p>", encoding="utf-8")
    status = client.translate_document_from_filepath(source, target, source_lang="DE", target_lang="EN-US")
    assert (status.done, status.billed_characters) == (True, 17)
    assert target.read_text(encoding="utf-8") == "<p>The <b>house</b> is old.</p>"
    with pytest.raises(deepl.DocumentTranslationException, match=r"a\.docx"):
        client.translate_document(b"no zip", io.BytesIO(), target_lang="EN-US", filename="a.docx")


class Waiting(FakeEngine):
    """An engine that waits until it may go on."""

    def __init__(self) -> None:
        super().__init__(WORDS)
        self.may = threading.Event()

    def translate(self, requests: Sequence[Request], *, repetition_penalty: float = 1.0) -> list[Hypothesis]:
        assert self.may.wait(60)
        return super().translate(requests, repetition_penalty=repetition_penalty)


def test_a_document_that_is_not_there_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deepl.http_client, "max_network_retries", 0)
    engine = Waiting()
    with serving(tmp_path, engine, settings_of(tmp_path)) as port:
        client = client_at(port)
        handle = client.translate_document_upload("Das Haus", target_lang="EN-US", filename="a.txt")
        status = client.translate_document_get_status(handle)
        assert status.ok
        assert not status.done
        with pytest.raises(deepl.exceptions.DocumentNotReadyException):
            client.translate_document_download(handle)
        engine.may.set()
        while not client.translate_document_get_status(handle).done:
            pass
        made = io.BytesIO()
        client.translate_document_download(handle, made)
        assert made.getvalue() == b"The house"


def test_what_there_is(client: deepl.DeepLClient) -> None:
    assert [one.code for one in client.get_source_languages()] == ["DE"]
    assert [one.code for one in client.get_target_languages()] == ["EN-GB", "EN-US"]
    assert [(one.source_lang, one.target_lang) for one in client.get_glossary_languages()] == [("de", "en")]
    usage = client.get_usage()
    assert usage.character.valid
    assert not usage.any_limit_reached


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda client: client.translate_text("Haus", target_lang="FR"), "Value for 'target_lang' not supported"),
        (lambda client: client.translate_text("x" * 1001, target_lang="EN-US"), "413.*Request size exceeds the limit"),
        (
            lambda client: client.translate_text("Haus", target_lang="EN-US", formality="more"),
            "doesn't support formality",
        ),
        (lambda client: client.create_glossary("a", "DE", "XX", {"a": "b"}), "Unsupported glossary source and target"),
        (lambda client: client.create_glossary("a", "DE", "EN", {"a": "\u27e8"}), "Invalid glossary entries"),
        (lambda client: client.get_glossary("x"), "'glossary_id' not supported"),
        (lambda client: client.rephrase_text("The house.", target_lang="EN-US"), "Not found"),
        (lambda client: client.get_all_style_rules(), "Not found"),
        (lambda client: client.list_translation_memories(), "Not found"),
    ],
)
def test_what_cannot_be_done_is_the_clients_own_error(
    client: deepl.DeepLClient, ask: Callable[[deepl.DeepLClient], object], message: str
) -> None:
    with pytest.raises(deepl.DeepLException, match=message):
        ask(client)


def test_who_may_not_ask_and_who_asks_too_much(
    client: deepl.DeepLClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(str(client.server_url).rpartition(":")[2])
    with pytest.raises(deepl.AuthorizationException):
        client_at(port, "wrong").get_usage()
    monkeypatch.setattr(deepl.http_client, "max_network_retries", 0)
    with (
        serving(tmp_path, settings=settings_of(tmp_path, requests=0)) as port,
        pytest.raises(deepl.TooManyRequestsException),
    ):
        client_at(port).translate_text("Haus", target_lang="EN-US")
