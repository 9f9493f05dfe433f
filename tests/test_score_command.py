"""`deen score` as a user calls it."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from test_metrics import worse, write

from translate.cli import deen

GERMAN = ROOT / "examples" / "nordkorea.de.txt"
ENGLISH = ROOT / "examples" / "nordkorea.en.txt"
LINES = ENGLISH.read_text(encoding="utf-8").splitlines()

SCHEMA = json.loads((ROOT / "docs" / "evaluation.schema.json").read_text(encoding="utf-8"))

SOURCES = ["Lawrow kam nach Moskau.", "", "Das Haus kostet 30.000 Euro.", "Es regnet."]
REFERENCES = ["Lavrov came to Moscow.", "", "The house costs 30,000 euros.", "It is raining today."]
HYPOTHESES = ["Lavrov came to Moscow.", "", "The house costs 20,000 euros.", "It rains."]
OTHERS = ["Lawrow came in Moscow.", "", "The house costs 30,000 euros.", "It is raining."]
GLOSSARY = "source\ttarget\nLawrow\tLavrov\nMoskau\tMoscow\nHaus\thome\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(deen, ["score", *map(str, arguments)])


def told(*arguments: str | Path) -> dict[str, Any]:
    """What the JSON says, which is what its schema promises."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(answer, SCHEMA)
    return answer


def only_system(answer: dict[str, Any]) -> dict[str, Any]:
    """The one system that is in an evaluation."""
    [system] = answer["systems"]
    assert isinstance(system, dict)
    return system


def refused(*arguments: str | Path) -> str:
    """What is said of input that cannot be used: on stderr, in a line, without a traceback."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    return result.stderr


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with src, ref, hyp, other and own.tsv in it."""
    monkeypatch.chdir(tmp_path)
    for name, lines in (("src", SOURCES), ("ref", REFERENCES), ("hyp", HYPOTHESES), ("other", OTHERS)):
        write(tmp_path / name, lines)
    (tmp_path / "own.tsv").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def test_the_example_has_no_empty_lines_to_warn_of(tmp_path: Path) -> None:
    hypothesis = write(tmp_path / "out.txt", worse(LINES, 1))
    result = run(hypothesis, "-r", ENGLISH, "-s", GERMAN)
    assert result.exit_code == 0
    assert result.stderr == ""
    filled = sum(map(bool, LINES))
    assert f"Segments    {filled}\n" in result.stdout
    assert filled < len(LINES)


def test_scores_are_those_of_sacrebleu(tmp_path: Path) -> None:
    hypothesis = write(tmp_path / "out.txt", worse(LINES, 1))
    second = write(tmp_path / "second.txt", worse(LINES, 2))
    command = [sys.executable, "-m", "sacrebleu", str(ENGLISH), str(second), "-i", str(hypothesis), "-w", "2", "-m"]
    done = subprocess.run([*command, "bleu", "chrf", "ter"], capture_output=True, text=True, check=True)
    stdout = run(hypothesis, "-r", ENGLISH, "-r", second, "-m", "bleu,chrf,ter").stdout
    [row] = [line for line in stdout.splitlines() if line.startswith("out.txt")]
    metrics = json.loads(done.stdout)
    assert re.findall(r"(\S+) ± ", row) == [f"{metric['score']:.2f}" for metric in metrics]
    for metric in metrics:
        assert metric["signature"] in stdout
    assert "nrefs:2" in stdout


def test_metrics_are_chosen(files: Path) -> None:
    def names(*arguments: str) -> list[str]:
        answer = told("hyp", "-r", "ref", *arguments)
        names = list(only_system(answer)["scores"])
        assert [metric["name"] for metric in answer["metrics"]] == names
        return names

    assert names() == ["BLEU", "chrF2", "chrF2++", "TER"]
    assert names("-m", "TER, chrf,ter") == ["TER", "chrF2"]
    assert names("-s", "src", "-m", "terms") == []
    assert only_system(told("hyp", "-r", "ref", "-s", "src", "-m", "chrf++"))["terms"] is None


def test_terms_by_glossary(files: Path) -> None:
    terms = only_system(told("hyp", "-r", "ref", "-s", "src", "-g", "own.tsv", "-m", "terms"))["terms"]
    found = {(term["source"], term["target"]): term["found"] for term in terms["terms"]}
    assert found["Lawrow", "Lavrov"] == found["Moskau", "Moscow"] == 1
    assert found["Haus", "home"] == 0
    stdout = run("hyp", "-r", "ref", "-s", "src", "-g", "own.tsv").stdout
    assert "Haus → home  1 of 1  line 3" in stdout


def test_glossaries_lie_over_each_other_as_in_deen_translate(files: Path) -> None:
    def target(*arguments: str) -> str:
        terms = only_system(told("hyp", "-r", "ref", "-s", "src", "-m", "terms", *arguments))["terms"]
        return str(next(term["target"] for term in terms["terms"] if term["source"] == "Lawrow"))

    assert target() == "Lavrov"
    (files / "glossary.tsv").write_text("source\ttarget\nLawrow\tLawrov\n", encoding="utf-8")
    assert target() == "Lawrov"
    assert target("-g", "own.tsv") == "Lavrov"


def test_what_contradicts_itself_in_a_glossary_is_told_once(files: Path) -> None:
    (files / "own.tsv").write_text("Lawrow\tLavrov\nLawrow\tLavroff\n", encoding="utf-8")
    result = run("hyp", "-r", "ref", "-s", "src", "-g", "own.tsv")
    assert result.exit_code == 0
    assert result.stderr.count("Lawrow → Lavroff contradicts Lawrow → Lavrov in") == 1


def test_terms_of_segments_are_scored_alone_or_with_given_glossaries(files: Path) -> None:
    lists = [[["Moskau", "Moscow"]], [], [{"de": "Haus", "en": "house"}], [["Wetter", "weather"]]]
    write(files / "terms.jsonl", [json.dumps(one) for one in lists])
    arguments = ["hyp", "-r", "ref", "-s", "src", "--segment-terms", "terms.jsonl"]
    terms = only_system(told(*arguments))["terms"]
    assert (terms["occurrences"], terms["found"]) == (3, 2)
    terms = only_system(told(*arguments, "-g", "own.tsv"))["terms"]
    # Lawrow comes in, the segment's own Haus stays.
    assert (terms["occurrences"], terms["found"]) == (4, 3)


def test_segments_in_json(files: Path) -> None:
    answer = told("hyp", "-r", "ref", "-s", "src", "-g", "own.tsv", "--against", "other", "-m", "bleu,terms")
    segments = answer["segments"]
    assert [segment["number"] for segment in segments] == [1, 3, 4]
    first, second, third = segments
    assert [output["text"] for output in first["outputs"]] == [HYPOTHESES[0], OTHERS[0]]
    assert first["outputs"][0]["chrf"] == pytest.approx(100)
    assert first["outputs"][0]["scores"] == {"BLEU": pytest.approx(100)}
    [lavrov, moscow] = first["terms"]
    assert SOURCES[0][lavrov["start"] : lavrov["end"]] == "Lawrow"
    assert [place and slice(*place) for place in lavrov["places"]] == [slice(0, 6), None]
    assert OTHERS[0][slice(*moscow["places"][1])] == "Moscow"
    assert {doubt["check"] for doubt in second["doubts"]} == {"numbers"}
    assert third["model_score"] is None
    assert answer["best"] == [1]
    assert answer["worst"] == [4, 3]
    assert answer["doubts"] == {"numbers": 1}
    for group in ("by_length", "by_terms"):
        assert sum(part["segments"] for part in answer[group]) == 3


def test_without_the_source_nothing_is_said_about_terms_and_checks(files: Path) -> None:
    stdout = run("hyp", "-r", "ref").stdout
    assert "Terms" not in stdout
    assert "Checks" not in stdout


def test_against_a_worse_system(tmp_path: Path) -> None:
    bad = worse(LINES, 1)
    good = [one if number % 3 else line for number, (one, line) in enumerate(zip(bad, LINES, strict=True))]
    files = write(tmp_path / "good", good), write(tmp_path / "bad", bad)
    for first, second in (files, files[::-1]):
        answer = told(first, "-r", ENGLISH, "--against", second, "-m", "bleu")
        assert [one["winner"] for one in answer["comparisons"]] == ["good"]
        assert answer["clusters"] == [["good"], ["bad"]]
        better = answer["best"] if first == files[0] else answer["worst"]
        assert len(better) == min(20, sum(map(str.__ne__, good, bad)))
    stdout = run(files[0], "-r", ENGLISH, "--against", files[1], "-m", "bleu").stdout
    [row] = [line for line in stdout.splitlines() if line.startswith("  good : bad")]
    assert row.endswith(" >")


@pytest.fixture
def five(files: Path) -> Path:
    """The folder with five systems in it, from s1, which is the reference, to s5, each worse than the one before."""
    lines = LINES
    write(files / "ref", LINES)
    for number in range(1, 6):
        write(files / f"s{number}", lines)
        lines = worse(lines, number)
    return files


def test_any_number_of_systems(five: Path) -> None:
    answer = told("s3", "s1", "s2", "-r", "ref", "--against", "s5", "--against", "s4", "-m", "chrf,ter")
    # What the first is held against comes second.
    assert [system["name"] for system in answer["systems"]] == ["s3", "s5", "s4", "s1", "s2"]
    assert answer["clusters"] == [[f"s{number}"] for number in range(1, 6)]
    assert len(answer["comparisons"]) == 10 * 2
    assert {one["winner"] for one in answer["comparisons"] if "s1" in (one["system"], one["other"])} == {"s1"}
    assert answer["worst"] == []
    table = run("s3", "s1", "s2", "-r", "ref", "--against", "s5", "--against", "s4", "-m", "chrf,ter").stdout
    rows = [line for line in table.splitlines() if " ± " in line and line.startswith("s")]
    assert [row.split()[0] for row in rows] == ["s1", "s2", "s3", "s4", "s5"]
    assert table.count("\n----") == 4
    assert table.count(" : ") == 10


def test_systems_have_names(five: Path) -> None:
    def names(*arguments: str) -> list[str]:
        return [one["name"] for one in told(*arguments, "-r", "ref", "-m", "chrf")["systems"]]

    (five / "folder").mkdir()
    write(five / "folder" / "s2", LINES)
    assert names("s1", "folder/s2") == ["s1", "s2"]
    assert names("s2", "folder/s2", "s3") == ["s2", "folder/s2", "s3"]
    assert names("s2", "s2", "s2") == ["s2", "s2 (2)", "s2 (3)"]
    assert names("s1", "s2", "--against", "s3", "--name", "first", "--name", "of all") == ["first", "s3", "of all"]
    assert names("s1", "s2", "--name", "x", "--name", "x") == ["x", "x (2)"]


def test_a_system_from_standard_input(five: Path) -> None:
    text = (five / "s2").read_text(encoding="utf-8")
    arguments = ["score", "s1", "-", "-r", "ref", "-m", "chrf", "--json"]
    result = CliRunner().invoke(deen, arguments, input=text)
    assert result.exit_code == 0, result.stderr
    piped, stored = json.loads(result.stdout)["systems"][1], told("s1", "s2", "-r", "ref", "-m", "chrf")["systems"][1]
    assert piped["name"] == "-"
    assert piped["scores"] == stored["scores"]


def test_few_segments_have_scores_and_no_p_values(files: Path) -> None:
    result = run("hyp", "-r", "ref", "--against", "other", "-m", "bleu")
    assert result.exit_code == 0
    assert result.stderr == "deen: 3 segments: too few to test differences, which takes 6\n"
    assert "±" not in result.stdout
    assert "p (" not in result.stdout
    answer = told("hyp", "-r", "ref", "--against", "other", "-m", "bleu")
    assert answer["comparisons"] == []
    assert answer["systems"][0]["scores"]["BLEU"]["value"] > 0
    assert answer["systems"][0]["scores"]["BLEU"]["interval"] is None
    assert "too few" not in run("hyp", "-r", "ref").stderr


def test_against_itself(five: Path) -> None:
    result = run("s2", "-r", "ref", "--against", "s2", "-m", "bleu,chrf")
    [row] = [line for line in result.stdout.splitlines() if line.startswith("  s2 : s2 (2)")]
    assert row.split()[4:] == ["1.0000,", "1.0000", "="] * 2
    assert "s2 is the same text as s2 (2)" in result.stderr
    assert "Furthest" not in result.stdout


def test_scores_of_segments_as_csv_and_the_table_for_latex(five: Path) -> None:
    result = run("s1", "s2", "-r", "ref", "--csv", "scores.csv", "--latex", "table.tex")
    assert result.exit_code == 0, result.stderr
    with (five / "scores.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    segments = told("s1", "s2", "-r", "ref")["segments"]
    assert [(int(row["segment"]), row["system"]) for row in rows] == [
        (segment["number"], name) for segment in segments for name in ("s1", "s2")
    ]
    for row, output in zip(rows, (one for segment in segments for one in segment["outputs"]), strict=True):
        for name in ("BLEU", "chrF2", "chrF2++", "TER"):
            assert float(row[name]) == pytest.approx(output["scores"][name], abs=1e-4)
    assert r"s1 & \textbf{100.00}" in (five / "table.tex").read_text(encoding="utf-8")


def test_scores_by_document(five: Path) -> None:
    filled = [line for line in LINES if line]
    documents = [f"article {number // 4}" for number, _ in enumerate(filled)]
    rows = ["\t".join(row) for row in zip(documents, filled, strict=True)]
    write(five / "ref.tsv", ["document\treference", *rows])
    write(five / "hyp", worse(filled, 1))
    answer = told("hyp", "-r", "ref.tsv", "-m", "chrf", "--html", "page.html")
    assert [group["label"] for group in answer["by_document"]] == list(dict.fromkeys(documents))
    assert [segment["document"] for segment in answer["segments"]] == documents
    assert "By document" in (five / "page.html").read_text(encoding="utf-8")
    write(five / "plain", filled)
    # The source goes before the reference.
    write(five / "src.tsv", ["doc\tsource", *(f"all\t{line}" for line in filled)])
    assert told("hyp", "-r", "ref.tsv", "-s", "src.tsv", "-m", "chrf")["by_document"][0]["label"] == "all"
    assert told("hyp", "-r", "plain", "-m", "chrf")["by_document"] == []


def test_what_is_odd_is_told_on_stderr(files: Path) -> None:
    write(files / "odd", [SOURCES[0] + " Das ist so.", "", "", "fÃ¼r"])
    write(files / "src", [SOURCES[0] + " Das ist so.", *SOURCES[1:]])
    result = run("odd", "-r", "ref", "-s", "src")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "deen: odd: line 3 is empty",
        "deen: odd: line 4 is garbled by a wrong encoding",
        "deen: odd: line 1 is the same as the source",
    ]
    assert "ref is the same text as the reference ref" in run("ref", "-r", "ref").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hyp"], "give a reference with -r"),
        (["hyp", "-r", "ref", "-g", "own.tsv"], "give it with -s"),
        (["hyp", "-r", "ref", "-m", "bleu,terms"], "give it with -s"),
        (["hyp", "-r", "ref", "-m", "bleu,meteor"], "“meteor” is not among bleu, chrf, chrf++, ter, terms"),
        (["hyp", "-r", "ref", "-m", ""], "is not among"),
        (["nowhere", "-r", "ref"], "nowhere: cannot be read: No such file"),
        (["hyp", "-r", "short"], "hyp has 4 lines and short has 2"),
        (["hyp", "-r", "ref", "-s", "short"], "hyp has 4 lines and short has 2"),
        (["hyp", "-r", "ref", "--against", "short"], "hyp has 4 lines and short has 2"),
        (["latin", "-r", "ref"], "latin:2: not UTF-8"),
        (["blank", "-r", "blank"], "blank: every line is empty"),
        (["hyp", "-r", "ref", "-s", "src", "-g", "nowhere.tsv"], "nowhere.tsv"),
        (
            ["hyp", "-r", "ref", "-s", "src", "--segment-terms", "short.jsonl"],
            "short.jsonl ends at line 2 and src at line 4",
        ),
        (["hyp", "-r", "ref", "-s", "src", "--segment-terms", "src"], "src:1: not JSON"),
        (["hyp", "-r", "ref", "--html", "ref"], "ref: is read here"),
        (["hyp", "-r", "ref", "--html", "nowhere/page.html"], "there is no folder nowhere"),
        (["hyp", "-r", "ref", "--csv", "hyp"], "hyp: is read here"),
        (["hyp", "-r", "ref", "--csv", "new", "--latex", "new"], "new: two outputs have this name"),
        (["-", "-r", "ref", "--against", "-"], "give - once"),
        (["-", "-r", "ref"], "-: no segments in it"),
        (["hyp", "other", "-r", "ref", "--name", "a", "--name", "b", "--name", "c"], "there are 3 names for 2 files"),
        (["hyp", "-r", "ref", "--name", " "], "a name has to have letters"),
        (["hyp", "other", "short", "-r", "ref"], "hyp has 4 lines and short has 2"),
        (["-r", "ref"], "Missing argument 'HYP…'"),
    ],
)
def test_what_cannot_be_used_is_refused(files: Path, arguments: Sequence[str], message: str) -> None:
    write(files / "short", ["a", "b"])
    write(files / "short.jsonl", ["[]", "[]"])
    write(files / "blank", ["", ""])
    (files / "latin").write_bytes("gut\nfür\n".encode("latin-1"))
    before = (files / "ref").read_bytes()
    assert message in refused(*arguments)
    assert (files / "ref").read_bytes() == before


def test_every_format_at_once(files: Path) -> None:
    rows = zip(SOURCES, REFERENCES, strict=True)
    write(files / "set.tsv", ["source\treference", *("\t".join(row) for row in rows)])
    write(files / "hyp.jsonl", [json.dumps({"translation": text}) for text in HYPOTHESES])
    plain = only_system(told("hyp", "-r", "ref", "-s", "src"))
    assert only_system(told("hyp.jsonl", "-r", "set.tsv", "-s", "set.tsv"))["scores"] == plain["scores"]


def test_a_page_besides_the_table(files: Path) -> None:
    result = run("hyp", "-r", "ref", "-s", "src", "--html", "page.html")
    assert result.exit_code == 0
    assert result.stdout == run("hyp", "-r", "ref", "-s", "src").stdout
    assert HYPOTHESES[0] in (files / "page.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_neither_torch_nor_ctranslate2_is_loaded(files: Path) -> None:
    program = (
        "import sys; from translate.cli import deen; deen(standalone_mode=False); "
        "print(sorted({'torch', 'transformers', 'ctranslate2'} & set(sys.modules)))"
    )
    arguments = ["score", "hyp", "-r", "ref", "-s", "src", "--against", "other", "-m", "bleu,terms"]
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert "BLEU" in done.stdout
    assert done.stdout.endswith("[]\n")
