import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary import store
from translate.cli import deen


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEEN_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(store, "SHIPPED", tmp_path / "names.tsv")
    (tmp_path / "names.tsv").write_text("source\ttarget\tkind\nKiew\tKiev\tplace\nLawrow\tLavrov\tperson\n")
    return tmp_path / "home" / "glossary.tsv"


def run(*arguments: str, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(deen, ["glossary", *arguments], input=input)


def test_add_list_find_remove(home: Path) -> None:
    added = run("add", "Kiew", "Kyiv", "--kind", "place", "--form", "Kyjiw", "--form", "Kijew", "--note", "since 2022")
    assert (added.exit_code, added.stdout) == (0, "")
    assert f"overrides Kiew → Kiev ({store.SHIPPED}:2)" in added.stderr
    assert home.read_text() == "source\ttarget\tkind\tforms\tnote\nKiew\tKyiv\tplace\tKyjiw|Kijew\tsince 2022\n"
    assert run("list").stdout == "Kiew\tKyiv\tplace\tKyjiw|Kijew\nLawrow\tLavrov\tperson\n"
    assert run("list", "--kind", "person").stdout == "Lawrow\tLavrov\tperson\n"
    assert json.loads(run("list", "--json", "--no-shipped").stdout) == [
        {
            "source": "Kiew",
            "target": "Kyiv",
            "kind": "place",
            "note": "since 2022",
            "forms": ["Kyjiw", "Kijew"],
            "origin": f"{home}:2",
        }
    ]
    assert run("find", "Lawrows Reise nach Kijew").stdout == (
        f"1:1\tLawrows\tLawrow\tLavrov\t{store.SHIPPED}:3\n1:20\tKijew\tKiew\tKyiv\t{home}:2\n"
    )
    removed = run("remove", "Kiew")
    assert (removed.exit_code, removed.stdout) == (0, "")
    assert f"is still in {store.SHIPPED}:2" in removed.stderr
    assert run("list").stdout.splitlines()[0] == "Kiew\tKiev\tplace"
    again = run("remove", "Kiew")
    assert again.exit_code == 2
    assert "has no entry 'Kiew'" in again.stderr


def test_add_warns() -> None:
    run("add", "Kiew", "Kyiv")
    assert "replaces Kiew → Kyiv" in run("add", "Kiew", "Kyjiv").stderr
    assert "matches the same as Kiew → Kyjiv" in run("add", "Kijew", "Kiev", "--form", "Kiew").stderr
    assert "ordinary word" in run("add", "Essen", "Essen", "--kind", "place").stderr
    assert "looks German: München" in run("add", "Munich", "München").stderr


@pytest.mark.parametrize("bad", [("", "x"), ("x", ""), ("a\tb", "c"), ("a", "b\nc"), ("⟨t⟩", "x"), ("a", "b\x1b[0m")])
def test_add_refuses(home: Path, bad: tuple[str, str]) -> None:
    result = run("add", *bad)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("deen: ")
    assert result.stderr.count("\n") == 1
    assert "\x1b" not in result.stderr
    assert not home.exists()


def test_find_reads_standard_input(tmp_path: Path) -> None:
    assert run("find", "-", input="Nichts\r\nIn Kiew\n").stdout == f"2:4\tKiew\tKiew\tKiev\t{store.SHIPPED}:2\n"
    assert run("find", "nichts").stdout == ""
    bad = run("find", "-", input=b"\xff")
    assert (bad.exit_code, bad.stdout) == (2, "")
    assert "not UTF-8" in bad.stderr
    own = tmp_path / "g.tsv"
    own.write_text("Kiew,Kyiv\n")
    assert "Kyiv" in run("find", "Kiew", "-g", str(own)).stdout


def test_find_tells_what_is_left_out(home: Path) -> None:
    run("add", "Stern", "Stern", "--kind", "newspaper")
    found = run("find", "Ein Stern im „Stern“")
    assert found.stdout == f"1:15\tStern\tStern\tStern\t{home}:2\n"
    assert "1:5: Stern is left out: Stern → Stern: an ordinary word here, not the name" in found.stderr


def test_check(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "g.tsv"
    own.write_text(
        "source\ttarget\tkind\tforms\n"  # 1
        "Kiew\tKyiv\tplace\n"  # 2: overrides
        "Essen\tEssen\tplace\n"  # 3: an ordinary word
        "Rom\tRome\n"
        "Rom\tRoma\n"  # 5: contradicts 4
        "Rom\tRoma\n"  # 6: repeats 5
        "Wien\n"  # 7: no target
        "Bukarest\tBucharest\t\tKiew\n"  # 8: matches the same as 2
        "Peking\tLawrow\n"  # 9: its target is the shipped source of another
        "Munich\tMünchen\n"  # 10
        "und\tand\n"  # 11
        "…\t...\n"  # 12
        "Ki\x07ew\tKyiv\n",  # 13
    )
    result = run("check", str(own))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line.split(". ", 1)[0] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]
    found = [line.split(". ", 1)[1].removeprefix(f"{own}:").split(": ", 2) for line in lines]
    assert [(line, label) for line, label, _ in found] == [
        ("2", "warning"),
        ("3", "warning"),
        ("5", "error"),
        ("6", "warning"),
        ("7", "error"),
        ("8", "error"),
        ("9", "warning"),
        ("10", "warning"),
        ("11", "warning"),
        ("12", "error"),
        ("13", "error"),
    ]
    for (_, _, text), expected in zip(
        found,
        [
            "overrides Kiew → Kiev",
            "ordinary word",
            "contradicts Rom → Rome",
            "already",
            "the target is empty",
            "matches the same as Kiew → Kyiv",
            "is the source of Lawrow → Lavrov",
            "looks German",
            "commonest",
            "never found",
            "character",
        ],
        strict=True,
    ):
        assert expected in text
    assert "5 errors, 6 warnings" in result.stderr


def test_check_of_a_good_glossary() -> None:
    run("add", "Schoigu", "Shoigu")
    result = run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 errors, 0 warnings\n")
    missing = run("check", "none.tsv")
    assert missing.exit_code == 1
    assert "No such file" in missing.stdout


@pytest.mark.parametrize("form", ["tsv", "csv", "tbx", "tmx", "json"])
def test_export_and_import(home: Path, tmp_path: Path, form: str) -> None:
    run("add", "Schoigu", 'Sergei "S." Shoigu')
    file = tmp_path / f"names.{form}"
    assert run("export", str(file)).exit_code == 0
    assert run("export", "--format", form).stdout == file.read_text()
    other = tmp_path / "other.tsv"
    other.write_text("# mine\nsource\ttarget\tkind\nKiew\tKyjiv\n")
    result = run("import", str(file), "-g", str(other))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"replaces Kiew → Kyjiv ({other}:3)" in result.stderr
    assert "3 entries" in result.stderr
    assert {(t.source, t.target) for t in store.entries(other)} == {
        ("Kiew", "Kiev"),
        ("Lawrow", "Lavrov"),
        ("Schoigu", 'Sergei "S." Shoigu'),
    }
    assert other.read_text().startswith("# mine\nsource\ttarget\tkind\nKiew\t")


def test_import_of_what_is_broken_changes_nothing(home: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.tbx"
    bad.write_text("<tbx>")
    result = run("import", str(bad))
    assert (result.exit_code, home.exists()) == (2, False)
    assert result.stderr.startswith(f"deen: {bad}:1: not well-formed XML")
    unknown = tmp_path / "names.xyz"
    unknown.write_text("")
    assert "--format" in run("import", str(unknown)).stderr
    assert "cannot be written" in run("export", str(tmp_path / "no" / "names.tsv")).stderr


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    for name in ("add", "remove", "list", "find", "check", "import", "export"):
        assert f"  {name} " in text
