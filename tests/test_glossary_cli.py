import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glossary import check, store
from glossary.terms import Term
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
    assert "ordinary word" in run("add", "Essen", "Essen").stderr
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
        "Essen\tEssen\n"  # 3: an ordinary word
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


def test_check_passes_over_what_a_terminologist_means(home: Path, tmp_path: Path) -> None:
    own = tmp_path / "g.tsv"
    own.write_text(
        "source\ttarget\tkind\tforms\n"
        "Kiew\tKiev\tplace\tKyjiw\n"
        "Göteborger\tof Göteborg\n"
        "Haager Tribunal\tThe Hague tribunal\n"
        "Höhle\tden\n"
        "Ursula von Ahlen\tUrsula von Ahlen\tperson\n"
        "Dr. Oetker\tDr. Oetker\n"
        "Vereinigte Staaten\tU.S.\n"
        "Köln/Bonn\tCologne/Bonn\n"
        "Recht\tlaw\n"
        "Essen\tEssen\tplace\n"
        "Weber\tWeber\tperson\n"
    )
    result = run("check", str(own))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 errors, 0 warnings\n")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Haus\thouse / home", "put in as it stands"),
        ("Haus\thouse; home", "put in as it stands"),
        ("Haus\thouse, home", "put in as it stands"),
        ("Haus\thouse (building)", "put in as it stands"),
        ("Haus\tthe house", 'always stands with "the"'),
        ("Haus\thouse.", "ends in a full stop"),
        ("das Haus\thouse", "found only with the article das"),
        ("Haus, das\thouse", "found only with the article das"),
        ("Lehrer/in\tteacher", "found only as it stands here"),
        ("Bank (Geld)\tbank", "found only as it stands here"),
        ("House\tHaus für alle", "looks German: für"),
    ],
)
def test_check_tells_of_what_is_no_plain_entry(tmp_path: Path, row: str, told: str) -> None:
    own = tmp_path / "g.tsv"
    own.write_text(row + "\n")
    result = run("check", str(own))
    assert result.exit_code == 0
    [line] = result.stdout.splitlines()
    assert line.startswith(f"1. {own}:1: warning: ")
    assert told in line


def test_check_of_forbidden_targets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = [
        Term("Wahl", "election", origin="g:1", forbidden=("vote", "Election")),
        Term("Bundestagswahl", "federal votes", origin="g:2"),
        Term("Abstimmung", "vote", origin="g:3"),
        Term("Stimmzettel", "vote slip", origin="g:4"),
        Term("Wähler", "voter", origin="g:5"),
    ]
    monkeypatch.setattr(store, "each", lambda path: iter(terms))
    assert [(one.where, one.text) for one in check.check([tmp_path / "g"])] == [
        ("g:1", "the target Election is forbidden by the entry itself"),
        ("g:2", 'Bundestagswahl → federal votes has "vote", which is forbidden for Wahl → election, g:1'),
        ("g:3", 'Abstimmung → vote has "vote", which is forbidden for Wahl → election, g:1'),
    ]


def test_add_takes_a_plural_and_forbidden_targets(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Term] = []

    def validated(term: Term) -> Term:
        asked.append(term)
        return Term("Wahl", "election")

    monkeypatch.setattr(store, "validated", validated)
    assert run("add", "Wahl", "election", "--plural", "polls", "--forbid", "vote", "--forbid", "ballot").exit_code == 0
    assert asked[0] == Term("Wahl", "election", plural="polls", forbidden=("vote", "ballot"))


def test_check_of_a_good_glossary() -> None:
    run("add", "Schoigu", "Shoigu")
    result = run("check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 errors, 0 warnings\n")
    missing = run("check", "none.tsv")
    assert missing.exit_code == 1
    assert "No such file" in missing.stdout


def test_export_escapes_formulas(home: Path) -> None:
    run("add", "=cmd", "=x")
    plain, escaped = (run("export", "--no-shipped", *more).stdout for more in ((), ("--escape-formulas",)))
    assert "\n=cmd\t=x" in plain
    assert "\n'=cmd\t'=x" in escaped


@pytest.mark.parametrize("form", ["tsv", "csv", "deepl", "xlsx", "tbx", "tmx", "json"])
def test_export_and_import(home: Path, tmp_path: Path, form: str) -> None:
    run("add", "Schoigu", 'Sergei "S." Shoigu')
    file = tmp_path / (f"names.{form}" if form != "deepl" else "names.csv")
    assert run("export", str(file), "--format", form).exit_code == 0
    if form not in ("deepl", "xlsx"):
        by_name = tmp_path / f"again.{form}"
        assert run("export", str(by_name)).exit_code == 0
        assert run("export", "--format", form).stdout_bytes == file.read_bytes() == by_name.read_bytes()
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
    unknown.write_text("Kiew\n")
    assert "no table with two columns" in run("import", str(unknown)).stderr
    assert "--format" in run("export", str(unknown)).stderr
    assert "make it first" in run("export", str(tmp_path / "no" / "names.tsv")).stderr


def test_import_tells_what_it_recognised_and_why_lines_are_left_out(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    rows = ["Nr.;Englisch;Deutsch;Wortart", "1;crow;Krähe;noun", *(f"{n};;Wort{n}\x1b;" for n in range(2, 9))]
    file.write_text("\n".join(rows), encoding="utf-8")
    result = run("import", str(file))
    assert result.exit_code == 0
    told = result.stderr.splitlines()
    assert told[0] == (
        f"deen: {file}: 3 columns: source, target, kind; 1 entry, 7 left out: lines 3, 4, 5, 6, 7 and 2 more; "
        "not read: Nr."
    )
    assert [line.split(": ")[2] for line in told[1:6]] == [f"{file}:{n}" for n in range(3, 8)]
    assert told[6] == "deen: left out: 2 more"
    assert "1 entry in" in told[7]
    assert "Krähe\tcrow\tnoun" in home.read_text(encoding="utf-8")


def test_files_of_others_are_read_by_every_command_and_told(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_bytes("Deutsch;Englisch\r\nKöln;Cologne\r\n".encode("utf-16"))
    for arguments in (("list",), ("find", "In Köln"), ("export",)):
        result = run(*arguments, "-g", str(file))
        assert "Cologne" in result.stdout
        assert result.stderr == f"deen: {file}: 2 columns: source, target, UTF-16-LE; 1 entry\n"


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    for name in ("add", "remove", "list", "find", "check", "import", "export"):
        assert f"  {name} " in text
