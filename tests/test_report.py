"""What the report says, and that it says it in the form that the docs describe."""

import json
import os
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from conftest import ROOT

from glossary import wordlists
from glossary.linked import LinkedText
from glossary.terms import FOUND, LeftOut, Outcome, Term, TermMatch
from translate.checks import Doubt
from translate.cli import deen
from translate.documents.document import Document, Segment
from translate.formats.plain import PlainText
from translate.report import Report, Translation, as_json

SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
LAVROV = TermMatch(Term("Lawrow", "Lavrov", origin="own.tsv:2"), 0, 6)


def report(*outcomes: Outcome, doubts: tuple[Doubt, ...] = (), left_out: tuple[LeftOut, ...] = ()) -> Report:
    segment = Segment(2, 13, "Lawrow kam.")
    linked = LinkedText("Lavrov came.", (((0, 6), (0, 6)), ((7, 12), (7, 11))))
    document = Document("a.txt", "- Lawrow kam.", (segment,), (Segment(0, 1, "-"),), ("read as Windows-1252",))
    translation = Translation(segment, linked, -0.5, "model", outcomes, doubts, left_out)
    return Report(document, b"- Lavrov came.", (translation,))


def test_everything_is_told_in_the_order_of_the_text() -> None:
    told = report(Outcome(LAVROV, "hint", (0, 6))).as_dict()
    assert isinstance(told["segments"], list)
    between, segment = told["segments"]
    assert (between["source"], between["origin"], between["score"]) == ("-", "passed through", None)
    assert segment["alignment"] == [
        {"start": 0, "end": 6, "source_start": 0, "source_end": 6},
        {"start": 7, "end": 12, "source_start": 7, "source_end": 11},
    ]
    [term] = segment["terms"]
    assert segment["translation"][term["target_start"] : term["target_end"]] == term["target"] == "Lavrov"
    assert segment["source"][term["start"] : term["end"]] == term["source"] == "Lawrow"
    assert told["notices"] == ["read as Windows-1252"]


def test_a_word_is_aligned_to_whole_words() -> None:
    segment = Segment(0, 20, "Die Militärhilfe kam.")
    linked = LinkedText("Military aid came.", (((0, 8), (4, 11)), ((9, 12), (11, 16)), ((13, 17), (18, 20))))
    document = Document("", segment.text, (segment,))
    told = Report(document, b"", (Translation(segment, linked, -0.5, "model"),)).as_dict()
    one = told["segments"][0]  # type: ignore[index]
    spans = [(one["source"][w["source_start"] : w["source_end"]]) for w in one["alignment"]]
    assert spans == ["Militärhilfe", "Militärhilfe", "kam"]


def test_a_term_without_a_place_has_none() -> None:
    told = report(Outcome(LAVROV, "missing")).as_dict()
    [term] = told["segments"][1]["terms"]  # type: ignore[index]
    assert (term["target_start"], term["target_end"], term["step"]) == (None, None, "missing")


def test_names_that_were_found_are_counted_and_what_is_left_out_has_its_reason() -> None:
    found = TermMatch(Term("Uschakow", "Ushakov", origin=FOUND), 0, 8)
    essen = LeftOut(TermMatch(Term("Essen", "Essen", "place", origin="names.tsv:3"), 9, 14), "an ordinary word here")
    made = report(Outcome(LAVROV, "hint", (0, 6)), Outcome(found, "found", (7, 14)), left_out=(essen,))
    assert made.names == {found.term: 1}
    assert made.summary() == "1 sentence; 2 of 2 terms in place (1 found in the article); 1 term left out on purpose"
    told = made.as_dict()
    assert told["names"] == [{"source": "Uschakow", "target": "Ushakov", "count": 1}]
    [one] = told["segments"][1]["left_out"]  # type: ignore[index]
    assert (one["source"], one["start"], one["reason"]) == ("Essen", 9, "an ordinary word here")


@pytest.mark.parametrize(
    ("made", "summary", "exit_code"),
    [
        (report(), "1 sentence", 0),
        (report(Outcome(LAVROV, "hint", (0, 6))), "1 sentence; 1 of 1 terms in place", 0),
        (report(Outcome(LAVROV, "missing")), "1 sentence; 0 of 1 terms in place; 1 of 1 sentence may be wrong", 1),
        (
            report(Outcome(LAVROV, "inserted", (0, 6))),
            "1 sentence; 1 of 1 terms in place; 1 of them inserted as a last resort; 1 of 1 sentence may be wrong",
            0,
        ),
        (report(doubts=(Doubt("length", "short"),)), "1 sentence; 1 of 1 sentence may be wrong", 0),
    ],
)
def test_summary_and_exit_code(made: Report, summary: str, exit_code: int) -> None:
    assert (made.summary(), made.exit_code) == (summary, exit_code)


@pytest.mark.model
def test_a_real_report_is_what_the_schema_says(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    text = "- Putins Besuch im Jahr 2000., als er jung war,begann.\n\n2024\n\nLawrow traf ihn in Kiew.\n"
    article.write_text(text, encoding="utf-8")
    file = tmp_path / "report.json"
    done = CliRunner().invoke(deen, ["translate", str(article), "--report", str(file)])
    assert done.exit_code == 0, done.stderr
    told = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(told, SCHEMA)
    segments = told["documents"][0]["segments"]
    assert {one["origin"] for one in segments} == {"model", "passed through"}
    for one in segments:
        for word in one["alignment"]:
            assert one["translation"][word["start"] : word["end"]].strip()
            assert one["source"][word["source_start"] : word["source_end"]].strip()
        for term in one["terms"]:
            assert term["target"].split()[0] in one["translation"][term["target_start"] : term["target_end"]]
    assert any(one["repairs"] for one in segments)
    # Every word of a translation but perhaps a few has its German.
    words = [word for one in segments if one["score"] is not None for word in one["translation"].split()]
    assert sum(len(one["alignment"]) for one in segments) >= 0.9 * len(words)


def test_what_was_left_out_is_told() -> None:
    document = PlainText(clean=True).document("Menü Suche Login\n\nDas Haus ist alt.\n\nFoto: dpa\n")
    made = Report(document, b"", (Translation(document.segments[0], LinkedText("The house is old."), -0.5, "model"),))
    told = made.as_dict()
    assert told["dropped"] == [
        {"start": 0, "end": 16, "text": "Menü Suche Login", "reason": "navigation"},
        {"start": 37, "end": 46, "text": "Foto: dpa", "reason": "photo credit"},
    ]
    assert made.summary() == "1 sentence; 2 lines left out"
    # As JSON has it: lists, not tuples.
    jsonschema.validate(json.loads(json.dumps({"deen": "1", "engine": "e", "documents": [told]})), SCHEMA)


def test_every_reason_is_in_the_schema() -> None:
    properties = SCHEMA["$defs"]["document"]["properties"]["dropped"]["items"]["properties"]
    entries = wordlists.entries("translate", "boilerplate.tsv")
    lines = [line for line in (*entries[""], *entries["items"]) if not line.startswith("{")]
    assert {line.split("\t")[0] for line in lines} == set(properties["reason"]["enum"])


def test_the_schema_refuses_what_it_does_not_know() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"deen": "1", "engine": "e", "documents": [{"name": "a"}]}, SCHEMA)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_file_is_made_piece_by_piece_and_the_same(count: int) -> None:
    name = os.fsdecode(b"b\xfc.txt")
    reports = [replace(made, document=replace(made.document, name=name)) for made in [report()] * count]
    head = {"deen": "1", "engine": "fake"}
    whole = {**head, "documents": [one.as_dict() for one in reports]}
    wanted = (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
    assert b"".join(as_json(head, reports)) == wanted


def test_no_piece_is_large() -> None:
    made = report()
    long = replace(made, translations=made.translations * 2000)
    pieces = [len(piece) for piece in as_json({}, [long, long])]
    assert max(pieces) < sum(pieces) / 10
