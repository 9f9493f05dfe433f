"""`deen score` as a user calls it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from test_metrics import worse, write

from translate.cli import deen

GERMAN = ROOT / "examples" / "nordkorea.de.txt"
ENGLISH = ROOT / "examples" / "nordkorea.en.txt"
LINES = ENGLISH.read_text(encoding="utf-8").splitlines()

SOURCES = ["Lawrow kam nach Moskau.", "", "Das Haus kostet 30.000 Euro.", "Es regnet."]
REFERENCES = ["Lavrov came to Moscow.", "", "The house costs 30,000 euros.", "It is raining today."]
HYPOTHESES = ["Lavrov came to Moscow.", "", "The house costs 20,000 euros.", "It rains."]
OTHERS = ["Lawrow came in Moscow.", "", "The house costs 30,000 euros.", "It is raining."]
GLOSSARY = "source\ttarget\nLawrow\tLavrov\nMoskau\tMoscow\nHaus\thome\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(deen, ["score", *map(str, arguments)])


def told(*arguments: str | Path) -> dict[str, object]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


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
    stdout = run(hypothesis, "-r", ENGLISH, "-r", second).stdout
    table = {line.split()[0]: line.split()[-1] for line in reversed(stdout.splitlines()) if line}
    for metric in json.loads(done.stdout):
        assert table[metric["name"]] == f"{metric['score']:.2f}"
        assert metric["signature"] in stdout
    assert "nrefs:2" in stdout


def test_metrics_are_chosen(files: Path) -> None:
    def names(*arguments: str) -> list[str]:
        scores = told("hyp", "-r", "ref", *arguments)["scores"]
        assert isinstance(scores, list)
        return [score["name"] for score in scores]

    assert names() == ["BLEU", "chrF2", "chrF2++", "TER"]
    assert names("-m", "TER, chrf,ter") == ["TER", "chrF2"]
    assert names("-s", "src", "-m", "terms") == []
    assert told("hyp", "-r", "ref", "-s", "src", "-m", "chrf++")["terms"] is None


def test_terms_by_glossary(files: Path) -> None:
    terms = told("hyp", "-r", "ref", "-s", "src", "-g", "own.tsv", "-m", "terms")["terms"]
    assert isinstance(terms, dict)
    found = {(term["source"], term["target"]): term["found"] for term in terms["terms"]}
    assert found["Lawrow", "Lavrov"] == found["Moskau", "Moscow"] == 1
    assert found["Haus", "home"] == 0
    stdout = run("hyp", "-r", "ref", "-s", "src", "-g", "own.tsv").stdout
    assert "Haus → home  1 of 1  line 3" in stdout


def test_glossaries_lie_over_each_other_as_in_deen_translate(files: Path) -> None:
    def target(*arguments: str) -> str:
        terms = told("hyp", "-r", "ref", "-s", "src", "-m", "terms", *arguments)["terms"]
        assert isinstance(terms, dict)
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
    terms = told("hyp", "-r", "ref", "-s", "src", "--segment-terms", "terms.jsonl")["terms"]
    assert isinstance(terms, dict)
    assert (terms["occurrences"], terms["found"]) == (3, 2)
    terms = told("hyp", "-r", "ref", "-s", "src", "--segment-terms", "terms.jsonl", "-g", "own.tsv")["terms"]
    assert isinstance(terms, dict)
    # Lawrow comes in, the segment's own Haus stays.
    assert (terms["occurrences"], terms["found"]) == (4, 3)


def test_segments_in_json(files: Path) -> None:
    answer = told("hyp", "-r", "ref", "-s", "src", "-g", "own.tsv", "--against", "other", "-m", "bleu,terms")
    segments = answer["segments"]
    assert isinstance(segments, list)
    assert [segment["number"] for segment in segments] == [1, 3, 4]
    first, second, third = segments
    assert first["chrf"] == pytest.approx(100)
    assert first["bleu"] == pytest.approx(100)
    assert first["other"] == OTHERS[0]
    [lavrov, moscow] = first["terms"]
    assert HYPOTHESES[0][slice(*lavrov["place"])] == "Lavrov"
    assert SOURCES[0][lavrov["start"] : lavrov["end"]] == "Lawrow"
    assert lavrov["other_place"] is None
    assert OTHERS[0][slice(*moscow["other_place"])] == "Moscow"
    assert {doubt["check"] for doubt in second["doubts"]} == {"numbers"}
    assert third["model_score"] is None
    assert answer["best"] == [1]
    assert answer["worst"] == [4, 3]
    assert answer["doubts"] == {"numbers": 1}
    for group in ("by_length", "by_terms"):
        parts = answer[group]
        assert isinstance(parts, list)
        assert sum(part["segments"] for part in parts) == 3


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
        assert isinstance(answer["comparisons"], list)
        assert [one["winner"] for one in answer["comparisons"]] == [str(files[0])]
        better = answer["best"] if first == files[0] else answer["worst"]
        assert isinstance(better, list)
        assert len(better) == min(20, sum(map(str.__ne__, good, bad)))
    [row] = _compared(*files)
    assert row.endswith("/good")


def _compared(hypothesis: Path, other: Path) -> list[str]:
    """The rows of the table that hold two systems against each other by BLEU."""
    stdout = run(hypothesis, "-r", ENGLISH, "--against", other, "-m", "bleu").stdout
    return [line for line in stdout.splitlines() if " ± " in line]


def test_no_winner_is_named_without_significance(tmp_path: Path) -> None:
    hypothesis = worse(LINES, 1)
    ours = write(tmp_path / "ours", hypothesis)
    theirs = write(tmp_path / "theirs", [hypothesis[0] + " now", *hypothesis[1:]])
    [row] = _compared(ours, theirs)
    assert row.endswith("not significant")


def test_against_itself(files: Path) -> None:
    result = run("hyp", "-r", "ref", "--against", "hyp", "-m", "bleu,chrf")
    assert result.stdout.count("not significant") == 2
    assert "hyp is the same text as hyp" in result.stderr
    assert "Furthest" not in result.stdout


def test_files_alike_at_the_end_of_their_names_keep_apart(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, lines in zip(folders, (LINES, worse(LINES, 1)), strict=True):
        folder.mkdir()
        write(folder / "a-translation-with-a-rather-long-name.txt", lines)
    first, second = [folder / "a-translation-with-a-rather-long-name.txt" for folder in folders]
    stdout = run(first, "-r", ENGLISH, "--against", second, "-m", "bleu").stdout
    [row] = [line for line in stdout.splitlines() if " ± " in line]
    assert row.endswith("system")
    assert f"System      {first}\n" in stdout


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
    plain = told("hyp", "-r", "ref", "-s", "src")
    assert told("hyp.jsonl", "-r", "set.tsv", "-s", "set.tsv")["scores"] == plain["scores"]


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
