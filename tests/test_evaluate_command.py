"""`deen evaluate` as a user calls it, with an engine that needs no model."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import FakeEngine
from test_metrics import write

from eval import gate, scoring, testsets
from eval.scoring import Texts
from eval.testsets import TestSet
from glossary.linked import LinkedText
from translate.cli import deen
from translate.documents.document import Segment
from translate.engines import loading
from translate.report import Translation

WORDS = {"Das": "The", "Haus": "house", "ist": "is", "alt": "old", "kam": "came", "nach": "to"}
SOURCES = ["Das Haus ist alt.", "", "Lawrow kam  nach Moskau.", "Das Haus."]
REFERENCES = ["The house is old.", "", "Lavrov came to Moscow.", "The house."]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in with src and ref in it, and a cache of its own; the engine is made up."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEEN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(loading, "load", lambda options, notify: FakeEngine(WORDS))
    write(tmp_path / "src", SOURCES)
    write(tmp_path / "ref", REFERENCES)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deen, ["evaluate", *arguments])


def told(*arguments: str) -> dict[str, object]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


def only_system(answer: dict[str, object]) -> dict[str, object]:
    """The one system that is in an evaluation."""
    systems = answer["systems"]
    assert isinstance(systems, list)
    [system] = systems
    assert isinstance(system, dict)
    return system


def test_one_line_in_one_line_out(files: Path) -> None:
    result = run("src", "-r", "ref", "-o", "hyp")
    assert result.exit_code == 0, result.stderr
    assert (files / "hyp").read_text(encoding="utf-8").splitlines() == REFERENCES
    assert "sentences a second" in result.stdout
    assert "Segments    3\n" in result.stdout


def test_it_scores_as_deen_score_does(files: Path) -> None:
    write(files / "ref", ["The old house is old.", "", "Lavrov came to Kiev.", "A house."])
    evaluated = told("src", "-r", "ref", "-o", "hyp")
    done = CliRunner().invoke(deen, ["score", "hyp", "-r", "ref", "-s", "src", "--json"])
    scored = json.loads(done.stdout)
    for part in ("metrics", "by_length", "by_terms"):
        assert evaluated[part] == scored[part]
    for part in ("scores", "terms"):
        assert only_system(evaluated)[part] == only_system(scored)[part]
    segments = evaluated["segments"]
    assert isinstance(segments, list)
    assert all(segment["model_score"] < 0 for segment in segments)


def test_terms_are_enforced_and_scored_even_if_not_enforced(files: Path) -> None:
    write(files / "own.tsv", ["source\ttarget", "Haus\thome"])
    with_terms = only_system(told("src", "-r", "ref", "-g", "own.tsv", "-o", "with"))["terms"]
    without = only_system(told("src", "-r", "ref", "-g", "own.tsv", "--no-glossary", "-o", "without"))["terms"]
    assert isinstance(with_terms, dict)
    assert isinstance(without, dict)
    assert with_terms["occurrences"] == without["occurrences"] >= 3
    assert with_terms["per_occurrence"] == 1
    assert without["per_occurrence"] < 1
    assert "home" in (files / "with").read_text(encoding="utf-8")
    assert "Lawrow" in (files / "without").read_text(encoding="utf-8")


def test_terms_of_segments_hold_in_their_line(files: Path) -> None:
    write(files / "terms.jsonl", ['[["Haus", "home"]]', "[]", '{"terms": []}', "[]"])
    terms = only_system(told("src", "-r", "ref", "--segment-terms", "terms.jsonl", "-o", "hyp"))["terms"]
    assert isinstance(terms, dict)
    assert (terms["occurrences"], terms["found"]) == (1, 1)
    lines = (files / "hyp").read_text(encoding="utf-8").splitlines()
    assert lines == ["The home is old.", "", "Lavrov came to Moscow.", "The house."]


def test_the_memory_is_no_speed() -> None:
    assert isinstance(told("src", "-r", "ref")["sentences_per_second"], float)
    result = run("src", "-r", "ref")
    assert "3 of 3 lines came from the translation memory" in result.stderr
    assert "sentences a second" not in result.stdout
    again = run("src", "-r", "ref", "--no-memory")
    assert "memory" not in again.stderr
    assert "sentences a second" in again.stdout


def test_against_a_translation(files: Path) -> None:
    write(files / "other", ["The house was old.", "", "Lawrow went to Moscow.", "House."])
    answer = told("src", "-r", "ref", "--against", "other", "-m", "bleu")
    assert isinstance(answer["systems"], list)
    assert [system["name"] for system in answer["systems"]] == ["de-en", "other"]
    assert answer["worst"] == []
    assert answer["best"] == [4, 3, 1]


def test_a_test_set_of_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = TestSet(tuple(SOURCES), (tuple(REFERENCES), tuple(REFERENCES)))
    monkeypatch.setattr(testsets, "fetch", lambda name: fetched)
    answer = told("-t", "wmt19")
    assert answer["references"] == ["wmt19 (1)", "wmt19 (2)"]
    assert isinstance(answer["metrics"], list)
    assert "nrefs:2" in answer["metrics"][0]["signature"]


def gated(folder: Path, text: str, *arguments: str) -> Result:
    (folder / "gate.toml").write_text(text, encoding="utf-8")
    return run("src", "-r", "ref", "--gate", "gate.toml", *arguments)


def test_a_gate_that_holds_says_nothing(files: Path) -> None:
    result = gated(files, "[gate]\nbleu = 99\n'chrf++' = 99\nter = 1\nterms = 1\ndoubtful = 0.5\n")
    assert result.exit_code == 0, result.stderr
    assert "gate" not in result.stderr


def test_a_gate_that_falls_is_a_table_and_an_exit_code(files: Path) -> None:
    write(files / "ref", ["The building was old.", "", "Lavrov came to Moscow.", "The house."])
    result = gated(files, "[gate]\nbleu = 99.5\nchrf = 1\nter = 0\nconfidence = 0.5\n", "--json")
    assert result.exit_code == 1
    # The result is given all the same.
    scores = json.loads(result.stdout)["systems"][0]["scores"]
    assert result.stderr.splitlines() == [
        "deen: gate.toml: 3 of 4 thresholds fell",
        "name        wanted         got",
        f"bleu        at least 99.5  {scores['BLEU']['value']:.2f}",
        f"ter         at most 0      {scores['TER']['value']:.2f}",
        "confidence  at least 0.5   not known",
    ]


def test_a_gate_asks_for_the_mean_confidence() -> None:
    segment = Segment(0, 1, "x")
    translations = [
        Translation(segment, LinkedText("x"), -0.1, "model", confidence=confidence) for confidence in (0.5, None, 0.9)
    ]
    evaluation = scoring.evaluate(Texts([("hyp", ["x"] * 3)], [("ref", ["x", "y", "z"])]), ["ter"])
    measured = {one.name: one for one in gate.measured(evaluation, ["ter"], translations)}
    assert measured["confidence"].value == pytest.approx(0.7)
    assert measured["ter"].value == pytest.approx(200 / 3)
    assert not measured["ter"].higher_is_better
    assert measured["terms"].value is None
    assert measured["doubtful"].value == 0


def test_documents_of_a_test_set_have_their_own_consistency(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = ("Lawrow kam.", "Lawrow kam nach Haus.", "Das Haus ist alt.", "Das Haus.")
    fetched = TestSet(
        sources, (("Lavrov came.", "Lavrov came home.", "The house is old.", "The house."),), tuple("aabb")
    )
    monkeypatch.setattr(testsets, "fetch", lambda name: fetched)
    write(files / "own.tsv", ["source\ttarget", "Haus\thouse"])
    systems = told("-t", "wmt19", "-g", "own.tsv")["systems"]
    assert isinstance(systems, list)
    assert systems[0]["consistency"] == {"documents": 2, "repeated": 2, "alike": 2, "inconsistent": []}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give either a file to translate or a test set with -t"),
        (["src", "-t", "wmt19"], "give either a file to translate or a test set with -t"),
        (["-t", "wmt19", "-r", "ref"], "leave out -r"),
        (["-t", "wmt99"], "no test set wmt99"),
        (["src"], "give a reference with -r"),
        (["src", "-r", "short"], "src has 4 lines and short has 1"),
        (["src", "-r", "ref", "--against", "short"], "src has 4 lines and short has 1"),
        (["src", "-r", "ref", "--segment-terms", "short.jsonl"], "short.jsonl ends at line 1 and src at line 4"),
        (["src", "-r", "ref", "-o", "src"], "src: is read here"),
        (["src", "-r", "ref", "-o", "nowhere/hyp"], "there is no folder nowhere"),
        (["src", "-r", "ref", "-o", "new", "--html", "new"], "new: two outputs have this name"),
        (["src", "-r", "ref", "--device", "tpu"], "tpu"),
        (["src", "-r", "ref", "--gate", "none.toml"], "none.toml: cannot be read: No such file or directory"),
        (["src", "-r", "ref", "--gate", "src"], "src: not TOML"),
        (
            ["src", "-r", "ref", "--gate", "gate", "-m", "chrf"],
            "gate: “bleu” is not measured here; what is: chrf, doubt",
        ),
        (["src", "-r", "ref", "--gate", "gate", "-o", "gate"], "gate: is read here"),
        (["src", "-r", "ref", "-m", "comet"], "metric comet needs the package unbabel-comet"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_translated(
    files: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], message: str
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(loading, "load", never)
    write(files / "short", ["one"])
    write(files / "gate", ["[gate]", "bleu = 1"])
    write(files / "short.jsonl", ["[]"])
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
    assert (files / "src").read_text(encoding="utf-8").splitlines() == SOURCES
