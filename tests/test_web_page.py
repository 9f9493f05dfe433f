"""The page as files: what is served, and that its parts fit each other."""

import re
from pathlib import Path
from typing import get_args

import pytest
from conftest import FakeEngine
from server_client import client_of
from starlette.testclient import TestClient

from glossary.terms import FOUND, Step
from translate import checks, confidence
from translate.options import Options
from translate.server import app
from translate.server.service import Service
from translate.server.settings import Settings

WEB = Path(app.__file__).with_name("web")
MODULES = sorted(WEB.glob("*.js"))
PAGE = (WEB / "index.html").read_text("utf-8")
CODE = {path.name: path.read_text("utf-8") for path in MODULES}
# Texts whose keys are put together.
FAMILIES = ("step.", "check.", "error.", "kind.", "view.")
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript"}


def texts(language: str) -> dict[str, str]:
    rows = re.findall(r'^  "([^"]+)": "((?:[^"\\]|\\.)*)",$', CODE[f"{language}.js"], re.MULTILINE)
    assert len(rows) == CODE[f"{language}.js"].count("\n  ")
    return dict(rows)


def test_every_file_is_served_with_its_type_and_the_safe_headers(tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        answers = {path.name: client.get(f"/web/{path.name}") for path in WEB.iterdir()}
        page = client.get("/")
    assert page.content == answers["index.html"].content == PAGE.encode()
    for name, answer in answers.items():
        assert answer.status_code == 200
        assert answer.headers["content-type"] == f"{TYPES[name.rpartition('.')[2]]}; charset=utf-8"
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/web/none.js", "/web/..%2Fapp.py", "/web/%2e%2e/app.py", "/web/"])
def test_nothing_else_is_served(path: str, tmp_path: Path) -> None:
    with client_of(tmp_path) as client:
        assert client.get(path).status_code == 404


def test_without_the_page_the_apis_stay(tmp_path: Path) -> None:
    settings = Settings(tmp_path, Options(memory=False), web=False)
    with TestClient(app.create(Service(settings, pytest.fail, FakeEngine()))) as client:
        assert client.get("/").status_code == client.get("/web/main.js").status_code == 404
        assert client.post("/v1/translate", json={"text": "Haus"}).status_code == 200


def test_both_languages_say_the_same_with_the_same_gaps() -> None:
    english, german = texts("english"), texts("german")
    assert list(english) == list(german)
    for key, text in english.items():
        assert set(re.findall(r"\{\d\}", text)) == set(re.findall(r"\{\d\}", german[key])), key


def test_every_text_is_used_and_every_one_that_is_used_is_there() -> None:
    known = set(texts("english"))
    code = "\n".join(text for name, text in CODE.items() if name not in ("english.js", "german.js"))
    marked = re.findall(r'data-(?:text|label|title|placeholder)="([^"]+)"', PAGE)
    said = re.findall(r'\b(?:say|has)\("([^"]+)"', code)
    either = [key for pair in re.findall(r'say\([\w.]+ \? "([^"]+)" : "([^"]+)"\)', code) for key in pair]
    passed = re.findall(r'\baction\("([^"]+)"', code)
    used = {*marked, *said, *either, *passed}
    assert used <= known
    assert {key for key in known - used if not key.startswith(FAMILIES)} == set()
    for family in FAMILIES:
        assert f"`{family}$" in code


# Doubts that no check of texts has.
NAMED = {checks.UNSURE, confidence.LOW, "repetition loop"}


def test_there_are_words_for_every_check_and_every_step() -> None:
    known = set(texts("english"))
    assert {f"check.{name}" for name in {*checks._CHECKS, *checks._OF_WORDS} | NAMED} <= known
    assert {f"step.{step}" for step in get_args(Step)} <= known
    assert f'"{FOUND}"' in CODE["term.js"]


def test_every_element_that_is_asked_for_is_in_the_page_once() -> None:
    ids = re.findall(r'\bid="([^"]+)"', PAGE)
    assert len(ids) == len(set(ids))
    asked = {one for text in CODE.values() for one in re.findall(r'(?:\$|getElementById)\("([^"]+)"\)', text)}
    named = re.findall(r'(?:for|list|aria-labelledby)="([^"]+)"', PAGE)
    assert {*asked, *named} <= set(ids)


def test_modules_import_what_is_there_and_never_each_other() -> None:
    imports = {name: re.findall(r'from "\./([^"]+)"', text) for name, text in CODE.items()}

    def reached(name: str, seen: tuple[str, ...] = ()) -> set[str]:
        assert name not in seen, (*seen, name)
        return {name}.union(*(reached(other, (*seen, name)) for other in imports[name]))

    assert reached("main.js") == set(CODE)


def test_the_page_is_plain_and_safe() -> None:
    for name, text in CODE.items():
        assert text.count("\n") < 300, name
        found = re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|document\.write|new Function|srcdoc", text)
        assert found is None, name
    assert re.search(r"\s(?:on\w+|style)=", PAGE) is None
    for path in WEB.iterdir():
        assert re.search(r"https?:|//\w+\.\w+/|@import|url\(", path.read_text("utf-8")) is None, path.name
