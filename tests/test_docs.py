"""That the docs say what the code does."""

import doctest
import inspect
import re
from importlib import import_module

import api_docs
import pytest
from conftest import ROOT

DOCS = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"])
PUBLIC = [(package, name) for package in api_docs.PACKAGES for name in import_module(package).__all__]


def test_the_page_of_the_api_is_made_of_the_docstrings_of_today() -> None:
    assert api_docs.PAGE.read_text(encoding="utf-8") == api_docs.page(), "run python tools/api_docs.py"


@pytest.mark.parametrize(("package", "name"), PUBLIC)
def test_every_public_name_and_what_it_offers_is_explained(package: str, name: str) -> None:
    thing = getattr(import_module(package), name)
    assert inspect.getdoc(thing)
    assert f"### `{package}.{name}`" in api_docs.PAGE.read_text(encoding="utf-8")
    if inspect.isclass(thing):
        members = {name: member for name, member in vars(thing).items() if not name.startswith("_")}
        offered = {n: m for n, m in members.items() if inspect.isfunction(m) or isinstance(m, property)}
        assert not [n for n, member in offered.items() if not inspect.getdoc(member)]


def test_a_name_that_is_not_public_is_none() -> None:
    for package in api_docs.PACKAGES:
        with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
            _ = import_module(package).nonsense


def test_the_examples_of_the_docs_run() -> None:
    public = {name: getattr(import_module(package), name) for package, name in PUBLIC}
    runner = doctest.DocTestRunner()
    for file in DOCS:
        # The fence of a block would count as output.
        text = re.sub(r"^```.*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        runner.run(doctest.DocTestParser().get_doctest(text, dict(public), file.name, str(file), 0))
    assert runner.tries
    assert not runner.failures


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_every_file_that_the_docs_name_is_there(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    named = re.findall(r"`((?:docs|tools|benchmarks|examples|tests|glossary|translate|eval)/[\w./-]+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_architecture_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    plan = page.split("```")[1]
    named = set(re.findall(r"[a-z0-9_]+", plan))
    modules = {path.stem for package in api_docs.PACKAGES for path in (ROOT / package).rglob("*.py")}
    assert modules - named == {"__init__"}
