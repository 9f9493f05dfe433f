"""Stores: what their names mean, what patterns match in them, and what is said where one does not answer."""

import threading
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import fs

from translate.corpus import places, stores
from translate.errors import CorpusError


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the bucket s3://news."""
    files = fs.SubTreeFileSystem(str(tmp_path), fs.LocalFileSystem())
    monkeypatch.setattr(stores, "_s3", lambda *given: files)
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


def put(bucket: Path, *names: str) -> None:
    for name in names:
        (bucket / name).parent.mkdir(parents=True, exist_ok=True)
        (bucket / name).write_text(name)


def found(uri: str) -> list[str]:
    return [file.path for file in places.found(uri).files]


def test_folders_files_and_patterns(bucket: Path) -> None:
    put(bucket, "b.pq", "a.pq", "sub/c.pq", "sub/deep/d.pq", "sub/d.csv", "_tmp/e.pq", ".f.pq", "sub/_g.pq")
    everything = ["s3://news/a.pq", "s3://news/b.pq", "s3://news/sub/c.pq", "s3://news/sub/d.csv"]
    everything.append("s3://news/sub/deep/d.pq")
    for uri in ("s3://news", "s3://news/"):
        assert found(uri) == everything
        assert places.found(uri).folder == "s3://news"
    assert found("s3://news/sub/") == everything[2:]
    assert places.found("s3://news/a.pq") == places.Found((places.Stored("s3://news/a.pq", 4),))
    assert found("s3://news/*.pq") == everything[:2]
    assert found("s3://news/?.pq") == everything[:2]
    assert found("s3://news/**/*.pq") == [one for one in everything if one.endswith(".pq")]
    assert found("s3://news/sub/*/*.pq") == everything[4:]
    assert found("s3://news/s*") == everything[2:]
    assert found("s3://news/_tmp/*") == ["s3://news/_tmp/e.pq"]
    for uri in ("s3://news/none", "s3://news/none*", "s3://news/none/*", "s3://news/[ab].pq"):
        with pytest.raises(CorpusError, match="there is no such file"):
            places.found(uri)


@pytest.mark.parametrize("name", ["a[1].pq", "a*.pq", "a?.pq", "a?b=c.pq", "ä ö#%20.pq", "{a}\\.pq", "a:b@c.pq"])
def test_a_name_with_any_signs_is_that_name(name: str, bucket: Path) -> None:
    put(bucket, name, "a1.pq", "ab.pq")
    uri = f"s3://news/{name}"
    assert found(uri) == [uri]
    with places.opened(uri) as file:
        assert file.read(3) == name.encode()[:3]
        assert file.seek(0) == 0
        assert file.read() == name.encode()


@given(st.text("ab/.[", max_size=8), st.text("ab/*?[", max_size=6))
def test_patterns_match_what_they_say(text: str, pattern: str) -> None:
    def matches(text: str, pattern: str) -> bool:
        if pattern.startswith("**/"):
            return matches(text, pattern[3:]) or any(
                matches(text[at + 1 :], pattern[3:]) for at, sign in enumerate(text) if sign == "/"
            )
        if pattern.startswith("**"):
            return any(matches(text[at:], pattern[2:]) for at in range(len(text) + 1))
        if pattern.startswith("*"):
            return any(matches(text[at:], pattern[1:]) for at in range(len(text) + 1) if "/" not in text[:at])
        if not pattern:
            return not text or text.startswith("/")
        return (
            bool(text)
            and (text[0] == pattern[0] or (pattern[0] == "?" and text[0] != "/"))
            and (matches(text[1:], pattern[1:]))
        )

    assert bool(places._pattern(pattern).fullmatch(text)) == matches(text, pattern)


def test_the_environment_says_what_a_name_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, ...]] = []
    for name in ("_s3", "_google", "_azure"):
        monkeypatch.setattr(stores, name, lambda *given: asked.append(given))
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    stores.at("s3://a/b")
    stores.at("s3://name:se%2Fcret@a/b?region=eu-west-1&endpoint_override=http://c:1")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    stores.at("s3a://a/b")
    stores.at("gs://anonymous@a/b")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT", "me")
    monkeypatch.setenv("AZURE_STORAGE_KEY", "key")
    monkeypatch.setenv("AZURE_STORAGE_SAS_TOKEN", "token")
    stores.at("abfs://box@127.0.0.1:10000/b")
    assert asked == [
        ("", "", "", "", "", "a"),
        ("name", "se/cret", "eu-west-1", "", "http://c:1", ""),
        ("", "", "eu-central-1", "", "http://127.0.0.1:9", ""),
        (True, "", ""),
        ("127.0.0.1:10000", "me", "key", "token"),
    ]


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("s3://a/b?color=red", "^s3://a/b: color is no option of a store; there are"),
        ("abfss://me.dfs.core.windows.net/a", "names no bucket"),
        ("ftp://a/b", "^ftp://a/b: cannot be opened: no such stores are known"),
    ],
)
def test_what_cannot_be_opened_is_told(uri: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        stores.at(uri)


def test_a_key_in_the_name_of_an_input_is_refused_and_not_shown(bucket: Path) -> None:
    with pytest.raises(CorpusError, match=r"^s3://news/a: a key is read from the environment") as caught:
        places.found("s3://name:secret@news/a")
    assert "secret" not in str(caught.value)


def test_a_store_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    class Silent(fs.FileSystemHandler):  # type: ignore[misc]
        def get_file_info(self, paths: list[str]) -> list[fs.FileInfo]:
            done.wait()
            raise OSError("too late")

    Silent.__abstractmethods__ = frozenset()
    files = fs.PyFileSystem(Silent())
    monkeypatch.setattr(stores, "_s3", lambda *given: files)
    monkeypatch.setattr(stores, "_PATIENCE", 0.01)
    with pytest.raises(CorpusError, match=r"^s3://news/a: cannot be listed: no answer in 0\.01 s$"):
        places.found("s3://news/a")
    done.set()
    monkeypatch.setattr(stores, "_PATIENCE", 60)
    with pytest.raises(CorpusError, match=r"^s3://news/a: cannot be listed: too late$"):
        places.found("s3://news/a")


def test_an_object_that_cannot_be_opened_is_an_error_of_files(bucket: Path) -> None:
    with pytest.raises(OSError, match="No such file"), places.opened("s3://news/none"):
        pass
    put(bucket, "a.pq")
    with places.opened("s3://news/a.pq") as file, pytest.raises(pa.ArrowInvalid):
        pa.ipc.open_file(file)
