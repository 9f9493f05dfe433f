"""`deen glossary suggest`."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

from glossary import store
from glossary.terms import Term
from translate.cli import deen
from translate.commands import suggest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(store, "SHIPPED", tmp_path / "names.tsv")
    (tmp_path / "names.tsv").write_text("source\ttarget\tkind\nLawrow\tLavrov\tperson\n")
    return tmp_path / "home" / "glossary.tsv"


@pytest.fixture
def article(tmp_path: Path, home: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(
        "Der russische Berater Juri Uschakow traf Lawrow in Bagdad.\n\nDann sprach er mit Kexholm.\n", encoding="utf-8"
    )
    return path


def run(*arguments: str | Path, input: str | None = None) -> Result:
    return CliRunner().invoke(deen, ["glossary", "suggest", *map(str, arguments)], input=input)


@pytest.mark.model
def test_the_output_is_a_glossary(article: Path, tmp_path: Path) -> None:
    result = run(article)
    assert result.exit_code == 0, result.stderr
    written = tmp_path / "suggested.tsv"
    written.write_text(result.stdout, encoding="utf-8")
    entries = {term.source: term for term in store.entries(written)}
    assert (entries["Juri Uschakow"].target, entries["Juri Uschakow"].kind) == ("Yuri Ushakov", "person")
    assert (entries["Bagdad"].target, entries["Bagdad"].note) == ("Baghdad", "sure: CLDR")
    assert "Lawrow" not in entries
    lines = result.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Juri"))
    assert lines[at - 1] == "# 1×: Der russische Berater Juri Uschakow traf Lawrow in Bagdad."
    assert "names that no glossary covers" in result.stderr


@pytest.mark.model
def test_json_and_standard_input(article: Path) -> None:
    told = json.loads(run("--json", article).stdout)
    assert told[0].keys() == {"source", "target", "kind", "certainty", "basis", "count", "sentence"}
    assert json.loads(run("--json", "-", input=article.read_text(encoding="utf-8")).stdout) == told


@pytest.mark.model
def test_add_without_a_terminal_takes_the_sure_ones(article: Path, home: Path) -> None:
    result = run(article, "--add")
    assert (result.exit_code, result.stdout) == (0, "")
    assert {(term.source, term.target) for term in store.entries(home)} == {
        ("Juri Uschakow", "Yuri Ushakov"),
        ("Bagdad", "Baghdad"),
    }
    assert "Juri Uschakow → Yuri Ushakov" in result.stderr
    assert run(article, "--add").exit_code == 0
    assert "Uschakow" not in run(article).stdout.replace("# ", "")


@pytest.fixture
def asked(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[Result, list[Term]]]:
    """Gives answers at a terminal, and tells what is in the glossary then."""
    monkeypatch.setattr(suggest, "_is_terminal", lambda: True)
    own = tmp_path / "own.tsv"

    def answered(answers: str) -> tuple[Result, list[Term]]:
        own.unlink(missing_ok=True)
        result = run(article, "-g", own, "--add", input=answers)
        assert result.exit_code == 0, result.stderr
        return result, list(store.entries(own)) if own.exists() else []

    return answered


Asked = Callable[[str], tuple[Result, list[Term]]]


@pytest.mark.model
def test_add_asks_on_a_terminal(asked: Asked) -> None:
    # Yes to the first by its default, no to the second.
    assert [term.source for term in asked("\nn\nq\n")[1]] == ["Juri Uschakow"]
    for yes in ("y", "YES", "j", "ja", " Ja "):
        assert [term.target for term in asked(f"{yes}\nq\n")[1]] == ["Yuri Ushakov"]
    for no in ("n", "no", "No", "nein"):
        assert asked(f"{no}\nquit\n")[1] == []
    # What was accepted before the user stopped stays; the end of the input stops too.
    assert len(asked("y\n")[1]) == 1
    assert asked("")[1] == []


@pytest.mark.model
def test_add_asks_for_another_english_form(asked: Asked) -> None:
    assert [term.target for term in asked("e\nJuri  Ushakoff\nq\n")[1]] == ["Juri Ushakoff"]
    # An empty line leaves it; the end of the input adds nothing.
    assert [term.target for term in asked("edit\n\nq\n")[1]] == ["Yuri Ushakov"]
    assert asked("e\n")[1] == []


@pytest.mark.model
def test_add_takes_no_other_answer(asked: Asked) -> None:
    result, terms = asked("Juri Ushakoff\nnope\ny\nq\n")
    assert [term.target for term in terms] == ["Yuri Ushakov"]
    assert "deen: nope is no answer here: y(es), n(o), e(dit)" in result.stderr


@pytest.mark.model
def test_add_leaves_the_rest_of_the_file_alone(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest, "_is_terminal", lambda: True)
    own = tmp_path / "own.tsv"
    own.write_text("# mine\nsource\ttarget\tkind\nKiew\tKyiv\t\n# end\n")
    assert run(article, "-g", own, "--add", input="y\nq\n").exit_code == 0
    assert own.read_text().startswith("# mine\nsource\ttarget\tkind\nKiew\tKyiv\t\n# end\n")
    assert len(store.entries(own)) == 2


def test_bad_input_is_one_line(article: Path, tmp_path: Path) -> None:
    for arguments in ([tmp_path / "none.txt"], [article, "-g", tmp_path / "none.tsv"]):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("deen: ")
        assert "Traceback" not in result.stderr
    assert run(article, "--json", "--add").exit_code == 2


@pytest.mark.usefixtures("home")
def test_an_article_without_names(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Das Haus ist alt.\n", encoding="utf-8")
    result = run(path)
    assert (result.exit_code, result.stdout) == (0, "source\ttarget\tkind\tforms\tnote\n")
    assert json.loads(run("--json", path).stdout) == []


@pytest.mark.model
@pytest.mark.usefixtures("home")
def test_damaged_text() -> None:
    told = json.loads(run("--json", ROOT / "examples" / "nordkorea.de.txt").stdout)
    targets = {one["source"]: one["target"] for one in told}
    assert targets["Juri Uschakow"] == "Yuri Ushakov"
    assert targets["Sergej Lawrow"] == "Sergei Lavrov"
    assert targets["Wladimir Putin"] == "Vladimir Putin"
    assert targets["Pjöngjang"] == "Pyongyang"
    assert targets["Dmytro Kuleba"] == "Dmytro Kuleba"
    assert not {"Vorangegangen", "Dabei", "Bevor", "Waffenbrüder", "Strafgerichtshofs"} & targets.keys()


def test_the_group_lists_the_command() -> None:
    assert "  suggest " in CliRunner().invoke(deen, ["glossary", "--help"]).stdout


def test_the_command_stands_in_its_group_only() -> None:
    assert "suggest" not in CliRunner().invoke(deen, ["--help"]).stdout
    for path in ("suggest", "glossary suggest"):
        assert CliRunner().invoke(deen, [path]).exit_code == 2
