"""A report as lines: what they say, that they come at once, and that they are what the docs describe."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry, Resource

from glossary.linked import LinkedText
from translate.documents.document import Document, Segment
from translate.report import Report, Translation
from translate.report_lines import ReportLines

SCHEMAS = [
    json.loads((ROOT / "docs" / f"{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("report.lines", "report")
]
HEAD = {"deen": "1", "engine": "fake"}


def valid(lines: list[Any]) -> None:
    whole = Resource.from_contents(SCHEMAS[1])
    registry: Registry[Any] = Registry().with_resource("report.schema.json", whole)
    validator = jsonschema.Draft202012Validator(SCHEMAS[0], registry=registry)
    for line in lines:
        validator.validate(line)


def made(kinds: list[bool]) -> Report:
    """A report of segments in a row, of which some pass through."""
    segments = [Segment(2 * at, 2 * at + 1, f"{at}") for at in range(len(kinds))]
    translated = [one for one, kind in zip(segments, kinds, strict=True) if kind]
    between = tuple(one for one, kind in zip(segments, kinds, strict=True) if not kind)
    document = Document("a.txt", "", tuple(translated), between, ("read as Windows-1252",))
    linked = LinkedText("x", (((0, 1), (0, 1)),))
    return Report(document, b"", tuple(Translation(one, linked, -0.5, "model", confidence=0.5) for one in translated))


def lines_of(*reports: Report) -> list[Any]:
    pieces: list[bytes] = []
    lines = ReportLines(pieces.append, HEAD)
    for one in reports:
        lines.begin(one.document)
        for count, translation in enumerate(one.translations, 1):
            lines.add(translation)
            assert sum(b'"model"' in piece for piece in pieces) % len(one.translations) == count % len(one.translations)
        lines.end(one)
    assert all(piece.endswith(b"\n") and piece.count(b"\n") == 1 for piece in pieces)
    return [json.loads(piece) for piece in pieces]


@given(st.lists(st.booleans(), max_size=8))
def test_the_lines_say_what_the_whole_report_says(kinds: list[bool]) -> None:
    report = made(kinds)
    run, document, *segments, end = lines_of(report)
    assert run == {"run": HEAD}
    whole = {**document["document"], **end["end"], "segments": [one["segment"] for one in segments]}
    assert whole == json.loads(json.dumps(report.as_dict()))


def test_they_are_in_the_form_that_the_docs_describe() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[0])
    lines = lines_of(made([True, False, True]), made([False]))
    assert [next(iter(line)) for line in lines] == [
        "run",
        *["document", *["segment"] * 3, "end", "document", "segment"],
        "end",
    ]
    valid(lines)
    refused: list[dict[str, object]] = [{}, {"segment": {}}, {"run": HEAD, "end": {}}, {"other": {}}]
    for wrong in refused:
        with pytest.raises(jsonschema.ValidationError):
            valid([wrong])


def test_a_name_that_is_no_text_is_written() -> None:
    report = made([True])
    named = replace(report, document=replace(report.document, name=os.fsdecode(b"b\xfc.txt")))
    assert lines_of(named)[1]["document"]["name"] == "b\udcfc.txt"


@pytest.mark.model
def test_the_command_writes_a_line_a_sentence(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Das Haus ist alt. 12\n\nEr kam spät.\n", encoding="utf-8")
    command = [sys.executable, "-c", "from translate.start import main; main()", "translate", "a.txt", "b.txt"]
    for report in ("report.json", "report.JSONL"):
        subprocess.run(
            [*command, "-o", f"{report}-out", "--report", report], cwd=tmp_path, check=True, capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    lines = [json.loads(line) for line in (tmp_path / "report.JSONL").read_text(encoding="utf-8").splitlines()]
    valid(lines)
    whole = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert lines[0]["run"] == {"deen": whole["deen"], "engine": whole["engine"]}
    found = [line["segment"]["translation"] for line in lines if "segment" in line]
    assert found == [segment["translation"] for document in whole["documents"] for segment in document["segments"]]
    assert [line["document"]["name"] for line in lines if "document" in line] == ["a.txt", "b.txt"]
