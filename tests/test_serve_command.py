"""`deen serve` as a command: what it says, where it listens, how it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from conftest import ROOT
from server_client import ended, requested

LANGUAGES = {"source": "de", "target": "en"}
_COMMAND = [sys.executable, "-m", "translate.cli", "serve"]
# Such a server as the command makes it, around an engine that copies its source and takes its time, or fails.
_WITHOUT_MODEL = """
import sys, time
sys.path[:0] = ["tests", "tools"]
from conftest import FakeEngine
from translate.cli import deen
from translate.engines import loading

class Slow(FakeEngine):
    def translate(self, requests, **given):
        if any("Geheimnis" in request.source for request in requests):
            raise RuntimeError(requests)
        time.sleep(3)
        return super().translate(requests, **given)

loading.load = lambda options, notify: Slow()
deen(["serve", *sys.argv[1:]])
"""


@contextmanager
def begun(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str, str]]:
    """The process of a server, where it says that it listens, and all that it said until then."""
    command = [sys.executable, "-c", _WITHOUT_MODEL, "--port", "0", "--no-memory", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
        assert process.stderr
        said = ""
        for line in process.stderr:
            said += line
            if found := re.search(r"http://\S+/", line):
                yield process, found[0], said
                break
        else:
            pytest.fail(said)
        process.kill()


def refused(*arguments: str) -> str:
    """What a server says that does not start."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*_COMMAND, *arguments], capture_output=True, text=True, check=False, cwd=ROOT, env=environment, timeout=120
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def status(url: str, key: str = "") -> int:
    asked = urllib.request.Request(url, headers={"Authorization": f"DeepL-Auth-Key {key}"})
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@pytest.mark.slow
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_listens_and_ends_when_told(told: signal.Signals) -> None:
    with begun() as (process, url, said):
        assert "without keys" in said
        assert status(f"{url}health") == status(url) == 200
        process.send_signal(told)
        assert process.wait(30) == 0
        assert process.stderr
        assert process.stderr.read() == ""


@pytest.mark.slow
@pytest.mark.parametrize("times", [1, 2])
def test_what_is_in_hand_is_finished_and_a_second_time_it_ends_at_once(times: int) -> None:
    with begun() as (process, url, _):
        port = int(url.rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=60) as one:
            one.sendall(requested("/translate", "q=Haus&source=de&target=en"))
            # The engine takes three seconds.
            time.sleep(0.7)
            for _ in range(times):
                process.send_signal(signal.SIGINT)
                time.sleep(0.3)
            assert (b'"translatedText"' in ended(one)) == (times == 1)
        assert process.wait(30) == (0 if times == 1 else 130)


@pytest.mark.slow
def test_keys_and_no_page(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("# of clients\nfirst\nsecond\n", encoding="utf-8")
    with begun("--api-key", str(tmp_path / "keys"), "--no-web", "--host", "0.0.0.0") as (_, url, said):
        assert "with a key" in said
        assert "the page" not in said
        assert status(url) == 404
        asked = f"{url}v1/glossary"
        assert [status(asked, key) for key in ("", "third", "first", "second")] == [403, 403, 200, 200]


@pytest.mark.slow
def test_a_server_for_all_without_keys_is_warned_of() -> None:
    with begun("--host", "0.0.0.0") as (_, _, said):
        assert "--api-key" in said


@pytest.mark.slow
def test_a_server_that_was_killed_leaves_nothing_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    glossary = {"name": "g", "source_lang": "de", "target_lang": "en", "entries": "Haus\thome", "entries_format": "tsv"}
    with begun() as (process, url, _):
        port = url.rstrip("/").rpartition(":")[2]
        file = {"file": ("a.txt", b"Haus")}
        assert httpx.post(f"{url}translate_file", data=LANGUAGES, files=file, timeout=60).status_code == 200
        made = httpx.post(f"{url}v2/glossaries", json=glossary, timeout=60).json()
        assert len(list(tmp_path.glob("deen-*/*"))) == 1
        process.kill()
        process.wait(30)
    with begun("--port", port) as (_, url, _):
        assert url.endswith(f":{port}/")
        assert list(tmp_path.glob("deen-*")) == []
        found = httpx.get(f"{url}v2/glossaries", timeout=60).json()["glossaries"]
        assert [one["glossary_id"] for one in found] == [made["glossary_id"]]
        assert httpx.delete(f"{url}v2/glossaries/{made['glossary_id']}", timeout=60).status_code == 204


@pytest.mark.slow
def test_it_says_nothing_of_what_it_was_sent(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("Geheimnis-1\n", encoding="utf-8")
    headers = {"Authorization": "DeepL-Auth-Key Geheimnis-1"}
    text, file = "Das Geheimnis ist alt.", {"file": ("Geheimnis.txt", b"Das Geheimnis ist alt.")}
    with begun("--api-key", str(tmp_path / "keys")) as (process, url, _):
        given = LANGUAGES | {"q": text, "api_key": "Geheimnis-1"}
        deepl = {"text": [text], "target_lang": "EN-US", "source_lang": "DE"}
        with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
            answers = [
                client.post("/translate", json=given),
                client.post("/translate?q=Geheimnis", data=given | {"format": "html"}),
                client.post("/translate_file", data=given, files=file),
                client.post("/v1/translate", json={"text": text}),
                client.post(
                    "/v1/translate", json={"text": text, "terms": [{"source": "Geheimnis", "target": "secret"}]}
                ),
                client.post("/v1/document", files=file),
                client.post("/v2/translate", json=deepl),
            ]
            assert {answer.status_code for answer in answers} == {500}
            wrong = [
                client.post("/translate", content=b'{"q": "Geheimnis"', headers={"Content-Type": "application/json"}),
                client.post("/translate", content=b"Geheimnis", headers={"Content-Type": "multipart/form-data"}),
                client.post(
                    "/v2/translate", json={"text": text}, headers={"Authorization": "DeepL-Auth-Key Geheimnis"}
                ),
                client.get("/Geheimnis"),
            ]
            assert {answer.status_code for answer in wrong} == {400, 403, 404}
            events = client.post("/v1/translate", json={"text": text}, headers={"Accept": "text/event-stream"})
            assert "event: error" in events.text
        process.send_signal(signal.SIGINT)
        assert process.stderr
        said = process.stderr.read()
    assert said.count("RuntimeError at test_") + said.count("RuntimeError at <string>") >= len(answers)
    assert "Geheimnis" not in said


@pytest.mark.slow
def test_an_address_that_cannot_be_had_is_told_in_a_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert refused("--port", port).startswith(f"deen: cannot listen at 127.0.0.1, port {port}: ")
    assert "9.9.9.9" in refused("--host", "9.9.9.9")


@pytest.mark.slow
def test_files_that_cannot_be_used_are_told_in_a_line(tmp_path: Path) -> None:
    empty, bad = tmp_path / "keys", tmp_path / "bad.tsv"
    empty.write_text("# none\n", encoding="utf-8")
    bad.write_bytes(b"\xff\xfe\x00")
    assert "has no key" in refused("--api-key", str(empty))
    assert str(bad) in refused("--glossary", str(bad))


@pytest.mark.slow
def test_without_its_packages_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['starlette'] = None; from translate.cli import deen; deen(['serve'])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (2, "deen: deen serve needs `pip install 'deen-mt[server]'`\n")
